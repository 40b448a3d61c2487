# Needs python3 (3.11 or newer), git and make. Everything else is installed into .venv from requirements.lock.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
SDKS := generated/python generated/python-httpx2
CLI := generated/cli
SITE := generated/docs-site
MODELS := $(wildcard generated/models/*)
# Compiled modules and templates are kept, also where the environment says otherwise: the tool starts faster.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup generate check test lint types unit sdk-test demo bench corpus corpus-cli corpus-docs compat site schema lock clean

# The main job: spec/ -> generated/
generate: $(READY)
	$(BIN)/sdkwright generate

# All checks, as CI runs them.
test: lint types unit sdk-test check

# Is generated/ what spec/ gives?
check: $(READY)
	$(BIN)/sdkwright check

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	for sdk in $(SDKS); do $(BIN)/ruff check --config $$sdk/pyproject.toml $$sdk || exit 1; done
	for project in $(CLI) $(MODELS); do $(BIN)/ruff check --config $$project/pyproject.toml $$project || exit 1; done

types: $(READY)
	$(BIN)/mypy generator/sdkwright templates/python/runtime templates/cli/cli_runtime
	for sdk in $(SDKS); do (cd $$sdk && ../../$(BIN)/mypy src tests) || exit 1; done
	cd $(CLI) && MYPYPATH=../python/src ../../$(BIN)/mypy src tests
	for project in $(MODELS); do (cd $$project && ../../../$(BIN)/mypy) || exit 1; done
	$(BIN)/pyright --warnings generator/sdkwright templates/python/runtime templates/cli/cli_runtime
	for project in $(SDKS) $(CLI) $(MODELS); do $(BIN)/pyright --warnings --pythonpath $(BIN)/python -p $$project || exit 1; done

unit: $(READY)
	$(BIN)/pytest -n 2 --dist worksteal

# The tests that were generated with the SDKs, and with the command line.
sdk-test: $(READY)
	for sdk in $(SDKS); do (cd $$sdk && ../../$(BIN)/pytest -q) || exit 1; done
	cd $(CLI) && PYTHONPATH=../python/src ../../$(BIN)/pytest -q

# A conversation with a real server on loopback, through the generated SDK.
demo: $(READY)
	$(BIN)/python -m tests.demo

# Ratios against a published SDK of the same API, in one run.
bench: $(READY)
	$(BIN)/python -m tests.benchmarks

# Every public document of ../shared/corpus, and those of tests/corpus, through the tool and through every call of its
# SDK. ARGS="--peers --only petstore3,github --no-types --keep DIR --report FILE"; with ARGS="--targets models" it
# judges other targets instead.
corpus: $(READY)
	$(BIN)/python -m tests.corpus $(ARGS)

# The command line of each of those documents: types, help of every command, the example of every command as a call.
corpus-cli: $(READY)
	$(BIN)/python -m tests.cli.corpus $(ARGS)

# The reference of each of them: no dead link, no page over 300 KB. ARGS="--only github --site github"
corpus-docs: $(READY)
	$(BIN)/python -m tests.docs.measure $(ARGS)

# The web site of the reference, in generated/docs-site/site.
site: $(READY)
	cd $(SITE) && ../../$(BIN)/zensical build

# Every pair of ../shared/pairs (config, document and facts of a published SDK): is it the same SDK still? Runs the
# published suites, which come from PyPI. ARGS="--only isaacus,parsec --no-suite --no-programs --show 20 --report FILE"
compat: $(READY)
	$(BIN)/python -m tests.compat $(ARGS)

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q generator
	touch $(READY)

# Write the schema that editors complete configs by.
schema: $(READY)
	$(BIN)/sdkwright schema > spec/sdkwright.schema.json

# Write requirements.lock anew from pyproject.toml.
lock: $(READY)
	$(PYTHON) -m venv .bench/lock
	.bench/lock/bin/python -m pip install --quiet uv
	.bench/lock/bin/uv pip compile --quiet pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-header --no-emit-index-url -o requirements.lock

clean:
	rm -rf .venv .bench .mypy_cache .ruff_cache .pytest_cache build dist
