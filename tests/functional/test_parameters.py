"""Parameters in every place and style of OpenAPI: what goes over the wire, byte for byte."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from tests.functional.support import Sdk, generate, run_pipeline

DOCUMENT = "query_settings: {x-sdkwright-styles: document}\n"
LIST = "{type: array, items: {type: string}}"
OBJECT = "{type: object, properties: {R: {type: integer}, G: {type: integer}}}"


def operation(parameters: str, path: str = "/a", config: str = DOCUMENT, method: str = "get") -> Sdk:
    return generate(
        f'paths: {{"{path}": {{{method}: {{parameters: [{parameters}], responses: {{"204": {{}}}}}}}}}}',
        f'resources: {{things: {{methods: {{go: "{method} {path}"}}}}}}\n{config}',
    )


def go(sdk: Sdk, *positional: Any, **arguments: Any) -> str:
    """The path and query that a call sends, below the server's."""
    sdk.client().things.go(*positional, **arguments)
    return sdk.sent.url.raw_path.decode().removeprefix("/v1")


def query(style: str, schema: str) -> Sdk:
    return operation(f"{{name: a, in: query, {style} schema: {schema}}}")


# --- query ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "schema", "value", "sent"),
    [
        ("", LIST, ["x", "y z"], "a=x&a=y+z"),
        ("explode: false,", LIST, ["x,1", "y&z"], "a=x%2C1,y%26z"),
        ("style: spaceDelimited, explode: false,", LIST, ["x", "y"], "a=x%20y"),
        ("style: pipeDelimited,", LIST, ["x", "y"], "a=x%7Cy"),
        ("style: pipeDelimited, explode: true,", LIST, ["x", "y"], "a=x&a=y"),
        ("", OBJECT, {"R": 1, "G": 2}, "R=1&G=2"),
        ("explode: false,", OBJECT, {"R": 1, "G": 2}, "a=R,1,G,2"),
        ("style: deepObject,", OBJECT, {"R": 1, "G": 2}, "a%5BR%5D=1&a%5BG%5D=2"),
        ("style: deepObject,", LIST, ["x", "y"], "a%5B0%5D=x&a%5B1%5D=y"),
        (
            "style: deepObject,",
            "{type: object, properties: {o: {type: object, properties: {k: {type: string}}}, l: " + LIST + "}}",
            {"o": {"k": "v"}, "l": ["x", "y"]},
            "a%5Bo%5D%5Bk%5D=v&a%5Bl%5D=x&a%5Bl%5D=y",
        ),
        ("allowReserved: true,", "{type: string}", "a/b?c:d&e#f+g%h", "a=a/b?c:d%26e%23f%2Bg%25h"),
        ("allowReserved: true,", LIST, ["/x", "y"], "a=/x&a=y"),
        ("", "{type: boolean}", False, "a=false"),
        ("", "{type: string}", "", "a="),
        ("", "{type: [string, 'null']}", None, ""),
        ("", LIST, [], ""),
        ("explode: false,", LIST, [], ""),
        ("explode: false,", "{type: array, items: {type: string, format: date}}", [date(2026, 1, 2)], "a=2026-01-02"),
        ("explode: false,", "{oneOf: [{type: string}, " + LIST + "]}", "x", "a=x"),
        ("explode: false,", "{oneOf: [{type: string}, " + LIST + "]}", ["x", "y"], "a=x,y"),
    ],
)
def test_styles_of_the_query(style: str, schema: str, value: Any, sent: str) -> None:
    assert go(query(style, schema), a=value) == (f"/a?{sent}" if sent else "/a")


def test_the_settings_of_a_config_win_over_styles() -> None:
    sdk = operation("{name: a, in: query, style: pipeDelimited, schema: " + LIST + "}", config="")
    assert go(sdk, a=["x", "y"]) == "/a?a=x%2Cy"


@pytest.mark.parametrize("config", ["", DOCUMENT])
def test_a_parameter_whose_content_is_json(config: str) -> None:
    sdk = operation(
        "{name: a, in: query, content: {application/json: {schema: {type: object, properties: "
        "{petName: {type: string}, at: {type: string, format: date-time}}}}}}",
        config=config,
    )
    go(sdk, a={"pet_name": "ä&", "at": datetime(2026, 1, 2, tzinfo=UTC)})
    assert sdk.sent.url.params["a"] == '{"petName":"\\u00e4&","at":"2026-01-02T00:00:00+00:00"}'


def test_styles_of_values_that_are_written_otherwise_in_python() -> None:
    sdk = operation(
        "{name: petFilter, in: query, schema: {type: object, properties: {petName: {type: string}}}},"
        "{name: byDay, in: query, style: pipeDelimited, schema: {type: array, items: {type: string, format: date}}}"
    )
    days = [date(2026, 1, 2), date(2026, 1, 3)]
    assert go(sdk, pet_filter={"pet_name": "Rex"}, by_day=days) == "/a?byDay=2026-01-02%7C2026-01-03&petName=Rex"


def test_a_property_that_is_called_as_another_parameter() -> None:
    sdk = operation(
        "{name: R, in: query, style: deepObject, schema: {type: object, additionalProperties: {type: string}}},"
        f"{{name: color, in: query, schema: {OBJECT}}}"
    )
    assert go(sdk, r={"gt": "1"}, color={"R": 100}) == "/a?R%5Bgt%5D=1&R=100"


@pytest.mark.parametrize(
    ("content", "value", "sent"),
    [
        ("application/x-www-form-urlencoded: {schema: " + OBJECT + "}", {"r": 1, "g": 2}, "G=2&R=1"),
        ("application/json: {schema: " + LIST + "}", {"query": ["x&y"]}, "%5B%22x%26y%22%5D"),
        ("text/plain: {schema: {type: string}}", {"query": "a=1&b=c d"}, "a=1&b=c%20d"),
    ],
)
def test_the_whole_query(content: str, value: dict[str, Any], sent: str) -> None:
    sdk = operation(f"{{name: q, in: querystring, content: {{{content}}}}}")
    assert go(sdk, **value) == f"/a?{sent}"


def test_a_fixed_query_in_the_path() -> None:
    sdk = operation("{name: q, in: query, schema: {type: string}}", path="/a?kind=b&x#c")
    assert go(sdk, q="1") == "/a?kind=b&x&q=1"


def test_a_query_parameter_whose_place_is_in_the_path() -> None:
    sdk = operation("{name: q, in: query, schema: {type: string}}", path="/a?q={q}")
    assert go(sdk, "x y") == "/a?q=x%20y"
    assert sdk.generation.codes == []


def test_iterators_are_refused_because_a_call_may_be_sent_again() -> None:
    with pytest.raises(TypeError, match="iterator"):
        go(query("", LIST), a=iter(["x"]))


# --- path ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "schema", "value", "sent"),
    [
        ("", LIST, ["x,1", "y/z"], "x%2C1,y%2Fz"),
        ("", OBJECT, {"R": 1, "G": 2}, "R,1,G,2"),
        ("explode: true,", OBJECT, {"R": 1, "G": 2}, "R=1,G=2"),
        ("style: label,", "{type: string}", "x", ".x"),
        ("style: label,", LIST, ["x", "y"], ".x,y"),
        ("style: label, explode: true,", LIST, ["x", "y"], ".x.y"),
        ("style: label, explode: true,", OBJECT, {"R": 1, "G": 2}, ".R=1.G=2"),
        ("style: matrix,", "{type: string}", "x", ";a=x"),
        ("style: matrix,", LIST, ["x", "y"], ";a=x,y"),
        ("style: matrix, explode: true,", LIST, ["x", "y"], ";a=x;a=y"),
        ("style: matrix, explode: true,", OBJECT, {"R": 1, "G": 2}, ";R=1;G=2"),
        ("", "{type: boolean}", True, "true"),
        ("", "{type: string, format: date-time}", datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00+00:00"),
        ("", "{type: string, format: uuid}", "u", "u"),
        ("", "{enum: [x, y]}", "x", "x"),
    ],
)
def test_styles_of_the_path(style: str, schema: str, value: Any, sent: str) -> None:
    sdk = operation(f"{{name: a, in: path, required: true, {style} schema: {schema}}}", path="/x/{a}")
    assert go(sdk, value) == f"/x/{sent}"


@pytest.mark.parametrize("style", ["", "style: label,"])
@pytest.mark.parametrize("value", ["", []])
def test_an_empty_value_in_the_path_is_refused(style: str, value: object) -> None:
    sdk = operation(f"{{name: a, in: path, required: true, {style} schema: {LIST}}}", path="/x/{a}")
    with pytest.raises(ValueError, match="non-empty value for `a`"):
        go(sdk, value)


@pytest.mark.parametrize("path", ["/x/{+a}", "/x/{a*}", "/x/{a+}", "/x/{a=shelves/*}"])
def test_a_place_for_several_segments(path: str) -> None:
    sdk = operation("{name: a, in: path, required: true, schema: {type: string}}", path=path)
    assert go(sdk, "one/two?three") == "/x/one/two%3Fthree"
    with pytest.raises(ValueError, match="dot-segment"):
        go(sdk, "one/../two")


def test_segments_with_several_places() -> None:
    path = "/{a}-{b}.json/{a}:{c}"
    assert go(operation("", path=path), "3", a="1", b="2") == "/1-2.json/1:3"


def test_a_path_without_its_slash() -> None:
    sdk = generate(
        'paths: {"a/{b}": {get: {responses: {"204": {}}}}}', 'resources: {things: {methods: {go: "get /a/{b}"}}}'
    )
    assert go(sdk, "1") == "/a/1"


def test_paths_that_differ_in_the_names_of_their_places() -> None:
    sdk = generate(
        'paths: {"/x/{a}": {get: {responses: {"204": {}}}}, "/x/{b}": {get: {responses: {"204": {}}}}}',
        'resources: {things: {methods: {one: "get /x/{a}", two: "get /x/{b}"}}}',
    )
    client = sdk.client()
    client.things.one("1")
    client.things.two("2")
    assert [each.url.path for each in sdk.requests] == ["/v1/x/1", "/v1/x/2"]


# --- headers and cookies -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "value", "sent"),
    [
        ("schema: {type: array, items: {type: boolean}}", [True, False], "true,false"),
        ("schema: {type: array, items: {type: string, format: date}}", [date(2026, 1, 2)], "2026-01-02"),
        ("schema: {type: string, format: date-time}", datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00+00:00"),
        (f"schema: {OBJECT}", {"R": 1, "G": 2}, "R,1,G,2"),
        (f"explode: true, schema: {OBJECT}", {"R": 1, "G": 2}, "R=1,G=2"),
        (f"content: {{application/json: {{schema: {OBJECT}}}}}", {"R": 1}, '{"R":1}'),
        ("schema: {}", 3, "3"),
        ("schema: {type: string, enum: [slow, fast]}", "fast", "fast"),
        ("schema: {type: string, format: uuid}", "4f6c", "4f6c"),
        ("schema: {type: integer, enum: [1, 2]}", 2, "2"),
        ("schema: {type: array, items: {type: string}}", ["a", "b"], "a,b"),
        ("schema: {type: array, items: {type: integer}}", [1, 2], "1,2"),
    ],
)
def test_styles_of_headers(schema: str, value: Any, sent: str) -> None:
    sdk = operation(f"{{name: X-A, in: header, {schema}}}")
    go(sdk, x_a=value)
    assert sdk.sent.headers["x-a"] == sent
    go(sdk)
    assert "x-a" not in sdk.sent.headers


@pytest.mark.parametrize("schema", ["enum: [slow, fast]", "format: uuid", "minLength: 1"])
@pytest.mark.parametrize("required", ["true", "false"])
def test_text_goes_into_a_header_as_it_is(schema: str, required: str) -> None:
    sdk = operation(f"{{name: X-A, in: header, required: {required}, schema: {{type: string, {schema}}}}}")
    assert '{"X-A": x_a}' in sdk.generation.text("resources/things.py")


def test_headers_that_differ_in_the_case_of_their_letters_are_one() -> None:
    sdk = operation("{name: X-A, in: header, schema: {type: string}}, {name: x-a, in: header, schema: {type: integer}}")
    go(sdk, x_a=3)
    assert sdk.sent.headers.get_list("x-a") == ["3"]
    assert sdk.generation.codes == ["SW215"]


COOKIES = (
    "{name: sid, in: cookie, required: true, schema: {type: string}},"
    "{name: ids, in: cookie, schema: {type: array, items: {type: integer}}},"
    "{name: csv, in: cookie, explode: false, schema: {type: array, items: {type: integer}}},"
    "{name: on, in: cookie, schema: {type: boolean}}"
)


def test_cookies_are_one_header() -> None:
    sdk = operation(COOKIES, config="")
    go(sdk, sid="a%3D;b\r\nX: é", ids=[1, 2], csv=[3, 4], on=True)
    assert sdk.sent.headers.get_list("cookie") == ["csv=3,4; ids=1; ids=2; on=true; sid=a%3D%3Bb%0D%0AX:%20%C3%A9"]
    go(sdk, sid="x")
    assert sdk.sent.headers["cookie"] == "sid=x"


def test_cookies_of_the_http_client_are_kept() -> None:
    sdk = operation(COOKIES)
    transport = httpx.MockTransport(lambda request: sdk.requests.append(request) or httpx.Response(204))
    with httpx.Client(transport=transport, cookies={"mine": "1", "sid": "old"}) as http:
        sdk.root.Client(http_client=http).things.go(sid="new")
    assert sdk.sent.headers["cookie"] in ("mine=1; sid=new", "sid=new; mine=1")


def test_names_that_no_header_can_have_are_left_out() -> None:
    sdk = operation(
        "{name: 'X A', in: header, schema: {type: string}}, {name: 'a;b', in: cookie, schema: {type: string}}"
    )
    go(sdk)
    assert sdk.generation.codes == ["SW214", "SW214"]


# --- documents that are not right ------------------------------------------------------------------------------------


def test_a_parameter_that_stands_twice() -> None:
    sdk = operation("{name: a, in: query, schema: {type: string}}, {name: a, in: query, schema: {type: integer}}")
    assert go(sdk, a=1) == "/a?a=1"
    assert sdk.generation.codes == ["SW215"]


@pytest.mark.parametrize("where", ["query", "header", "path", "cookie"])
def test_a_parameter_without_a_schema(where: str) -> None:
    sdk = operation(f"{{name: a, in: {where}}}", path="/x/{a}" if where == "path" else "/x")
    go(sdk, "1") if where == "path" else go(sdk, a="1")
    found = {"query": "/x?a=1", "path": "/x/1"}
    assert sdk.sent.url.raw_path.decode() == "/v1" + found.get(where, "/x")
    assert sdk.generation.codes == []


def test_a_type_beside_the_name_as_in_openapi_2() -> None:
    assert "a: int | Omit" in operation("{name: a, in: query, type: integer}").generation.text("resources/things.py")


def test_a_style_of_another_place() -> None:
    sdk = operation("{name: a, in: query, style: matrix, schema: {type: string}}")
    assert go(sdk, a="x") == "/a?a=x"
    assert sdk.generation.codes == ["SW217"]


def test_names_of_every_kind_of_character() -> None:
    sdk = operation(
        ",".join(
            f"{{name: '{name}', in: query, schema: {{type: string}}}}"
            for name in ("$top", "filter[name]", "a.b", "a b", "größe", "class", "a-b", "A_B", "1st")
        )
    )
    method = sdk.client().things.go
    method(**{name: "1" for name in method.__kwdefaults__ if not name.startswith(("extra_", "timeout"))})
    sent = [pair.split("=")[0] for pair in sdk.sent.url.query.decode().split("&")]
    assert sorted(sent) == sorted(
        ["%24top", "filter%5Bname%5D", "a.b", "a+b", "gr%C3%B6%C3%9Fe", "class", "a-b", "A_B", "1st"]
    )


def test_the_same_name_in_every_place() -> None:
    sdk = operation(
        "{name: a, in: path, required: true, schema: {type: string}}, {name: a, in: query, schema: {type: string}},"
        "{name: a, in: header, schema: {type: string}}, {name: a, in: cookie, schema: {type: string}}",
        path="/x/{a}",
    )
    assert go(sdk, "1", query_a="2", header_a="3", cookie_a="4") == "/x/1?a=2"
    assert (sdk.sent.headers["a"], sdk.sent.headers["cookie"]) == ("3", "a=4")


def test_functions_of_the_runtime_do_not_clash_with_arguments() -> None:
    sdk = operation(
        "{name: comma_delimited, in: query, explode: false, schema: " + LIST + "},"
        "{name: styled, in: query, schema: {type: string, format: date}}"
    )
    assert "comma_delimited_" in sdk.client().things.go.__kwdefaults__ or "query_comma_delimited" in (
        sdk.client().things.go.__kwdefaults__
    )


def test_what_is_no_parameter_at_all() -> None:
    generation = run_pipeline(
        'paths: {/a: {parameters: x, get: {parameters: [null, 3, {}, {in: query}, {name: b}, {$ref: "#/nowhere"}, '
        '{name: [], in: {}}], responses: {"204": {}}}}}',
        "resources: {things: {methods: {go: get /a}}}",
    )
    assert generation.files or "SW014" in generation.codes
