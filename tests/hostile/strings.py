"""Text that has broken generators, one line for each way out of a place in code, markup, paths or terminals.

`INJ_CANARY` must never be code. Ids C-nn are those of the project's list of cases.
"""

from __future__ import annotations

CANARY = "INJ_CANARY"

STRINGS: tuple[str, ...] = (
    # line ends: a comment ends at CR and LF, and for some readers at the others
    "a\rINJ_CANARY=1",
    "a\nINJ_CANARY=1",
    "a\r\nINJ_CANARY=1\r\n",
    "a\x0bINJ_CANARY=1\x0cINJ_CANARY=1",
    "a\x85INJ_CANARY=1\u2028INJ_CANARY=1\u2029INJ_CANARY=1",
    "a\x1cINJ_CANARY=1\x1dINJ_CANARY=1\x1eINJ_CANARY=1",
    # quotes and backslashes
    'a"""\nINJ_CANARY=1\n"""b',
    "a'''\nINJ_CANARY=1\n'''b",
    '"""',
    '""""""',
    '"+INJ_CANARY+"',
    "'+INJ_CANARY+'",
    'ends with "',
    "ends with \\",
    "ends with \\\\",
    '\\"""INJ_CANARY',
    '\\"+INJ_CANARY+"',
    "\\N{nope}",
    "\\x1",
    "\\u12 \\U0011",
    "\\\n\\",
    # format strings and templates
    "{INJ_CANARY}",
    "{0} {} {{}} %s %(x)s",
    "${INJ_CANARY}",
    "{{ 7*7 }}{% for x in ().__class__.__base__.__subclasses__() %}",
    "{# comment #}{%- raw -%}",
    "${{ secrets.INJ_CANARY }}",
    "`INJ_CANARY`",
    "$(INJ_CANARY); INJ_CANARY &",
    # calls and names
    "x');INJ_CANARY=1#",
    'x");INJ_CANARY=1;("',
    "__import__('os').system('INJ_CANARY')",
    "lambda: INJ_CANARY",
    "Foo(INJ_CANARY):\n    pass\nclass Bar",
    "a: INJ_CANARY = 1",
    "x] = INJ_CANARY",
    "self",
    "class",
    "__init__",
    "__class__",
    "__proto__",
    "None",
    "import INJ_CANARY",
    "conftest",
    "test_x",
    "mro",
    # markup
    "<script>INJ_CANARY</script>",
    "<img src=x onerror=INJ_CANARY>",
    "[x](javascript:INJ_CANARY)",
    "[x](<javascript:INJ_CANARY>) [y]: javascript:INJ_CANARY",
    "```\nINJ_CANARY\n```\n~~~",
    "--> <!-- INJ_CANARY",
    "| a | b |\n|---|---|",
    "# heading\n\n- [x]",
    # other readers
    "-*- coding: utf-7 -*-\n+AEEA-",
    "# type: ignore",
    "]\n[tool.INJ_CANARY]\nx = 1",
    "\x1b]0;INJ_CANARY\x07\x1b[31m",
    # paths
    "../../../tmp/pwn",
    "/etc/passwd",
    "C:\\x\\y",
    "\\\\host\\share",
    "%2e%2e%2f",
    "．．／",
    "con",
    "NUL.txt",
    "trailing. ",
    # text that looks like other text
    "ﬁ ﬁ",
    "e\u0301 \u00e9",
    "\u202eINJ_CANARY\u2066",
    "\ufeffbom",
    "\ufffe\uffff",
    "a\x00b",
    "😀👩\u200d💻",
    "",
    "   ",
    "INJ_CANARY",
    "x" * 300,
    "@@@@@",
)
