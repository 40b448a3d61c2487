"""Documents of several files, and which files those may be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sdkwright.load import FILES
from sdkwright.load import reach as reach_module

from tests.unit.load.folders import Loaded, write

PET = "type: object\nproperties:\n  name: {type: string}\n  owner: {$ref: ./owner.yaml}\n"
OWNER = "type: object\nproperties:\n  pets: {type: array, items: {$ref: 'pet.yaml'}}\n"


def api(text: str, version: str = "3.1.0") -> str:
    return f"openapi: {version}\n{text}"


def test_a_component_in_a_file_of_its_own_keeps_its_name(tmp_path: Path) -> None:
    found = Loaded(
        write(
            tmp_path,
            api_yaml=api(
                "components:\n  schemas:\n    Pet: {$ref: ./schemas/pet.yaml}\n    Animal: {$ref: schemas/pet.yaml}\n"
            ),
            schemas__pet_yaml=PET,
            schemas__owner_yaml=OWNER,
        )
    )
    # The first by name takes the file's content, the other one refers to it.
    assert found.deref("/components/schemas/Animal")[1] == "/components/schemas/Animal"
    assert found.deref("/components/schemas/Pet")[1] == "/components/schemas/Animal"
    owner = found.deref("/components/schemas/Animal/properties/owner")
    # What the document does not name is known by the name of its file.
    assert owner[1] == "/components/schemas/owner"
    assert found.deref(owner[1] + "/properties/pets/items")[1] == "/components/schemas/Animal"
    assert found.spot("/components/schemas/Animal/properties/owner") == ("pet.yaml", 4, 3)
    assert found.spot(owner[1] + "/properties/pets") == ("owner.yaml", 3, 3)
    assert found.codes == []


def test_parts_of_every_kind_in_other_files(tmp_path: Path) -> None:
    found = Loaded(
        write(
            tmp_path,
            api_yaml=api(
                "paths:\n  /pets/{id}: {$ref: 'paths/pet.yaml#/~1pets'}\n  /a: {get: {responses: {'404': {$ref: common.json#/gone}}}}\n"
            ),
            paths__pet_yaml="/pets:\n  parameters:\n  - {$ref: ../common.json#/id%20x}\n  get:\n    responses:\n      '404': {$ref: '../common.json#/gone'}\n",
            common_json='{"gone": {"description": "no"}, "id x": {"name": "id", "in": "path", "schema": {"$ref": "#/text"}}, "text": {"type": "string"}}',
        )
    )
    item = found.root["paths"]["/pets/{id}"]
    assert "$ref" not in item
    parameter, at = found.deref("/paths/~1pets~1{id}/parameters/0")
    assert parameter["name"] == "id"
    assert found.deref(at + "/schema")[0] == {"type": "string"}
    gone = found.deref("/paths/~1pets~1{id}/get/responses/404")
    assert gone == ({"description": "no"}, f"/{FILES}/common.json/gone")
    assert found.deref("/paths/~1a/get/responses/404") == gone
    assert found.spot("/paths/~1pets~1{id}/get/responses") == ("pet.yaml", 5, 5)
    assert found.codes == []


def test_whole_sections_in_other_files(tmp_path: Path) -> None:
    found = Loaded(
        write(
            tmp_path,
            api_yaml=api("paths: {$ref: paths/index.yaml}\ncomponents:\n  schemas: {$ref: schemas/index.yaml}\n"),
            paths__index_yaml="/pets: {$ref: pets.yaml}\n",
            paths__pets_yaml="get:\n  responses:\n    '200': {content: {application/json: {schema: {$ref: '../schemas/index.yaml#/Pet'}}}}\n",
            schemas__index_yaml="Pet: {$ref: pet.yaml}\nOwner: {$ref: owner.yaml}\n",
            schemas__pet_yaml=PET,
            schemas__owner_yaml=OWNER,
        )
    )
    schema = "/paths/~1pets/get/responses/200/content/application~1json/schema"
    assert found.deref(schema)[1] == "/components/schemas/Pet"
    assert found.deref("/components/schemas/Pet/properties/owner")[1] == "/components/schemas/Owner"
    assert found.deref("/components/schemas/Owner/properties/pets/items")[1] == "/components/schemas/Pet"
    assert found.spot(schema) == ("pets.yaml", 3, 42)
    assert found.codes == []


def test_maps_and_lists_in_other_files(tmp_path: Path) -> None:
    found = Loaded(
        write(
            tmp_path,
            api_yaml=api(
                "paths: {/a: {get: {parameters: {$ref: 'p.yaml#/list'}, responses: {$ref: r.yaml, '200': {description: own}}}}}\n"
            ),
            p_yaml="list:\n- {$ref: '#/one'}\none: {name: q, in: query}\n",
            r_yaml="'200': {description: theirs}\n'404':\n  content: {$ref: c.yaml}\n",
            c_yaml="application/json:\n  schema: {$ref: s.yaml}\n",
            s_yaml="type: object\nproperties: {$ref: 'q.yaml#/x'}\n",
            q_yaml="x: {a: {$ref: '#/y'}}\ny: {type: string}\n",
        )
    )
    responses = found.root["paths"]["/a"]["get"]["responses"]
    assert responses["200"] == {"description": "own"}
    assert found.deref("/paths/~1a/get/parameters/0")[0] == {"name": "q", "in": "query"}
    schema, at = found.deref("/paths/~1a/get/responses/404/content/application~1json/schema")
    assert schema["type"] == "object"
    assert found.deref(at + "/properties/a")[0] == {"type": "string"}
    assert found.spot("/paths/~1a/get/responses/404/content/application~1json/schema") == ("c.yaml", 2, 3)
    assert found.spot(at + "/properties/a") == ("q.yaml", 1, 5)
    assert found.codes == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "properties: {x: {properties: {$ref: 'b.yaml#/properties'}}}\n",
            "properties: {y: {properties: {$ref: 'a.yaml#/properties'}}}\n",
        ),
        ("properties: {x: {properties: {$ref: '#/properties'}}}\n", "{}\n"),
        ("properties: {$ref: 'b.yaml#/properties'}\n", "properties: {$ref: 'a.yaml#/properties'}\n"),
        ("properties: {x: {properties: {$ref: 'api.yaml#/components/schemas'}}}\n", "{}\n"),
        ("properties: {properties: {$ref: '#'}}\n", "{}\n"),
    ],
)
@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_maps_never_come_to_hold_themselves(tmp_path: Path, a: str, b: str, version: str) -> None:
    text = "components: {schemas: {A: {$ref: a.yaml}, B: {items: {$ref: b.yaml}}, C: {properties: {$ref: 'a.yaml#/properties'}}}}\n"
    found = Loaded(write(tmp_path, api_yaml=api(text, version), a_yaml=a, b_yaml=b))
    json.dumps(found.root)
    found.spot("/components/schemas/A/properties/x/properties/y/properties/x")


def test_other_documents_are_lifted_by_their_own_version(tmp_path: Path) -> None:
    text = {"type": "string", "nullable": True}
    found = Loaded(
        write(
            tmp_path,
            api_yaml=api(
                "components: {schemas: {A: {items: {$ref: old.json#/components/schemas/B}}, C: {$ref: part.json}}}\n",
                "3.0.3",
            ),
            old_json='{"openapi": "3.1.0", "components": {"schemas": {"B": {"type": "string", "nullable": true}}}}',
            part_json='{"properties": {"x": {"type": "string", "nullable": true}, "y": {"$ref": "#/properties/x"}}}',
        )
    )
    assert found.deref("/components/schemas/A/items")[0] == text
    assert found.deref("/components/schemas/C/properties/y")[0] == {"type": ["string", "null"]}
    new = Loaded(
        write(
            tmp_path / "new",
            api_yaml=api("components: {schemas: {A: {items: {$ref: old.yaml#/components/schemas/B}}}}\n"),
            old_yaml="openapi: 3.0.0\ncomponents: {schemas: {B: {type: string, nullable: true}}}\n",
        )
    )
    assert new.deref("/components/schemas/A/items")[0] == {"type": ["string", "null"]}


def test_swagger_in_several_files(tmp_path: Path) -> None:
    found = Loaded(
        write(
            tmp_path,
            api_yaml="swagger: '2.0'\nproduces: [text/x]\npaths: {/a: {get: {parameters: [{$ref: p.yaml#/q}, {$ref: p.yaml#/b}], responses: {'200': {$ref: r.yaml}}}}}\n",
            p_yaml="q: {name: q, in: query, type: integer}\nb: {name: b, in: body, schema: {$ref: s.yaml#/X}}\n",
            r_yaml="description: d\nschema: {$ref: s.yaml#/X}\n",
            s_yaml="X: {type: string, x-nullable: true}\n",
        )
    )
    operation = found.root["paths"]["/a"]["get"]
    assert len(operation["parameters"]) == 1
    assert found.deref("/paths/~1a/get/parameters/0")[0]["schema"] == {"type": "integer"}
    at = found.deref("/paths/~1a/get/responses/200")[1]
    assert found.deref(at + "/content/text~1x/schema")[0] == {"type": ["string", "null"]}
    assert found.deref("/paths/~1a/get/requestBody/content/application~1json/schema")[0] == {"type": ["string", "null"]}
    assert found.spot(at + "/content/text~1x/schema") == ("r.yaml", 2, 1)
    assert found.codes == []


def test_one_file_by_two_spellings_and_links(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        api_yaml=api(
            "components: {schemas: {A: {anyOf: [{$ref: x/../s.yaml}, {$ref: ./s.yaml}, {$ref: 's%2Eyaml'}, {$ref: l.yaml}]}}}\n"
        ),
        s_yaml="{type: object}\n",
    )
    (tmp_path / "l.yaml").symlink_to("s.yaml")
    found = Loaded(path)
    assert list(found.root[FILES]) == ["s.yaml"]
    assert {found.deref(f"/components/schemas/A/anyOf/{number}")[1] for number in range(4)} == {"/components/schemas/s"}


def test_parts_refer_to_the_document_again(tmp_path: Path) -> None:
    found = Loaded(
        write(
            tmp_path,
            api_yaml=api("components: {schemas: {A: {type: integer}, B: {items: {$ref: s.yaml}}}}\n"),
            s_yaml="properties: {a: {$ref: 'api.yaml#/components/schemas/A'}, b: {$ref: '#/components/schemas/A'}}\n",
        )
    )
    for name in "ab":
        assert found.deref(f"/{FILES}/s.yaml/properties/{name}")[1] == "/components/schemas/A"


def test_discriminators_lead_to_other_files(tmp_path: Path) -> None:
    found = Loaded(
        write(
            tmp_path,
            api_yaml=api("components: {schemas: {A: {$ref: s.yaml}, Cat: {}}}\n"),
            s_yaml="oneOf: [{$ref: dog.yaml}]\ndiscriminator: {propertyName: t, mapping: {dog: dog.yaml, cat: Cat, owl: '#/x'}}\nx: {}\n",
            dog_yaml="type: object\n",
        )
    )
    mapping = found.root["components"]["schemas"]["A"]["discriminator"]["mapping"]
    assert mapping == {"dog": "#/components/schemas/dog", "cat": "Cat", "owl": "#/components/schemas/A/x"}


def test_schemas_of_other_files_get_names_that_are_free(tmp_path: Path) -> None:
    found = Loaded(
        write(
            tmp_path,
            api_yaml=api("""\
components:
  schemas:
    Pet: {type: integer}
    Use:
      properties:
        a: {$ref: pet.yaml}
        b: {$ref: old/pet.yaml}
        c: {$ref: old/owner.yaml}
        d: {$ref: new/owner.yaml}
        e: {$ref: 'all.yaml#/Owner'}
        f: {$ref: 'all.yaml#/components/schemas/Tag'}
        g: {$ref: 'all.yaml#/definitions/Mood'}
        h: {$ref: 'all.yaml#/Owner/properties/x'}
        i: {$ref: 'a b.yaml'}
"""),
            pet_yaml="{description: top}\n",
            old__pet_yaml="{description: old}\n",
            old__owner_yaml="{description: o}\n",
            new__owner_yaml="{description: n}\n",
            all_yaml="Owner: {properties: {x: {}}}\ncomponents: {schemas: {Tag: {}}}\ndefinitions: {Mood: {}}\n",
            **{"a b_yaml": "{}\n"},
        )
    )
    names = {name: found.deref(f"/components/schemas/Use/properties/{name}")[1] for name in "abcdefghi"}
    assert {name: pointer.removeprefix("/components/schemas/") for name, pointer in names.items()} == {
        "a": "pet_2",
        "b": "old_pet",
        "c": "old_owner",
        "d": "new_owner",
        "e": "Owner",
        "f": "Tag",
        "g": "Mood",
        "h": "Owner/properties/x",
        "i": "a_b",
    }
    assert found.spot("/components/schemas/Tag") == ("all.yaml", 2, 24)
    assert found.codes == []


def test_what_cannot_be_read_is_said_where_it_is_used(tmp_path: Path) -> None:
    found = Loaded(
        write(
            tmp_path,
            api_yaml=api(
                "components:\n  schemas:\n    A: {$ref: gone.yaml}\n    B: {$ref: broken.yaml#/x}\n    C: {$ref: part.yaml#/nothing}\n    D: {$ref: .}\n"
            ),
            broken_yaml="a: [\n",
            part_yaml="nothin: {}\n",
        )
    )
    assert found.codes == []
    for name in "ABCD":
        pointer = f"/components/schemas/{name}"
        assert found.refs.deref(found.refs.at(pointer), pointer) is None
    said = [(each.code, each.message, each.at.line if each.at else None) for each in found.sink]
    assert [(code, line) for code, _, line in said] == [("SW020", 4), ("SW020", 5), ("SW014", 6), ("SW020", 7)]
    assert "gone.yaml" in said[0][1]
    assert "broken.yaml" in said[1][1]
    assert "(line 2)" in said[1][1]
    assert said[2][1] == "'part.yaml#/nothing' leads to nothing"
    assert not found.sink.has_errors
    hints = [each.hint for each in found.sink]
    assert hints[2] == "Did you mean 'part.yaml#/nothin'?"


OUTSIDE = [
    "../secret.yaml", "sub/../../secret.yaml", "%2e%2e/secret.yaml", "..%2Fsecret.yaml", "link.yaml", "out/secret.yaml",
    "/etc/passwd", "file:///etc/passwd", "file:secret.yaml", "http://127.0.0.1:9/x.json", "https://example.com/x.yaml",
    "//127.0.0.1/x", "ftp://127.0.0.1/x", "data:application/json,{}", "jar:http://h!/x", "C:\\x.yaml", "C:/x.yaml",
    "\\\\host\\share\\x", "..\\secret.yaml", "a%00b",
]  # fmt: skip

GUARD = """
import os, sys
sys.path.insert(0, sys.argv[1])
from sdkwright.diagnostics import Diagnostics
from sdkwright.load import Refs, load_document
load_document(sys.argv[2], Diagnostics())
document, found = os.path.realpath(sys.argv[2]), []
def audit(event, args):
    if event.startswith(("socket.", "subprocess.", "os.system", "urllib.")):
        found.append((event, repr(args)))
    if event == "open" and not str(args[0]).endswith((".py", ".pyc", ".so")) and os.path.realpath(args[0]) != document:
        found.append((event, repr(args[0])))
sys.addaudithook(audit)
sink = Diagnostics()
loaded = load_document(sys.argv[2], sink)
refs = Refs(loaded, sink)
for name in loaded.root["components"]["schemas"]:
    assert refs.deref(refs.at("/components/schemas/" + name), "/components/schemas/" + name) is None, name
print(found, sorted({each.code for each in sink}), len(list(sink)))
"""


def test_nothing_outside_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "inner"
    lines = [f"    S{number}: {{$ref: '{ref}'}}\n" for number, ref in enumerate(OUTSIDE)]
    path = write(folder, api_yaml=api("components:\n  schemas:\n" + "".join(lines)))
    (tmp_path / "secret.yaml").write_text("type: string\n")
    (folder / "link.yaml").symlink_to("../secret.yaml")
    (folder / "out").symlink_to("..")
    command = [sys.executable, "-c", GUARD, str(Path(__file__).parents[3] / "generator"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.strip(), done.stderr) == (f"[] ['SW013', 'SW027'] {len(OUTSIDE)}", "")


def test_folders_that_are_allowed(tmp_path: Path) -> None:
    path = write(tmp_path / "spec", api_yaml=api("components: {schemas: {A: {$ref: ../common/pet.yaml}}}\n"))
    write(tmp_path / "common", pet_yaml="type: object\n")
    refused = Loaded(path)
    assert refused.refs.deref(refused.refs.at("/components/schemas/A"), "/components/schemas/A") is None
    assert refused.codes == ["SW013"]
    assert Loaded(path, allow_refs=[tmp_path / "common"]).deref("/components/schemas/A")[0] == {"type": "object"}


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    path = write(tmp_path, api_yaml=api("components: {schemas: {A: {items: {$ref: pipe.yaml}}}}\n"))
    os.mkfifo(tmp_path / "pipe.yaml")
    found = Loaded(path)
    assert found.refs.deref(found.refs.at("/components/schemas/A/items"), "/components/schemas/A/items") is None
    assert found.codes == ["SW020"]


def test_limits_hold_for_all_files_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refs = ", ".join(f"{{$ref: f{number}.yaml}}" for number in range(6))
    files = {f"f{number}_yaml": "type: string\n" for number in range(6)}
    path = write(tmp_path, api_yaml=api(f"components: {{schemas: {{A: {{anyOf: [{refs}]}}}}}}\n"), **files)

    def readable() -> int:
        return len(Loaded(path).root.get(FILES, {}))

    assert readable() == 6
    monkeypatch.setattr(reach_module, "MAX_FILES", 4)
    assert readable() == 4
    monkeypatch.setattr(reach_module, "MAX_BYTES", 30)
    assert readable() == 2


def test_examples_and_extensions_hold_no_references(tmp_path: Path) -> None:
    text = "components: {schemas: {A: {example: {$ref: x.yaml}, default: {$ref: x.yaml}, x-a: {$ref: x.yaml}, properties: {$ref: {type: string}}}}}\n"
    found = Loaded(write(tmp_path, api_yaml=api(text), x_yaml="a: 1\n"))
    assert FILES not in found.root
    schema = found.root["components"]["schemas"]["A"]
    assert schema["example"] == schema["default"] == schema["x-a"] == {"$ref": "x.yaml"}


def test_a_document_cannot_bring_files_itself(tmp_path: Path) -> None:
    found = Loaded(write(tmp_path, api_yaml=api(f"{FILES}: {{a: 1}}\n")))
    assert FILES not in found.root


def test_a_loop_between_files_ends(tmp_path: Path) -> None:
    found = Loaded(
        write(
            tmp_path,
            api_yaml=api("components: {schemas: {A: {$ref: a.yaml}}}\n"),
            a_yaml="$ref: b.yaml\n",
            b_yaml="$ref: a.yaml\n",
        )
    )
    assert found.refs.deref(found.refs.at("/components/schemas/A"), "/components/schemas/A") is None
    assert found.codes == ["SW015"]
