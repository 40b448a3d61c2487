"""The `propose` stage: `Document` → `Proposal`. What a config would say where nobody wrote one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.diagnostics import Diagnostics
from sdkwright.load import Refs, join
from sdkwright.load.locations import is_url
from sdkwright.name.words import Casing
from sdkwright.propose.answers import Shapes
from sdkwright.propose.credentials import propose_credentials
from sdkwright.propose.models import propose_models
from sdkwright.propose.operations import calls_of
from sdkwright.propose.pages import PageFinder, named_shapes, scheme_of
from sdkwright.propose.proposal import Draft, Proposal
from sdkwright.propose.servers import propose_environments
from sdkwright.propose.title import propose_names
from sdkwright.propose.tree import named_calls
from sdkwright.propose.variants import other_bodies, stream_switch, stream_type
from sdkwright.propose.webhooks import propose_webhooks
from sdkwright.resolve.nodes import mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sdkwright.load import Document
    from sdkwright.propose.clashes import Named
    from sdkwright.propose.operations import Call
    from sdkwright.propose.proposal import Keys

__all__ = ["Proposal", "propose"]


def propose(document: Document, sink: Diagnostics, *, location: str | None = None) -> Proposal:
    """A config for the document, which `config_from_data` takes. `location` is where the document came from."""
    refs = Refs(document, sink)
    # What is only looked at for a name is reported by the stage that needs it, at its own place.
    shapes = Shapes(Refs(document, Diagnostics()))
    draft = Draft()
    calls = calls_of(document, refs)
    title = propose_names(document, draft)
    draft.put(("settings", "x-sdkwright-responses"), "all")
    draft.put(("query_settings", "x-sdkwright-styles"), "document")
    draft.put(("settings", "per_endpoint_security"), True)
    propose_credentials(document, calls, shapes, draft.data["client_settings"]["default_env_prefix"], draft)
    propose_environments(document, location if location and is_url(location) else None, draft)
    propose_models(document, calls, draft)
    paged = propose_pages(calls, PageFinder(shapes), draft)
    propose_resources(named_calls(calls, shapes, title), shapes, paged, draft)
    propose_descriptions(document, draft)
    propose_webhooks(document, refs, draft.data["client_settings"]["default_env_prefix"], draft)
    return draft.finish()


def propose_descriptions(document: Document, draft: Draft) -> None:
    """The first paragraph of a tag's description, for the resource at the top that is called like the tag."""
    resources = draft.data.get("resources", {})
    for index, node in enumerate(sequence(document.root.get("tags"))):
        tag = mapping(node)
        name, description = text(tag.get("name")), text(tag.get("description"))
        word = Casing().snake(name) if name else ""
        if description and word in resources and "description" not in resources[word]:
            first = " ".join(description.strip().split("\n\n")[0].split())
            draft.put(("resources", word, "description"), first, origin=join("/tags", index))


def propose_pages(calls: Sequence[Call], finder: PageFinder, draft: Draft) -> dict[tuple[str, str], str]:
    """Enter the schemes of pages; give the name of the scheme of each operation that has one, by `Call.key`."""
    found = {call.key: shape for call in calls if (shape := finder.shape_of(call)) is not None}
    names = named_shapes(set(found.values()))
    if names:
        schemes = dict(sorted(names.values()))
        draft.put(("pagination",), [scheme_of(shape, name) for name, shape in schemes.items()])
    return {key: names[shape][0] for key, shape in found.items()}


def propose_resources(
    resources: Mapping[tuple[str, ...], Sequence[Named]],
    shapes: Shapes,
    paged: Mapping[tuple[str, str], str],
    draft: Draft,
) -> None:
    """The tree of resources: each operation is one method, and one more for each further kind of body or answer."""
    for path, methods in resources.items():
        keys: Keys = ("resources", path[0])
        for word in path[1:]:
            keys = (*keys, "subresources", word)
        taken = {each.name for each in methods}
        for name, call, why in methods:
            for word, value in with_variants(name, call, shapes, paged.get(call.key)):
                if word == name or word not in taken:
                    taken.add(word)
                    draft.put((*keys, "methods", word), value, origin=call.place, comment=why if word == name else None)


def with_variants(name: str, call: Call, shapes: Shapes, scheme: str | None) -> list[tuple[str, object]]:
    """The method that is called `name`, and those that stand beside it, as a config writes them."""
    plain: dict[str, object] = {}
    others: list[tuple[str, object]] = []
    stream = stream_type(call, shapes)
    if stream is not None:
        switch = stream_switch(call, shapes)
        if switch is not None:
            plain["streaming"] = {"param_discriminator": switch}
        else:
            asked = {"endpoint": call.endpoint, "x-sdkwright-response-type": stream}
            others.append((f"{name}_stream", asked))
    if scheme is not None and not plain:
        plain["paginated"] = scheme
    for suffix, media_type in other_bodies(call, shapes):
        others.append((f"{name}_{suffix}", {"endpoint": call.endpoint, "x-sdkwright-request-type": media_type}))
    return [(name, {"endpoint": call.endpoint, **plain} if plain else call.endpoint), *others]
