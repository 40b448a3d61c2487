"""Exit statuses, as `--help` documents them."""

from __future__ import annotations

FINE, FINDINGS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 70, 130

HELP = """\b
Exit status:
  0    fine
  1    drift, or errors in the document, the config or the output
  2    wrong usage
  70   a bug of sdkwright
  130  interrupted (Ctrl-C)"""

COMPARE_HELP = """\b
Exit status:
  0    nothing breaks
  1    something breaks
  2    wrong usage, or a package that cannot be read
  70   a bug of sdkwright
  130  interrupted (Ctrl-C)"""
