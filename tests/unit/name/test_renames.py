"""Each rename is told."""

from __future__ import annotations

from tests.functional.support import run_pipeline

SPEC = """
openapi: 3.1.0
info: {title: a, version: "1"}
servers: [{url: https://a.test}]
paths:
  /pets:
    get:
      parameters:
        - {name: timeout, in: query, schema: {type: integer}}
        - {name: petKind, in: query, schema: {type: string}}
      responses: {"204": {description: none}}
"""


def messages(config: str) -> list[str]:
    return [each.message for each in run_pipeline(SPEC, config).diagnostics if each.code == "SW301"]


def test_an_argument_and_a_method() -> None:
    assert messages("resources: {pets: {methods: {import: get /pets}}}") == [
        "argument 'timeout' of 'import' is called 'query_timeout' in Python",
        "method 'import' is called 'import_method' in Python",
    ]


def test_a_resource() -> None:
    found = messages("resources: {copy: {methods: {list: get /pets}}}")
    assert "resource 'copy' is called 'copy_resource' in Python" in found


def test_another_casing_is_no_rename() -> None:
    assert not [each for each in messages("resources: {pets: {methods: {list: get /pets}}}") if "petKind" in each]
