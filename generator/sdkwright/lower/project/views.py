"""Views of the files around the package. Every string in them is text that an emitter made for its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sdkwright.lower.emit import Code, Markdown, Toml


class PlainView(NamedTuple):
    """A file that is the same for every API."""


class TomlPair(NamedTuple):
    key: Toml
    value: Toml


class ProjectView(NamedTuple):
    """`pyproject.toml`. `source` is the package's folder; `oldest_target` the lowest supported Python as `py39`,
    `oldest_typed` and `oldest_checked` the lowest, as `3.9`, that pyright and mypy check for.
    """

    distribution: Toml
    source: Toml
    version: Toml
    description: Toml
    license: Toml | None
    license_file: Toml | None
    requires_python: Toml
    author: Toml
    email: Toml | None
    urls: tuple[TomlPair, ...]
    classifiers: tuple[Toml, ...]
    oldest_typed: Toml
    oldest_target: Toml
    oldest_checked: Toml


class LicenseView(NamedTuple):
    holder: Markdown
    identifier: Markdown
    contents: Markdown


class ProseView(NamedTuple):
    """What CHANGELOG, CONTRIBUTING and SECURITY mention of the SDK."""

    name: Markdown
    title: Markdown
    version: Markdown
    package: Markdown
    repository: Markdown | None
    contact: Markdown | None
    docs: Markdown | None
    policy: Markdown | None
    terms: tuple[Markdown, ...]


# --- api.md --------------------------------------------------------------------------------------------------------


class ApiSectionView(NamedTuple):
    """The types of a resource, or its methods; shared types have no title but their heading."""

    title: Markdown | None
    body: Markdown


class ApiResourceView(NamedTuple):
    heading: Markdown
    sections: tuple[ApiSectionView, ...]


class ApiDocView(NamedTuple):
    resources: tuple[ApiResourceView, ...]

    @property
    def blocks(self) -> tuple[Markdown, ...]:
        """Headings, titles and listings, in the order in which they are read."""
        found: list[Markdown | None] = []
        for resource in self.resources:
            found += [resource.heading, *(text for each in resource.sections for text in (each.title, each.body))]
        return tuple(each for each in found if each is not None)


# --- README --------------------------------------------------------------------------------------------------------


class RetryFacts(NamedTuple):
    """How often, and seconds. `keyed`: the attempts of a call share an idempotency key."""

    attempts: Code
    first_delay: Code
    longest_delay: Code
    keyed: Code | None


class EnvironmentRow(NamedTuple):
    name: Markdown
    url: Markdown


class BasicsBlocks(NamedTuple):
    """Examples that every API with a plain method gets."""

    usage: Markdown
    usage_async: Markdown
    aiohttp: Markdown
    extra: Markdown
    errors: Markdown
    pickling: Markdown
    retries: Markdown
    timeouts: Markdown
    raw: Markdown
    raw_async: Markdown
    streamed: Markdown
    requests: Markdown
    closing: Markdown
    strict: Markdown


class ModelBlocks(NamedTuple):
    """Examples around a response that is a model. `missing` needs a property that may be absent."""

    dump: Markdown
    request_id: Markdown
    missing: Markdown | None


class OmitBlock(NamedTuple):
    argument: Markdown
    code: Markdown


class PagingBlocks(NamedTuple):
    method: Markdown
    items: Markdown
    items_async: Markdown
    pages: Markdown
    by_hand: Markdown


class StreamingBlocks(NamedTuple):
    """`typed` and `matched` need events that are a union of models, `collected` a configured collector."""

    method: Markdown
    events: Markdown
    events_async: Markdown
    typed: Markdown | None
    matched: Markdown | None
    collector: Markdown | None
    collected: Markdown | None
    collected_async: Markdown | None
    reconnect: Markdown | None


class ClientBlocks(NamedTuple):
    """Examples about the client itself; they send nothing."""

    proxy: Markdown
    base_url: Markdown
    environment: Markdown | None
    version: Markdown


class AccessRow(NamedTuple):
    """A security scheme, and the options and environment variables that feed it."""

    scheme: Markdown
    arguments: tuple[Markdown, ...]
    variables: tuple[Markdown, ...]


class AccessBlocks(NamedTuple):
    """Credentials of an API whose calls differ in what they need; `fetched` where tokens are got by the client."""

    rows: tuple[AccessRow, ...]
    several: Code | None
    needed: Code | None
    certificate: Code | None
    fetched: Markdown | None


class WebhookBlocks(NamedTuple):
    method: Code
    code: Markdown
    verifies: Code | None
    secret: Markdown | None


class ReadmeView(NamedTuple):
    title: Markdown
    name: Markdown
    about: Markdown | None
    docs: Markdown | None
    screencast: Markdown | None
    files: Markdown
    install: Markdown
    install_aiohttp: Markdown
    package: Code
    async_client: Code
    error_class: Code
    base_url_variable: Markdown
    logging: Markdown
    key_variables: tuple[Markdown, ...]
    timeout: Code
    retry: RetryFacts
    requires_python: Markdown
    environments: tuple[EnvironmentRow, ...]
    client: ClientBlocks
    basics: BasicsBlocks | None
    model: ModelBlocks | None
    omit: OmitBlock | None
    nested: Markdown | None
    upload: Markdown | None
    paging: PagingBlocks | None
    streaming: StreamingBlocks | None
    contact: Markdown | None
    access: AccessBlocks | None
    webhooks: WebhookBlocks | None
    server_options: tuple[Markdown, ...]
    typed_errors: Code | None = None
