"""`sdkwright init SPEC --like SDK`: the config comes back from the SDK that was made with it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from sdkwright.cli.running import run
from sdkwright.config import Config, load_config
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline

from tests.derive.entries import compare
from tests.golden.cases import Case, cases, config_of

ROOT = Path(__file__).parents[2]
SPEC = """
openapi: 3.1.0
info: {title: Zoo, version: "1"}
servers: [{url: https://zoo.test/v1}]
security: [{key: []}]
paths:
  /pets:
    get:
      parameters:
        - {name: after, in: query, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer}}
      responses: {"200": {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/Animals"}}}}}
    post:
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/NewAnimal"}}}}
      responses: {"200": {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/Animal"}}}}}
  /pets/{petId}:
    get:
      parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/Animal"}}}}}
  /pets/{petId}/toys:
    get:
      parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: "", content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Toy"}}}}}}
  /status:
    get: {responses: {"200": {description: "", content: {application/json: {schema: {type: string}}}}}}
  /private:
    get: {responses: {"204": {description: ""}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Zoo-Key}}
  schemas:
    Animals:
      type: object
      properties: {data: {type: array, items: {$ref: "#/components/schemas/Animal"}}, next_after: {type: [string, "null"]}}
    Animal:
      type: object
      required: [id]
      properties: {id: {type: string}, toy: {$ref: "#/components/schemas/Toy"}, food: {$ref: "#/components/schemas/Meal"}}
    NewAnimal: {type: object, required: [name], properties: {name: {type: string}, food: {$ref: "#/components/schemas/Meal"}}}
    Toy: {type: object, properties: {squeaks: {type: boolean}}}
    Meal: {type: object, properties: {grams: {type: integer}}}
    Unused: {type: object, properties: {x: {type: string}}}
"""
CONFIG: dict[str, Any] = {
    "organization": {"name": "Zoo", "docs": "https://docs.zoo.test", "contact": "keeper@zoo.test"},
    "settings": {"license": "MIT"},
    "client_settings": {
        "opts": {
            "zoo_key": {"type": "string", "nullable": False, "read_env": "ZOO_KEY", "auth": {"security_scheme": "key"}}
        }
    },
    "environments": {"production": "https://zoo.test/v1", "night": "https://night.zoo.test/v1"},
    "query_settings": {"array_format": "brackets", "nested_format": "brackets"},
    "pagination": [
        {
            "name": "herd_page",
            "type": "cursor",
            "request": {
                "after": {"type": "string", "x-stainless-pagination-property": {"purpose": "next_cursor_param"}},
                "limit": {"type": "integer"},
            },
            "response": {
                "data": {"type": "array", "items": {}, "x-stainless-pagination-property": {"purpose": "items"}},
                "next_after": {"type": "string", "x-stainless-pagination-property": {"purpose": "next_cursor_field"}},
            },
        }
    ],
    "resources": {
        "$shared": {"models": {"ration": "#/components/schemas/Meal"}},
        "health": {"methods": {"status": "get /status"}},
        "pets": {
            "models": {"pet": "#/components/schemas/Animal"},
            "methods": {"list": "get /pets", "add": "post /pets", "retrieve": "get /pets/{petId}"},
            "subresources": {
                "qa_toys": {
                    "models": {"plaything": "#/components/schemas/Toy"},
                    "methods": {"all": "get /pets/{petId}/toys"},
                }
            },
        },
    },
    "custom_casings": {"qa": {"initialism": True}},
    "targets": {
        "python": {
            "package_name": "zoo_sdk",
            "project_name": "zoo-sdk",
            "production_repo": "zoo/zoo-python",
            "publish": {"pypi": True},
        }
    },
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def config_at(path: Path) -> Config:
    sink = Diagnostics()
    config = load_config(path, sink)
    assert config is not None and not sink.has_errors, [each.message for each in sink]
    return config


def files(spec: Path, config: Path) -> dict[str, bytes]:
    sink = Diagnostics()
    outputs = Pipeline(str(spec), config, (), sink).outputs()
    assert outputs is not None, [each.message for each in sink]
    return {each.path: each.content for each in outputs[0].files}


def write(files: dict[str, bytes], folder: Path) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def zoo(folder: Path = Path("sdk"), **changes: Any) -> Path:
    """The SDK of the zoo, in a folder; beside it its document and the config it was made with."""
    Path("zoo.yaml").write_text(SPEC, encoding="utf-8")
    Path("real.yml").write_text(yaml.safe_dump({**CONFIG, **changes}, sort_keys=False), encoding="utf-8")
    return write(files(Path("zoo.yaml"), Path("real.yml")), folder)


def derived(sdk: str = "sdk", spec: str = "zoo.yaml", status: int = 0) -> Path:
    assert run(["init", spec, "--like", sdk, "--output", "derived.yml", "--force"]) == status
    return Path("derived.yml")


def test_everything_that_the_config_said_comes_back(capsys: pytest.CaptureFixture[str]) -> None:
    zoo()
    data = yaml.safe_load(derived().read_text(encoding="utf-8"))
    assert data.pop("sdkwright") == {"spec": "zoo.yaml", "output": "generated", "compat": True}
    assert data.pop("unspecified_endpoints") == ["get /private"]
    assert data.pop("client_settings")["opts"] == CONFIG["client_settings"]["opts"]
    readme = data.pop("readme", None)
    assert readme is None or set(readme) == {"example_requests"}
    assert data == {key: value for key, value in CONFIG.items() if key != "client_settings"}
    assert "?" not in derived().read_text(encoding="utf-8").replace("?:", "")
    assert capsys.readouterr().err == ""


def test_the_derived_config_gives_the_same_package() -> None:
    zoo()
    again, before = files(Path("zoo.yaml"), derived()), files(Path("zoo.yaml"), Path("real.yml"))
    assert {path for path in before if again.get(path) != before[path] and path.startswith("src/")} == set()
    assert again.keys() == before.keys()


# Names that Python cannot have are others in the SDK, and those are what is seen.
@pytest.mark.parametrize("case", [each for each in cases() if each.topic != "names"], ids=lambda case: case.name)
def test_every_entry_comes_back_from_the_sdks_of_the_golden_cases(case: Case) -> None:
    spec = case.folder / "spec.yaml"
    Path("real.yml").write_text(yaml.safe_dump(config_of(case), sort_keys=False), encoding="utf-8")
    write(files(spec, Path("real.yml")), Path("sdk"))
    found = compare(config_at(Path("real.yml")), config_at(derived(spec=str(spec))))
    assert found.missing == []


def test_every_entry_comes_back_from_the_example() -> None:
    folder = ROOT / "spec"
    spec = next(folder.glob("*.openapi.yaml"))
    found = compare(config_at(folder / "sdkwright.yml"), config_at(derived(str(ROOT / "generated/python"), str(spec))))
    assert found.missing == []
    assert found.extra == []


def test_a_package_alone_is_enough() -> None:
    sdk = zoo()
    found = compare(config_at(Path("real.yml")), config_at(derived(str(sdk / "src" / "zoo_sdk"))))
    assert found.missing == []
    assert found.extra == []


def test_an_unpacked_archive_is_looked_into() -> None:
    zoo(Path("archive/zoo-sdk-1.0"))
    assert config_at(derived("archive")).targets.python is not None


def test_an_installed_package_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    sdk = zoo()
    shutil.copytree(sdk / "src" / "zoo_sdk", "site/zoo_sdk")
    metadata = "Metadata-Version: 2.4\nName: zoo-sdk\nVersion: 1.0\nLicense-Expression: MIT\n"
    metadata += "Summary: The official Python library for the zoo API\nAuthor-Email: Zoo <keeper@zoo.test>\n"
    Path("site/zoo_sdk-1.0.dist-info").mkdir()
    Path("site/zoo_sdk-1.0.dist-info/METADATA").write_text(metadata, encoding="utf-8")
    Path("site/zoo_sdk-1.0.dist-info/RECORD").write_text("zoo_sdk/_client.py,,\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(Path("site").resolve()))
    config = config_at(derived("zoo-sdk"))
    assert compare(config_at(Path("real.yml")), config).missing == []
    assert config.settings.license is not None
    assert (config.settings.license.name, config.organization.contact) == ("MIT", "keeper@zoo.test")


def test_without_a_listing_types_are_found_in_their_packages() -> None:
    sdk = zoo()
    (sdk / "api.md").unlink()
    found = compare(config_at(Path("real.yml")), config_at(derived()))
    assert found.missing == []


def test_a_file_that_is_not_python_is_told_with_its_line_and_passed_over(capsys: pytest.CaptureFixture[str]) -> None:
    sdk = zoo()
    path = sdk / "src/zoo_sdk/resources/pets/qa_toys.py"
    path.write_text("import os\nclass QAToys(:\n", encoding="utf-8")
    config = config_at(derived())
    assert "src/zoo_sdk/resources/pets/qa_toys.py:2:14 warning SW602" in capsys.readouterr().err
    assert set(config.resources["pets"].methods) == {"list", "add", "retrieve"}


@pytest.mark.parametrize(
    "text", ["(" * 5000, "x = " + "-" * 100_000 + "1", "x = 1" + " + 1" * 900, "x: " + "a." * 900 + "b", "\0", "\udcff"]
)
def test_hostile_files_never_stop_the_run(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    sdk = zoo()
    (sdk / "src/zoo_sdk/types/shared/ration.py").write_text(text, encoding="utf-8", errors="surrogateescape")
    derived()
    assert "SW602" in capsys.readouterr().err


def test_text_of_an_sdk_never_leaves_its_place() -> None:
    sdk = zoo()
    path = sdk / "src/zoo_sdk/_client.py"
    path.write_text(path.read_text("utf-8").replace('"ZOO_KEY"', '"ZOO\\n  evil: 1 # \\u2028x: y"'), encoding="utf-8")
    config = config_at(derived())
    assert config.client_settings.opts["zoo_key"].read_env == "ZOO\n  evil: 1 # \u2028x: y"


def test_nothing_is_imported() -> None:
    sdk = zoo()
    for path in (sdk / "src/zoo_sdk").rglob("*.py"):
        path.write_text(path.read_text("utf-8") + "\nraise SystemExit('imported')\n", encoding="utf-8")
    derived()


@pytest.mark.parametrize(
    ("like", "said"),
    [
        ("nowhere", "neither such a folder nor such an installed package"),
        ("../../etc/passwd\n", "neither such a folder"),
        ("zoo.yaml", "this is a file"),
        ("empty", "no package with a `_client.py`"),
        ("two", "there are several packages"),
        ("odd", "no class of a synchronous client"),
    ],
)
def test_what_is_no_sdk_is_told_with_what_to_do(like: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    zoo()
    for name in ("empty", "two/src/one", "two/src/other", "odd/src/odd"):
        Path(name).mkdir(parents=True)
    for name in ("two/src/one", "two/src/other", "odd/src/odd"):
        Path(name, "_client.py").write_text("class Thing: ...\n", encoding="utf-8")
    assert run(["init", "zoo.yaml", "--like", like, "--output", "derived.yml"]) == 1
    error = capsys.readouterr().err
    assert "SW601" in error and said in error
    assert not Path("derived.yml").exists()


def test_the_sdk_of_another_api_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    zoo()
    other = "openapi: 3.1.0\ninfo: {title: B, version: '1'}\npaths: {/books: {get: {responses: {}}}}\n"
    Path("other.yaml").write_text(other, encoding="utf-8")
    assert run(["init", "other.yaml", "--like", "sdk", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [each["code"] for each in found["diagnostics"]] == ["SW603"]
    assert "none of its 5 requests" in found["diagnostics"][0]["message"]


def test_a_method_that_the_document_lacks_becomes_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    zoo()
    Path("zoo.yaml").write_text(SPEC.replace("/pets/{petId}/toys", "/things/{petId}/all"), encoding="utf-8")
    path = derived()
    error, text = capsys.readouterr().err, path.read_text(encoding="utf-8")
    assert "the document has no `get /pets/{pet_id}/toys`" in error
    assert "qa_toys.py:" in error
    assert "# ? The document has no `get /pets/{pet_id}/toys`. Write its endpoint, or leave the method out." in text
    assert config_at(path).resources["pets"].subresources["qa_toys"].methods == {}


def test_a_path_under_another_http_method_is_guessed_and_asked_about() -> None:
    zoo()
    Path("zoo.yaml").write_text(SPEC.replace("    post:", "    put:"), encoding="utf-8")
    path = derived()
    assert config_at(path).resources["pets"].methods["add"].endpoint == ("put", "/pets")
    assert "# ? The SDK sends `post /pets`, which the document lacks; taken as `put /pets`." in path.read_text("utf-8")


def test_a_model_without_a_schema_becomes_a_question() -> None:
    sdk = zoo()
    package = sdk / "src/zoo_sdk/types"
    model = "from .._models import BaseModel\n\n\nclass Cage(BaseModel):\n    bars: int\n"
    (package / "cage.py").write_text(model, encoding="utf-8")
    (sdk / "api.md").unlink()
    text = derived().read_text(encoding="utf-8")
    assert "# ? No schema was found for Cage. Add `cage` with a reference to its schema" in text


def test_the_same_sdk_gives_the_same_config_under_any_hash_seed() -> None:
    zoo()
    command = [sys.executable, "-m", "sdkwright", "init", "zoo.yaml", "--like", "sdk", "--output", "-"]
    given = [
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    ]
    assert given[0] == given[1] and b"resources:" in given[0]
