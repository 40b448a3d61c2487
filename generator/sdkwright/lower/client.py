"""The view of the client's module: its options, its credentials, its environments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.emit import Code, ident, prose, string
from sdkwright.lower.expr import Import
from sdkwright.lower.resources import child, child_imports
from sdkwright.lower.views import (
    ClientFlavourView,
    ClientView,
    EntryView,
    EnvironmentView,
    OptionView,
)

if TYPE_CHECKING:
    from sdkwright.api import ClientOption, SecurityScheme
    from sdkwright.lower.context import Context


def client_module(context: Context) -> ClientView:
    names, config = context.names.client, context.config
    environments = tuple(EnvironmentView(string(each.name), string(each.url)) for each in context.api.environments)
    headers, query = option_places(context)
    settings = config.client_settings
    sends_telemetry = config.sdkwright.telemetry_prefix is not None and not settings.omit_stainless_headers
    return ClientView(
        header=context.header(imports(context), (), checked_imports(context)),
        exports=tuple(
            string(each)
            for each in (
                names.sync_class,
                names.async_class,
                "Client",
                "AsyncClient",
                "Timeout",
                "Transport",
                "ProxiesTypes",
                "RequestOptions",
            )
        ),
        error_class=ident(names.error_class),
        options=tuple(option(context, each) for each in context.api.options),
        auth_headers=credentials(context, "header"),
        option_headers=headers,
        option_query=(*credentials(context, "query"), *query),
        environments=environments,
        default_environment=string(context.api.environments[0].name) if environments else string(""),
        base_url_env=string(f"{names.env_prefix}_BASE_URL"),
        array_format=string(config.query_settings.array_format),
        nested_format=string(config.query_settings.nested_format),
        telemetry_header=string(f"{config.sdkwright.telemetry_prefix}-Async") if sends_telemetry else None,
        default_headers=tuple(
            EntryView(string(key), string(settings.default_headers[key])) for key in sorted(settings.default_headers)
        ),
        flavours=tuple(flavour(context, is_async=is_async) for is_async in (False, True)),
    )


def imports(context: Context) -> set[Import]:
    found = {Import(each.split(":")[0], each.split(":")[1]) for each in (
        "__future__:annotations", "os:", "typing:Any", "typing:Mapping", "typing:Optional", "typing:Dict",
        "typing:Union",
        "typing_extensions:override", "httpx:", "._compat:cached_property", "._qs:Querystring", "._types:NOT_GIVEN",
        "._types:Timeout", "._types:Transport", "._types:ProxiesTypes", "._types:RequestOptions", "._types:not_given",
        "._version:__version__", "._base_client:DEFAULT_MAX_RETRIES", "._base_client:SyncAPIClient",
        "._base_client:AsyncAPIClient",
        "._streaming:Stream as Stream", "._streaming:AsyncStream as AsyncStream",
    )}  # fmt: skip
    found -= {Import("._types", "NOT_GIVEN"), Import("typing", "Optional"), Import("typing", "Union")}
    if any(each.scheme and each.role == "username" for each in context.api.options):
        found.add(Import("base64"))
    if not context.api.environments or any(not each.nullable for each in context.api.options):
        found.add(Import("._exceptions", context.names.client.error_class))
    if len(context.api.environments) > 1:
        found.add(Import("typing_extensions", "Literal"))
    return found


def checked_imports(context: Context) -> set[Import]:
    found = {Import("._types", "NotGiven"), Import("._types", "Omit"), Import("typing_extensions", "Self")}
    return found | {each for resource in context.api.resources for each in child_imports(context, resource)}


def option(context: Context, each: ClientOption) -> OptionView:
    """An option that must be there raises the SDK's own error when neither argument nor environment gives it."""
    py_name = context.names.client.options[each.name]
    optional = each.nullable and not each.has_default
    where = f" or by setting the {each.read_env} environment variable" if each.read_env else ""
    missing = f"The {py_name} client option must be set either by passing {py_name} to the client{where}"
    return OptionView(
        name=ident(py_name),
        annotation=Code("str | None" if optional else "str"),
        parameter=Code("str | None = None"),
        env=string(each.read_env) if each.read_env else None,
        default=string(str(each.default)) if each.has_default else None,
        missing=None if optional or each.has_default else string(missing),
        doc=prose(each.description, 4),
    )


def credentials(context: Context, place: str) -> tuple[Code, ...]:
    """Entries of a dict display, one for each scheme that an option feeds."""
    found = (credential(context, scheme) for scheme in context.api.schemes if scheme.place == place)
    return tuple(each for each in found if each is not None)


def credential(context: Context, scheme: SecurityScheme) -> Code | None:
    """How the options that feed a scheme become the value of its header or parameter (RFC 6750, RFC 7617)."""
    feeding = [each for each in context.api.options if each.scheme == scheme.name]
    attributes = {each.role or "value": attribute(context, each) for each in feeding}
    if scheme.kind == "basic":
        if not {"username", "password"} <= set(attributes):
            return None
        pair = Code(f'f"{{{attributes["username"]}}}:{{{attributes["password"]}}}"')
        value = Code(f'"Basic " + base64.b64encode({pair}.encode()).decode()')
    elif not attributes:
        return None
    else:
        first = next(iter(attributes.values()))
        value = Code(f'f"Bearer {{{first}}}"') if scheme.kind == "bearer" else first
    return entry(
        scheme.wire_name,
        value,
        [attribute(context, each) for each in feeding if each.nullable and not each.has_default],
    )


def attribute(context: Context, each: ClientOption) -> Code:
    return Code(f"self.{context.names.client.options[each.name]}")


def entry(wire_name: str, value: Code, nullable: list[Code]) -> Code:
    """An entry of a dict display that is there only when what may be None is not."""
    pair = f"{string(wire_name)}: {value}"
    if not nullable:
        return Code(pair)
    guard = " and ".join(f"{each} is not None" for each in nullable)
    return Code(f"**({{{pair}}} if {guard} else {{}})")


def option_places(context: Context) -> tuple[tuple[Code, ...], tuple[Code, ...]]:
    """Options that the config sends in a header or as a query parameter of every request."""
    headers: list[Code] = []
    query: list[Code] = []
    for each in context.api.options:
        value = attribute(context, each)
        guards = [value] if each.nullable and not each.has_default else []
        if each.send_in_header:
            headers.append(entry(each.send_in_header, value, guards))
        if each.send_as_query:
            query.append(entry(each.send_as_query, value, guards))
    return tuple(headers), tuple(query)


def flavour(context: Context, *, is_async: bool) -> ClientFlavourView:
    names = context.names.client
    class_name = names.async_class if is_async else names.sync_class
    kind = "asynchronous" if is_async else "synchronous"
    text = f"The {kind} client of {context.api.info.title}."
    return ClientFlavourView(
        class_name=ident(class_name),
        base=ident("AsyncAPIClient" if is_async else "SyncAPIClient"),
        raw_class=ident(f"{class_name}WithRawResponse"),
        streaming_class=ident(f"{class_name}WithStreamedResponse"),
        http_client=Code("httpx.AsyncClient" if is_async else "httpx.Client"),
        docstring=prose(text, 4) or Code('""""""'),
        children=tuple(child(context, each, is_async=is_async, package=()) for each in context.api.resources),
        stream_class=ident("AsyncStream" if is_async else "Stream"),
        async_header=Code('"async:asyncio"' if is_async else '"false"'),
        alias=ident("AsyncClient" if is_async else "Client"),
    )
