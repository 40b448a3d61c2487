"""What templates see: values whose text is already right, in the order in which it is printed. Nothing here is computed
by a template; a template loops, and asks at most whether something is there. They are named tuples because those are
made seven times faster than dataclasses when the module is imported, and the tool starts for every check."""

from __future__ import annotations

from typing import NamedTuple

from sdkwright.lower.emit import Code


class Header(NamedTuple):
    """`imports` are executed, `checked` stand indented below `if TYPE_CHECKING`."""

    comment: Code
    imports: Code
    checked: Code | None


# --- types ---------------------------------------------------------------------------------------------------------


# A line of a class's body; formatters do not count comments.
LONGEST_LINE = 116


class FieldView(NamedTuple):
    name: Code
    annotation: Code
    default: Code | None
    docstring: Code | None
    pragma: Code | None = None

    @property
    def declaration(self) -> Code:
        """In one line, but for a long one with a comment, which has to stay where it begins."""
        text = f"{self.name}: {self.annotation}" + (f" = {self.default}" if self.default else "")
        if not self.pragma:
            return Code(text)
        head, bracket, rest = text.partition("[")
        is_long = bool(bracket) and len(text) > LONGEST_LINE
        return Code(f"{head}[  {self.pragma}\n        {rest}" if is_long else f"{text}  {self.pragma}")


class ClassView(NamedTuple):
    """`extra` declares the type of keys that are no fields, where the document gives one."""

    name: Code
    bases: Code
    docstring: Code | None
    fields: tuple[FieldView, ...]
    extra: Code | None

    @property
    def head(self) -> Code:
        return Code(f"class {self.name}({self.bases}):")

    @property
    def body(self) -> tuple[Code, ...]:
        """What stands below the class's head, each part behind four columns."""
        parts = [self.docstring] if self.docstring else []
        parts += [
            Code(field.declaration + (f"\n    {field.docstring}" if field.docstring else "")) for field in self.fields
        ]
        if self.extra:
            parts.append(self.extra)
        return tuple(parts) or (Code("pass"),)


class AliasView(NamedTuple):
    """`executed` is the value at run time where type checkers take another: of an alias that contains itself."""

    name: Code
    expression: Code
    docstring: Code | None = None
    executed: Code | None = None

    @property
    def head(self) -> Code:
        text = f"{self.name}: TypeAlias = {self.expression}"
        if self.executed is not None:
            text = f"if TYPE_CHECKING:\n    {text}\nelse:\n    {self.name} = {self.executed}"
        return Code(f"{text}\n{self.docstring}" if self.docstring else text)

    @property
    def body(self) -> tuple[Code, ...]:
        return ()


class LateImportView(NamedTuple):
    """Imports that stand below the classes that need them."""

    head: Code
    body: tuple[Code, ...] = ()


class TypeModuleView(NamedTuple):
    """`exports` stands between the brackets of `__all__`; `blocks` are ordered so that each can be evaluated."""

    header: Header
    exports: Code
    blocks: tuple[ClassView | AliasView | LateImportView, ...]


class CollectRule(NamedTuple):
    """What a collector does with events that fit."""

    condition: Code
    statement: Code


class CollectView(NamedTuple):
    """A value that the events of a stream add up to."""

    header: Header
    exports: tuple[Code, ...]
    name: Code
    event: Code
    docstring: Code
    pairs: tuple[ClassView, ...]
    fields: tuple[FieldView, ...]
    properties: tuple[FieldView, ...]
    rules: tuple[CollectRule, ...]


class LazyExport(NamedTuple):
    name: Code
    module: Code
    key: Code
    target: Code


class InitView(NamedTuple):
    """An `__init__` whose names are imported when they are first used."""

    comment: Code
    helper: Code
    exports: tuple[LazyExport, ...]
    packages: tuple[Code, ...]


# --- resources -----------------------------------------------------------------------------------------------------


class ArgumentView(NamedTuple):
    name: Code
    annotation: Code
    default: Code | None

    @property
    def declaration(self) -> Code:
        return Code(f"{self.name}: {self.annotation}" + (f" = {self.default}" if self.default else ""))


class EntryView(NamedTuple):
    """A key of a dict display and its value."""

    key: Code
    value: Code


class OverloadView(NamedTuple):
    """One of the signatures that type checkers see instead of that of the method itself."""

    keyword: tuple[ArgumentView, ...]
    returns: Code


class MethodView(NamedTuple):
    """One method in one flavour. `path` stands behind the method of HTTP where the client has no function for that;
    `required` are the arguments that each kind of call needs; `parts` are its arguments for what is sent, `options`
    those of the request, `arguments` tell the type of the answer.
    """

    definition: Code
    name: Code
    positional: tuple[ArgumentView, ...]
    keyword: tuple[ArgumentView, ...]
    returns: Code
    docstring: Code
    headers: Code | None
    request: Code
    close: Code
    path: Code
    page_import: Code | None
    form: Code | None
    parts: tuple[Code, ...]
    query: Code | None
    arguments: tuple[Code, ...]
    deprecated: Code | None
    overloads: tuple[OverloadView, ...] = ()
    options: tuple[Code, ...] = ()
    required: Code | None = None


class WebhookView(NamedTuple):
    """A method that reads a webhook. `chosen` is the key that its signature is verified with."""

    name: Code
    verifies: Code | None
    key: Code
    tolerance: Code | None
    chosen: Code
    returns: Code
    docstring: Code
    result: Code | None


class ChildView(NamedTuple):
    """A resource below this one, or below the client."""

    attribute: Code
    class_name: Code
    module: Code
    docstring: Code


class WrapperView(NamedTuple):
    """A class with the methods of the class `wrapped`, which give responses here. `attribute` leads to it and `owner`
    back; `gives` and `instead` are prose.
    """

    class_name: Code
    wrapped: Code
    attribute: Code
    owner: Code
    function: Code
    gives: Code
    instead: Code
    methods: tuple[MethodView, ...]
    children: tuple[ChildView, ...]


class ResourceFlavourView(NamedTuple):
    """The sync or the async class, with those that give its responses. `client` is an expression for the client."""

    class_name: Code
    base: Code
    docstring: Code
    methods: tuple[MethodView, ...]
    webhooks: tuple[WebhookView, ...]
    client: Code
    children: tuple[ChildView, ...]
    wrappers: tuple[WrapperView, ...]


class ResourceView(NamedTuple):
    header: Header
    exports: tuple[Code, ...]
    flavours: tuple[ResourceFlavourView, ...]


# --- client, package -----------------------------------------------------------------------------------------------


class OptionView(NamedTuple):
    """An argument of the client's constructor that credentials or headers come from."""

    name: Code
    annotation: Code
    parameter: Code
    env: Code | None
    read: Code | None
    kept: Code
    default: Code | None
    missing: Code | None


class ClientFlavourView(NamedTuple):
    """Sync or async; `tokens` is the class that keeps tokens of OAuth 2. `client` is the word for itself."""

    class_name: Code
    bases: Code
    http_client: Code
    docstring: Code
    client: Code
    children: tuple[ChildView, ...]
    methods: tuple[MethodView, ...]
    webhooks: tuple[WebhookView, ...]
    wrappers: tuple[WrapperView, ...]
    stream_class: Code | None
    tokens: Code
    async_header: Code
    alias: Code


class PerCallView(NamedTuple):
    """The credentials of a client whose calls differ in what they need. `grants` are exchanged for tokens."""

    schemes: tuple[Code, ...]
    security: Code | None
    credentials: tuple[Code, ...]
    grants: tuple[Code, ...]


class EnvironmentView(NamedTuple):
    name: Code
    url: Code


class ClientView(NamedTuple):
    header: Header
    exports: tuple[Code, ...]
    error_class: Code
    options: tuple[OptionView, ...]
    auth_headers: tuple[Code, ...] | None
    option_headers: tuple[Code, ...]
    option_query: tuple[Code, ...]
    option_cookies: tuple[Code, ...]
    per_call: PerCallView | None
    server_url: Code | None
    own_servers: bool
    offers_environments: bool
    stays: Code | None
    no_base_url: Code
    environments: tuple[EnvironmentView, ...]
    default_environment: Code
    base_url_env: Code
    two_servers: Code
    querystring: Code
    telemetry_header: Code | None
    default_headers: tuple[EntryView, ...]
    flavours: tuple[ClientFlavourView, ...]


class SeamView(NamedTuple):
    comment: Code
    title: Code
    distribution: Code
    log_env: Code
    telemetry_prefix: Code
    idempotency_header: Code
    timeout: Code
    max_retries: Code
    initial_delay: Code
    max_delay: Code
    loose_unions: Code
    secret_headers: tuple[Code, ...]
    secret_query: tuple[Code, ...]
    message_property: tuple[Code, ...]
    stream_rules: tuple[Code, ...]
    reads_lines: bool
    error_class: Code
    error_docstring: Code


class PagePartView(NamedTuple):
    """The class of an object inside a page, or the protocol of what it reads of an item."""

    name: Code
    fields: tuple[FieldView, ...]


class PageClassView(NamedTuple):
    """`settings` are statements before the fields, `more` is what the answer says of whether another page follows."""

    name: Code
    bases: Code
    docstring: Code | None
    settings: tuple[Code, ...]
    fields: tuple[FieldView, ...]
    items: Code
    next_page: tuple[Code, ...]
    more: Code | None


class PaginationView(NamedTuple):
    header: Header
    exports: tuple[Code, ...]
    parts: tuple[PagePartView, ...]
    items: tuple[PagePartView, ...]
    classes: tuple[PageClassView, ...]


class RootView(NamedTuple):
    """The package's `__init__`."""

    comment: Code
    exports: tuple[LazyExport, ...]
    packages: tuple[Code, ...]


class VersionView(NamedTuple):
    comment: Code
    title: Code
    version: Code
