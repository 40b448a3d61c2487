"""Answers that are nothing but an envelope around one value: methods return what is inside.

Which properties are envelopes, the config says (`unwrap_response_fields`). An object with any other property beside is
an answer of its own. Where the envelope is a model, what is inside has one name in all of the SDK, that of the first
method that returns it; the model's own field has it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Alias, Docs, ListOf, MapOf, Nullable, Object, Reference

if TYPE_CHECKING:
    from collections.abc import Collection

    from sdkwright.api import Response, TypeDef, TypeId, TypeRef

MOST_NAMES = 20


class Envelopes:
    """Takes answers out of their envelopes. `types` gain a name for what is inside of each model among them, which
    `contents` lists.
    """

    def __init__(self, types: dict[TypeId, TypeDef], models: Collection[TypeId]) -> None:
        self._types = types
        self._models = models
        self.contents: dict[TypeId, None] = {}

    def opened(self, response: Response, fields: Collection[str]) -> Response:
        """What is inside; the response itself where it is no envelope."""
        envelope = self._object(response.type)
        if envelope is None or len(envelope.properties) != 1 or envelope.properties[0].wire_name not in fields:
            return response
        [inside] = envelope.properties
        ref = self._named(envelope) if envelope.id in self._models else inside.type
        return response._replace(type=ref, envelope=inside.wire_name)

    def _object(self, ref: TypeRef | None) -> Object | None:
        for _ in range(MOST_NAMES):
            if not isinstance(ref, Reference):
                return None
            definition = self._types.get(ref.id)
            if not isinstance(definition, Alias):
                return definition if isinstance(definition, Object) else None
            ref = definition.target
        return None

    def _named(self, envelope: Object) -> TypeRef:
        """What is inside a model: by a name where it has none of its own."""
        [inside] = envelope.properties
        bare = inside.type.inner if isinstance(inside.type, Nullable) else inside.type
        if not isinstance(bare, ListOf | MapOf):
            return inside.type
        name = f"{envelope.id}/properties/{inside.wire_name}#"
        self._types[name] = Alias(name, None, Docs(), bare)
        self.contents[name] = None
        ref: TypeRef = Nullable(Reference(name)) if isinstance(inside.type, Nullable) else Reference(name)
        self._types[envelope.id] = envelope._replace(properties=(inside._replace(type=ref),))
        return ref
