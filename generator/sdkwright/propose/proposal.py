"""What the stage gives: a config as plain data, why it is so, and where in the document each choice comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Keys = tuple[str | int, ...]

SECTIONS: Mapping[Keys, str] = {
    ("sdkwright",): "What `sdkwright generate` does with the document. `sdkwright schema` prints all keys there are.",
    ("organization",): "Who publishes the SDK; the name is that of the headings.",
    (
        "client_settings",
    ): "The client's class and the arguments of its constructor, one for each secret of the document's "
    "security schemes. `read_env` is where it is read from when it is not given; `nullable` tells that it need not be.",
    ("settings",): "`all`: each success status and the errors have the types that the document gives them.",
    ("query_settings",): "`document`: each parameter is written in the style that the document gives it.",
    ("environments",): "The servers by name; the first is the default.",
    ("pagination",): "Ways to turn pages, found by the parameters and answers that have them.",
    (
        "resources",
    ): "What the SDK offers: `client.pets.list()` is the method `list` of the resource `pets`. Rename, move or "
    "remove what you like; methods of one release should keep their names in the next.",
    ("resources", "$shared"): "Models that any resource may use, by the names of their schemas.",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """`data` is in the vocabulary of the config file. `comments` gives a remark to the value under some keys, `origins`
    the JSON pointer of the node of the document that the value comes from.
    """

    data: Mapping[str, Any]
    comments: Mapping[Keys, str]
    origins: Mapping[Keys, str]

    def origin(self, keys: Keys) -> str:
        """The JSON pointer for the value under `keys`: its own, else that of its nearest ancestor; "" is the root."""
        for count in range(len(keys), 0, -1):
            found = self.origins.get(keys[:count])
            if found is not None:
                return found
        return ""

    def with_spec(self, spec: str | None) -> Proposal:
        """With the settings that only a file needs: where the document lies, and where to write. They stand first."""
        own: dict[str, Any] = {} if spec is None else {"spec": spec}
        own["output"] = "generated"
        comments: dict[Keys, str] = {
            **dict(SECTIONS),
            ("sdkwright", "output"): "Relative to this file; each target has a folder in it.",
        }
        if spec is None:
            comments["sdkwright",] += (
                " The document came from a URL: give that with --spec each time, or save it and name it here as `spec`."
            )
        data = {"sdkwright": {**own, **self.data.get("sdkwright", {})}}
        data |= {key: value for key, value in self.data.items() if key != "sdkwright"}
        return Proposal(data, {**comments, **self.comments}, self.origins)


class Draft:
    """A proposal in the making: values, and what is to be said of them, entered together."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.comments: dict[Keys, str] = {}
        self.origins: dict[Keys, str] = {}

    def put(self, keys: Keys, value: Any, *, comment: str | None = None, origin: str | None = None) -> None:
        """Enter `value` under `keys` (all strings); mappings on the way are made."""
        node = self.data
        for key in keys[:-1]:
            node = node.setdefault(str(key), {})
        node[str(keys[-1])] = value
        if comment is not None:
            self.comments[keys] = comment
        if origin is not None:
            self.origins[keys] = origin

    def finish(self) -> Proposal:
        return Proposal(self.data, self.comments, self.origins)
