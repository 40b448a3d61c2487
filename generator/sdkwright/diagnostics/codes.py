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
    ("SW005", _W, "duplicate key", "Keep one of the two; the last one counts here, and readers disagree."),
    ("SW006", _E, "YAML tag is not allowed", "Use plain maps, lists, strings, numbers, booleans and null."),
    ("SW007", _E, "aliases expand to too much", "Write the repeated part out under components, and refer to it."),
    ("SW008", _E, "nested too deeply", "Flatten the document; name inner schemas under components."),
    ("SW009", _E, "anchor contains itself", "Use $ref for recursion instead of a YAML anchor."),
    ("SW010", _E, "mapping key is not a plain value", "Use a string as the key."),
    ("SW011", _E, "not an OpenAPI document", "The root must be a mapping with a version in `openapi`."),
    ("SW012", _E, "OpenAPI version is not supported", "Convert the document to OpenAPI 3.x, or to Swagger 2.0."),
    ("SW013", _E, "reference to where nothing may be read", "Allow the folder (--allow-refs), or move the file to it."),
    ("SW014", _W, "reference to nothing", "Correct the reference, or add what it names; it is taken as any."),
    ("SW015", _W, "references form a loop", "Let one of them hold a schema of its own; it is taken as any."),
    ("SW016", _W, "reference is not well formed", "Write '#/' and a JSON pointer, as in '#/components/schemas/Pet'."),
    ("SW017", _E, "address is not allowed", "Download the document and give its path."),
    ("SW018", _E, "download failed", "Check the address and that it answers with the document itself."),
    ("SW019", _E, "value is not representable", "Use values that JSON and UTF-8 can carry."),
    ("SW020", _W, "file of a reference cannot be read", "Mend the file or the reference; it is taken as any."),
    ("SW021", _E, "overlay is not well formed", "Write it as the OpenAPI Overlay Specification 1.0 says."),
    ("SW022", _W, "overlay action changes nothing", "Correct the target, or remove the action."),
    ("SW023", _W, "version is guessed", "State a version that exists; the newest known is 3.2."),
    ("SW024", _W, "no equivalent in newer OpenAPI", "Use what OpenAPI 3 can say too."),
    ("SW025", _W, "several documents in one file", "Keep one document in the file; the first is read."),
    ("SW026", _W, "YAML tag of another tool", "Nothing, if the value is right without it."),
    (
        "SW027",
        _W,
        "reference to another host",
        "Save it beside the document and refer to the file; it is taken as any.",
    ),
    ("SW028", _W, "JSON file is not JSON", "Mend the JSON at this place; it is read as YAML, which it is."),
    ("SW029", _W, "transform changes nothing", "Correct its target, or remove the transform."),
    ("SW030", _W, "transform cannot be applied", "Correct its command or its arguments; it is left out."),
    # config
    ("SW101", _W, "unknown key", "Correct the key or remove it; it is ignored."),
    ("SW102", _E, "value has the wrong form", "Write the value as the schema of the config says (`sdkwright schema`)."),
    ("SW103", _N, "outdated key", "Remove the key; it has no effect."),
    ("SW104", _E, "required key is missing", "Add the key."),
    ("SW105", _W, "key names something that is not there", "Correct the name, or define it."),
    ("SW106", _W, "code cannot be allowed", "Allow codes of warnings and notes only, by their number (SW…)."),
    ("SW107", _E, "no such target", "Name one of the targets that sdkwright has as `target`."),
    ("SW108", _N, "target that the config leaves out", "Name it on the command line to make it anyhow."),
    ("SW109", _E, "target needs what is not installed", "Install it, or leave the target out."),
    # resolve
    ("SW201", _W, "unknown type", "Use a type of JSON Schema; the value is taken as any."),
    ("SW202", _W, "allOf contradicts itself", "Give the parts of allOf the same type."),
    ("SW203", _W, "schema cannot be expressed", "Let an object with properties stand on the way; it is taken as any."),
    ("SW204", _N, "value that is not of its type", "Write values as the type says; they are read as if they were."),
    ("SW205", _N, "required property that is not declared", "Declare the property, or take it out of `required`."),
    ("SW206", _N, "default that is not of its type", "Correct the default; callers are told of none."),
    ("SW210", _W, "parameter is not complete", "Give the parameter `name` and `in`; it is left out."),
    ("SW211", _E, "method without an operation", "Correct the endpoint, or remove the method."),
    ("SW212", _N, "operation that no method offers", "Add a method, or list it in `unspecified_endpoints`."),
    ("SW213", _W, "path and parameters differ", "Declare each name between braces as a path parameter, and no other."),
    ("SW214", _W, "part of a request that cannot be sent", "Nothing, if callers can do without; it is left out."),
    ("SW215", _N, "parameter stands twice", "Remove one of the two; the last one counts."),
    ("SW216", _N, "body where HTTP has no use for one", "Use another method; proxies may drop the body."),
    ("SW217", _W, "style that does not fit", "Use a style that OpenAPI has for this place; the usual one is taken."),
    ("SW220", _W, "no server address", "Add `environments` to the config, or `servers` to the document."),
    ("SW221", _W, "security scheme that cannot be used", "Give it a type, and its name and place; it is left out."),
    ("SW222", _W, "server address that cannot be used", "Write an http(s) URL without user, query and fragment."),
    ("SW223", _W, "nothing that a webhook method could read", "Describe the payloads under `webhooks`."),
    ("SW230", _W, "pagination scheme cannot be used", "Mark an array of its response with the purpose `items`."),
    ("SW231", _W, "no pagination scheme fits", "Correct the scheme, or set `paginated: false` for the method."),
    ("SW240", _W, "stream cannot be collected", "Add a discriminator to the union of the events."),
    ("SW241", _W, "collected value is not there", "Correct the event or property under `x-sdkwright-collect`."),
    ("SW242", _W, "stream that cannot be asked for", "Name a boolean argument in `param_discriminator`."),
    ("SW243", _N, "answer that is not parsed", "Nothing; callers get its bytes."),
    ("SW244", _W, "response without a status", "Use a status such as 200, a range such as 2XX, or `default`."),
    ("SW250", _W, "key of the config without effect", "Nothing, if the SDK is right without it."),
    ("SW251", _N, "key of the config for what is not made here", "Nothing; the SDK is the same without it."),
    # name
    ("SW301", _N, "called otherwise in Python", "Nothing, unless another name is better: then name it in the config."),
    # lower
    ("SW401", _E, "models cannot be written", "Leave the flavour out (`flavours`), and report it."),
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
    # derive
    ("SW601", _E, "no SDK there", "Give the folder of the package, or the name of an installed one."),
    ("SW602", _W, "file of the SDK cannot be read", "Mend the file; what it defines is not derived."),
    ("SW603", _E, "SDK of another API", "Give the SDK and the document of one API."),
    ("SW604", _W, "guessed from the SDK", "Look whether the config is right there."),
    ("SW605", _W, "not found", "Write it into the config, if it belongs there."),
)

CODES: Mapping[str, Code] = MappingProxyType({code: Code(severity, title, do) for code, severity, title, do in _ROWS})
