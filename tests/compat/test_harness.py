"""The harness of `make compat` itself: pairs, surfaces, what is set aside, suites' results, the table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.compat.hand_written import hand_written
from tests.compat.pairs import find_pairs
from tests.compat.published import add_own
from tests.compat.report import report
from tests.compat.rows import Row, table
from tests.compat.suites import Suite, excuse, own_results, read_deliberate, read_result, set_own_apart
from tests.compat.surfaces import compare

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = {
    "client_settings": {"opts": {"api_key": {"type": "string"}}},
    "resources": {
        "pets": {"methods": {"list": "get /pets"}, "subresources": {"toy_boxes": {"methods": {"open": "post /x"}}}},
        "$client": {"methods": {"ping": "get /ping"}},
    },
}


def method(*names: str, returns: str = "None") -> list[dict[str, Any]]:
    return [{"async": False, "params": [[name, "keyword", "str", None] for name in names], "returns": returns}]


def set_aside(**facts: Any) -> dict[str, str]:
    return hand_written({"class _client.Zoo": "class", **facts}, CONFIG)


def test_pairs_are_folders_with_three_files(tmp_path: Path) -> None:
    for name in ("b", "a"):
        folder = tmp_path / name
        folder.mkdir()
        for file in ("stainless.yml", "openapi.yml", "surface.json"):
            (folder / file).write_text("{}", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "a" / "pair.json").write_text('{"pypi": "zoo"}', encoding="utf-8")
    first, second = find_pairs(tmp_path)
    assert (first.name, first.published, second.name, second.published) == ("a", {"pypi": "zoo"}, "b", None)
    assert find_pairs(tmp_path, "b") == [second]
    with pytest.raises(SystemExit, match="no pair c; there is a, b"):
        find_pairs(tmp_path, "c,b")


def test_kept_changed_and_removed_facts() -> None:
    old = {
        "class types.pet.Pet": "model",
        "field types.pet.Pet.name": ["str", False],
        "field types.pet.Pet.age": ["int", False],
        "method resources.pets.PetsResource.list": method("self", "limit", "after"),
        "method session.Session.go": method("self"),
        "export .Pet": True,
    }
    new = {
        "class types.pet.Pet": "model",
        "field types.pet.Pet.name": ["str | None", True],
        "method resources.pets.PetsResource.list": method("self", "limit"),
        "export .More": True,
    }
    found = compare(old, new, {"method session.Session.go": "module session"})
    assert (found.total, found.kept) == (5, 20.0)
    assert found.removed == ["field types.pet.Pet.age", "export .Pet"]
    assert found.by_kind() == {"export": (0, 1), "field": (1, 1), "method": (1, 0)}
    assert dict(found.lost) == {"field": 1, "parameter": 1}
    assert found.lost_parameters == ["method resources.pets.PetsResource.list(after)"]
    assert found.aside == {"method session.Session.go": "module session"}


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("class session.Session", "class"),
        ("export .helper", True),
        ("method _client.Zoo.close", method("self")),
        ("method _client.Zoo.__init__", method("self", "api_key", "feeder")),
        ("class resources.cages.CagesResource", "resource"),
    ],
)
def test_what_no_document_or_config_accounts_for_is_set_aside(fact: str, value: Any) -> None:
    assert set(set_aside(**{fact: value})) == {fact}


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("class pagination.SyncPage", "model"),
        ("export .ZooError", True),
        ("export .RateLimitError", True),
        ("method _client.Zoo.pets", method("self")),
        ("method _client.Zoo.ping", method("self")),
        ("method _client.Zoo.__init__", method("self", "api_key", "timeout", "http_client")),
        ("method _client.ZooWithRawResponse.__init__", method("self", "client")),
        ("class resources.pets.toy_boxes.ToyBoxesResource", "resource"),
        ("module resources.pets.pets", True),
        ("class types.pet.Pet", "model"),
    ],
)
def test_what_comes_from_document_and_config_counts(fact: str, value: Any) -> None:
    assert set_aside(**{fact: value}) == {}


def test_what_mentions_hand_written_classes_is_set_aside() -> None:
    found = set_aside(
        **{"class session.Session": "class", "method resources.pets.PetsResource.list": method(returns="Session")}
    )
    assert found["method resources.pets.PetsResource.list"] == "mentions Session"


def test_results_of_a_suite_are_read() -> None:
    out = """\
- tests.test_a.TestA::test_one[loose]: AssertionError: no
- ::tests.test_b:\x20
tests.test_a.TestA: 1 failed, 2 passed
suite zoo: 2 of 4 passed (50.0%); log /x/pytest.log
"""
    found = read_result(out, "")
    assert (found.passed, found.total, found.short) == (2, 4, 2)
    excuse(found, {"tests.test_a.TestA::test_one": "on purpose"})
    assert found.failed == {"::tests.test_b": ""}
    assert (found.deliberate, found.short) == (["tests.test_a.TestA::test_one[loose]"], 1)
    assert read_result("", "boom\nlast").error == "last"
    assert read_result("", "").error == "no output"


def test_tests_of_code_written_by_hand_count_apart(tmp_path: Path) -> None:
    report = tmp_path / "junit.xml"
    cases = ["tests.test_own.TestA", "tests.test_models", "tests.custom.test_b"]
    inner = "".join(f'<testcase classname="{each}" name="x"/>' for each in cases)
    skipped = '<testcase classname="tests.test_own" name="y"><skipped/></testcase>'
    report.write_text(f"<testsuites><testsuite>{inner}{skipped}</testsuite></testsuites>", encoding="utf-8")
    assert own_results(report) == (2, 1)
    suite = Suite(7, 10, {"tests.test_own::z": "no", "::tests.test_gone": "no", "tests.test_client::a": "no"})
    set_own_apart(suite, own_total=4, own_passed=2)
    assert (suite.own_passed, suite.own_total, suite.passed, suite.total) == (2, 4, 5, 6)
    assert list(suite.failed) == ["tests.test_client::a"]


def test_code_written_by_hand_is_put_beside_what_is_generated(tmp_path: Path) -> None:
    published, package = tmp_path / "published", tmp_path / "package"
    for path in ("lib/a.py", "_client.py", "session.py", "types/a.py", "streaming.py"):
        (published / path).parent.mkdir(parents=True, exist_ok=True)
        (published / path).write_text("theirs", encoding="utf-8")
    package.mkdir()
    (package / "streaming.py").write_text("ours", encoding="utf-8")
    assert add_own(published, package) == ["lib", "session.py"]
    assert (package / "streaming.py").read_text(encoding="utf-8") == "ours"
    assert not (package / "_client.py").exists()


def test_the_list_of_deliberate_failures_gives_reasons() -> None:
    reasons = [reason for tests in read_deliberate().values() for reason in tests.values()]
    assert all(reason.strip() for reason in reasons)
    assert len(reasons) <= 10


def test_the_table_has_the_reach_and_the_report_the_differences() -> None:
    surface = compare({"class types.a.A": "model", "module types.a": True}, {"module types.a": True}, {})
    suite = Suite(3, 4, {"tests.a::b": "AssertionError"}, ["tests.a::c"])
    bad = Row("zoo", 2.0, None, surface, 4000, suite)
    good = Row("bar", 0.5, None, compare({"module types.a": True}, {"module types.a": True}, {}), 100, Suite(4, 4))
    gone = Row("off", 0.1, "error SW001")
    lines = table([bad, good, gone]).splitlines()
    assert len({len(line) for line in lines if line.startswith("|")}) == 1
    assert "~0 -1" in lines[2]
    assert "reach" in lines[-3]
    assert good.short() == []
    assert gone.short() == ["does not generate: error SW001"]
    assert bad.short() == [
        "takes 2.00 s, not 1.5",
        "keeps 50.00% of the surface, not 99.5%",
        "1 lost: class",
        "4000 lines of runtime, not 3500",
    ]
    text = report([bad, good, gone], {"zoo": {"tests.a::c": "on purpose"}})
    assert "- tests.a::c: on purpose" in text
    assert "## bar" not in text
    assert json.dumps(text)
    assert "- and 0 more" not in text
