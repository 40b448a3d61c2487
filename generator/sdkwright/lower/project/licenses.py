"""What the config's licence is as an SPDX expression (SPDX 2.3, annex D), and which template holds its text."""

from __future__ import annotations

import re

COMMON = (
    "0BSD", "AFL-3.0", "AGPL-3.0-only", "AGPL-3.0-or-later", "Apache-2.0", "Artistic-2.0", "BSD-2-Clause",
    "BSD-3-Clause", "BSL-1.0", "BUSL-1.1", "CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "ECL-2.0", "EPL-2.0",
    "EUPL-1.2", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "ISC", "LGPL-2.1-only",
    "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0", "MPL-2.0", "MS-PL", "NCSA",
    "OSL-3.0", "PostgreSQL", "PSF-2.0", "UPL-1.0", "Unlicense", "Vim", "WTFPL", "Zlib",
)  # fmt: skip
_CANONICAL = {each.lower(): each for each in COMMON}
TEXTS = {"Apache-2.0": "LICENSE-Apache-2.0.j2", "MIT": "LICENSE-MIT.j2"}
OTHER = "LICENSE-other.j2"
OWN = "LICENSE-own.j2"


def spdx_expression(text: str) -> str:
    """The expression with identifiers in their usual case. One that is not known becomes a `LicenseRef-`, which every
    tool that checks expressions takes."""
    words = re.split(r"\s+(OR|AND)\s+", text.strip())
    known = [word if word in ("OR", "AND") else _CANONICAL.get(word.lower()) for word in words]
    if all(known):
        return " ".join(word for word in known if word)
    bare = re.sub(r"[^A-Za-z0-9.-]+", "-", text).strip("-.")
    return bare if re.fullmatch(r"LicenseRef-[A-Za-z0-9.-]+", bare) else f"LicenseRef-{bare or 'Unknown'}"


def license_template(expression: str) -> str:
    return TEXTS.get(expression, OTHER)
