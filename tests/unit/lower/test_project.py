"""Project metadata, licences and the small files: what they say, and that no text breaks them."""

from __future__ import annotations

import random
import tomllib
from typing import Any, cast

import pytest
import yaml
from sdkwright.lower.project.licenses import spdx_expression

from tests.unit.lower.around import HOSTILE, config, document, files, headings, links, raw_html

BENIGN = document("words")


def python_target(**changes: Any) -> dict[str, Any]:
    return {"python": {"package_name": "acme", **changes}}


def metadata(settings: str, spec: str = BENIGN) -> dict[str, Any]:
    return tomllib.loads(files(spec, settings)["pyproject.toml"])


def shape(value: Any) -> Any:
    """The structure of parsed TOML, its texts left out."""
    if isinstance(value, dict):
        table = cast("dict[str, Any]", value)
        return {key: shape(table[key]) for key in table}
    if isinstance(value, list):
        items: list[Any] = list(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        return [shape(each) for each in items]
    return type(value).__name__


# --- pyproject.toml ------------------------------------------------------------------------------------------------


def test_metadata_says_what_the_config_says() -> None:
    target = python_target(
        project_name="acme-sdk", production_repo="acme/acme-python#next", **{"x-sdkwright-version": "1.2.3"}
    )
    organization = {"name": "acme-corp", "docs": "https://docs.acme.test/", "contact": "help@acme.test"}
    found = metadata(config(targets=target, organization=organization, settings={"license": "mit"}))
    project = found["project"]
    assert project["name"] == "acme-sdk"
    assert project["version"] == "1.2.3"
    assert project["description"] == "The official Python library for the Acme Corp API"
    assert project["license"] == "MIT"
    assert project["license-files"] == ["LICENSE"]
    assert project["requires-python"] == ">=3.9"
    assert project["authors"] == [{"name": "Acme Corp", "email": "help@acme.test"}]
    assert project["urls"] == {
        "Homepage": "https://github.com/acme/acme-python",
        "Repository": "https://github.com/acme/acme-python",
        "Documentation": "https://docs.acme.test/",
    }
    assert project["optional-dependencies"]["aiohttp"][0].startswith("aiohttp")
    assert found["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["src/acme"]
    assert found["tool"]["pytest"]["ini_options"]["filterwarnings"] == ["error"]


@pytest.mark.parametrize(
    ("given", "oldest", "checked"),
    [
        (">=3.9", 9, "3.10"),
        (">=3.11,<4", 11, "3.11"),
        (">= 3.12", 12, "3.12"),
        ("~=3.10", 9, "3.10"),
        (">=3.7", 9, "3.10"),
    ],
)
def test_the_lowest_python_decides_classifiers_and_tools(given: str, oldest: int, checked: str) -> None:
    found = metadata(config(targets=python_target(**{"x-sdkwright-requires-python": given})))
    assert found["project"]["requires-python"] == given
    minors = [
        each for each in found["project"]["classifiers"] if each.startswith("Programming Language :: Python :: 3.")
    ]
    assert minors[0].endswith(f"3.{oldest}")
    assert len(minors) == 14 - oldest + 1
    assert found["tool"]["ruff"]["target-version"] == f"py3{oldest}"
    assert found["tool"]["mypy"]["python_version"] == checked
    assert found["tool"]["pyright"]["pythonVersion"] == f"3.{oldest}"


def test_what_is_no_address_and_no_url_is_left_out() -> None:
    organization = {"name": "acme", "docs": "javascript:alert(1)", "contact": "see our page"}
    project = metadata(config(organization=organization, targets=python_target(production_repo="not a repository")))[
        "project"
    ]
    assert project["authors"] == [{"name": "Acme"}]
    assert "urls" not in project
    assert "license" not in project


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_metadata(text: str) -> None:
    def settings(word: str) -> str:
        return config(
            organization={"name": f"x{word}", "docs": f"https://acme.test/{word}", "contact": "a@b.test"},
            settings={"license": "MIT"},
            targets=python_target(readme_title=word),
        )

    found, benign = metadata(settings(text), document(text)), metadata(settings("y"))
    assert shape(found) == shape(benign)
    assert found["tool"] == benign["tool"]
    assert "\n" not in found["project"]["description"]
    assert found["project"]["description"].split() == found["project"]["description"].split(" ")


# --- licences ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expression"),
    [
        ("Apache-2.0", "Apache-2.0"),
        ("apache-2.0", "Apache-2.0"),
        ("MIT OR Apache-2.0", "MIT OR Apache-2.0"),
        ("Proprietary", "LicenseRef-Proprietary"),
        ("LicenseRef-Acme", "LicenseRef-Acme"),
        ('Acme "1"\n[x]', "LicenseRef-Acme-1-x"),
        ("!", "LicenseRef-Unknown"),
    ],
)
def test_licences_become_expressions(given: str, expression: str) -> None:
    assert spdx_expression(given) == expression
    assert metadata(config(settings={"license": given}))["project"]["license"] == expression


@pytest.mark.parametrize(
    ("given", "phrase", "length"),
    [
        ("Apache-2.0", "END OF TERMS AND CONDITIONS", 11_000),
        ("MIT", "Copyright (c) Acme\n", 1_000),
        ("ISC", "ISC", 100),
    ],
)
def test_the_licence_is_there_in_full(given: str, phrase: str, length: int) -> None:
    text = files(BENIGN, config(settings={"license": given}))["LICENSE"]
    assert phrase in text
    assert len(text) >= length


def test_no_licence_is_invented() -> None:
    assert "LICENSE" not in files(BENIGN, config())


# --- the other files -----------------------------------------------------------------------------------------------


def test_the_changelog_has_the_current_version_and_no_date() -> None:
    text = files(BENIGN, config(targets=python_target(**{"x-sdkwright-version": "1.2.3rc1"})))["CHANGELOG.md"]
    assert headings(text) == ["h1 Changelog", "h2 1.2.3rc1"]


@pytest.mark.parametrize(
    ("organization", "repository", "phrase"),
    [
        (
            {"name": "acme", "contact": "help@acme.test", "security_contact": "safe@acme.test"},
            None,
            "mailto:safe@acme.test",
        ),
        ({"name": "acme", "contact": "help@acme.test"}, "acme/sdk", "mailto:help@acme.test"),
        ({"name": "acme", "security_contact": "https://acme.test/security"}, None, "](https://acme.test/security)"),
        ({"name": "acme"}, "acme/sdk", "https://github.com/acme/sdk"),
        ({"name": "acme"}, None, "Write to the people"),
    ],
)
def test_security_says_whom_to_tell(organization: dict[str, str], repository: str | None, phrase: str) -> None:
    target = python_target(**({"production_repo": repository} if repository else {}))
    assert phrase in files(BENIGN, config(organization=organization, targets=target))["SECURITY.md"]


def test_contributing_names_the_package_and_its_folders() -> None:
    text = files(BENIGN, config(targets=python_target()))["CONTRIBUTING.md"]
    assert "`src/acme/lib/`" in text
    assert "`examples/`" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_prose(text: str) -> None:
    benign = files(BENIGN, config(organization={"name": "x"}, targets=python_target(readme_title="x")))
    found = files(document(text), config(organization={"name": f"x{text}"}, targets=python_target(readme_title=text)))
    for path in ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"):
        assert len(headings(found[path])) == len(headings(benign[path]))
        assert links(found[path]) == links(benign[path])
        assert raw_html(found[path]) == []


def shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        table = cast("dict[str, Any]", value)
        keys = list(table)
        chance.shuffle(keys)
        return {key: shuffled(table[key], chance) for key in keys}
    if isinstance(value, list):
        items: list[Any] = list(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        return [shuffled(each, chance) for each in items]
    return value


def test_the_order_of_keys_changes_nothing() -> None:
    settings = config(targets=python_target(), settings={"license": "MIT"})
    expected = files(BENIGN, settings)
    for seed in range(5):
        again = yaml.safe_dump(shuffled(yaml.safe_load(BENIGN), random.Random(seed)), sort_keys=False)
        assert files(again, settings) == expected
