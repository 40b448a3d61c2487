"""The view of the client's module: its options, its credentials, its environments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.client_methods import client_method_imports, client_methods, client_webhooks
from sdkwright.lower.credentials import (
    credential_entries,
    credentials,
    fed,
    grant_entries,
    is_per_call,
    option_places,
    scheme_entries,
    security_literal,
    text_or_none,
)
from sdkwright.lower.credentials import imports as credential_imports
from sdkwright.lower.emit import Code, ident, prose, string, value
from sdkwright.lower.expr import Import
from sdkwright.lower.seam import offers_streams
from sdkwright.lower.styles import querystring
from sdkwright.lower.views import (
    ClientFlavourView,
    ClientView,
    EntryView,
    EnvironmentView,
    OptionView,
    PerCallView,
)
from sdkwright.lower.wrappers import child, child_imports, client_wrappers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import ClientOption
    from sdkwright.api_client import OptionKind
    from sdkwright.lower.context import Context


FITTING: Mapping[OptionKind, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}
KINDS: Mapping[OptionKind, str] = {"string": "str", "boolean": "bool", "integer": "int", "number": "float"}
READERS: Mapping[OptionKind, str] = {
    "boolean": "read_boolean",
    "integer": "read_integer",
    "number": "read_number",
}
# They are imported under their own names already.
STREAMS = frozenset({Import("._streaming", "Stream"), Import("._streaming", "AsyncStream")})


def client_module(context: Context) -> ClientView:
    names, config = context.names.client, context.config
    environments = tuple(EnvironmentView(string(each.name), string(each.url)) for each in context.api.environments)
    places = option_places(context)
    per_call = is_per_call(context)
    settings = config.client_settings
    sends_telemetry = config.sdkwright.telemetry_prefix is not None and not settings.omit_stainless_headers
    return ClientView(
        header=context.header(imports(context), (), checked_imports(context)),
        exports=tuple(
            string(each)
            for each in (
                *(("ENVIRONMENTS",) if context.offers_environments else ()),
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
        auth_headers=None if per_call else credentials(context, "header"),
        option_headers=places["header"],
        # An option may be a credential and say so itself: it is sent once.
        option_query=tuple(dict.fromkeys((*(() if per_call else credentials(context, "query")), *places["query"]))),
        option_cookies=places["cookie"],
        per_call=per_call_view(context) if per_call else None,
        server_url=server_url(context),
        stays=stays(context),
        no_base_url=no_base_url(context),
        own_servers=has_own_servers(context),
        offers_environments=context.offers_environments,
        environments=environments,
        default_environment=string(context.api.environments[0].name) if environments else string(""),
        base_url_env=string(f"{names.env_prefix}_BASE_URL"),
        two_servers=string(
            f"{names.env_prefix}_BASE_URL and the argument environment name a server each; "
            "to use the environment, you must pass base_url=None"
        ),
        querystring=querystring(context),
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
        "typing_extensions:override", "httpx:", "functools:cached_property", "._qs:Querystring", "._types:NOT_GIVEN",
        "._types:Timeout", "._types:Transport", "._types:ProxiesTypes", "._types:RequestOptions", "._types:not_given",
        "._version:__version__", "._base_client:DEFAULT_MAX_RETRIES", "._base_client:SyncAPIClient",
        "._base_client:AsyncAPIClient",
    )}  # fmt: skip
    found -= {Import("._types", "NOT_GIVEN"), Import("typing", "Optional"), Import("typing", "Union")}
    found |= credential_imports(context)
    if offers_streams(context):
        found |= {Import("._streaming", f"{each} as {each}") for each in ("Stream", "AsyncStream")}
    if is_by_call(context):
        found.add(Import("._auth", "AuthByCall"))
    found |= {
        Import("._environment", READERS[each.kind])
        for each in context.api.options
        if each.kind in READERS and each.name in context.names.client.envs
    }
    if any(each.variables for each in context.api.environments):
        found.add(Import("._servers", "server_url"))
    needed = [each for each in context.api.options if not (each.nullable or each.has_default or each.server_variable)]
    if needed or (not context.api.environments and sends_requests(context)):
        found.add(Import("._exceptions", context.names.client.error_class))
    if context.offers_environments:
        found.add(Import("._types", "NotGiven"))
    if context.offers_environments or any(each.values for each in context.api.options):
        found.add(Import("typing_extensions", "Literal"))
    return found | (client_method_imports(context)[0] - STREAMS)


def checked_imports(context: Context) -> set[Import]:
    found = {Import("._types", "NotGiven"), Import("._types", "Omit"), Import("typing_extensions", "Self")}
    found |= client_method_imports(context)[1] - STREAMS
    found -= imports(context)
    return found | {each for resource in context.api.offered for each in child_imports(context, resource)}


def option(context: Context, each: ClientOption) -> OptionView:
    """An option that must be there raises the SDK's own error when neither argument nor environment nor default gives
    it. One that need not be is declared as one that may be None, whether or not it has a default.
    """
    py_name = context.names.client.options[each.name]
    env = context.names.client.envs.get(each.name)
    optional = each.nullable or (each.server_variable is not None and not each.has_default)
    where = f" or by setting the {env} environment variable" if env else ""
    known = f"Literal[{', '.join(string(value) for value in each.values)}] | " if each.values else ""
    kind = KINDS[each.kind]
    missing = f"The {py_name} client option must be set either by passing {py_name} to the client{where}"
    return OptionView(
        name=ident(py_name),
        annotation=Code(f"{kind} | None" if optional else kind),
        parameter=Code(f"{known}{kind} | None = None"),
        env=string(env) if env else None,
        read=read_from(each, env) if env else None,
        kept=Code(
            f"{py_name} or self.{py_name}"
            if each.kind == "string"
            else f"self.{py_name} if {py_name} is None else {py_name}"
        ),
        default=default_of(each) if each.has_default else None,
        missing=None if optional or each.has_default else string(missing),
    )


def read_from(each: ClientOption, env: str) -> Code:
    """The option's value in the environment."""
    reader = READERS.get(each.kind)
    return Code(f"{reader}({string(env)})" if reader else f"os.environ.get({string(env)})")


def default_of(each: ClientOption) -> Code:
    is_fit = isinstance(each.default, FITTING[each.kind]) and (
        each.kind == "boolean" or not isinstance(each.default, bool)
    )
    return value(each.default) if is_fit else string(str(each.default))


def per_call_view(context: Context) -> PerCallView:
    security = context.api.security
    return PerCallView(
        schemes=scheme_entries(context),
        security=security_literal(security) if security is not None else None,
        credentials=credential_entries(context),
        grants=grant_entries(context),
    )


def server_url(context: Context) -> Code | None:
    """The URL of the environment that counts, with the variables that it holds."""
    environments = context.api.environments
    if not environments:
        return None
    default = string(environments[0].name)
    url = f"ENVIRONMENTS[{'chosen' if context.offers_environments else default}]"
    values = [
        f"{string(each.server_variable)}: {text_or_none(context, each)}"
        for each in context.api.options
        if each.server_variable is not None
    ]
    return Code(f"server_url({url}, {{{', '.join(values)}}})" if values else url)


def is_by_call(context: Context) -> bool:
    """Whether the client has the base that adds credentials and cookies call by call."""
    return is_per_call(context) or bool(option_places(context)["cookie"])


def sends_requests(context: Context) -> bool:
    return any(each.operations for each in context.api.walk())


def no_base_url(context: Context) -> Code:
    """What happens where nothing tells the server: an API that only sends to its users needs none."""
    if not sends_requests(context):
        return Code('base_url = "https://no-base-url-was-given.invalid"')
    text = string("base_url must be given: the API's document names no server")
    return Code(f"raise {context.names.client.error_class}({text})")


def stays(context: Context) -> Code | None:
    """Whether no argument of `copy` changes where requests go; None where it takes none that does."""
    options = context.names.client.options
    own = [ident(options[each.name]) for each in context.api.options if each.server_variable is not None]
    moving = [*([Code("environment")] if context.offers_environments else []), *own]
    return Code(" and ".join(f"{each} is None" for each in moving)) if moving else None


def has_own_servers(context: Context) -> bool:
    return any(each.server_url for resource in context.api.walk() for each in resource.operations)


def client_text(context: Context, kind: str) -> str:
    """What the class is, and which scopes its tokens may need."""
    lines = [f"The {kind} client of {context.api.info.title}."]
    for scheme in fed(context):
        if scheme.all_scopes:
            lines += ["", f"Scopes of OAuth 2 ({scheme.name}):", ""]
            lines += [
                f"- `{name}`" + (f": {' '.join(meaning.split())}" if meaning and meaning != name else "")
                for name, meaning in scheme.all_scopes
            ]
    return "\n".join(lines)


def flavour(context: Context, *, is_async: bool) -> ClientFlavourView:
    names = context.names.client
    class_name = names.async_class if is_async else names.sync_class
    kind = "asynchronous" if is_async else "synchronous"
    methods = client_methods(context, is_async=is_async)
    return ClientFlavourView(
        class_name=ident(class_name),
        bases=Code(f"{'AuthByCall, ' if is_by_call(context) else ''}{'Async' if is_async else 'Sync'}APIClient"),
        http_client=Code(context.http.spoken("httpx.AsyncClient" if is_async else "httpx.Client")),
        docstring=prose(client_text(context, kind), 4) or Code('""""""'),
        client=Code("self"),
        children=tuple(child(context, each, (), is_async=is_async) for each in context.api.offered),
        methods=methods,
        webhooks=client_webhooks(context),
        wrappers=client_wrappers(context, methods, is_async=is_async),
        stream_class=ident("AsyncStream" if is_async else "Stream") if offers_streams(context) else None,
        tokens=ident("AsyncTokenStore" if is_async else "TokenStore"),
        async_header=Code('"async:asyncio"' if is_async else '"false"'),
        alias=ident("AsyncClient" if is_async else "Client"),
    )
