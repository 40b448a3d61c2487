"""What goes out: parameters by place and type, bodies by media type."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.functional.support import Sdk, generate


def operation(parameters: str = "[]", body: str = "", path: str = "/a", method: str = "post") -> Sdk:
    request = f"requestBody: {{required: true, content: {body}}}" if body else ""
    return generate(
        f"""
paths:
  "{path}":
    {method}:
      parameters: {parameters}
      {request}
      responses: {{"204": {{}}}}
""",
        f'resources: {{things: {{methods: {{go: "{method} {path}"}}}}}}',
    )


def go(sdk: Sdk, *positional: Any, **arguments: Any) -> Any:
    return sdk.client().things.go(*positional, **arguments)


# --- parameters ----------------------------------------------------------------------------------------------------


def test_query_of_every_type() -> None:
    sdk = operation(
        "[{name: text, in: query, schema: {type: string}}, {name: n, in: query, schema: {type: integer}},"
        " {name: on, in: query, schema: {type: boolean}}, {name: day, in: query, schema: {type: string, format: date}},"
        " {name: at, in: query, schema: {type: [string, 'null'], format: date-time}},"
        " {name: ids, in: query, schema: {type: array, items: {type: string}}},"
        " {name: filter, in: query, schema: {type: object, properties: {petName: {type: string}}}}]",
        method="get",
    )
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    go(sdk, text="a b&c", n=3, on=True, day=date(2026, 1, 2), at=moment, ids=["x", "y"], filter={"pet_name": "Rex"})
    sent = sdk.sent.url.params
    assert (sent["text"], sent["n"], sent["on"], sent["day"]) == ("a b&c", "3", "true", "2026-01-02")
    assert sent["at"] == "2026-01-02T03:04:05+00:00"
    assert sent["ids"] == "x,y"
    assert sent["filter[petName]"] == "Rex"
    go(sdk)
    assert not sdk.sent.url.query


@pytest.mark.parametrize(
    ("form", "query"),
    [("comma", "a=1,2"), ("repeat", "a=1&a=2"), ("brackets", "a[]=1&a[]=2"), ("indices", "a[0]=1&a[1]=2")],
)
def test_lists_in_the_query(form: str, query: str) -> None:
    sdk = generate(
        "paths: {/a: {get: {parameters: [{name: a, in: query, schema: {type: array, items: {type: integer}}}], "
        'responses: {"204": {}}}}}',
        f"resources: {{things: {{methods: {{go: get /a}}}}}}\nquery_settings: {{array_format: {form}}}",
    )
    go(sdk, a=[1, 2])
    from urllib.parse import unquote

    assert unquote(sdk.sent.url.query.decode()) == query


def test_headers_of_every_type() -> None:
    sdk = operation(
        "[{name: X-Text, in: header, required: true, schema: {type: string}}, {name: X-N, in: header, schema: {type: integer}},"
        " {name: X-On, in: header, schema: {type: boolean}}, {name: X-Ids, in: header, schema: {type: array, items: {type: string}}},"
        " {name: X-Null, in: header, schema: {type: [string, 'null']}}, {name: X-Kind, in: header, schema: {enum: [a, b]}},"
        " {name: X-Day, in: header, schema: {type: string, format: date}}, {name: X-Must, in: header, required: true, schema: {type: integer}}]"
    )
    go(sdk, x_text="t", x_n=3, x_on=False, x_ids=["a", "b"], x_null=None, x_kind="a", x_day=date(2026, 1, 2), x_must=7)
    found = {name: value for name, value in sdk.sent.headers.items() if name.startswith("x-") and len(name) < 8}
    assert found == {
        "x-text": "t", "x-n": "3", "x-on": "false", "x-ids": "a,b", "x-kind": "a", "x-day": "2026-01-02", "x-must": "7"
    }  # fmt: skip
    go(sdk, x_text="t", x_must=1)
    assert "x-n" not in sdk.sent.headers


def test_header_injection_is_refused() -> None:
    sdk = operation("[{name: X-Text, in: header, schema: {type: string}}]")
    with pytest.raises(ValueError, match="X-Text"):
        go(sdk, x_text="a\r\nX-Evil: 1")
    assert sdk.requests == []


def test_path_parameters_fill_their_segment_only() -> None:
    sdk = operation(
        "[{name: b, in: path, required: true, schema: {type: string}}, {name: a, in: path, required: true, schema: {type: integer}}]",
        path="/x/{a}/y/{b}:go",
    )
    go(sdk, "ä/b?c#d", a=3)
    assert sdk.sent.url.raw_path == b"/v1/x/3/y/%C3%A4%2Fb%3Fc%23d:go"
    for bad in ("", ".", ".."):
        with pytest.raises(ValueError):
            operation(
                "[{name: a, in: path, required: true, schema: {type: string}}]", path="/x/{a}"
            ).client().things.go(bad)


def test_parameters_of_the_path_item_and_references() -> None:
    sdk = generate(
        """
paths:
  /x/{a}:
    parameters: [{$ref: "#/components/parameters/A"}, {name: q, in: query, schema: {type: string}}]
    get: {parameters: [{name: q, in: query, required: true, schema: {type: integer}}], responses: {"204": {}}}
components: {parameters: {A: {name: a, in: path, required: true, schema: {type: string}}}}
""",
        'resources: {things: {methods: {go: "get /x/{a}"}}}',
    )
    go(sdk, "p", q=5)
    assert str(sdk.sent.url) == "https://acme.test/v1/x/p?q=5"


def test_a_path_item_by_reference() -> None:
    sdk = generate(
        """
paths: {"/x/{a}": {$ref: "#/components/pathItems/X"}}
components: {pathItems: {X: {get: {parameters: [{name: a, in: path, required: true, schema: {type: string}}], responses: {"204": {}}}}}}
""",
        'resources: {things: {methods: {go: "get /x/{a}"}}}',
    )
    go(sdk, "p")
    assert sdk.sent.url.path == "/v1/x/p"


def test_a_path_parameter_that_nobody_declared() -> None:
    sdk = operation(path="/x/{a}/{b-c}")
    go(sdk, "2", a="1")
    assert sdk.sent.url.path == "/v1/x/1/2"
    assert sdk.generation.codes.count("SW213") == 2


def test_a_path_parameter_that_has_no_place() -> None:
    sdk = operation("[{name: a, in: path, required: true, schema: {type: string}}]", path="/x")
    go(sdk)
    assert sdk.generation.codes == ["SW213"]


def test_reserved_headers_are_no_arguments() -> None:
    sdk = operation(
        "[{name: Accept, in: header, schema: {type: string}}, {name: authorization, in: header, schema: {type: string}}]"
    )
    go(sdk)
    assert sdk.generation.codes == []


# --- bodies --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ("{type: array, items: {type: string}}", ["a", "b"]),
        ("{type: array, items: {type: object, properties: {a: {type: string}}}}", [{"a": "x"}]),
        ("{type: string}", "text"),
        ("{type: integer}", 0),
        ("{type: boolean}", False),
        ("{type: object, additionalProperties: {type: integer}}", {"a": 1}),
        ("{}", {"any": [1, None]}),
    ],
)
def test_bodies_that_are_no_object_are_one_argument(schema: str, value: Any) -> None:
    sdk = operation(body=f"{{application/json: {{schema: {schema}}}}}")
    go(sdk, body=value)
    assert sdk.sent_json == value
    assert sdk.sent.headers["content-type"] == "application/json"


def test_a_list_of_objects_is_written_in_wire_names() -> None:
    sdk = operation(
        body="{application/json: {schema: {type: array, items: {type: object, properties: "
        "{petName: {type: string}, at: {type: string, format: date}}}}}}"
    )
    go(sdk, body=[{"pet_name": "Rex", "at": date(2026, 1, 2)}])
    assert sdk.sent_json == [{"petName": "Rex", "at": "2026-01-02"}]


def test_dates_deep_in_a_body() -> None:
    sdk = operation(
        body="{application/json: {schema: {type: object, properties: {days: {type: array, items: {type: string, format: date}}, "
        "at: {type: [string, 'null'], format: date-time}, by: {type: object, additionalProperties: {type: string, format: date}}}}}}"
    )
    go(sdk, days=[date(2026, 1, 2)], at=None, by={"x": date(2026, 1, 3)})
    assert sdk.sent_json == {"days": ["2026-01-02"], "at": None, "by": {"x": "2026-01-03"}}


def test_an_optional_body_may_be_left_out() -> None:
    sdk = generate(
        """
paths: {/a: {post: {requestBody: {content: {application/json: {schema: {type: object, required: [a], properties: {a: {type: string}}}}}}, responses: {"204": {}}}}}
""",
        "resources: {things: {methods: {go: post /a}}}\nquery_settings: {x-sdkwright-styles: document}",
    )
    go(sdk)
    assert sdk.sent.content == b""
    go(sdk, a="x")
    assert sdk.sent_json == {"a": "x"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_every_method_that_may_have_a_body(method: str) -> None:
    sdk = operation(body="{application/json: {schema: {type: object, properties: {a: {type: string}}}}}", method=method)
    go(sdk, a="x")
    assert (sdk.sent.method.lower(), sdk.sent_json) == (method, {"a": "x"})


FORM = "{schema: {type: object, properties: {title: {type: string}, petName: {type: string}, n: {type: integer}}}}"


def test_url_encoded_forms() -> None:
    sdk = operation(body=f"{{application/x-www-form-urlencoded: {FORM}}}")
    go(sdk, title="a b", pet_name="Rex", n=3)
    assert sdk.sent.headers["content-type"] == "application/x-www-form-urlencoded"
    assert sorted(sdk.sent.content.decode().split("&")) == ["n=3", "petName=Rex", "title=a+b"]


def test_multipart_forms_with_files() -> None:
    sdk = operation(
        body="{multipart/form-data: {schema: {type: object, required: [file], properties: {title: {type: string}, "
        "file: {type: string, format: binary}, more: {type: array, items: {type: string, format: binary}}}}}}"
    )
    go(sdk, file=("a.txt", b"first"), title="t", more=[b"second", io.BytesIO(b"third")])
    text = sdk.sent.content.decode()
    assert sdk.sent.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert 'name="file"; filename="a.txt"' in text
    assert all(part in text for part in ("first", "second", "third", 'name="title"'))


def test_multipart_forms_without_files() -> None:
    sdk = operation(body=f"{{multipart/form-data: {FORM}}}")
    go(sdk, title="t", pet_name="Rex")
    assert b'name="petName"' in sdk.sent.content


def test_the_callers_own_values_are_not_changed() -> None:
    sdk = operation(
        body="{multipart/form-data: {schema: {type: object, properties: "
        "{inner: {type: object, properties: {file: {type: string, format: binary}}}}}}}"
    )
    inner = {"file": b"x"}
    go(sdk, inner=inner)
    assert inner == {"file": b"x"}
    assert b'name="inner[file]"' in sdk.sent.content


def test_binary_bodies() -> None:
    sdk = operation(body="{application/octet-stream: {schema: {type: string, format: binary}}}")
    for body in (b"\x00\x01", io.BytesIO(b"\x00\x01"), iter([b"\x00", b"\x01"])):
        go(sdk, body=body)
        assert sdk.sent.read() == b"\x00\x01"
        assert sdk.sent.headers["content-type"] == "application/octet-stream"


def test_text_bodies() -> None:
    sdk = operation(body="{text/csv: {schema: {type: string}}}")
    go(sdk, body="a,b\n")
    assert (sdk.sent.content, sdk.sent.headers["content-type"]) == (b"a,b\n", "text/csv")


def test_json_wins_over_other_media_types() -> None:
    sdk = operation(
        body=f"{{text/plain: {{schema: {{type: string}}}}, application/json: {FORM}, application/xml: {FORM}}}"
    )
    go(sdk, n=1)
    assert sdk.sent_json == {"n": 1}


def test_json_of_another_media_type_says_so() -> None:
    sdk = operation(body="{application/merge-patch+json: {schema: {type: object, properties: {a: {type: string}}}}}")
    go(sdk, a="b")
    assert sdk.sent.headers["content-type"] == "application/merge-patch+json"
    assert sdk.sent_json == {"a": "b"}


def test_a_fragment_in_a_path_is_not_sent() -> None:
    sdk = operation("[{name: q, in: query, schema: {type: string}}]", path="/a#stream")
    go(sdk, q="x")
    assert (sdk.sent.url.path, sdk.sent.url.query) == ("/v1/a", b"q=x")


def test_extra_values_of_a_call() -> None:
    sdk = operation(body=f"{{application/json: {FORM}}}")
    go(sdk, n=1, extra_headers={"X-More": "1"}, extra_query={"q": "2"}, extra_body={"z": 3})
    assert sdk.sent.headers["x-more"] == "1"
    assert sdk.sent.url.params["q"] == "2"
    assert sdk.sent_json == {"n": 1, "z": 3}
