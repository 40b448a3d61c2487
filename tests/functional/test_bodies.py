"""Bodies of requests: media types, forms and their encodings, and methods of HTTP; what goes over the wire."""

from __future__ import annotations

import io
import json
from email import message_from_bytes
from email.policy import HTTP
from typing import Any

import httpx
import pytest

from tests.functional.support import Sdk, generate, run_pipeline

DOCUMENT = "query_settings: {x-sdkwright-styles: document}\n"
OPTS = "{type: object, properties: {a: {type: string}, b: {type: integer}}}"


def operation(body: str, method: str = "post", config: str = DOCUMENT, method_config: str = "") -> Sdk:
    entry = f"{{endpoint: {method} /a{method_config}}}"
    return generate(
        f'paths: {{/a: {{{method}: {{requestBody: {body}, responses: {{"204": {{}}}}}}}}}}',
        f"resources: {{things: {{methods: {{go: {entry}}}}}}}\n{config}",
    )


def required(media_type: str, schema: str = "", more: str = "", **settings: Any) -> Sdk:
    inner = f"schema: {schema}, {more}" if schema else ""
    return operation(f"{{required: true, content: {{'{media_type}': {{{inner}}}}}}}", **settings)


def go(sdk: Sdk, **arguments: Any) -> bytes:
    sdk.client().things.go(**arguments)
    content: bytes = sdk.sent.read()
    return content


def parts(sdk: Sdk) -> list[tuple[str, str | None, str, bytes]]:
    """Name, file name, media type and content of each part of the last request."""
    head = b"Content-Type: " + sdk.sent.headers["content-type"].encode() + b"\r\n\r\n"
    message = message_from_bytes(head + sdk.sent.content, policy=HTTP)
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            part.get_filename(),
            part.get_content_type() if part["content-type"] else "",
            bytes(part.get_payload(decode=True)),  # type: ignore[arg-type]
        )
        for part in message.iter_parts()
    ]


# --- media types ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("media_type", "sent"),
    [
        ("application/json", "application/json"),
        ("application/json; charset=utf-8", "application/json"),
        ("application/merge-patch+json", "application/merge-patch+json"),
        ("text/json", "text/json"),
        ("application/vnd.acme.v1+json", "application/vnd.acme.v1+json"),
        ("application/vnd.acme.v1", "application/vnd.acme.v1"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
    ],
)
def test_media_types_that_are_json(media_type: str, sent: str) -> None:
    sdk = required(media_type, OPTS)
    assert json.loads(go(sdk, a="x")) == {"a": "x"}
    assert sdk.sent.headers["content-type"] == sent


@pytest.mark.parametrize(
    ("media_type", "schema", "sent"),
    [
        ("image/png", "{type: string, format: binary}", "image/png"),
        ("application/zip", "", "application/zip"),
        ("video/*", "{type: string, format: binary}", "application/octet-stream"),
        ("*/*", "{type: string, format: binary}", "application/octet-stream"),
        ("application/octet-stream", OPTS, "application/octet-stream"),
        ("not_real/content-type", "{type: string}", "not_real/content-type"),
        ("two/slashes/here", "{type: string}", "two/slashes/here"),
        ("application/x-ndjson", "{type: string}", "application/x-ndjson"),
    ],
)
def test_media_types_that_are_bytes(media_type: str, schema: str, sent: str) -> None:
    sdk = required(media_type, schema)
    for body in (b"\x00\x01", io.BytesIO(b"\x00\x01"), iter([b"\x00", b"\x01"])):
        assert go(sdk, body=body) == b"\x00\x01"
        assert sdk.sent.headers["content-type"] == sent


@pytest.mark.parametrize(
    "media_type", ["application/xml", "text/csv", "application/yaml", "application/soap+xml", "text/plain"]
)
def test_media_types_that_are_text(media_type: str) -> None:
    sdk = required(media_type, OPTS)
    assert go(sdk, body="<ä/>") == "<ä/>".encode()
    assert go(sdk, body=b"<a/>") == b"<a/>"
    assert sdk.sent.headers["content-type"] == media_type


def test_a_raw_body_that_is_left_out() -> None:
    sdk = operation("{content: {image/png: {}}}")
    assert go(sdk) == b""
    assert "content-type" not in sdk.sent.headers
    go(sdk, body=b"x", extra_headers={"Content-Type": "image/jpeg"})
    assert sdk.sent.headers["content-type"] == "image/jpeg"


def test_the_best_of_several_media_types() -> None:
    content = ", ".join(
        f"{each}: {{schema: {OPTS}}}"
        for each in (
            "application/xml",
            "application/json-patch+json",
            "application/merge-patch+json",
            "multipart/form-data",
        )
    )
    sdk = operation(f"{{content: {{{content}}}}}")
    go(sdk, a="x")
    assert sdk.sent.headers["content-type"] == "application/merge-patch+json"


TWO = f"{{required: true, content: {{application/json: {{schema: {OPTS}}}, application/octet-stream: {{}}}}}}"


@pytest.mark.parametrize("media_type", ["application/vnd.a+json", "application/x-www-form-urlencoded"])
def test_a_body_that_is_left_out_has_no_media_type(media_type: str) -> None:
    sdk = operation(f"{{content: {{{media_type}: {{schema: {OPTS}}}}}}}")
    assert go(sdk) == b""
    assert "content-type" not in sdk.sent.headers
    go(sdk, extra_body={"c": "1"})
    assert sdk.sent.headers["content-type"] == media_type
    go(sdk, b=1)
    assert sdk.sent.headers["content-type"] == media_type


def test_a_media_type_that_the_config_chooses() -> None:
    sdk = operation(TWO, method_config=", x-sdkwright-request-type: application/octet-stream")
    assert go(sdk, body=b"x") == b"x"
    assert sdk.sent.headers["content-type"] == "application/octet-stream"


def test_a_media_type_that_the_operation_does_not_take() -> None:
    sdk = operation(TWO, method_config=", x-sdkwright-request-type: text/plain")
    assert json.loads(go(sdk, a="x")) == {"a": "x"}
    assert sdk.generation.codes == ["SW105"]


# --- JSON ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ("{type: [object, 'null'], additionalProperties: {type: string}}", None),
        ("{type: 'null'}", None),
        ("{}", None),
        ("true", [1]),
        ("{type: object}", {"any": 1}),
        ("{oneOf: [{type: string}, {type: integer}]}", 3),
    ],
)
def test_bodies_that_are_one_argument(schema: str, value: Any) -> None:
    sdk = required("application/json", schema)
    assert json.loads(go(sdk, body=value)) == value
    assert sdk.sent.headers["content-type"] == "application/json"


def test_an_optional_body_of_which_nothing_is_given() -> None:
    sdk = operation(f"{{content: {{application/json: {{schema: {OPTS}}}}}}}")
    assert go(sdk) == b""
    assert "content-type" not in sdk.sent.headers
    assert json.loads(go(sdk, a="x")) == {"a": "x"}
    assert json.loads(go(sdk, extra_body={"c": 1})) == {"c": 1}


def test_an_optional_body_by_the_settings_of_a_config() -> None:
    schema = "{type: object, properties: {a: {type: string}}}"
    assert go(operation(f"{{content: {{application/json: {{schema: {schema}}}}}}}", config="")) == b"{}"


def test_a_body_of_a_config_is_always_sent_with_what_it_needs() -> None:
    schema = "{type: object, required: [a], properties: {a: {type: string}}}"
    sdk = operation(f"{{content: {{application/json: {{schema: {schema}}}}}}}", config="")
    with pytest.raises(TypeError, match="'a'"):
        go(sdk)
    assert go(sdk, a="1") == b'{"a":"1"}'


def test_a_required_body_without_anything_to_write() -> None:
    sdk = required("application/json", "{type: object, properties: {id: {type: string, readOnly: true}}}")
    assert go(sdk) == b"{}"


def test_a_body_of_more_fields_than_most_languages_allow() -> None:
    fields = ", ".join(f"f{number}: {{type: integer}}" for number in range(300))
    sdk = required("application/json", f"{{type: object, properties: {{{fields}}}}}")
    values = {f"f{number}": number for number in range(300)}
    assert json.loads(go(sdk, **values)) == values


def test_a_body_as_openapi_2_writes_it() -> None:
    sdk = generate(
        f'paths: {{/a: {{post: {{parameters: [{{in: body, name: b, required: true, schema: {OPTS}}}], responses: {{"204": {{}}}}}}}}}}',
        "resources: {things: {methods: {go: post /a}}}",
    )
    assert json.loads(go(sdk, a="x")) == {"a": "x"}
    assert sdk.generation.codes == ["SW210"]


@pytest.mark.parametrize(
    "body", ["{}", "{content: {}}", "{content: 3}", "3", "{$ref: '#/components/requestBodies/None'}"]
)
def test_what_is_no_body(body: str) -> None:
    generation = run_pipeline(
        f'paths: {{/a: {{post: {{requestBody: {body}, responses: {{"204": {{}}}}}}}}}}',
        "resources: {things: {methods: {go: post /a}}}",
    )
    assert generation.files or "SW014" in generation.codes


# --- forms ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "encoding", "value", "sent"),
    [
        ("{type: array, items: {type: integer}}", "", [1, 2], b"p=1&p=2"),
        ("{type: array, items: {type: integer}}", "explode: false", [1, 2], b"p=1,2"),
        ("{type: array, items: {type: string}}", "style: pipeDelimited", ["x", "y"], b"p=x%7Cy"),
        (OPTS, "", {"a": "x"}, b"p=%7B%22a%22%3A%22x%22%7D"),
        (OPTS, "style: deepObject", {"a": "x"}, b"p%5Ba%5D=x"),
        (OPTS, "style: form", {"a": "x", "b": 1}, b"a=x&b=1"),
        (f"{{type: array, items: {OPTS}}}", "", [{"b": 1}, {"b": 2}], b"p=%7B%22b%22%3A1%7D&p=%7B%22b%22%3A2%7D"),
        ("{type: string}", "allowReserved: true", "a/b", b"p=a/b"),
    ],
)
def test_encodings_of_urlencoded_forms(schema: str, encoding: str, value: Any, sent: bytes) -> None:
    more = f"encoding: {{p: {{{encoding}}}}}" if encoding else ""
    sdk = required("application/x-www-form-urlencoded", f"{{type: object, properties: {{p: {schema}}}}}", more)
    assert go(sdk, p=value) == sent


def test_a_form_of_any_fields() -> None:
    sdk = required("application/x-www-form-urlencoded")
    assert go(sdk, body={"a": [1, 2], "b": "x y"}) == b"a=1&a=2&b=x+y"


@pytest.mark.parametrize(
    ("schema", "encoding", "value", "sent"),
    [
        (OPTS, "", {"a": "x"}, [("p", None, "application/json", b'{"a":"x"}')]),
        (
            f"{{type: array, items: {OPTS}}}",
            "",
            [{"b": 1}, {"b": 2}],
            [("p", None, "application/json", b'{"b":1}'), ("p", None, "application/json", b'{"b":2}')],
        ),
        (
            "{type: array, items: {type: integer}}",
            "contentType: application/json",
            [1, 2],
            [("p", None, "application/json", b"[1,2]")],
        ),
        ("{type: array, items: {type: integer}}", "", [1, 2], [("p", None, "", b"1"), ("p", None, "", b"2")]),
        ("{type: string}", "contentType: text/csv", "a,b", [("p", None, "text/csv", b"a,b")]),
        ("{type: string, format: binary}", "", b"x", [("p", "upload", "application/octet-stream", b"x")]),
        ("{type: string, format: binary}", "contentType: image/png", b"x", [("p", "upload", "image/png", b"x")]),
        (
            "{type: string, format: binary}",
            "contentType: image/png",
            ("a.gif", b"x", "image/gif"),
            [("p", "a.gif", "image/gif", b"x")],
        ),
        (
            "{type: array, items: {type: string, format: binary}}",
            "contentType: 'image/png, image/jpeg'",
            [("a.jpg", b"x"), ("b.png", b"y")],
            [("p", "a.jpg", "image/jpeg", b"x"), ("p", "b.png", "image/png", b"y")],
        ),
    ],
)
def test_encodings_of_multipart_forms(schema: str, encoding: str, value: Any, sent: list[Any]) -> None:
    more = f"encoding: {{p: {{{encoding}}}}}" if encoding else ""
    sdk = required("multipart/form-data", f"{{type: object, properties: {{p: {schema}}}}}", more)
    go(sdk, p=value)
    assert parts(sdk) == sent


def test_multipart_forms_by_the_settings_of_a_config() -> None:
    schema = f"{{type: object, properties: {{o: {OPTS}, l: {{type: array, items: {{type: integer}}}}}}}}"
    sdk = required("multipart/form-data", schema, config="")
    go(sdk, o={"a": "x"}, l=[1, 2])
    assert [(name, content) for name, _, _, content in parts(sdk)] == [("l[]", b"1"), ("l[]", b"2"), ("o[a]", b"x")]


@pytest.mark.parametrize("schema", ["", "{type: object}", "{type: object, additionalProperties: true}"])
def test_a_multipart_form_of_any_fields(schema: str) -> None:
    sdk = required("multipart/form-data", schema)
    go(sdk, body={"text": "x", "file": b"y", "more": [io.BytesIO(b"z")], "named": ("n.txt", b"n")})
    assert sorted((name, filename, content) for name, filename, _, content in parts(sdk)) == [
        ("file", "upload", b"y"),
        ("more", "upload", b"z"),
        ("named", "n.txt", b"n"),
        ("text", None, b"x"),
    ]


def test_a_multipart_form_of_files_only() -> None:
    schema = "{type: object, additionalProperties: {type: string, format: binary}}"
    sdk = required("multipart/form-data", schema)
    given = {"a.txt": b"x", "b.txt": "y"}
    go(sdk, body=given)
    assert [(name, content) for name, _, _, content in parts(sdk)] == [("a.txt", b"x"), ("b.txt", b"y")]
    assert given == {"a.txt": b"x", "b.txt": "y"}


def test_files_in_the_variants_of_a_union() -> None:
    schema = (
        "{oneOf: [{type: object, required: [file], properties: {file: {type: string, format: binary}}},"
        " {type: object, required: [url], properties: {url: {type: string}}}]}"
    )
    sdk = required("multipart/form-data", schema)
    go(sdk, file=b"x")
    assert parts(sdk) == [("file", "upload", "application/octet-stream", b"x")]
    go(sdk, url="u")
    assert parts(sdk) == [("url", None, "", b"u")]


def test_a_field_that_is_a_file_or_an_object() -> None:
    schema = f"{{type: object, properties: {{p: {{oneOf: [{OPTS}, {{type: string, format: binary}}]}}}}}}"
    sdk = required("multipart/form-data", schema)
    go(sdk, p={"a": "x"})
    assert parts(sdk) == [("p", None, "application/json", b'{"a":"x"}')]
    go(sdk, p=b"x")
    assert parts(sdk) == [("p", "upload", "application/octet-stream", b"x")]


def test_a_multipart_form_that_is_left_out() -> None:
    sdk = operation(f"{{content: {{multipart/form-data: {{schema: {OPTS}}}}}}}")
    assert go(sdk) == b""
    assert "content-type" not in sdk.sent.headers
    go(sdk, b=1)
    assert parts(sdk) == [("b", None, "", b"1")]


def test_a_form_that_must_be_sent_and_needs_nothing() -> None:
    sdk = required("multipart/form-data", OPTS)
    boundary = go(sdk).strip().removeprefix(b"--").removesuffix(b"--").decode()
    assert f"boundary={boundary}" in sdk.sent.headers["content-type"]


@pytest.mark.parametrize("kind", [f"{{anyOf: [{{type: string}}, {OPTS}]}}", "{}"])
def test_an_object_of_a_part_that_may_be_something_else_is_json(kind: str) -> None:
    sdk = required("multipart/form-data", f"{{type: object, properties: {{k: {kind}}}}}")
    go(sdk, k={"b": 1})
    assert parts(sdk) == [("k", None, "application/json", b'{"b":1}')]
    go(sdk, k="auto")
    assert parts(sdk) == [("k", None, "", b"auto")]


def test_a_list_of_objects_that_may_be_something_else() -> None:
    mixed = f"{{anyOf: [{{type: string}}, {OPTS}]}}"
    kind = f"{{anyOf: [{{type: string}}, {{type: array, items: {mixed}}}]}}"
    sdk = required("multipart/form-data", f"{{type: object, properties: {{k: {kind}}}}}")
    go(sdk, k=[{"b": 1}, {"a": "x"}])
    assert [part[2:] for part in parts(sdk)] == [("application/json", b'{"b":1}'), ("application/json", b'{"a":"x"}')]


def test_a_file_or_a_list_of_files() -> None:
    binary = "{type: string, format: binary}"
    kind = f"{{anyOf: [{binary}, {{type: array, items: {binary}}}]}}"
    sdk = required("multipart/form-data", f"{{type: object, properties: {{k: {kind}}}}}")
    go(sdk, k=b"one")
    assert [part[3] for part in parts(sdk)] == [b"one"]
    go(sdk, k=[b"one", ("b.bin", b"two")])
    assert [(part[0], part[3]) for part in parts(sdk)] == [("k", b"one"), ("k", b"two")]


# --- methods of HTTP -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "head", "options", "trace", "query", "delete"])
def test_methods_with_a_body(method: str) -> None:
    sdk = required("application/json", OPTS, method=method)
    assert json.loads(go(sdk, a="x")) == {"a": "x"}
    assert sdk.sent.method == method.upper()
    assert sdk.generation.codes == (["SW216"] if method in ("get", "head", "trace") else [])


@pytest.mark.parametrize("method", ["head", "options", "trace", "query"])
def test_methods_without_a_body(method: str) -> None:
    sdk = generate(
        f'paths: {{/a: {{{method}: {{responses: {{"204": {{}}}}}}}}}}',
        f"resources: {{things: {{methods: {{go: {method} /a}}}}}}\nclient_settings: {{idempotency: {{header: X-Key}}}}",
    )
    assert go(sdk) == b""
    assert sdk.sent.method == method.upper()
    assert "x-key" not in sdk.sent.headers


def test_methods_that_openapi_has_no_key_for() -> None:
    sdk = generate(
        'openapi: 3.2.0\ninfo: {title: Acme, version: "1"}\nservers: [{url: https://acme.test}]\n'
        'paths: {/a: {additionalOperations: {COPY: {responses: {"204": {}}}}}}',
        "resources: {things: {methods: {go: COPY /a}}}",
    )
    go(sdk)
    assert sdk.sent.method == "COPY"
    raw = sdk.client(lambda request: httpx.Response(204)).things.with_raw_response.go()
    assert raw.status_code == 204
