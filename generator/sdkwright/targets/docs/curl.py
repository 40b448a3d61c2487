"""The call of a method as a line of curl: what the SDK would send, with values of the reader's in variables."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from sdkwright.lower.credentials import feeding
from sdkwright.lower.emit import plain_text
from sdkwright.lower.testing.credentials import needed_schemes
from sdkwright.lower.testing.encoding import (
    SEGMENT,
    in_path,
    is_plain_in_path,
    of_cookie,
    of_form,
    of_header,
    of_query,
    plain,
)
from sdkwright.lower.testing.requests import accept, content_type, fields
from sdkwright.lower.wire import file_paths
from sdkwright.name.arguments import body_slots, body_variants
from sdkwright.name.words import words_of
from sdkwright.resolve.paths import SLOT, sent_path, slot_name
from sdkwright.targets.docs.calls import Shown, given

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sdkwright.api import Body, Operation, SecurityScheme
    from sdkwright.lower.context import Context
    from sdkwright.lower.testing.arguments import Given

# Variables that a shell, or what it starts, gives a meaning to (POSIX.1, 8 Environment Variables).
TAKEN = frozenset({
    "CDPATH", "COLUMNS", "EDITOR", "ENV", "HOME", "IFS", "LANG", "LANGUAGE", "LINES", "LOGNAME", "MAIL", "MANPATH",
    "NLSPATH", "OLDPWD", "OPTARG", "OPTIND", "PAGER", "PATH", "PPID", "PROCLANG", "PS1", "PS2", "PS4", "PWD", "SHELL",
    "TERM", "TMPDIR", "TZ", "UID", "USER", "VISUAL",
})  # fmt: skip
SAFE_URL = re.compile(r"[\w./:$=,~%@+-]*")
INDENT = "    "
# The columns of what stands between the braces of a body, and of its end.
BODY_INDENT, BODY_END = 10, 8


class Credentials(NamedTuple):
    """Options of curl, and what goes into the query; both hold variables."""

    options: tuple[str, ...] = ()
    query: tuple[str, ...] = ()


def curl(context: Context, operation: Operation) -> Shown:
    """The lines of the command; each but the last ends in a backslash."""
    arguments = given(context, operation)
    carried = credentials(context, operation)
    body = body_options(context, operation, [each for each in arguments if each.place == "body"])
    options = [*method_options(operation, has_body=bool(body)), *headers(context, operation, arguments, bool(body))]
    options += [*carried.options, *body]
    head = f"curl {address(context, operation, arguments, carried.query)}"
    if operation.streaming is not None:
        head = head.replace("curl ", "curl -N ", 1)
    lines = [head, *(INDENT + each for each in options)]
    joined = "\n".join(f"{each} \\" for each in lines[:-1]) + ("\n" if len(lines) > 1 else "") + lines[-1]
    return Shown("sh", tuple(plain_text(joined).split("\n")))


def method_options(operation: Operation, *, has_body: bool) -> list[str]:
    """curl sends a POST where there is a body, else a GET."""
    usual = "post" if has_body else "get"
    if operation.http_method == "head":
        return ["-I"]
    return [] if operation.http_method == usual else [f"-X {shlex.quote(operation.http_method.upper())}"]


# --- address --------------------------------------------------------------------------------------------------------


def address(context: Context, operation: Operation, arguments: list[Given], secret: Iterable[str]) -> str:
    """The URL; in quotes where a shell would take a part of it for something else."""
    path, _, fixed = filled(operation, arguments).partition("?")
    pairs = [*([fixed] if fixed else []), *query(context, operation, arguments), *secret]
    url = server(context, operation) + path + (f"?{'&'.join(pairs)}" if pairs else "")
    return url if SAFE_URL.fullmatch(url) else f'"{url}"'


def server(context: Context, operation: Operation) -> str:
    """The base URL, with the names of its variables as those of the shell."""
    found = operation.server_url
    if found is None:
        found = context.api.environments[0].url if context.api.environments else "https://api.example.com"
    pieces = SLOT.split(found.rstrip("/"))
    return "".join(
        f"${variable(piece)}" if index % 2 else quote(piece, safe=SEGMENT.replace("$", "") + "/?%[]|:")
        for index, piece in enumerate(pieces)
    )


def filled(operation: Operation, arguments: list[Given]) -> str:
    """The path: a variable for each plain value, the value itself where it has a style."""
    parameters = {each.wire_name: each for each in operation.parameters if each.place == "path"}
    samples = {each.wire_name: each for each in arguments if each.place == "path"}

    def of_slot(name: str) -> str:
        argument = samples[slot_name(name, parameters)]
        if is_plain_in_path(operation, argument) and isinstance(argument.sample, (str, int, float)):
            return f"${{{variable(argument.wire_name)}}}"
        return in_path(parameters[argument.wire_name], argument.sample).replace("$", "%24").replace("`", "%60")

    pieces = SLOT.split(sent_path(operation.path))
    found = [
        of_slot(piece) if index % 2 else quote(piece, safe=SEGMENT.replace("$", "") + "/?%[]|")
        for index, piece in enumerate(pieces)
    ]
    # Braces only where a letter follows that would be read as part of the name.
    return re.sub(r"\$\{(\w+)\}(?!\w)", r"$\1", "".join(found))


def variable(text: str) -> str:
    """The variable that stands for a parameter."""
    word = re.sub(r"[^A-Z0-9_]", "", "_".join(words_of(text)).upper()) or "VALUE"
    word = f"_{word}" if word[0].isdigit() else word
    return f"{word}_VALUE" if word in TAKEN else word


def query(context: Context, operation: Operation, arguments: list[Given]) -> Iterator[str]:
    known = {each.wire_name: each for each in operation.parameters if each.place == "query"}
    for each in arguments:
        if each.place == "query":
            for name, text in of_query(context, known[each.wire_name], each.sample):
                yield f"{quoted(name)}={quoted(text)}" if known[each.wire_name].wire_name else quoted(name)


def quoted(text: str) -> str:
    return quote(text, safe="[]:,@/")


# --- headers --------------------------------------------------------------------------------------------------------


def headers(context: Context, operation: Operation, arguments: list[Given], has_body: bool) -> Iterator[str]:
    known = {(str(each.place), each.wire_name): each for each in operation.parameters}
    body = operation.body
    if has_body and body is not None and body.kind != "multipart":
        yield header("Content-Type", content_type(body))
    asked = accept(operation, arguments)
    if asked not in ("application/json", "*/*"):
        yield header("Accept", asked)
    for name, value in context.config.client_settings.default_headers.items():
        yield header(name, str(value))
    cookies: list[str] = []
    for each in arguments:
        if each.place == "header":
            yield header(each.wire_name, of_header(known["header", each.wire_name], each.sample))
        elif each.place == "cookie":
            pairs = of_cookie(known["cookie", each.wire_name], each.sample)
            cookies += [f"{name}={text}" for name, text in pairs]
    if cookies:
        yield f"-b {single('; '.join(cookies))}"


def header(name: str, value: str) -> str:
    return f"-H {single(f'{name}: {value}')}"


def single(text: str) -> str:
    """A word in single quotes, whatever is in it (POSIX.1, 2.2.2)."""
    return "'" + text.replace("'", "'\"'\"'") + "'"


def double(text: str, name: str) -> str:
    """A word in double quotes that ends in a variable (POSIX.1, 2.2.3)."""
    return '"' + re.sub(r'([\\"$`])', r"\\\1", text) + f'${name}"'


def credentials(context: Context, operation: Operation) -> Credentials:
    """What the first of the alternatives needs."""
    needed = needed_schemes(context, operation)
    options: list[str] = []
    query: list[str] = []
    for each in context.api.schemes:
        if needed is not None and each.name not in needed:
            continue
        names = environment(context, each)
        secret = names.get("value") or next(iter(names.values()), None)
        if secret is None or each.kind == "mutualTLS":
            continue
        if each.kind == "basic":
            options.append(f'-u "${names.get("username", secret)}:${names.get("password", secret)}"')
        elif each.place == "query":
            query.append(f"{quoted(each.wire_name)}=${secret}")
        elif each.place == "cookie":
            options.append(f"-b {double(f'{each.wire_name}=', secret)}")
        else:
            options.append(f"-H {double(f'{each.wire_name}: {each.prefix}', secret)}")
    return Credentials(tuple(options), tuple(query))


def environment(context: Context, scheme: SecurityScheme) -> dict[str, str]:
    """The variable of each option that feeds a scheme, by its role."""
    names = context.names.client
    return {
        role: names.envs.get(each.name) or variable(f"{names.env_prefix}_{names.options[each.name]}")
        for role, each in feeding(context, scheme).items()
    }


# --- body -----------------------------------------------------------------------------------------------------------


def body_options(context: Context, operation: Operation, arguments: list[Given]) -> list[str]:
    """The options that carry the body; none where the call sends none."""
    body = operation.body
    if body is None:
        return []
    optional = body.may_be_left_out or not (body.required or body_slots(context.api, operation))
    if not arguments and (optional or not body_variants(context.api, operation)):
        return []
    whole = next((each for each in arguments if not each.wire_name), None)
    match body.kind:
        case "json":
            data = whole.sample if whole else {each.wire_name: each.sample for each in arguments}
            return [f"-d {single(json_text(data))}"]
        case "form":
            pairs = of_form(context, body, fields(context, body, arguments))
            return [f"--data-urlencode {single(f'{name}={text}')}" for name, text in pairs] or ["-d ''"]
        case "multipart":
            return list(parts(context, body, arguments))
        case "text":
            return [f"--data-raw {single(plain(whole.sample if whole else None))}"]
        case "binary":
            return ["--data-binary @path/to/file"]


def json_text(data: object) -> str:
    """The body as readers see it: what is inside stands below the option."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    if "\n" not in text:
        return text
    first, *middle, last = text.split("\n")
    return "\n".join([first, *(" " * (BODY_INDENT - 2) + each for each in middle), " " * BODY_END + last])


def parts(context: Context, body: Body, arguments: list[Given]) -> Iterator[str]:
    """A part for each field; files are read from the disk."""
    files = {path[0] for path in file_paths(context, body.type)}
    for each in fields(context, body, arguments):
        if each.wire_name in files:
            yield f"-F {single(f'{each.wire_name}=@path/to/file')}"
            continue
        for name, text in of_form(context, body, [each]):
            yield f"--form-string {single(f'{name}={text}')}"
