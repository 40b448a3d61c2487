"""What the tests of this folder share: a document alone, with no config, becomes an SDK that imports as a whole.

Each test is named for what broke another generator: openapi-python-client 0.29.1 or openapi-generator 7.26.0
(`-g python`), on a public document that its docstring names.
"""

from __future__ import annotations

import itertools
import json
import tempfile
from pathlib import Path
from typing import Any

from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline

from tests.functional import support
from tests.functional.support import HEAD, Generation, Sdk, import_package

V30 = HEAD.replace("3.1.0", "3.0.3")
_numbers = itertools.count(1)


def sdk_of(spec: str) -> Sdk:
    """The SDK of a document without a config, all its modules imported. The head may be left out."""
    generation = _generated(spec)
    assert generation.files, "\n".join(f"{each.code} {each.message}" for each in generation.diagnostics)
    folder = support._write(generation.files)
    sdk = Sdk(generation, import_package(folder / "src" / generation.package))
    for path in sorted(generation.files):
        if path.startswith(f"src/{generation.package}/") and path.endswith(".py"):
            words = path.removesuffix(".py").removesuffix("/__init__").split("/")[2:]
            if words and words[-1] != "__main__":
                sdk.module(".".join(words))
    return sdk


def _generated(spec: str) -> Generation:
    """In process. The package gets a name that no other test uses: documents with one title give one name."""
    sink = Diagnostics()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "openapi.yaml")
        headed = spec.lstrip().startswith(("openapi:", "swagger:", "{"))
        place.write_text(spec if headed else HEAD + spec, encoding="utf-8")
        outputs = Pipeline(str(place), None, ("python",), sink).outputs() or []
    files = {each.path: each.content for output in outputs for each in output.files}
    old = next((path.split("/")[1] for path in files if path.endswith("/_seam.py")), "")
    new = f"peer_{next(_numbers)}"
    moved = {path.replace(f"src/{old}/", f"src/{new}/", 1): content for path, content in files.items()}
    return Generation(moved, list(sink), new)


def errors(sdk: Sdk) -> list[str]:
    """The diagnostics that are errors, of which no test here expects any."""
    return [each.message for each in sdk.generation.diagnostics if each.severity == "error"]


def plain(value: Any) -> Any:
    """A parsed answer as JSON data, by the names of the wire."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return json.loads(value.to_json()) if hasattr(value, "to_json") else value


def posting(schemas: str, head: str = HEAD) -> str:
    """`POST /things`, which takes and answers the component `Thing`."""
    return f"""{head}
paths:
  /things:
    post:
      requestBody: {{required: true, content: {{application/json: {{schema: {{$ref: "#/components/schemas/Thing"}}}}}}}}
      responses:
        "200": {{description: Made, content: {{application/json: {{schema: {{$ref: "#/components/schemas/Thing"}}}}}}}}
components:
  schemas:
{schemas}
"""
