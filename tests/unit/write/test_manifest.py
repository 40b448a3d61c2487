from __future__ import annotations

import subprocess

import pytest
from sdkwright.write.manifest import Entry, blob_id, decode, encode

ID = "0" * 40


@pytest.mark.parametrize("content", [b"", b"text\n", bytes(range(256))])
def test_ids_are_those_of_git(content: bytes) -> None:
    done = subprocess.run(["git", "hash-object", "--stdin"], input=content, capture_output=True, check=True)
    assert blob_id(content) == done.stdout.decode().strip()


def test_round_trip_is_sorted_with_a_line_for_each_file() -> None:
    entries = {"b.py": Entry(ID), "a/ü.py": Entry(ID, "1" * 40), "a.py": Entry("2" * 40)}
    content = encode(entries)
    assert decode(content) == entries
    assert encode(dict(reversed(entries.items()))) == content
    assert [line.split(b'"')[1] for line in content.splitlines() if ID[:1].encode() * 9 in line or b"222" in line] == [
        b"a.py",
        b"a/\\u00fc.py",
        b"b.py",
    ]


def test_empty_manifest() -> None:
    assert decode(encode({})) == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<<<<<<< HEAD\n{}",
        b"[]",
        b"{}",
        b'{"version": 2, "files": {}}',
        b'{"version": 1, "files": []}',
        b'{"version": 1, "files": {"../../etc/x": {"pristine": "%b"}}}' % ID.encode(),
        b'{"version": 1, "files": {"/etc/x": {"pristine": "%b"}}}' % ID.encode(),
        b'{"version": 1, "files": {".git/config": {"pristine": "%b"}}}' % ID.encode(),
        b'{"version": 1, "files": {"a": {"pristine": "../x"}}}',
        b'{"version": 1, "files": {"a": {"pristine": "%b", "written": 1}}}' % ID.encode(),
        b'{"version": 1, "files": {"a": null}}',
        b'{"version": 1, "files": {"a": {}}}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_manifest_that_is_not_ours_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="it"):
        decode(content)
