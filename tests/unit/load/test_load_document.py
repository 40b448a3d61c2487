"""Loading a document: from files, and only from what is allowed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sdkwright.diagnostics import Diagnostic, Diagnostics
from sdkwright.load import load_document
from sdkwright.load.limits import MAX_BYTES

GENERATOR = Path(__file__).parents[3] / "generator"


def only(path: Path | str) -> Diagnostic:
    sink = Diagnostics()
    assert load_document(path, sink) is None
    (found,) = sink
    return found


def write(folder: Path, text: str | bytes, name: str = "api.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_document(tmp_path: Path) -> None:
    sink = Diagnostics()
    document = load_document(write(tmp_path, "openapi: 3.1.0\ninfo: {title: t}\n"), sink, display_name="spec/api.yaml")
    assert list(sink) == []
    assert document is not None
    assert document.root == {"openapi": "3.1.0", "info": {"title": "t"}}
    assert document.version == "3.1.0"
    assert document.display_name == "spec/api.yaml"
    assert document.source_line(2) == "info: {title: t}"
    place = document.place("/info/title")
    assert (place.file, place.line, place.column) == ("spec/api.yaml", 2, 8)


@pytest.mark.parametrize("stated", ["3.1.0", "3.1.1", "3.0.3", "'3.0'", "3.0", "3.1", "3.1.0-rc1", "3.0.4-rc"])
def test_versions_that_are_read(tmp_path: Path, stated: str) -> None:
    sink = Diagnostics()
    document = load_document(write(tmp_path, f"openapi: {stated}\n"), sink)
    assert document is not None
    assert document.version == stated.strip("'")
    assert document.root["openapi"].startswith("3.1")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "SW011", 1),
        ("- a\n", "SW011", 1),
        ("just text\n", "SW011", 1),
        ("info: {}\n", "SW011", 1),
        ("info: {}\nopenapi: [3]\n", "SW011", 2),
        ("info: {}\nopenapi: three\n", "SW011", 2),
        ("info: {}\nswagger: '1.2'\n", "SW012", 2),
        ("info: {}\nopenapi: 1.0\n", "SW012", 2),
        ("info: {}\nopenapi: 4.0.0\n", "SW012", 2),
    ],
)
def test_what_is_no_document_is_said(tmp_path: Path, text: str, code: str, line: int) -> None:
    found = only(write(tmp_path, text))
    assert found.code == code
    assert found.at is not None
    assert found.at.line == line


def test_a_config_given_for_a_document_is_recognised(tmp_path: Path) -> None:
    found = only(write(tmp_path, "organization: {name: x}\nresources: {}\n"))
    assert found.hint is not None
    assert "config file" in found.hint


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert only(tmp_path / "gone.yaml").code == "SW001"
    assert only(tmp_path).code == "SW001"
    assert only("a\0b").code == "SW001"
    assert only("x" * 5000).code == "SW001"
    locked = write(tmp_path, "a: 1", "locked.yaml")
    locked.chmod(0)
    if os.geteuid() != 0:
        assert only(locked).code == "SW001"


def test_files_that_are_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert only(path).code == "SW002"


def test_endless_files_are_too_large() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no /dev/zero here")
    assert only("/dev/zero").code == "SW002"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/x", "https://user:secret@host/x?key=secret", "file:///etc/passwd", "ftp://h/x"]
)
def test_urls_are_refused_by_default_and_hold_no_secret(url: str) -> None:
    found = only(url)
    assert found.code == "SW017"
    assert found.at is not None
    assert "secret" not in repr(found)


def test_display_names_hold_no_control_characters(tmp_path: Path) -> None:
    found = only(write(tmp_path, "a: 1", "a\n\x1b[31mINJ.yaml"))
    assert found.at is not None
    assert found.at.file.endswith("a \\x1b[31mINJ.yaml")


GUARD = """
import os, sys
sys.path.insert(0, sys.argv[1])
from sdkwright.diagnostics import Diagnostics
from sdkwright.load import Refs, load_document
allowed = os.path.realpath(sys.argv[2])
document_folder = os.path.dirname(allowed)
sink = Diagnostics()
load_document(allowed, sink)
events = []
def audit(event, args):
    if event.startswith(("socket.", "subprocess.", "os.system", "urllib.")):
        events.append((event, repr(args)))
    if event == "open" and isinstance(args[0], (str, bytes)) and not str(args[0]).endswith((".py", ".pyc")):
        events.append((event, repr(args[0])))
sys.addaudithook(audit)
document = load_document(allowed, sink)
refs = Refs(document, sink)
for index, node in enumerate(document.root["x-refs"]):
    assert refs.deref(node, f"/x-refs/{index}") is None, node
opened = [args for event, args in events if event == "open"]
assert opened == [repr(allowed)], opened
assert [event for event in events if event[0] != "open"] == [], events
messages = [found.message for found in sink]
assert {found.code for found in sink} <= {"SW013", "SW027"}, messages
assert len(messages) == len(document.root["x-refs"]), messages
print("fine")
"""

OUTSIDE = [
    "file:///etc/passwd",
    "/etc/passwd",
    "../../secret.yaml",
    "other.yaml#/components/schemas/Pet",
    "http://127.0.0.1:9/x.json",
    "http://169.254.169.254/latest/meta-data",
    "http://[::ffff:127.0.0.1]/",
    "http://2130706433/",
    "ftp://127.0.0.1/x",
    "data:application/json,{}",
    "gopher://127.0.0.1:70/_x",
    "//127.0.0.1/x",
    "\\\\\\\\host\\\\share\\\\x",
    "jar:http://h!/x",
]


def test_no_reference_opens_a_file_or_a_socket(tmp_path: Path) -> None:
    lines = [f'  - $ref: "{ref}"' for ref in OUTSIDE]
    path = write(tmp_path, "openapi: 3.1.0\nx-refs:\n" + "\n".join(lines) + "\n")
    command = [sys.executable, "-c", GUARD, str(GENERATOR), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.returncode) == ("fine\n", 0), done.stderr
