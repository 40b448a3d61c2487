"""A document of ten lines in, an imported SDK on a mock transport out."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import itertools
import json
import py_compile
import re
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import yaml
from sdkwright.diagnostics import Diagnostic, Diagnostics
from sdkwright.pipeline import Pipeline

Reply = Callable[[httpx.Request], httpx.Response]
HEAD = 'openapi: 3.1.0\ninfo: {title: Acme, version: "1"}\nservers: [{url: https://acme.test/v1}]\n'
_numbers = itertools.count(1)


@dataclass
class Generation:
    """What one run of the pipeline gave: files by path (nothing where it refused), and what it had to say."""

    files: dict[str, bytes]
    diagnostics: list[Diagnostic]
    package: str

    @property
    def codes(self) -> list[str]:
        return [each.code for each in self.diagnostics]

    def text(self, path: str) -> str:
        """A file of the package, by its path within it."""
        return self.files[f"src/{self.package}/{path}"].decode()


@dataclass
class Sdk:
    """An imported SDK. `requests` gathers what its clients send."""

    generation: Generation
    root: Any
    requests: list[httpx.Request] = field(default_factory=list)

    def module(self, name: str) -> Any:
        """A module of the package, as in `types.pet`."""
        return importlib.import_module(f"{self.generation.package}.{name}")

    def client(self, reply: object = None, **options: Any) -> Any:
        """A client whose requests are answered by `reply`: JSON data, or a function of the request."""
        return self.root.Client(
            http_client=httpx.Client(transport=self._transport(reply)), **{"max_retries": 0, **options}
        )

    def async_client(self, reply: object = None, **options: Any) -> Any:
        return self.root.AsyncClient(
            http_client=httpx.AsyncClient(transport=self._transport(reply)), **{"max_retries": 0, **options}
        )

    def _transport(self, reply: object) -> httpx.MockTransport:
        def answer(request: httpx.Request) -> httpx.Response:
            self.requests.append(request)
            return reply(request) if callable(reply) else httpx.Response(200, json=reply)

        return httpx.MockTransport(answer)

    @property
    def sent(self) -> httpx.Request:
        """The last request."""
        return self.requests[-1]

    @property
    def sent_json(self) -> Any:
        return json.loads(self.sent.content)


def run_pipeline(spec: str, config: str = "", folder: Path | None = None) -> Generation:
    """The files that the two texts give, in process and unformatted. The head of the document may be left out, and of
    the config all but what matters."""
    with tempfile.TemporaryDirectory() as made:
        place = folder or Path(made)
        place.mkdir(parents=True, exist_ok=True)
        whole = spec.lstrip().startswith("{") or re.search(r"^(?:openapi|swagger):", spec, re.MULTILINE) is not None
        text = spec if whole else HEAD + spec
        (place / "openapi.yaml").write_text(text, encoding="utf-8")
        (place / "sdkwright.yml").write_text(yaml.safe_dump(_config(config), sort_keys=False), encoding="utf-8")
        sink = Diagnostics()
        pipeline = Pipeline(None, place / "sdkwright.yml", (), sink)
        outputs = pipeline.outputs() or []
        files = {each.path: each.content for output in outputs for each in output.files}
        package = next((path.split("/")[1] for path in files if path.endswith("/_seam.py")), "")
        return Generation(files, list(sink), package)


def _config(text: str) -> dict[str, Any]:
    config: dict[str, Any] = {
        "organization": {"name": "acme"},
        "sdkwright": {"spec": "openapi.yaml"},
        "targets": {"python": {"package_name": f"sdk_{next(_numbers)}"}},
        **(yaml.safe_load(text) or {}),
    }
    config["targets"].setdefault("python", {}).setdefault("package_name", f"sdk_{next(_numbers)}")
    return config


def generate(spec: str, config: str = "") -> Sdk:
    """The SDK that the two texts give, imported. It asserts that there is one."""
    generation = run_pipeline(spec, config)
    assert generation.files, "\n".join(f"{each.code} {each.message}" for each in generation.diagnostics)
    folder = _write(generation.files)
    return Sdk(generation, import_package(folder / "src" / generation.package))


def import_package(folder: Path, name: str | None = None) -> Any:
    """The package in `folder`, under `name` or its own, without a search path."""
    name = name or folder.name
    assert name not in sys.modules, f"{name} is imported already"
    spec = importlib.util.spec_from_file_location(
        name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@functools.cache
def _scratch() -> tempfile.TemporaryDirectory[str]:
    """Removed when the process ends; SDKs import their modules lazily, so that a test's own folder goes too early."""
    return tempfile.TemporaryDirectory(prefix="sdkwright-functional-")


def _write(files: Mapping[str, bytes]) -> Path:
    folder = Path(_scratch().name) / str(next(_numbers))
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        if target.suffix == ".py" and path.startswith("src/"):
            _precompile(target, content)
    return folder


def _precompile(target: Path, content: bytes) -> None:
    """Runtime modules are the same in every SDK; compiling them each time would take longer than all else."""
    cached = Path(importlib.util.cache_from_source(str(target)))
    cached.parent.mkdir(exist_ok=True)
    cached.write_bytes(_compiled(content, target.name))


@functools.cache
def _compiled(content: bytes, name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, result = Path(folder, name), Path(folder, "compiled")
        source.write_bytes(content)
        py_compile.compile(
            str(source), str(result), doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
        )
        return result.read_bytes()
