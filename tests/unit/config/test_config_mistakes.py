"""What is said about a config file that is wrong somewhere, and what is still used of it."""

from __future__ import annotations

import pytest
from sdkwright.config import parse_config
from sdkwright.diagnostics import Diagnostics

ORGANIZATION = "organization: {name: acme}\n"
COLLECT = "resources: {c: {methods: {s: {endpoint: post /s, streaming: {x-sdkwright-collect: %s}}}}}\n"


def findings(text: str) -> list[tuple[str, str, str | None]]:
    """Code and place, message, hint."""
    sink = Diagnostics()
    parse_config(ORGANIZATION + text, sink)
    return [
        (f"{found.code} {found.at.line}:{found.at.column}", found.message, found.hint) for found in sink if found.at
    ]


def places(text: str) -> list[str]:
    return [place for place, _, _ in findings(text)]


@pytest.mark.parametrize("ways", ["{last: {event: a}, list: {event: a}}", "{}"])
def test_a_field_is_collected_in_one_way(ways: str) -> None:
    assert places(COLLECT % f"{{name: T, fields: {{f: {ways}}}}}") == ["SW102 2:102"]


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        (
            "resorces: {}\n",
            "SW101 2:1",
            "unknown key `resorces`",
            "Did you mean `resources`?",
        ),
        (
            "client_settings:\n  opts:\n    api_key:\n      read_envs: X\n",
            "SW101 5:7",
            "unknown key `client_settings.opts.api_key.read_envs`",
            "Did you mean `read_env`?",
        ),
        (
            (
                "resources:\n  a:\n    subresources:\n      b:\n        methods:\n          c: {endpoint: "
                "get /c, paginate: true}\n"
            ),
            "SW101 7:33",
            "unknown key `resources.a.subresources.b.methods.c.paginate`",
            "Did you mean `paginated`?",
        ),
        (
            "streaming:\n  on_event:\n    - handel: done\n",
            "SW101 4:7",
            "unknown key `streaming.on_event[0].handel`",
            "Did you mean `handle`?",
        ),
        (
            "targets: {pyton: {}}\n",
            "SW101 2:11",
            "unknown key `targets.pyton`",
            "Did you mean `python`?",
        ),
        (
            "organisation: {}\n",
            "SW101 2:1",
            "unknown key `organisation`",
            "Did you mean `organization`?",
        ),
        (
            "sdkwright: {telemetry_prefx: X}\n",
            "SW101 2:13",
            "unknown key `sdkwright.telemetry_prefx`",
            "Did you mean `telemetry_prefix`?",
        ),
        (
            "sdkwright: {qqqq: X}\n",
            "SW101 2:13",
            "unknown key `sdkwright.qqqq`",
            "Known here: allow_refs, compat, diagnostics, output, overlays, resource_suffix, spec, targets, telemetry_prefix.",
        ),
        (
            "package: acme\n",
            "SW103 2:1",
            "`package` is read no more",
            "Package names stand under `targets`, one for each.",
        ),
        (
            "settings:\n  file_header: 5\n",
            "SW102 3:3",
            "`settings.file_header`: expected a string, found 5",
            "Put the value in quotes.",
        ),
        (
            "targets: {python: {x-sdkwright-version: 0.1}}\n",
            "SW102 2:20",
            "`targets.python.x-sdkwright-version`: expected a string, found 0.1",
            "Put the value in quotes.",
        ),
        (
            "resources: {a: {methods: {b: {endpoint: get /x, paginated: [1]}}}}\n",
            "SW102 2:49",
            "`resources.a.methods.b.paginated`: expected true or false or a string, found a list",
            None,
        ),
        (
            "resources: {a: {methods: {b: fetch /x}}}\n",
            "SW102 2:27",
            "`resources.a.methods.b`: expected an HTTP method and a path, as in 'get /pets/{id}', found 'fetch /x'",
            None,
        ),
        (
            "resources: {a: {methods: {b: {endpoint: get x}}}}\n",
            "SW102 2:31",
            (
                "`resources.a.methods.b.endpoint`: expected an HTTP method and a path, as in 'get "
                "/pets/{id}', found 'get x'"
            ),
            None,
        ),
        (
            "resources: {a: {methods: {b: {paginated: true}}}}\n",
            "SW104 2:27",
            "method `resources.a.methods.b` has no `endpoint`",
            None,
        ),
        (
            "resources: {a: 5}\n",
            "SW102 2:13",
            "`resources.a`: expected a mapping, found 5",
            None,
        ),
        (
            "query_settings: {array_format: csv}\n",
            "SW102 2:18",
            "`query_settings.array_format`: expected one of 'comma', 'repeat', 'brackets' or 'indices', found 'csv'",
            None,
        ),
        (
            "client_settings: {default_timeout: soon}\n",
            "SW102 2:19",
            "`client_settings.default_timeout`: expected an ISO 8601 duration such as PT60S, or milliseconds, found 'soon'",
            None,
        ),
        (
            "client_settings: {default_retries: {max_retries: -1}}\n",
            "SW102 2:37",
            "`client_settings.default_retries.max_retries`: expected a number of at least 0, found -1",
            None,
        ),
        (
            "pagination: [{type: cursor}]\n",
            "SW104 2:14",
            "`pagination[0].name` is missing",
            None,
        ),
        (
            "sdkwright: {diagnostics: {allow: {SW999: because}}}\n",
            "SW106 2:35",
            "there is no code SW999",
            None,
        ),
        (
            "sdkwright: {diagnostics: {allow: {SW013: because}}}\n",
            "SW106 2:35",
            "SW013 is an error, and what it stands for would give broken code",
            None,
        ),
        (
            "sdkwright: {diagnostics: {allow: {SW101: ' '}}}\n",
            "SW106 2:35",
            "SW101 is allowed without a reason",
            "Write why it is fine here.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, place: str, message: str, hint: str | None) -> None:
    assert findings(text) == [(place, message, hint)]


def test_all_that_is_wrong_is_said_at_once_and_the_rest_is_used() -> None:
    sink = Diagnostics()
    config = parse_config(
        ORGANIZATION
        + "settings: {licence: MIT, license: [1], disable_mock_tests: true}\n"
        + "resources:\n  a: {methods: {x: 5, y: get /y, z: {endpoint: get /z, skp: true}}}\n"
        + "pagination: [{name: p}, {name: q, type: cursor}]\n",
        sink,
    )
    assert config is not None
    assert [found.code for found in sink] == ["SW101", "SW102", "SW102", "SW101", "SW104"]
    assert config.settings.disable_mock_tests is True
    assert config.settings.license is None
    assert list(config.resources["a"].methods) == ["y", "z"]
    assert [scheme.name for scheme in config.pagination] == ["q"]


def test_mistakes_that_show_late_have_their_own_place() -> None:
    text = (
        "streaming:\n"
        "  on_event:\n"
        "    - handle: wrong\n"
        "    - {handle: done, data_starts_with: 5}\n" + COLLECT % "{name: T, fields: {f: {}}}"
    )
    assert places(text) == ["SW102 4:7", "SW102 5:22", "SW102 6:102"]


def test_items_left_out_do_not_move_the_places_of_others() -> None:
    text = "pagination:\n  - {name: 5, type: t}\n  - {name: q, type: 6}\n  - {name: r, type: t}\n  - {type: t}\n"
    assert places(text) == ["SW102 3:6", "SW102 4:15", "SW104 6:5"]


def test_place_of_what_is_read_after_mistakes() -> None:
    sink = Diagnostics()
    config = parse_config("bad: 1\n" + ORGANIZATION + "pagination: [{name: p}, {name: q, type: cursor}]\n", sink)
    assert config is not None
    assert config.place("organization", "name").line == 2
    assert config.place("pagination", 1, "type").column == 35
    assert config.place("nowhere", "at", "all").line == 1
    assert config.display_name == "sdkwright.yml"
    assert config.source_line(2) == "organization: {name: acme}"


@pytest.mark.parametrize(
    "text", ["", "- a\n", "text\n", "resources: {}\n", "organization: {}\n", "organization: 5\n", "a: [1\n"]
)
def test_what_is_no_config_gives_none_and_an_error(text: str) -> None:
    sink = Diagnostics()
    assert parse_config(text, sink) is None
    assert sink.has_errors


def test_keys_for_notes_and_editors_are_left_alone() -> None:
    assert findings("x-note: {a: &a 1}\n$schema: ./schema.json\nsettings: {x-why: because}\n") == []
    assert places("x-sdkwright-spce: a\n") == ["SW101 2:1"]


def test_allowed_codes_reach_the_sink() -> None:
    sink = Diagnostics()
    parse_config(
        ORGANIZATION + "resorces: {}\nsdkwright: {diagnostics: {allow: {SW101: kept for the old tool}}}\n", sink
    )
    assert list(sink) == []
    assert [reason for _, reason in sink.allowed()] == ["kept for the old tool"]


def test_names_that_stainless_ignores_are_tolerated() -> None:
    assert findings("diagnostics: {ignored: {Ruby/NameNotAllowed: true, Endpoint/NotFound: ['#/x']}}\n") == []


def test_an_alias_in_a_config_can_be_wrong_in_one_place_only() -> None:
    text = "readme:\n  example_requests:\n    a: {endpoint: get /a, params: &p {}}\n    b: {endpoint: 5, params: *p}\n"
    assert places(text) == ["SW102 5:9"]


def test_hostile_text_in_keys_is_cleaned() -> None:
    ((_, message, _),) = findings('"a\\x1b[31m\\n": 1\n')
    assert message == "unknown key `a\\x1b[31m `"
