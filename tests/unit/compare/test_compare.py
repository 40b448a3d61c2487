"""Each class of difference between two packages, and whether it breaks."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest
from sdkwright.compare import Comparison, compare, load

if TYPE_CHECKING:
    from pathlib import Path


def package(folder: Path, files: dict[str, str]) -> Path:
    root = folder / "zoo"
    for path, text in {"__init__.py": "", **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(textwrap.dedent(text), encoding="utf-8")
    return root


def differences(tmp_path: Path, old: dict[str, str], new: dict[str, str]) -> Comparison:
    return compare(*(load(str(package(tmp_path / name, each))) for name, each in (("old", old), ("new", new))))


def told(tmp_path: Path, old: str, new: str, module: str = "pets.py") -> list[str]:
    """path kind change, for one module."""
    found = differences(tmp_path, {module: old}, {module: new})
    assert (found.verdict == "major") == any(each.breaks for each in found.differences)
    return [f"{each.path} {each.kind} {each.change}" for each in found.differences]


def test_the_same_package_has_no_differences(tmp_path: Path) -> None:
    text = "class Pet:\n    name: str\n    def call(self, *, loud: bool = False) -> str: ...\n"
    found = differences(tmp_path, {"pets.py": text}, {"pets.py": text})
    assert (found.differences, found.verdict) == ((), "patch")


SIGNATURES = [
    ("self, a: int", "self", "pets.Pet.go(a) parameter removed"),
    ("self", "self, a: int", "pets.Pet.go(a) parameter required-added"),
    ("self", "self, a: int = 1", "pets.Pet.go(a) parameter added"),
    ("self", "self, *, a: int", "pets.Pet.go(a) parameter required-added"),
    ("self, a: int = 1", "self, a: int", "pets.Pet.go(a) parameter required"),
    ("self, a: int", "self, a: int = 1", "pets.Pet.go(a) parameter optional"),
    ("self, a: int = 1", "self, a: int = 2", "pets.Pet.go(a) parameter default"),
    ("self, a: int, b: int", "self, b: int, a: int", "pets.Pet.go(a) parameter moved"),
    ("self, a: int", "self, *, a: int", "pets.Pet.go(a) parameter keyword-only"),
    ("self, a: int", "self, a: int, /", "pets.Pet.go(a) parameter positional-only"),
    ("self, *, a: int", "self, a: int", "pets.Pet.go(a) parameter by-position"),
    ("self, *a: int", "self, a: int", "pets.Pet.go(a) parameter kind"),
    ("self, **a: int", "self", "pets.Pet.go(a) parameter removed"),
    ("self, a: int | str", "self, a: int", "pets.Pet.go(a) parameter takes-less"),
    ("self, a: int", "self, a: int | None", "pets.Pet.go(a) parameter takes-more"),
    ("self, a: list[str]", "self, a: Iterable[str]", "pets.Pet.go(a) parameter takes-more"),
    ("self, a: Literal['x', 'y']", "self, a: Literal['x']", "pets.Pet.go(a) parameter takes-less"),
    ("self, a: Literal['x']", "self, a: str", "pets.Pet.go(a) parameter takes-more"),
    ("self, a: int", "self, a: bytes", "pets.Pet.go(a) parameter type"),
]
BREAKING = {
    *("removed", "required-added", "required", "moved", "keyword-only", "positional-only", "kind", "takes-less"),
    *("type", "gives-other", "base-removed", "async"),
}


@pytest.mark.parametrize(("old", "new", "expected"), SIGNATURES)
def test_signatures(tmp_path: Path, old: str, new: str, expected: str) -> None:
    head = "from typing import Iterable, Literal\nclass Pet:\n    def go({}) -> None: ...\n"
    found = differences(tmp_path, {"pets.py": head.format(old)}, {"pets.py": head.format(new)})
    assert [f"{each.path} {each.kind} {each.change}" for each in found.differences] == [expected]
    assert [each.breaks for each in found.differences] == [expected.split()[-1] in BREAKING]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Optional[str]", "str | None"),
        ("Union[str, int]", "int | str"),
        ("List[typing.Dict[str, int]]", "list[dict[str, int]]"),
        ("Literal['a', 'b']", "Literal['b', 'a']"),
        ("Annotated[str, PropertyInfo(alias='x')]", "str"),
        ('"Pet"', "Pet"),
        ("Kind", "Literal['cat', 'dog']"),
        ("Kinds", "list[Kind]"),
    ],
)
def test_spellings_of_one_type_are_no_difference(tmp_path: Path, old: str, new: str) -> None:
    head = "from typing_extensions import Literal, TypeAlias\nKind: TypeAlias = Literal['cat', 'dog']\nKinds = list[Kind]\n"
    text = head + "class Pet:\n    field: {0}\n    def go(self, a: {0}) -> {0}: ...\n"
    assert told(tmp_path, text.format(old), text.format(new)) == []


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("str", "str | None", "gives-other"),
        ("str | None", "str", "gives-less"),
        ("Literal['a']", "Literal['a', 'b']", "values-added"),
        ("Literal['a', 'b']", "Literal['a']", "gives-less"),
        ("Literal['a']", "str", "gives-other"),
        ("int", "bytes", "type"),
        ("list[int]", "list[int | None]", "gives-other"),
        ("object", "int", "gives-less"),
    ],
)
def test_what_is_read_is_held_the_other_way(tmp_path: Path, old: str, new: str, change: str) -> None:
    text = "class Pet:\n    field: {0}\n    @property\n    def own(self) -> {0}: ...\n    def go(self) -> {0}: ...\n"
    text = f"from typing import Literal\n{text}"
    assert told(tmp_path, text.format(old), text.format(new)) == [
        f"pets.Pet.field field {change}",
        f"pets.Pet.go return of the method {change}",
        f"pets.Pet.own field {change}",
    ]


def test_what_is_gone_or_new(tmp_path: Path) -> None:
    old = "class Cat:\n    a: int\nclass Dog:\n    a: int\n    def go(self) -> None: ...\ndef call() -> None: ...\nX = 1\n"
    new = "class Dog:\n    b: int\nclass Emu: ...\n"
    assert told(tmp_path, old, new) == [
        "pets.Cat class removed",
        "pets.Dog.a field removed",
        "pets.Dog.b field added",
        "pets.Dog.go method removed",
        "pets.Emu class added",
        "pets.X name removed",
        "pets.call function removed",
    ]


def test_a_module_that_is_gone_is_told_once(tmp_path: Path) -> None:
    text = "class Pet:\n    a: int\n"
    found = differences(tmp_path, {"a/__init__.py": "from .b import Pet", "a/b.py": text}, {"c.py": text})
    assert [(each.path, each.change) for each in found.differences] == [("a", "removed"), ("c", "added")]


def test_what_becomes_something_else(tmp_path: Path) -> None:
    old = "class Pet:\n    def go(self) -> None: ...\n    def stay(self) -> None: ...\nclass Cat: ...\n"
    new = "class Pet:\n    go: int\n    async def stay(self) -> None: ...\ndef Cat() -> None: ...\n"
    assert told(tmp_path, old, new) == [
        "pets.Cat class kind",
        "pets.Pet.go method kind",
        "pets.Pet.stay method async",
    ]


def test_an_attribute_may_become_a_property(tmp_path: Path) -> None:
    text = "from functools import cached_property\nclass Zoo:\n    {}\n"
    new = text.format("@cached_property\n    def pets(self) -> int: ...")
    assert told(tmp_path, text.format("pets: int"), new) == []


def test_keys_of_a_typed_dict_are_given(tmp_path: Path) -> None:
    head = "from typing_extensions import NotRequired, Required, TypedDict\n"
    old = "class Pet(TypedDict, total=False):\n    a: Required[int]\n    b: int\n    c: int\n    d: int | str\n    e: int\n"
    new = (
        "class Pet(TypedDict):\n    a: NotRequired[int]\n    b: int\n    c: NotRequired[int | None]\n"
        "    d: NotRequired[int]\n    e: NotRequired[int]\n    f: int\n    g: NotRequired[int]\n"
    )
    assert told(tmp_path, head + old, head + new) == [
        "pets.Pet.a field optional",
        "pets.Pet.b field required",
        "pets.Pet.c field takes-more",
        "pets.Pet.d field takes-less",
        "pets.Pet.f field required-added",
        "pets.Pet.g field added",
    ]


def test_a_typed_dict_made_by_a_call_is_one(tmp_path: Path) -> None:
    call = "from typing import TypedDict\n_Pet = TypedDict('_Pet', {'class': int, 'b': str}, total=False)\n"
    old = call + "class Pet(_Pet, total=False):\n    a: int\n"
    new = "from typing import TypedDict\nclass Pet(TypedDict, total=False):\n    a: int\n    b: bytes\n"
    assert told(tmp_path, old, new) == ["pets.Pet.b field type", "pets.Pet.class field removed"]


def test_bases_that_users_can_know(tmp_path: Path) -> None:
    old = "class _Own: ...\nclass Animal: ...\nclass Cat(Animal, _Own): ...\nclass Lion(Cat): ...\n"
    new = "class Animal: ...\nclass Cat(Animal): ...\nclass Lion(Animal): ...\n"
    assert told(tmp_path, old, new) == ["pets.Lion class base-removed"]


def test_a_generic_class_may_be_one_by_a_private_base(tmp_path: Path) -> None:
    head = "from typing import Generic, TypeVar\nT = TypeVar('T')\n"
    new = head + "class _Base(Generic[T]): ...\nclass Page(_Base[T]): ...\n"
    assert told(tmp_path, head + "class Page(Generic[T]): ...\n", new) == []
    assert told(tmp_path / "again", head + "class Page(Generic[T]): ...\n", head + "class Page: ...\n") == [
        "pets.Page class base-removed"
    ]


def test_inherited_members_are_members_and_told_once(tmp_path: Path) -> None:
    old = "class _Base:\n    a: int\nclass Animal(_Base):\n    b: int\nclass Cat(Animal): ...\n"
    new = "class Animal:\n    a: int\n    c: int\nclass Cat(Animal): ...\n"
    assert told(tmp_path, old, new) == ["pets.Animal.b field removed", "pets.Animal.c field added"]


def test_members_of_known_classes_elsewhere_are_not_gone(tmp_path: Path) -> None:
    old = "import pydantic\nclass Pet(pydantic.BaseModel):\n    def model_dump(self) -> dict: ...\n    def own(self) -> int: ...\n"
    new = "import pydantic\nclass Pet(pydantic.BaseModel): ...\n"
    assert told(tmp_path, old, new) == ["pets.Pet.own method removed"]


OVERLOADS = """
from typing import Literal, overload
class Pets:
    @overload
    def ask(self, *, stream: Literal[True]{0}) -> Stream: ...
    @overload
    def ask(self, *, stream: Literal[False] = False{0}) -> Answer: ...
    def ask(self, *, stream: bool = False{0}) -> Stream | Answer: ...
"""


def test_each_overload_is_held_by_the_nearest(tmp_path: Path) -> None:
    assert told(tmp_path, OVERLOADS.format(""), OVERLOADS.format(", a: int = 1")) == [
        "pets.Pets.ask(a) parameter added"
    ]
    plain = "class Pets:\n    def ask(self, *, stream: bool = False) -> Answer: ...\n"
    assert told(tmp_path, OVERLOADS.format(""), plain) == [
        "pets.Pets.ask return of the method type",
        "pets.Pets.ask(stream) parameter optional",
        *["pets.Pets.ask(stream) parameter takes-more"] * 2,  # once for True, once for False
    ]


def test_a_second_name_of_a_method_is_one(tmp_path: Path) -> None:
    old = "class Zoo:\n    def copy(self, a: int) -> int: ...\n    with_options = copy\n"
    new = "class Zoo:\n    def copy(self, a: int) -> int: ...\n    def with_options(self) -> int: ...\n"
    assert told(tmp_path, old, new) == ["pets.Zoo.with_options(a) parameter removed"]


def test_private_names_do_not_count_and_private_modules_neither(tmp_path: Path) -> None:
    old = {"_inner.py": "class Pet:\n    a: int\n", "pets.py": "class _Pet: ...\nclass Pet:\n    _a: int\n"}
    assert differences(tmp_path, old, {"pets.py": "class Pet: ...\n"}).verdict == "patch"


def test_names_that_hand_written_code_imports_count(tmp_path: Path) -> None:
    old = {"_models.py": "class BaseModel:\n    a: int\ndef construct_type() -> None: ...\nclass Other: ...\n"}
    found = differences(
        tmp_path, old, {"_models.py": "from ._base import BaseModel\n", "_base.py": "class BaseModel: ..."}
    )
    assert [(each.path, each.change) for each in found.differences] == [("_models.construct_type", "removed")]


def test_what_the_root_takes_from_private_modules_is_public(tmp_path: Path) -> None:
    old = {
        "__init__.py": "from ._errors import Error as Error\n",
        "_errors.py": "class Error(Exception):\n    code: int\n",
    }
    new = {
        "__init__.py": "from ._faults import Error as Error\n",
        "_faults.py": "class Error(Exception):\n    code: str\n",
    }
    found = differences(tmp_path, old, new)
    assert [(each.path, each.change, each.where) for each in found.differences] == [
        ("Error.code", "type", "_faults.py:2")
    ]


def test_names_under_type_checking_and_in_all_are_public(tmp_path: Path) -> None:
    old = {"__init__.py": "from .pets import Pet\nimport os\n__all__ = ['Pet', 'os']\n", "pets.py": "class Pet: ...\n"}
    lazy = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .pets import Pet as Pet\n"
    found = differences(tmp_path, old, {"__init__.py": lazy, "pets.py": "class Pet: ...\n"})
    assert [(each.path, each.change) for each in found.differences] == [("os", "removed")]


def test_type_variables_may_be_called_otherwise(tmp_path: Path) -> None:
    text = "from typing import TypeVar\n{0} = TypeVar('{0}')\ndef go(a: type[{0}]) -> {0}: ...\n"
    assert told(tmp_path, text.format("_T"), text.format("_Other")) == []


def test_a_package_may_have_another_name(tmp_path: Path) -> None:
    old = package(tmp_path / "old", {"pets.py": "class Pet: ...\n"})
    old.rename(tmp_path / "old" / "ark")
    new = package(tmp_path / "new", {"pets.py": "class Pet: ...\n"})
    assert compare(load(str(tmp_path / "old")), load(str(new))).verdict == "patch"
