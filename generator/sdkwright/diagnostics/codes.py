"""Every diagnostic code there is. A row: code, severity, what it is, what to do about it.

SW0xx load, SW1xx config, SW2xx resolve, SW3xx name, SW4xx lower, SW5xx write. A code keeps its meaning for good:
configs allow codes by name, and CI systems track them.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Severity(StrEnum):
    """How bad: an error stops before anything is written, a warning degrades something, a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(NamedTuple):
    severity: Severity
    title: str
    advice: str


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_ROWS: tuple[tuple[str, Severity, str, str], ...] = (
    # load
    ("SW001", _E, "file cannot be read", "Check the path and its permissions."),
    ("SW002", _E, "file is too large", "Split the document, or leave out what the SDK does not need."),
    ("SW003", _E, "text encoding is not readable", "Save the file as UTF-8."),
    ("SW004", _E, "syntax error", "Mend the YAML or JSON at this place."),
    ("SW005", _E, "duplicate key", "Keep one of the two; readers disagree on which one counts."),
    ("SW006", _E, "YAML tag is not allowed", "Use plain maps, lists, strings, numbers, booleans and null."),
    ("SW007", _E, "aliases expand to too much", "Write the repeated part out under components, and refer to it."),
    ("SW008", _E, "nested too deeply", "Flatten the document; name inner schemas under components."),
    ("SW009", _E, "anchor contains itself", "Use $ref for recursion instead of a YAML anchor."),
    ("SW010", _E, "mapping key is not a plain value", "Use a string as the key."),
    ("SW011", _E, "not an OpenAPI document", "The root must be a mapping with a version in `openapi`."),
    ("SW012", _E, "OpenAPI version is not supported yet", "Convert the document to OpenAPI 3.1 or 3.0."),
    ("SW013", _E, "reference to another file or host", "Bundle the document into one file."),
    ("SW014", _E, "reference to nothing", "Correct the reference, or add what it names."),
    ("SW015", _E, "references form a loop", "Let one of them hold a schema of its own."),
    ("SW016", _E, "reference is not well formed", "Write '#/' and a JSON pointer, as in '#/components/schemas/Pet'."),
    ("SW017", _E, "address is not allowed", "Download the document and give its path."),
    ("SW018", _E, "download failed", "Check the address and that it answers with the document itself."),
    ("SW019", _E, "value is not representable", "Use values that JSON and UTF-8 can carry."),
    # config
    ("SW101", _W, "unknown key", "Correct the key or remove it; it is ignored."),
    ("SW102", _E, "value has the wrong form", "Write the value as the schema of the config says (`sdkwright schema`)."),
    ("SW103", _N, "outdated key", "Remove the key; it has no effect."),
    ("SW104", _E, "required key is missing", "Add the key."),
    ("SW105", _W, "key names something that is not there", "Correct the name, or define it."),
    ("SW106", _W, "code cannot be allowed", "Allow codes of warnings and notes only, by their number (SW…)."),
    # resolve
    ("SW201", _W, "unknown type", "Use a type of JSON Schema; the value is taken as any."),
    ("SW202", _W, "allOf contradicts itself", "Give the parts of allOf the same type."),
    ("SW203", _W, "schema cannot be expressed", "Let an object with properties stand on the way; it is taken as any."),
    ("SW210", _W, "parameter is not complete", "Give the parameter `name` and `in`; it is left out."),
    ("SW211", _E, "method without an operation", "Correct the endpoint, or remove the method."),
    ("SW212", _N, "operation that no method offers", "Add a method, or list it in `unspecified_endpoints`."),
    ("SW213", _W, "path and parameters differ", "Declare each name between braces as a path parameter, and no other."),
    ("SW214", _W, "part of a request that cannot be sent", "Nothing, if callers can do without; it is left out."),
    ("SW220", _W, "no server address", "Add `environments` to the config, or `servers` to the document."),
    ("SW230", _W, "pagination scheme cannot be used", "Mark an array of its response with the purpose `items`."),
    ("SW231", _W, "no pagination scheme fits", "Correct the scheme, or set `paginated: false` for the method."),
    ("SW240", _W, "stream cannot be collected", "Add a discriminator to the union of the events."),
    ("SW241", _W, "collected value is not there", "Correct the event or property under `x-sdkwright-collect`."),
    ("SW242", _W, "method that streams only when asked", "Give the event stream a method of its own."),
    ("SW250", _W, "key of the config without effect", "Nothing, if the SDK is right without it."),
    # name
    ("SW301", _N, "called otherwise in Python", "Nothing, unless another name is better: then name it in the config."),
    # lower
    # write
    ("SW501", _E, "output path is not safe", "Rename what the path comes from."),
    ("SW502", _E, "output paths collide", "Rename one of the two."),
    ("SW503", _E, "symbolic link in the output", "Remove the link."),
    ("SW504", _E, "generated file was edited by hand", "Undo the edit, or ask for it to be merged."),
    ("SW505", _E, "something is in the way", "Move it elsewhere."),
    ("SW506", _E, "edit cannot be merged", "Commit the output each time, so that git has what was generated."),
    ("SW507", _E, "edit conflicts with what is generated", "Undo the edit, or move it into a file of its own."),
    ("SW508", _W, "edited file is no longer generated", "Delete it if it is not needed; it was kept."),
    ("SW509", _E, "manifest cannot be read", "Restore it from version control, or delete it with the output."),
    ("SW510", _E, "generated text is not valid", "Report it; this is a bug of sdkwright."),
    ("SW511", _E, "output cannot be written", "Check the folder and its permissions."),
    ("SW512", _E, "output changed while it was written", "Run it again."),
    ("SW513", _E, "leftover that is not ours", "Move it elsewhere."),
    ("SW514", _N, "output was written file by file", "Nothing; but a crash in that moment would have left a mix."),
)

CODES: Mapping[str, Code] = MappingProxyType({code: Code(severity, title, do) for code, severity, title, do in _ROWS})
