"""View of the README: which operations its examples show, and the facts that its prose mentions."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from sdkwright.lower.emit import Code, Markdown, ident, markdown_code, string, url
from sdkwright.lower.examples import (
    Example,
    all_operations,
    answer_object,
    client_class,
    configured,
    import_line,
    new_client,
    prefixed,
)
from sdkwright.lower.project.access import access_blocks, variable_rows, webhook_blocks
from sdkwright.lower.project.basics import basics_blocks, model_blocks, omit_block
from sdkwright.lower.project.facts import (
    api_name,
    contact,
    docs_url,
    files_url,
    is_published,
    one_line,
    repository,
    requires_python,
    screencast_url,
    sdk_title,
)
from sdkwright.lower.project.flows import nested_block, paging_blocks, streaming_blocks, upload_block
from sdkwright.lower.project.markdown import cell_code, code_block, first_paragraph, link, literal_text
from sdkwright.lower.project.prose import address
from sdkwright.lower.project.snippets import BLANK
from sdkwright.lower.project.views import ClientBlocks, EnvironmentRow, ReadmeView, RetryFacts
from sdkwright.lower.seam import seam_view
from sdkwright.name.statuses import typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdkwright.api import Operation
    from sdkwright.lower.context import Context

    Suits = Callable[[Operation], bool]


def readme_view(context: Context) -> ReadmeView:
    names, seam, docs, film = context.names, seam_view(context), docs_url(context), screencast_url(context)
    plain = chosen(context, ("default", "headline"), is_plain) or chosen(
        context, ("default", "headline"), lambda _: True
    )
    headline = chosen(context, ("headline", "default"), is_plain) or plain
    paged = chosen(context, ("pagination",), lambda each: each.paging is not None)
    streamed = chosen(context, ("streaming",), lambda each: each.streaming is not None)
    modelled = modelled_example(context, plain)

    def own(key: str) -> Example:
        assert plain is not None
        return configured(context, (key,), is_plain) or plain

    return ReadmeView(
        title=literal_text(sdk_title(context)),
        name=literal_text(api_name(context)),
        about=first_paragraph(context.api.info.description),
        docs=link(docs, docs) if docs else None,
        screencast=link("A screencast", film) if film else None,
        files=Markdown(files_url(context)),
        install=install(context, ""),
        install_aiohttp=install(context, "[aiohttp]"),
        package=Code(names.package),
        async_client=ident(names.client.async_class),
        error_class=ident(names.client.error_class),
        base_url_variable=markdown_code(f"{names.client.env_prefix}_BASE_URL"),
        logging=code_block([Code(f"export {shlex.quote(one_line(names.client.env_prefix))}_LOG=info")], "sh"),
        key_variables=tuple(markdown_code(each) for each in names.client.envs.values()),
        timeout=seconds(seam.timeout),
        retry=retry_facts(context),
        requires_python=markdown_code(requires_python(context)),
        environments=tuple(
            EnvironmentRow(cell_code(each.name), cell_code(each.url)) for each in context.api.environments
        ),
        client=client_blocks(context),
        basics=basics_blocks(context, headline, plain, own) if plain and headline else None,
        model=model_blocks(context, modelled) if modelled else None,
        omit=omit_block(context, plain) if plain else None,
        nested=nested_block(context, own("nested_params")) if plain else None,
        upload=upload_block(context),
        paging=paging_blocks(context, paged) if paged else None,
        streaming=streaming_blocks(context, streamed) if streamed else None,
        contact=address(contact(context)),
        access=access_blocks(context),
        webhooks=webhook_blocks(context),
        server_options=variable_rows(context),
        typed_errors=Code("yes") if any(typed(each) for each in all_operations(context)) else None,
    )


def retry_facts(context: Context) -> RetryFacts:
    seam = seam_view(context)
    keyed = context.config.client_settings.idempotency.header is not None
    return RetryFacts(
        attempts=seam.max_retries,
        first_delay=seconds(seam.initial_delay),
        longest_delay=seconds(seam.max_delay),
        keyed=Code("keyed") if keyed else None,
    )


def seconds(literal: Code) -> Code:
    """A number as one says it: 60, not 60.0."""
    return Code(f"{float(literal):g}")


# --- which operations ----------------------------------------------------------------------------------------------


def chosen(context: Context, keys: tuple[str, ...], suits: Suits) -> Example | None:
    """The config's example, else the first operation that suits."""
    found = configured(context, keys, suits)
    if found is not None:
        return found
    first = next((each for each in all_operations(context) if suits(each)), None)
    return Example(first) if first else None


def is_plain(operation: Operation) -> bool:
    """One request, one parsed answer."""
    return operation.paging is None and operation.streaming is None and operation.success.kind == "json"


def modelled_example(context: Context, plain: Example | None) -> Example | None:
    """A plain call whose answer is a model: the usual one if it is."""
    if plain is not None and is_plain(plain.operation) and answer_object(context, plain.operation):
        return plain
    return chosen(context, (), lambda each: is_plain(each) and answer_object(context, each) is not None)


# --- blocks without a call -----------------------------------------------------------------------------------------


def install(context: Context, extra: str) -> Markdown:
    distribution, home = context.names.distribution, repository(context)
    if is_published(context) or home is None:
        target = f"'{distribution}{extra}'" if extra else distribution
    else:
        target = f"'{distribution}{extra} @ git+{url(home)}.git'"
    return code_block([Code(f"pip install {target}")], "sh")


def client_blocks(context: Context) -> ClientBlocks:
    names = context.names.client
    own = f"{names.env_prefix}_BASE_URL"
    proxy = new_client(
        context,
        "http_client=DefaultHttpxClient(",
        '    proxy="http://proxy.example.com:8080",',
        context.http.spoken('    transport=httpx.HTTPTransport(local_address="0.0.0.0"),'),
        "),",
    )
    imports = import_line(context, *sorted(("DefaultHttpxClient", names.sync_class)))
    plain = import_line(context, client_class(context, is_async=False))
    remark = f"  # or the environment variable {own}" if own.isidentifier() else ""
    base = new_client(context, f'base_url="https://api.example.com",{remark}')
    environments = context.api.environments
    chosen = f"environment={string(environments[-1].name)}," if context.offers_environments else None
    other = new_client(context, chosen) if chosen else None
    return ClientBlocks(
        proxy=code_block([Code(f"import {context.http.name}"), imports, BLANK, *prefixed("client = ", proxy)]),
        base_url=code_block([plain, BLANK, *prefixed("client = ", base)]),
        environment=code_block([plain, BLANK, *prefixed("client = ", other)]) if other else None,
        version=code_block(
            [Code(f"import {context.names.package}"), BLANK, Code(f"print({context.names.package}.__version__)")]
        ),
    )
