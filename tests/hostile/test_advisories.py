"""What was published against other generators, held against this one for good; each test bears the id of its advisory."""

from __future__ import annotations

import ast
import json
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.functional.support import Generation, generate, run_pipeline
from tests.hostile.oracle import faults, python_of
from tests.hostile.strings import CANARY

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "resources: {pets: {methods: {get: get /pets, put: put /pets}}}"
CODE = "__import__('os').system('INJ_CANARY')"


def document(schema: object = None, info: dict[str, Any] | None = None, **rest: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema or {"type": "object", "properties": {"a": {"type": "string"}}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Acme", "version": "1", **(info or {})},
        "servers": [{"url": "https://acme.test"}],
        "paths": {
            "/pets": {
                "get": {"responses": {"200": {"description": "Pets.", "content": content}}},
                "put": {"requestBody": {"required": True, "content": content}, "responses": {"204": {}}},
            }
        },
        **rest,
    }


def run(data: dict[str, Any], config: str = CONFIG) -> Generation:
    generation = run_pipeline(json.dumps(data), config)
    assert generation.files or any(each.severity == "error" for each in generation.diagnostics)
    assert faults(generation.files, python_of(generation.files)) == []
    return generation


def accepted(data: dict[str, Any], config: str = CONFIG) -> Generation:
    generation = run(data, config)
    assert generation.files, [each.message for each in generation.diagnostics]
    return generation


def imported(data: dict[str, Any], config: str = CONFIG) -> Any:
    """The SDK, its modules run one by one."""
    import importlib

    accepted(data, config)
    sdk = generate(json.dumps(data), config)
    package = sdk.generation.package
    for path in sdk.generation.files:
        if path.startswith(f"src/{package}/types/") and path.endswith(".py"):
            name = path.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            importlib.import_module(name)
    return sdk


def names_in(generation: Generation) -> set[str]:
    """Every name that code of the SDK mentions; what stands in strings is none."""
    trees = [ast.parse(content) for path, content in generation.files.items() if path.endswith(".py")]
    return {node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name)}


@pytest.fixture(autouse=True)
def no_canary() -> Any:
    yield
    assert not hasattr(sys.modules["builtins"], CANARY)


# --- text that leaves its comment or docstring ---------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_cve_2026_54621_a_lone_cr_in_a_description_ends_no_comment(end: str) -> None:
    text = f"Pets.{end}{CANARY} = 1"
    schema = {"type": "object", "description": text, "properties": {"a": {"type": "string", "description": text}}}
    data = document(schema, info={"description": text}, tags=[{"name": "a", "description": text}])
    config = f"{CONFIG}\nsettings: {{file_header: {json.dumps(text)}}}\norganization: {{name: acme}}"
    generation = accepted(data, config)
    assert any(CANARY.encode() in content for content in generation.files.values()), "it is there, as text"


def test_cve_2026_54654_a_header_of_the_config_ends_no_comment() -> None:
    accepted(document(), f"{CONFIG}\nsettings: {{file_header: {json.dumps(f'Copyright{chr(13)}{CANARY} = 1')}}}")


def test_cve_2026_59862_names_that_vendors_give_values_stay_text() -> None:
    vendor = {
        "name": f"Kind\n{CANARY} = 1",
        "values": [{"value": "a", "description": f"x\n{CANARY} = 1", "name": CODE}],
    }
    schema = {"type": "object", "properties": {"a": {"enum": ["a"], "x-ms-enum": vendor, "x-enum-varnames": [CODE]}}}
    assert names_in(imported(document(schema)).generation).isdisjoint({CANARY})


def test_cve_2026_23947_descriptions_that_vendors_give_values_stay_text() -> None:
    extras = {
        key: {"a": f'"""\n{CANARY} = 1\n"""'} for key in ("x-enumDescriptions", "x-enum-descriptions", "x-enumNames")
    }
    data = document({"type": "object", "properties": {"a": {"enum": ["a"], **extras}}})
    assert names_in(imported(data).generation).isdisjoint({CANARY})


def test_cve_2026_22785_a_summary_stays_text() -> None:
    data = document()
    for operation in data["paths"]["/pets"].values():
        operation["summary"] = f'`; {CODE} //"""\n{CANARY} = 1'
    accepted(data)


# --- values that become code ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "default", [CODE, f'a"""\n{CANARY} = 1', "a'b\\", f"{{{CANARY}}}", [CODE], {"a": CODE}, 1e400, -0.0]
)
def test_cve_2020_15142_defaults_are_values(default: Any) -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string", "default": default}}}
    imported(document(schema)) if default != 1e400 else run(document(schema))


def test_cve_2026_72716_a_default_in_a_template_literal_is_a_value() -> None:
    imported(
        document({"type": "object", "properties": {"a": {"type": "string", "default": "${INJ_CANARY}`+INJ_CANARY"}}})
    )


@pytest.mark.parametrize("text", [CODE, f'a"]\n{CANARY} = ["', "a'", "\\", "mro", "__class__", "None", "a\x00b", "{0}"])
def test_cve_2020_15142_enum_values_and_constants_are_values(text: str) -> None:
    schema = {"type": "object", "required": ["b"], "properties": {"a": {"enum": [text, "x"]}, "b": {"const": text}}}
    sdk = imported(document(schema))
    assert sdk.client({"a": text, "b": text}).pets.get().to_dict() == {"a": text, "b": text}


@pytest.mark.parametrize(
    "key",
    [
        "default_factory",  # CVE-2026-54653
        "x-python-type",  # CVE-2026-54655
        "x-python-import",  # CVE-2026-55415
        "customTypePath",  # CVE-2026-55415
        "customBasePath",  # CVE-2026-63720
        "x-go-type-import",
        "x-ms-kiota-info",  # CVE-2026-59865
        "x-stainless-naming",
        "x-fern-type",
        "x-speakeasy-type-override",
    ],
)
@pytest.mark.parametrize(
    "value", [CODE, {"module": f"os\n{CANARY} = 1", "name": "system"}, {"python": {"installCommand": CODE}}]
)
def test_cve_2026_54655_vendor_keys_are_no_code(key: str, value: Any) -> None:
    inner = {"type": "object", key: value, "properties": {"b": {"type": "string", key: value}}}
    schema = {"type": "object", key: value, "properties": {"a": {"type": "string", key: value}, "c": inner}}
    generation = accepted(document(schema, info={key: value}, **{key: value}))
    assert not any(CANARY.encode() in content for content in generation.files.values())


def test_our_own_key_in_a_document_leads_nowhere() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"type": "object", "properties": {}, "x-sdkwright-origin": f"/x\n{CANARY}"}},
    }
    generation = accepted(document(schema))
    assert not any(CANARY.encode() in content for content in generation.files.values())


# --- names that become code or paths -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [f"x');{CANARY}=1#", f"/a','x');{CANARY}=1;('", '/a"{x}', "/a{__class__}", "/{a}{b}", "/%s"]
)
def test_cve_2016_5641_paths_and_parameters_are_values(name: str) -> None:
    path = name if name.startswith("/") and " " not in name else "/a"
    parameters = [{"name": name, "in": place, "schema": {"type": "string"}} for place in ("query", "header")]
    data = document()
    data["paths"] = {path: {"get": {"parameters": parameters, "responses": {"204": {}}}}}
    run(data, json.dumps({"resources": {"pets": {"methods": {"get": f"get {path}"}}}}))


@pytest.mark.parametrize(
    "title",
    [
        "../../x",
        "/etc/passwd",
        "C:\\x",
        "%2e%2e%2f",
        "．．／",
        "con",
        "NUL",
        "conftest",
        "test_x",
        "__init__",
        "a" * 300,
    ],
)
def test_cve_2020_15141_titles_and_tags_are_no_paths(title: str) -> None:
    schema = {
        "type": "object",
        "title": title,
        "properties": {title: {"type": "object", "title": title, "properties": {"a": {"type": "string"}}}},
    }
    data = document(schema, info={"title": title}, tags=[{"name": title}])
    generation = accepted(
        data, json.dumps({"organization": {"name": title}, "resources": {title: {"methods": {title: "get /pets"}}}})
    )
    assert all(".." not in path.split("/") and not path.startswith("/") for path in generation.files)


@pytest.mark.parametrize(
    "title", [f"Foo\n{CANARY} = 1", f"Foo(object):\n    {CANARY} = 1\nclass Bar", "Foo, metaclass=x"]
)
def test_cve_2020_15142_names_of_schemas_are_identifiers(title: str) -> None:
    data = document({"$ref": "#/components/schemas/" + title.replace("~", "~0").replace("/", "~1").replace("%", "%25")})
    data["components"] = {
        "schemas": {title: {"type": "object", "title": title, "properties": {"a": {"type": "string"}}}}
    }
    imported(data)


def test_cve_2026_54656_field_names_stay_in_their_quotes() -> None:
    name = f'a", {CANARY}=1, b="'
    sdk = imported(document({"type": "object", "properties": {name: {"type": "string"}}}))
    assert sdk.client({name: "x"}).pets.get().to_dict() == {name: "x"}


# --- what goes into other files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [f"]\n[tool.x]\n{CANARY} = 1", '"', "\\", "a\x7fb", "1.0\nname = 'x'"])
def test_server_url_version_and_licence_keep_to_their_values(text: str) -> None:
    info = {
        "version": text,
        "license": {"name": text, "url": text},
        "contact": {"name": text, "url": text, "email": text},
    }
    data = document(info={**info, "title": text, "description": text})
    generation = accepted(
        data, f"{CONFIG}\norganization: {{name: acme, docs: {json.dumps(text)}, contact: {json.dumps(text)}}}"
    )
    toml = tomllib.loads(generation.files["pyproject.toml"].decode())
    assert CANARY not in json.dumps(list(toml)) + json.dumps(list(toml.get("tool", {})))


def test_server_urls_are_values() -> None:
    data = document(servers=[{"url": f'https://acme.test/"+{CANARY}+"', "description": f'"""\n{CANARY}'}])
    generation = run(data)
    if generation.files:
        tree = ast.parse(generation.text("_client.py"))
        assert any(
            isinstance(node, ast.Constant) and str(node.value).endswith(f'{CANARY}+"') for node in ast.walk(tree)
        )


def test_no_hook_or_command_comes_from_a_document(tmp_path: Path) -> None:
    """CVE-2026-59865: whatever the document says, the files are those of a plain one."""
    plain = accepted(document())
    data = document(
        **{
            "x-hooks": {"post": CODE},
            "x-ms-kiota-info": {"languagesInformation": {"Python": {"dependencyInstallCommand": CODE}}},
        }
    )
    found = accepted(data)
    assert {path.replace(found.package, "p") for path in found.files} == {
        path.replace(plain.package, "p") for path in plain.files
    }


def test_templates_are_not_run_twice() -> None:
    """C-13: text that looks like a template is printed as it stands."""
    text = "{{ 7*7 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}"
    generation = accepted(document({"type": "object", "description": text, "properties": {"a": {"type": "string"}}}))
    assert "{{ 7*7 }}" in generation.text("types/pet_get_response.py")
    assert "49" not in generation.text("types/pet_get_response.py")
