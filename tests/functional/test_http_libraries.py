"""The same SDK on httpx2: its own text is in other words, the document's is not, and the runtime's tests hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from sdkwright.lower.http_library import HTTPX2

from tests.functional.support import generate, run_pipeline

ROOT = Path(__file__).parents[2]
SPEC = """
paths:
  /httpx/{httpx}:
    get:
      description: Import httpx, then call httpx.get; httpx_aiohttp is not needed.
      parameters: [{name: httpx, in: path, required: true, schema: {type: string, example: httpx}}]
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Seen"}}}}}
components:
  schemas:
    Seen: {type: object, properties: {httpx: {type: string, description: The version of httpx.}}}
"""
CONFIG = """
resources: {{stacks: {{models: {{seen: Seen}}, methods: {{retrieve: "get /httpx/{{httpx}}"}}}}}}
sdkwright:
  spec: openapi.yaml
  targets: {{python: {{http: {http}}}}}
"""
SETTINGS = """\
[pytest]
pythonpath = .
addopts = --strict-markers --strict-config --import-mode=importlib -p no:cacheprovider
filterwarnings = error
"""
THIS_ONE = """\
import httpx2
from runtime import _sync_client, _transports


def test_this_is_what_is_tested():
    assert _transports.httpx2 is _sync_client.httpx2 is httpx2
    assert not hasattr(_transports, "httpx")
"""
OF_HTTPX = re.compile(r"^ *(?:import|from) httpx\b", re.MULTILINE)


def test_an_sdk_on_httpx2_speaks_of_it_and_leaves_the_document_alone() -> None:
    sdk = generate(SPEC, CONFIG.format(http="httpx2"))
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, json={"httpx": "0.28.1"})

    client = sdk.root.Client(http_client=httpx2.Client(transport=httpx2.MockTransport(answer)))
    assert client.stacks.retrieve("1").httpx == "0.28.1"
    assert str(seen[0].url) == "https://acme.test/v1/httpx/1"
    method = sdk.generation.text("resources/stacks.py")
    assert "Import httpx, then call httpx.get; httpx_aiohttp is not needed." in method
    assert "timeout: float | httpx2.Timeout | None | NotGiven" in method
    assert "The version of httpx." in sdk.generation.text("types/seen.py")


def test_no_file_of_it_imports_httpx() -> None:
    files = run_pipeline(SPEC, CONFIG.format(http="httpx2")).files
    assert [path for path, content in files.items() if OF_HTTPX.search(content.decode())] == []
    project = files["pyproject.toml"].decode()
    assert '"httpx2>=2,<3"' in project
    assert project.count("httpx-aiohttp[httpx2]>=0.2") == 2


def test_httpx_is_what_an_sdk_is_built_on_by_itself() -> None:
    said, unsaid = (
        run_pipeline(SPEC, CONFIG.format(http="httpx") + more)
        for more in ("", "targets: {python: {package_name: sdk_said}}\n")
    )
    assert b'"httpx>=0.25,<1"' in said.files["pyproject.toml"]
    assert not any(b"httpx2" in content for content in unsaid.files.values())


def test_a_library_that_there_is_not_is_told_at_its_place() -> None:
    generation = run_pipeline(SPEC, CONFIG.format(http="requests"))
    found = [each for each in generation.diagnostics if each.code == "SW102"]
    assert [each.message for each in found] == ["`http`: expected one of 'httpx' or 'httpx2', found 'requests'"]


@pytest.mark.slow
def test_the_runtime_passes_its_tests_on_httpx2(tmp_path: Path) -> None:
    runtime = ROOT / "templates/python/runtime"
    copies = {path: f"runtime/{path.relative_to(runtime)}" for path in runtime.rglob("*.py")}
    tests = (*(ROOT / "tests").glob("*.py"), *(ROOT / "tests/runtime").glob("*.py"))
    copies |= {path: str(path.relative_to(ROOT)) for path in tests}
    for path, place in copies.items():
        target = tmp_path / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(HTTPX2.spoken(path.read_text(encoding="utf-8")), encoding="utf-8")
    (tmp_path / "tests/runtime/test_library.py").write_text(THIS_ONE)
    (tmp_path / "pytest.ini").write_text(SETTINGS)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/runtime"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr
