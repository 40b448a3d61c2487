"""What holds for all of an SDK and shows in many of its files: the comment at their top, envelopes, skipped tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdkwright.derive.roots import wrapped_field

if TYPE_CHECKING:
    from sdkwright.derive.evidence import Evidence

_DISABLED = re.compile(r"""mark\.skip\(\s*reason\s*=\s*["'](?:Mock server|Prism) tests are disabled""")


def derive_settings(evidence: Evidence) -> None:
    """Enter them, where they are there."""
    fields = {
        field
        for resource in evidence.client.all()
        for method in resource.methods
        if method.request is not None
        if (field := wrapped_field(method, evidence)) is not None
    }
    if fields:
        evidence.answers.put(("settings", "unwrap_response_fields"), sorted(fields))
    header = _header(evidence.client.definition.module.text)
    if header:
        evidence.answers.put(("settings", "file_header"), header)
    if _skips_tests(evidence):
        evidence.answers.put(("settings", "disable_mock_tests"), value=True)


def _header(text: str) -> str:
    """The comment at the top of a module, down to the line that names the generator."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#") or re.search(r"\bgenerated\b", line, re.IGNORECASE):
            break
        lines.append(line.removeprefix("#").removeprefix(" "))
    return "\n".join(lines).strip("\n") + "\n" if any(each.strip() for each in lines) else ""


def _skips_tests(evidence: Evidence) -> bool:
    project = evidence.location.project
    if project is None:
        return False
    for path in sorted(project.glob("tests/api_resources/**/test_*.py")):
        try:
            if _DISABLED.search(path.read_bytes().decode("utf-8", "replace")):
                return True
        except OSError:
            continue
    return False
