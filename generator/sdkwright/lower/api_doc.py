"""Views of api.md: every resource with its types and methods, in the form that SDKs of this family publish.

A standalone resource has a file of its own, in its folder; that of the whole SDK leads there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from sdkwright.api import Nullable, Reference
from sdkwright.lower.emit import Markdown
from sdkwright.lower.methods import MethodWriter
from sdkwright.lower.project.markdown import attribute, code_block, literal_text
from sdkwright.lower.project.views import ApiDocView, ApiResourceView, ApiSectionView
from sdkwright.lower.webhooks import WebhookWriter
from sdkwright.name import casing_of
from sdkwright.name.modules import answer_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.api import Operation, Resource, WebhookMethod
    from sdkwright.lower.context import Context
    from sdkwright.lower.emit import Code
    from sdkwright.name.table import ModuleName, TypeModule

_Method = TypeVar("_Method", "Operation", "WebhookMethod")
# Six levels of headings are all that Markdown has.
DEEPEST = 6
WIDTH = 100
USUAL = ("create", "retrieve", "update", "list", "delete")


def api_doc_view(context: Context) -> ApiDocView:
    """The reference of the whole SDK."""
    shared = shared_types(context)
    listed = [view for each in context.api.resources for view in views_below(context, each)]
    return ApiDocView((*([shared] if shared else []), *listed))


def standalone_docs(context: Context) -> list[tuple[str, ApiDocView]]:
    """The references of standalone resources, each with the file that it goes to."""
    found: list[tuple[str, ApiDocView]] = []
    for each in context.api.walk():
        if each.is_standalone:
            path = standalone_path(context, each)
            up = "/".join([".."] * path.count("/"))
            inner = [view for child in each.children for view in views_below(context, child, up, len(each.path) - 1)]
            found.append((path, ApiDocView((resource_view(context, each, up, len(each.path) - 1), *inner))))
    return found


def standalone_path(context: Context, resource: Resource) -> str:
    folder = context.names.resources[resource.path].module[:-1]
    return "/".join(("src", context.names.package, "resources", *folder, "api.md"))


def views_below(context: Context, resource: Resource, up: str = ".", outer: int = 0) -> list[ApiResourceView]:
    """A resource and those inside it. `up` leads from the file to the project's folder; `outer` levels of headings are
    outside the file. A standalone resource is a link.
    """
    if resource.is_standalone:
        target = f"{'' if up == '.' else up + '/'}{standalone_path(context, resource)}"
        linked = f"[{title_of(context, resource)}]({target})"  # identifiers and slashes
        return [ApiResourceView(Markdown(f"{hashes(resource, outer)} {linked}"), ())]
    below = [view for each in resource.children for view in views_below(context, each, up, outer)]
    return [resource_view(context, resource, up, outer), *below]


def resource_view(context: Context, resource: Resource, up: str = ".", outer: int = 0) -> ApiResourceView:
    types = type_imports(context, resource)
    methods = [method_line(context, resource, each, up) for each in in_order(resource.operations)]
    methods += [webhook_line(context, resource, each, up) for each in in_order(resource.webhooks)]
    sections = {"Types:": code_block(types) if types else None, "Methods:": Markdown("\n".join(methods))}
    return ApiResourceView(
        heading=Markdown(f"{hashes(resource, outer)} {title_of(context, resource)}"),
        sections=tuple(ApiSectionView(Markdown(title), body) for title, body in sections.items() if body),
    )


def in_order(methods: tuple[_Method, ...]) -> list[_Method]:
    """What is done with most things first, then by name."""
    usual = {name: place for place, name in enumerate(USUAL)}
    return sorted(methods, key=lambda each: (usual.get(each.name, len(usual)), each.name))


def title_of(context: Context, resource: Resource) -> Markdown:
    return literal_text(context.names.resources[resource.path].title)


def hashes(resource: Resource, outer: int) -> str:
    return "#" * min(len(resource.path) - outer, DEEPEST)


def shared_types(context: Context) -> ApiResourceView | None:
    """The models that belong to no resource."""
    homes = [context.names.homes.get((each.type, "output")) for each in context.api.shared]
    names = sorted({home[1] for home in homes if home is not None})
    if not names:
        return None
    block = code_block(import_lines(f"{context.names.package}.types", names))
    return ApiResourceView(Markdown("# Shared Types"), (ApiSectionView(None, block),))


# --- types ---------------------------------------------------------------------------------------------------------


def type_imports(context: Context, resource: Resource) -> list[str]:
    """Statements that import what the resource brings: its models first, then the responses of its methods."""
    found: dict[tuple[str, ...], list[str]] = {}
    for package, name in [*model_names(context, resource), *answer_names(context, resource)]:
        found.setdefault(package, []).append(name)
    lines: list[str] = []
    for package, names in found.items():
        lines += import_lines(".".join((context.names.package, "types", *package)), names)
    return lines


def model_names(context: Context, resource: Resource) -> list[tuple[tuple[str, ...], str]]:
    """The models with their packages, those that only requests hold as typed dicts. The listings of Stainless SDKs have
    all that the config lists, under the names that classes have.
    """
    homes, casing = context.names.homes, casing_of(context.config)
    found: set[tuple[tuple[str, ...], str]] = set()
    for each in resource.models:
        home = homes.get((each.type, "output"))
        if home is None and context.config.compat:
            found.add((context.names.resources[resource.path].package, casing.as_written(each.name)))
        elif (home := home or homes.get((each.type, "input"))) is not None:
            found.add((home[0].package, home[1]))
    return sorted(found)


def answer_names(context: Context, resource: Resource) -> Iterator[tuple[tuple[str, ...], str]]:
    """What methods bring, with the packages: answers, and what was taken out of envelopes; events; webhooks."""
    webhooks = {each.id for each in resource.webhooks}
    modules = [one for each in in_order(resource.operations) for one in context.modules_of(each.id)]
    modules += [each for each in context.names.modules if webhooks and each.webhook in webhooks]
    yield from ((each.name.package, each.root_name) for each in modules if each.role != "params")


def import_lines(module: str, names: list[str]) -> list[str]:
    """One statement, over several lines where it is long: as formatters write it."""
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= WIDTH:
        return [line]
    return [f"from {module} import (", *(f"    {name}," for name in names), ")"]


# --- methods -------------------------------------------------------------------------------------------------------


def method_line(context: Context, resource: Resource, operation: Operation, up: str) -> Markdown:
    """The list item of a method. Other tools read these lines: their form is that of published SDKs, to the letter."""
    method = MethodWriter(context, operation)
    package = context.names.package
    own = context.modules_of(operation.id)
    before = "" if up == "." else f"{up}/"
    params = next((f"{before}{types_path(package, each.name)}" for each in own if each.role == "params"), None)
    home = answer_home(context, operation, own)
    owner = ".".join(("client", *context.attributes(resource)))
    called = anchor(f"{up}/{resource_path(context, resource)}", Markdown(context.names.operations[operation.id].method))
    given = arguments(method.positional, method.named, anchor(params, Markdown("params")) if params else None)
    returned = annotation(method.returned())
    answer = anchor(f"{up}/{types_path(package, home)}", returned) if home else returned
    title = attribute(f"{operation.http_method} {operation.path}")
    return Markdown(f'- <code title="{title}">{owner}.{called}({given}) -> {answer}</code>')


def webhook_line(context: Context, resource: Resource, webhook: WebhookMethod, up: str) -> Markdown:
    view = WebhookWriter(context, webhook).view()
    owner = ".".join(("client", *context.attributes(resource)))
    called = anchor(f"{up}/{resource_path(context, resource)}", Markdown(view.name))
    home = next((each.name for each in context.names.modules if each.webhook == webhook.id), None)
    answer = annotation(view.returns)
    if home is not None:
        answer = anchor(f"{up}/{types_path(context.names.package, home)}", answer)
    given = "payload, headers" if webhook.verifies else "payload"
    return Markdown(f"- <code>{owner}.{called}({given}) -> {answer}</code>")


def resource_path(context: Context, resource: Resource) -> str:
    """The file in which the methods of a resource stand."""
    folder = () if resource.is_client else ("resources",)
    return "/".join(("src", context.names.package, *folder, *context.names.resources[resource.path].module)) + ".py"


def anchor(target: str, text: Markdown) -> Markdown:
    return Markdown(f'<a href="{attribute(target)}">{text}</a>')


def arguments(positional: list[Code], named: list[Code], params: Markdown | None) -> Markdown:
    """What stands between the parentheses; a star before what of the path is given by name."""
    star = [Markdown("\\*")] if named else []
    return Markdown(", ".join([*positional, *star, *named, *([f"\\*\\*{params}"] if params else [])]))


def annotation(text: Code) -> Markdown:
    """A type as it is written in Python: brackets are no links here, and tools that read the file expect them bare."""
    return Markdown(text) if re.fullmatch(r"[\w\[\], .|]+", text) else literal_text(text)


def types_path(package: str, module: ModuleName) -> str:
    return f"src/{package}/types/{'/'.join(module.dotted)}.py"


def answer_home(context: Context, operation: Operation, own: list[TypeModule]) -> ModuleName | None:
    """The module of the class that callers get: of the response, of an item of a page, of an event of a stream."""
    module = next((each for each in own if each.role in ("response", "event") and each.status is None), None)
    if module is not None:
        return module.name
    ref = answer_type(operation)
    inner = ref.inner if isinstance(ref, Nullable) else ref
    if not isinstance(inner, Reference):
        return None
    home = context.names.homes.get((inner.id, "output"))
    return home[0] if home else None
