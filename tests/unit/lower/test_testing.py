"""The golden files of the generated tests say what the document and the config say."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from tests.functional.support import HEAD, run_pipeline

OK = "responses: {'200': {description: ok}}"


def generated(operation: str, config: str = "") -> dict[str, bytes]:
    """The files of an SDK that has one method, `client.things.do`; `operation` is its Operation Object."""
    spec = f"{HEAD}paths:\n  /things:\n    {operation}\n"
    settings = {"resources": {"things": {"methods": {"do": f"{operation.split(':')[0]} /things"}}}}
    found = run_pipeline(spec, yaml.safe_dump({**settings, **(yaml.safe_load(config) or {})}))
    assert found.files, found.codes
    return found.files


def golden(files: dict[str, bytes], name: str, method: str = "things/do") -> Any:
    return json.loads(files[f"tests/golden/{method}.json"])[name]


def request(operation: str, config: str = "", form: str = "required") -> Any:
    return golden(generated(operation, config), form)["request"]


# --- requests --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("array_format", "nested_format", "expected"),
    [
        ("comma", "brackets", {"tags": ["tags,tags"], "where[wings]": ["wings"], "where[size]": ["1"]}),
        ("repeat", "dots", {"tags": ["tags", "tags"], "where.wings": ["wings"], "where.size": ["1"]}),
        ("brackets", "brackets", {"tags[]": ["tags", "tags"], "where[wings][]": ["wings"], "where[size]": ["1"]}),
        (
            "indices",
            "dots",
            {"tags[0]": ["tags"], "tags[1]": ["tags"], "where.wings[0]": ["wings"], "where.size": ["1"]},
        ),
    ],
)
def test_query_in_the_formats_of_the_config(
    array_format: str, nested_format: str, expected: dict[str, list[str]]
) -> None:
    where = "{type: object, properties: {wings: {type: array, items: {type: string}}, size: {type: integer}}}"
    operation = f"""get:
      parameters:
        - {{name: tags, in: query, required: true, schema: {{type: array, items: {{type: string}}}}}}
        - {{name: where, in: query, required: true, schema: {where}}}
        - {{name: tame, in: query, required: true, schema: {{type: boolean}}}}
        - {{name: other, in: query, schema: {{type: string}}}}
      {OK}"""
    config = f"query_settings: {{array_format: {array_format}, nested_format: {nested_format}}}"
    assert request(operation, config)["query"] == {**expected, "tame": ["true"]}
    assert request(operation, config, "every")["query"] == {**expected, "tame": ["true"], "other": ["other"]}


def test_lists_of_an_enum_show_two_of_its_values() -> None:
    schema = "{type: array, items: {enum: [up, down, left]}}"
    operation = f"get:\n      parameters: [{{name: way, in: query, required: true, schema: {schema}}}]\n      {OK}"
    assert request(operation, "query_settings: {array_format: repeat}")["query"] == {"way": ["up", "down"]}


CREDENTIALS = """
security_schemes:
  bearer: {type: http, scheme: bearer}
  pair: {type: http, scheme: basic}
  head: {type: apiKey, in: header, name: X-Key}
  query: {type: apiKey, in: query, name: api-key}
"""


@pytest.mark.parametrize(
    ("opts", "headers", "query"),
    [
        ("{token: {auth: {security_scheme: bearer}}}", {"authorization": "Bearer test-token"}, {}),
        ("{my_key: {auth: {security_scheme: head}}}", {"x-key": "test-my-key"}, {}),
        ("{key: {auth: {security_scheme: query}}}", {}, {"api-key": ["test-key"]}),
        (
            "{u: {auth: {security_scheme: pair, role: username}}, w: {auth: {security_scheme: pair, role: password}}}",
            {"authorization": "Basic dGVzdC11OnRlc3Qtdw=="},
            {},
        ),
        (
            "{org: {send_in_header: X-Org}, team: {send_as_query_param: team}}",
            {"x-org": "test-org"},
            {"team": ["test-team"]},
        ),
    ],
)
def test_credentials(opts: str, headers: dict[str, str], query: dict[str, list[str]]) -> None:
    found = request(f"get:\n      {OK}", f"client_settings: {{opts: {opts}}}\n{CREDENTIALS}")
    assert found["query"] == query
    assert headers.items() <= found["headers"].items()
    assert not {"authorization", "x-key", "x-org"} - set(headers) & set(found["headers"])


def test_headers() -> None:
    config = "client_settings: {idempotency: {header: Idem-Key}, default_headers: {X-Version: '2'}}"
    answers = "responses: {'200': {description: ok, content: {application/json: {schema: {type: integer}}}}}"
    get = request(f"get:\n      {answers}", config)
    assert get["headers"] == {"accept": "application/json", "content-type": None, "idem-key": None, "x-version": "2"}
    assert "body" not in get
    post = request(f"post:\n      {OK}", config)
    assert (post["headers"]["accept"], post["headers"]["idem-key"]) == ("*/*", "*")
    given = "parameters: [{name: X-Trace, in: header, schema: {type: string}, example: t-1}]"
    assert request(f"get:\n      {given}\n      {OK}", config, "every")["headers"]["x-trace"] == "t-1"


@pytest.mark.parametrize(
    ("media_type", "schema", "expected"),
    [
        (
            "application/json",
            "{type: object, properties: {userName: {type: string}}}",
            {"body": {"userName": "userName"}},
        ),
        ("application/json", "{type: array, items: {type: integer}}", {"body": [1]}),
        ("application/vnd.acme+json", "{type: object, properties: {a: {}}}", {"body": {"a": "a"}}),
        (
            "application/x-www-form-urlencoded",
            "{type: object, properties: {a: {type: string}, b: {type: array, items: {type: integer}}}}",
            {"form": {"a": ["a"], "b": ["1"]}},
        ),
        (
            "multipart/form-data",
            "{type: object, properties: {f: {type: string, format: binary}, t: {type: array, items: {type: string}}}}",
            {"parts": {"f": ["sample content"], "t[]": ["t"]}},
        ),
        ("text/plain", "{type: string}", {"text": "body"}),
        ("application/octet-stream", "{type: string, format: binary}", {"base64": "c2FtcGxlIGNvbnRlbnQ="}),
    ],
)
def test_bodies(media_type: str, schema: str, expected: dict[str, Any]) -> None:
    body = f"requestBody: {{required: true, content: {{{media_type}: {{schema: {schema}}}}}}}"
    files = generated(f"post:\n      {body}\n      {OK}")
    last = "every" if "every" in json.loads(files["tests/golden/things/do.json"]) else "required"
    found = golden(files, last)["request"]
    assert {key: found[key] for key in found.keys() - {"method", "path", "query", "headers"}} == expected
    assert found["headers"]["content-type"] == media_type


def test_an_optional_body_that_is_one_argument_is_sent_only_when_given() -> None:
    body = "requestBody: {content: {application/json: {schema: {type: array, items: {type: string}}}}}"
    files = generated(f"post:\n      {body}\n      {OK}")
    assert "body" not in golden(files, "required")["request"]
    assert golden(files, "required")["request"]["headers"]["content-type"] is None
    assert golden(files, "every")["request"]["body"] == ["body"]


def test_calls_are_written_in_python_names_and_golden_files_in_wire_names() -> None:
    cage = "{type: object, required: [cageNo], properties: {cageNo: {type: integer}, class: {type: string}}}"
    properties = f"{{petName: {{type: string}}, id: {{type: string, readOnly: true}}, cage: {cage}}}"
    schema = f"{{type: object, required: [petName, cage], properties: {properties}}}"
    body = f"requestBody: {{required: true, content: {{application/json: {{schema: {schema}}}}}}}"
    files = generated(f"post:\n      {body}\n      {OK}")
    source = files["tests/api_resources/test_things.py"].decode()
    assert 'client.things.do(cage={"cage_no": 1, "class_": "class"}, pet_name="petName")' in source
    assert golden(files, "required")["request"]["body"] == {
        "cage": {"cageNo": 1, "class": "class"},
        "petName": "petName",
    }


# --- responses -------------------------------------------------------------------------------------------------------

PAGE = """responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                required: [rows, from]
                properties:
                  rows: {type: array, items: {type: object, properties: {a: {type: integer}}}}
                  from: {type: integer}
                  of: {type: integer}
                  after: {type: [string, 'null']}"""


@pytest.mark.parametrize(
    ("kind", "asked", "told", "query", "last"),
    [
        ("cursor", "next_cursor_param", {"after": "next_cursor_field"}, "after", {"after": None}),
        (
            "page_number",
            "page_number_param",
            {"from": "current_page_number_field", "of": "total_page_count_field"},
            "2",
            {"rows": []},
        ),
        ("offset", "offset_count_param", {"from": "offset_count_start_field"}, "1", {"rows": []}),
        ("offset", "offset_count_param", {}, "1", {"rows": []}),
    ],
)
def test_the_next_page_is_asked_for(
    kind: str, asked: str, told: dict[str, str], query: str, last: dict[str, Any]
) -> None:
    def field(purpose: str) -> dict[str, Any]:
        return {"type": "string", "x-stainless-pagination-property": {"purpose": purpose}}

    rows = {"rows": {"type": "array", "items": {}, "x-stainless-pagination-property": {"purpose": "items"}}}
    response = {**rows, **{name: field(purpose) for name, purpose in told.items()}}
    scheme = {"name": "pages", "type": kind, "request": {"go": field(asked)}, "response": response}
    config = yaml.safe_dump({"pagination": [scheme]})
    files = generated(
        f"get:\n      parameters: [{{name: go, in: query, schema: {{type: string}}}}]\n      {PAGE}", config
    )
    following = golden(files, "next_page")
    assert following["request"]["query"] == {"go": [query]}
    assert last.items() <= following["response"]["body"].items()
    assert golden(files, "required")["request"]["query"] == {}
    assert golden(files, "required")["response"]["body"]["rows"] == [{"a": 1}]
    assert b"def test_pages_do(" in files["tests/api_resources/test_things.py"]


def test_errors_that_the_document_names() -> None:
    schema = "{type: object, properties: {why: {type: string}}}"
    answers = f"""responses:
        '204': {{description: gone}}
        '404': {{description: no, content: {{application/json: {{schema: {schema}}}}}}}
        '4XX': {{description: no}}
        '500': {{description: no}}
        default: {{description: no}}"""
    files = generated(f"delete:\n      {answers}")
    assert golden(files, "errors")["404"]["body"] == {"why": "why"}
    assert golden(files, "errors")["418"]["text"] == "refused"
    source = files["tests/api_resources/test_things.py"].decode()
    for row in ("(404, {}.NotFoundError)", "(418, {}.APIStatusError)", "(500, {}.InternalServerError)"):
        assert row.format(package_of(files)) in source


def package_of(files: dict[str, bytes]) -> str:
    return next(path.split("/")[1] for path in files if path.endswith("/_seam.py"))


EVENTS = "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}"
SCHEMAS = """
components:
  schemas:
    A: {type: object, required: [type], properties: {type: {const: a}, n: {type: integer}}}
    B: {type: object, required: [type], properties: {type: {const: b}}}
"""


def stream(example: str | None, config: str = "") -> tuple[str, list[Any]]:
    """The transcript and the golden events of a method whose document has this example."""
    shown = f", example: {json.dumps(example)}" if example is not None else ""
    content = f"{{text/event-stream: {{schema: {EVENTS}{shown}}}}}"
    operation = f"get:\n      responses: {{'200': {{description: ok, content: {content}}}}}\n{SCHEMAS}"
    files = generated(operation, config)
    return files["tests/golden/things/do.txt"].decode(), golden(files, "events")


def test_a_transcript_of_the_document_is_played_as_it_is() -> None:
    text = '\ufeff: hello\r\n\r\nid: 1\r\ndata: {"type": "a",\r\ndata:  "n": 2}\r\n\r\nevent: b\rdata:{"type":"b"}\r\r'
    assert stream(text) == (text.rstrip("\r\n") + "\n\n", [{"type": "a", "n": 2}, {"type": "b"}])


@pytest.mark.parametrize("text", ["data: no JSON\n\n", 'data: {"type": "c"}\n\n', ": only a comment\n\n"])
def test_a_transcript_that_does_not_fit_is_replaced(text: str) -> None:
    assert stream(text) == stream(None)


def test_a_made_transcript_has_every_variant() -> None:
    text, events = stream(None)
    assert events == [{"type": "a", "n": 1}, {"type": "b"}]
    assert 'event: b\ndata: {"type": "b"}\n\n' in text


def test_the_rules_of_the_config_decide_which_events_there_are() -> None:
    rules = [
        {"event_type": "done", "handle": "done"},
        {"event_type": ["note", None], "handle": "yield"},
        {"data_starts_with": "{", "handle": "error"},
    ]
    config = yaml.safe_dump({"streaming": {"on_event": rules}})
    text = 'event: note\ndata: {"type": "a"}\n\nevent: done\ndata: {}\n\ndata: {"type": "b"}\n\n'
    assert stream(text, config) == (text, [{"type": "a"}])
    made, events = stream(None, config)
    assert len(events) == 2
    assert made.endswith("event: done\ndata: {}\n\n")


def test_a_method_that_cannot_be_sampled_is_left_out() -> None:
    me = "{$ref: '#/components/schemas/Me'}"
    answers = f"responses: {{'200': {{description: ok, content: {{application/json: {{schema: {me}}}}}}}}}"
    schema = f"{{type: object, required: [me], properties: {{me: {me}}}}}"
    files = generated(f"get:\n      {answers}\ncomponents: {{schemas: {{Me: {schema}}}}}")
    assert not [path for path in files if path.startswith(("tests/golden/", "tests/api_resources/"))]
    assert "tests/test_client.py" in files
