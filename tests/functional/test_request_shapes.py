"""The arguments of methods and their typed dicts: which there are, how they are given, which annotation they have."""

from __future__ import annotations

import inspect
import re
from datetime import date
from typing import Any, get_overloads

import pytest

from .support import Sdk, generate

ID = "{name: %s, in: path, required: true, schema: {type: string}}"


def sdk_of(operation: str, path: str = "/a", method: str = "", components: str = "", config: str = "") -> Sdk:
    parameters = ", ".join(ID % word for word in re.findall(r"{(\w+)}", path))
    spec = f"""
paths:
  "{path}":
    parameters: [{parameters}]
    post: {{{operation}{", " if operation else ""}responses: {{"204": {{}}}}}}
{components}"""
    return generate(spec, f'resources: {{things: {{methods: {{go: {{endpoint: "post {path}"{method}}}}}}}}}\n{config}')


def body(schema: str) -> str:
    return f"requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}"


def properties(text: str, required: str = "") -> str:
    return body(f"{{type: object, required: [{required}], properties: {{{text}}}}}")


def params(sdk: Sdk) -> dict[str, str]:
    """The fields of the typed dict and their annotations."""
    text = sdk.generation.text("types/thing_go_params.py").partition("class ThingGoParams")[2]
    return dict(re.findall(r"^    (\w+): (.+)$", text, re.MULTILINE))


def signature(sdk: Sdk) -> dict[str, str]:
    text = re.split(r"def go\(", sdk.generation.text("resources/things.py"))[1].partition(") ->")[0]
    return dict(re.findall(r"^ +(\w+): (.+?)(?: = .*)?,$", text, re.MULTILINE))


# --- position ------------------------------------------------------------------------------------------------------


def test_the_last_of_the_path_may_be_given_by_position() -> None:
    sdk = sdk_of("", "/shops/{shop}/pets/{pet}/toys")
    sdk.client().things.go("p", shop="s")
    assert sdk.sent.url.path == "/v1/shops/s/pets/p/toys"
    with pytest.raises(TypeError):
        sdk.client().things.go("s", "p")


def test_the_config_says_what_may_be_given_by_position() -> None:
    sdk = sdk_of(
        properties("name: {type: string}", "name"), "/shops/{shop}/pets/{pet}", ", positional_params: [shop, pet]"
    )
    sdk.client().things.go("s", "p", name="n")
    assert (sdk.sent.url.path, sdk.sent_json) == ("/v1/shops/s/pets/p", {"name": "n"})
    assert list(params(sdk)) == ["name"]


def test_a_property_may_be_given_by_position_if_the_config_says_so() -> None:
    sdk = sdk_of(properties("name: {type: string}, age: {type: integer}", "name"), method=", positional_params: [name]")
    sdk.client().things.go("n", age=1)
    assert sdk.sent_json == {"name": "n", "age": 1}


@pytest.mark.parametrize("order", ["name, age", "age, name"])
def test_one_given_by_position_that_is_not_required_comes_last_and_can_be_left_out(order: str) -> None:
    shape = properties("name: {type: string}, age: {type: integer}", "name")
    sdk = sdk_of(shape, method=f", positional_params: [{order}]")
    sdk.client().things.go("n")
    assert sdk.sent_json == {"name": "n"}
    sdk.client().things.go("n", 1)
    assert sdk.sent_json == {"name": "n", "age": 1}


def test_arguments_of_the_path_that_are_given_by_name_are_in_the_typed_dict() -> None:
    sdk = sdk_of(properties("x: {type: string}"), "/shops/{shopId}/pets/{pet}")
    assert params(sdk) == {"shop_id": 'Required[Annotated[str, PropertyInfo(alias="shopId")]]', "x": "str"}


def test_a_method_with_arguments_of_the_path_only_has_no_typed_dict() -> None:
    sdk = sdk_of("", "/shops/{shop}/pets/{pet}")
    assert not any("go_params" in path for path in sdk.generation.files)


# --- names ---------------------------------------------------------------------------------------------------------


def test_one_name_in_two_places_gives_each_the_word_for_its_place() -> None:
    sdk = sdk_of(properties("id: {type: string}"), "/a/{id}")
    sdk.client().things.go("p", body_id="b")
    assert (sdk.sent.url.path, sdk.sent_json) == ("/v1/a/p", {"id": "b"})
    sdk.client().things.go(path_id="q")
    assert sdk.sent.url.path == "/v1/a/q"


def test_a_keyword_takes_an_underscore() -> None:
    sdk = sdk_of(properties("from: {type: string}"))
    sdk.client().things.go(from_="x")
    assert sdk.sent_json == {"from": "x"}


# --- what is required ----------------------------------------------------------------------------------------------


def test_a_body_that_is_not_required_still_needs_what_it_requires() -> None:
    assert params(sdk_of(properties("x: {type: string}, y: {type: string}", "x"))) == {"x": "Required[str]", "y": "str"}


def test_a_body_of_a_document_without_a_config_may_be_left_out() -> None:
    sdk = sdk_of(properties("x: {type: string}", "x"), config="query_settings: {x-sdkwright-styles: document}")
    assert params(sdk) == {"x": "str"}
    sdk.client().things.go()
    assert sdk.sent.content == b""


@pytest.mark.parametrize("schema", ["{$ref: '#/components/schemas/Pet'}", "{type: array, items: {type: string}}"])
def test_the_config_names_the_whole_body(schema: str) -> None:
    sdk = sdk_of(
        body(schema),
        method=", body_param_name: newPet",
        components="components: {schemas: {Pet: {type: object, required: [tagName], properties: {tagName: {type: string}}}}}",
    )
    given: Any = {"tag_name": "x"} if "$ref" in schema else ["x"]
    sdk.client().things.go(new_pet=given)
    assert sdk.sent_json == ({"tagName": "x"} if "$ref" in schema else ["x"])
    assert list(params(sdk)) == ["new_pet"]


# --- annotations ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "in_dict", "in_method"),
    [
        (
            "{type: string, format: date}",
            'Annotated[Union[str, date], PropertyInfo(format="iso8601")]',
            "Union[str, date]",
        ),
        (
            "{type: [string, 'null'], format: date-time}",
            'Annotated[Optional[Union[str, datetime]], PropertyInfo(format="iso8601")]',
            "Optional[Union[str, datetime]]",
        ),
        (
            "{type: array, items: {type: string, format: date}}",
            'Annotated[SequenceNotStr[Union[str, date]], PropertyInfo(format="iso8601")]',
            "SequenceNotStr[Union[str, date]]",
        ),
        (
            "{type: object, additionalProperties: {type: string, format: date}}",
            'Dict[str, Annotated[Union[str, date], PropertyInfo(format="iso8601")]]',
            'Dict[str, Annotated[Union[str, date], PropertyInfo(format="iso8601")]]',
        ),
    ],
)
def test_formats_of_dates_are_said_once_and_in_typed_dicts(schema: str, in_dict: str, in_method: str) -> None:
    sdk = sdk_of(properties(f"x: {schema}"))
    assert params(sdk)["x"] == in_dict
    assert signature(sdk)["x"] == f"{in_method} | Omit"


def test_alias_and_format_share_one_annotation() -> None:
    sdk = sdk_of(properties("endDate: {type: string, format: date}", "endDate"))
    assert params(sdk) == {
        "end_date": 'Required[Annotated[Union[str, date], PropertyInfo(alias="endDate", format="iso8601")]]'
    }


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("{type: string}", "SequenceNotStr[str]"),
        ("{type: string, format: uri}", "SequenceNotStr[str]"),
        ("{type: [string, 'null']}", "SequenceNotStr[Optional[str]]"),
        ("{anyOf: [{type: string}, {type: number}]}", "SequenceNotStr[Union[str, float]]"),
        ("{$ref: '#/components/schemas/TextOrPet'}", "SequenceNotStr[X]"),
        ("{enum: [a, b]}", 'List[Literal["a", "b"]]'),
        ("{$ref: '#/components/schemas/Size'}", "List[Size]"),
        ("{type: integer}", "Iterable[int]"),
        ("{type: array, items: {type: integer}}", "Iterable[Iterable[int]]"),
        ("{type: object, additionalProperties: {type: string}}", "Iterable[Dict[str, str]]"),
        ("{$ref: '#/components/schemas/Pet'}", "Iterable[X]"),
    ],
)
def test_lists_that_are_sent(items: str, expected: str) -> None:
    sdk = sdk_of(
        properties(f"x: {{type: array, items: {items}}}"),
        components="""
components:
  schemas:
    Pet: {type: object, properties: {a: {type: string}}}
    TextOrPet: {anyOf: [{type: string}, {$ref: '#/components/schemas/Pet'}]}
    Size: {type: string, enum: [s, m]}
""",
        config="",
    )
    found = params(sdk)["x"]
    assert found == expected or ("Size" in items and found == 'List[Literal["s", "m"]]')


def test_a_list_that_has_a_name_is_a_list() -> None:
    sdk = generate(
        """
paths: {/a: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {x: {$ref: "#/components/schemas/Names"}}}}}}, responses: {"204": {}}}}}
components: {schemas: {Names: {type: array, items: {type: string}}}}
""",
        "resources: {$shared: {models: {names: Names}}, things: {methods: {go: post /a}}}",
    )
    assert "Names: TypeAlias = List[str]" in sdk.generation.text("types/shared_params/names.py")


# --- bodies that are one of several objects ------------------------------------------------------------------------

EITHER = """{title: Origin, oneOf: [
  {title: Amazon S3, type: object, required: [kind, bucketName], properties: {
    kind: {const: s3}, bucketName: {type: string}, prefix: {type: string}, retry: {type: object, properties: {maxTimes: {type: integer}}}}},
  {title: Web proxy, type: object, required: [kind, until], properties: {kind: {const: web}, until: {type: string, format: date}, prefix: {type: string}}}]}"""


def test_a_body_that_is_one_of_several_objects_gives_its_properties_as_arguments() -> None:
    sdk = sdk_of(body(EITHER), "/a/{id}")
    sdk.client().things.go("i", kind="s3", bucket_name="b", retry={"max_times": 2})
    assert sdk.sent_json == {"kind": "s3", "bucketName": "b", "retry": {"maxTimes": 2}}
    sdk.client().things.go("i", kind="web", until=date(2026, 1, 2))
    assert sdk.sent_json == {"kind": "web", "until": "2026-01-02"}


def test_each_of_the_objects_has_an_overload() -> None:
    module = sdk_of(body(EITHER)).module("resources.things")
    shown = [list(inspect.signature(each).parameters)[1:-4] for each in get_overloads(module.ThingsResource.go)]
    assert [sorted(each) for each in shown] == [["bucket_name", "kind", "prefix", "retry"], ["kind", "prefix", "until"]]


def test_a_call_that_is_none_of_them_says_what_is_missing() -> None:
    things = sdk_of(body(EITHER)).client().things
    with pytest.raises(TypeError, match=r"Expected either \('bucket_name' and 'kind'\) or \('kind' and 'until'\)"):
        things.go(kind="s3")


def test_each_of_the_objects_has_a_typed_dict() -> None:
    text = sdk_of(body(EITHER), "/b/{b}/a/{id}").generation.text("types/thing_go_params.py")
    amazon, proxy = (
        text.partition(f"class {name}(TypedDict")[2].split("\n\n\n")[0] for name in ("AmazonS3", "WebProxy")
    )
    assert "b: Required[str]" in amazon and "b: Required[str]" in proxy
    assert 'bucket_name: Required[Annotated[str, PropertyInfo(alias="bucketName")]]' in amazon
    assert "retry: AmazonS3Retry" in amazon
    assert 'until: Required[Annotated[Union[str, date], PropertyInfo(format="iso8601")]]' in proxy
    assert "ThingGoParams: TypeAlias = Union[AmazonS3, WebProxy]" in text


def test_objects_without_a_title_have_a_number() -> None:
    schema = (
        "{oneOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}]}"
    )
    sdk = sdk_of(body(schema))
    assert "Union[Variant0, Variant1]" in sdk.generation.text("types/thing_go_params.py")
    sdk.client().things.go(b="x")
    assert sdk.sent_json == {"b": "x"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{type: string}", "{type: string}"),
        ("{type: [string, 'null']}", "{type: string}"),
        ("{type: object, properties: {x: {type: integer}}}", "{type: object, properties: {x: {type: integer}}}"),
        ("{type: array, items: {enum: [x, y]}}", "{type: array, items: {enum: [x, y]}}"),
        ("{type: number}", "{type: integer, format: int32}"),
        ("{type: number, format: float}", "{type: boolean}"),
    ],
)
def test_no_overload_is_out_of_reach(first: str, second: str) -> None:
    one = f"{{type: object, properties: {{a: {first}, b: {{type: string}}}}}}"
    schema = f"{{oneOf: [{one}, {{type: object, properties: {{a: {second}}}}}]}}"
    assert get_overloads(sdk_of(body(schema)).module("resources.things").ThingsResource.go) == []


def test_a_body_that_may_be_no_object_is_one_argument() -> None:
    schema = "{oneOf: [{type: object, properties: {a: {type: string}}}, {type: array, items: {type: string}}]}"
    sdk = sdk_of(body(schema))
    sdk.client().things.go(body=["x"])
    assert sdk.sent_json == ["x"]


@pytest.mark.parametrize("null", ["null", "'null'"])
def test_null_in_a_list_of_types_with_and_without_quotes(null: str) -> None:
    sdk = sdk_of(properties(f"x: {{type: [string, {null}]}}, y: {{type: [array, {null}], items: {{type: string}}}}"))
    assert params(sdk) == {"x": "Optional[str]", "y": "Optional[SequenceNotStr[str]]"}
