"""What the process's exit status says: `HELP` is the table. 141, as shells have it: whoever read the output is gone."""

from __future__ import annotations

OK = 0
OTHER = 1
USAGE = 2
CONNECTION = 3
TIMEOUT = 4
AUTH = 5
NOT_FOUND = 6
REFUSED = 7
RATE_LIMIT = 8
SERVER = 9
INTERRUPTED = 130
BROKEN_PIPE = 141

# The table as help shows it; click keeps the lines of a paragraph that begins with a backspace.
HELP = """\b
Exit status:
  0    the call succeeded
  1    anything else, such as a file that cannot be read
  2    usage: an unknown or missing option, a value that cannot be read
  3    no connection to the server
  4    no answer in time
  5    not authenticated, or not allowed (401, 403)
  6    not found (404)
  7    the server refused the request (any other 4xx)
  8    too many requests (429)
  9    the server failed (5xx)
  130  interrupted"""


def of_http(status: int) -> int:
    """The exit status for an HTTP status."""
    if status in (401, 403):
        return AUTH
    if status == 404:
        return NOT_FOUND
    if status == 429:
        return RATE_LIMIT
    return SERVER if status >= 500 else REFUSED if status >= 400 else OTHER
