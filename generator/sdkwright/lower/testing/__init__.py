"""The generated tests of an SDK: what they call, what goes out, what comes back."""

from __future__ import annotations

from sdkwright.lower.testing.files import test_files

__all__ = ["test_files"]
