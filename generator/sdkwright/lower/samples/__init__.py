"""Sample values: JSON that fits a type, taken from the document's examples where they fit and made up otherwise.

Pure and deterministic: the same type gives the same sample, in whatever order the document lists properties. Samples
carry wire names.
"""

from __future__ import annotations

from sdkwright.lower.samples.fitting import MisfitError
from sdkwright.lower.samples.making import EndlessError
from sdkwright.lower.samples.samples import Samples

__all__ = ["EndlessError", "MisfitError", "Samples"]
