"""The harness of `make compat` itself: pairs, surfaces, what is set aside, suites' results, the table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.compat.hand_written import hand_written, own_names
from tests.compat.pairs import find_pairs
from tests.compat.programs import Programs
from tests.compat.programs.canonical import canonical
from tests.compat.programs.checking import difference
from tests.compat.programs.documents import examples
from tests.compat.programs.writing import programs
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
        ("method types.pet.Pet.rename", method("self")),
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
    failed = {"tests.test_own::z": "no", "::tests.test_gone": "no", "tests.test_client::a": "no"}
    # One of the failures was counted twice.
    suite = Suite(7, 11, dict(failed))
    set_own_apart(suite, own_total=4, own_passed=2, published=10)
    assert (suite.own_passed, suite.own_total, suite.passed, suite.total) == (2, 4, 5, 6)
    assert list(suite.failed) == ["tests.test_client::a"]
    # Three more pass with the published package, in a module that cannot be imported now.
    suite = Suite(7, 13, dict(failed))
    set_own_apart(suite, own_total=4, own_passed=2, published=13)
    assert (suite.passed, suite.total, suite.short) == (5, 9, 4)


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


FACTS = {
    "class _client.Zoo": "class",
    "class _client.AsyncZoo": "class",
    "method _client.Zoo.pets": [{"async": False, "params": [], "returns": "PetsResource", "property": True}],
    "class resources.pets.pets.PetsResource": "resource",
    "method resources.pets.pets.PetsResource.list": [
        {
            "async": False,
            "params": [
                ["self", "positional", "", None],
                ["pet_id", "positional", "str", None],
                ["filter", "keyword", "Filter | Omit", "omit"],
                ["extra_headers", "keyword", "Headers | None", "None"],
            ],
            "returns": "SyncPage[Pet]",
            "property": False,
        }
    ],
    "class types.pets.pet_list_params.Filter": "typed_dict",
    "field types.pets.pet_list_params.Filter.kinds": ["Required[SequenceNotStr[Literal['cat', 'dog']]]", False],
    "field types.pets.pet_list_params.Filter.since": [
        "Annotated[datetime | str, PropertyInfo(format='iso8601')]",
        False,
    ],
    "class types.other.Filter": "typed_dict",
}


def test_a_program_calls_every_method_with_least_and_most_arguments() -> None:
    program = programs("zoo", FACTS, ())["calls_zoo"]
    compile(program, "calls_zoo", "exec")
    assert "    least_0 = client.pets.list('text')\n" in program
    most = "filter={'kinds': ['cat'], 'since': datetime.datetime(2026, 1, 2)}, extra_headers={'X-Name': 'value'}"
    assert f"    most_0 = client.pets.list('text', {most})\n" in program
    assert "    for item_0 in most_0:\n        reveal_type(item_0)\n" in program
    assert "client.pets.with_raw_response.list('text')" in program
    assert "client.pets" not in programs("zoo", FACTS, set(FACTS))["calls_zoo"]


def test_examples_are_python_blocks_that_can_be_parsed(tmp_path: Path) -> None:
    block = "```py\n{}\n```\n".format
    text = block("a = client.pets.list()") + block("client = Zoo()") + block("client.") + "```sh\npip\n```\n"
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "api.md").write_text("```python\nfrom zoo.types import Pet\n```\n", encoding="utf-8")
    assert examples(tmp_path, "# begin\n") == {
        "readme_0": "# begin\na = client.pets.list()\n",
        "readme_1": "client = Zoo()\n",
        "src_api_0": "# begin\nfrom zoo.types import Pet\n",
    }


def test_types_have_one_spelling() -> None:
    assert canonical("a.b.List[Union[int, None]]") == canonical("List[None | int]") == "List[None | int]"
    assert canonical("Literal['b', 'a']") == "Literal['a', 'b']"
    assert canonical("not a type") == "not a type"


def test_what_is_said_of_a_line_with_one_sdk_only_is_a_difference() -> None:
    old = {"a.py:1": frozenset({"x"}), "a.py:2": frozenset({"y"})}
    new = {"a.py:1": frozenset({"x"}), "a.py:10": frozenset({"z"})}
    found = difference(old, new, {"a.py:2": "  call()"})
    assert found == ["a.py:2: call(): y -> (nothing)", "a.py:10: : (nothing) -> z"]
    both = Programs(12, {"mypy": found})
    assert (both.same("mypy"), both.same("pyright"), len(both.different)) == (10, 12, 2)


def test_words_of_what_was_written_by_hand() -> None:
    aside = {
        "class session.Session": "module session",
        "method _client.Zoo.__init__": "parameters feeder, keeper",
        "method _client.Zoo.close": "the client has close",
    }
    assert own_names(aside) == {"Session", "feeder", "keeper", "close"}
