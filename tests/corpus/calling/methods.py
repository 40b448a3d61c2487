"""Which method calls which operation, from what `sdkwright generate --dump` prints."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Method:
    """`attributes` lead from the client to the method; `arguments` are (place, wire name, argument)."""

    http_method: str
    path: str
    attributes: tuple[str, ...]
    arguments: tuple[tuple[str, str, str], ...]
    body_type: str | None = None
    body_kind: str | None = None
    stream_switch: str | None = None
    answers_stream: bool = False
    answer_type: str | None = None

    @property
    def key(self) -> str:
        return f"{self.http_method.upper()} {self.path}"

    def argument(self, place: str, wire_name: str) -> str | None:
        return next((name for where, wire, name in self.arguments if (where, wire) == (place, wire_name)), None)


@dataclass(frozen=True)
class MethodTable:
    """`options` are the arguments of the client's constructor."""

    package: str
    client: str
    async_client: str
    options: tuple[str, ...]
    methods: tuple[Method, ...] = field(default_factory=tuple)

    def data(self) -> dict[str, Any]:
        return asdict(self)


def table_of(api: dict[str, Any], names: dict[str, Any]) -> MethodTable:
    """From the dumps of the stages `api` and `names`."""
    attributes = {tuple(path): each["attribute"] for path, each in _pairs(names["resources"])}
    client = names["client"]
    return MethodTable(
        package=names["package"],
        client=client["sync_class"],
        async_client=client["async_class"],
        options=tuple(client["options"].values()),
        methods=tuple(_methods(api["resources"], (), names["operations"], attributes)),
    )


def table_from(data: dict[str, Any]) -> MethodTable:
    """The inverse of `MethodTable.data`, after JSON."""
    methods = tuple(
        Method(
            **{
                **each,
                "attributes": tuple(each["attributes"]),
                "arguments": tuple(tuple(argument) for argument in each["arguments"]),
            }
        )
        for each in data["methods"]
    )
    return MethodTable(**{**data, "options": tuple(data["options"]), "methods": methods})


def _methods(
    resources: list[Any], above: tuple[str, ...], names: dict[str, Any], attributes: dict[tuple[str, ...], str]
) -> Iterator[Method]:
    for resource in resources:
        path = tuple(resource["path"])
        chain = (*above, attributes[path])
        for operation in resource["operations"]:
            own = names[operation["id"]]
            body, streaming, success = operation["body"], operation["streaming"], operation["success"]
            yield Method(
                http_method=operation["http_method"],
                path=operation["path"],
                attributes=(*chain, own["method"]),
                arguments=tuple((place, wire, name) for (place, wire), name in _pairs(own["parameters"])),
                body_type=body["media_type"] if body else None,
                body_kind=body["kind"] if body else None,
                stream_switch=streaming.get("param_discriminator") if streaming else None,
                answers_stream=streaming is not None,
                answer_type=success.get("media_type") if success else None,
            )
        yield from _methods(resource["children"], chain, names, attributes)


def _pairs(mapping: Any) -> list[tuple[Any, Any]]:
    """A mapping as `--dump` writes it: an object, or pairs where the keys are no strings."""
    return list(mapping.items()) if isinstance(mapping, dict) else [(key, value) for key, value in mapping]
