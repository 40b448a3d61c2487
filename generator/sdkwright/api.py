"""The intermediate form: what an API means, in no language and with no `$ref` left.

`resolve` makes it, `name` and `lower` read it. Every value is frozen: definitions are named tuples, since classes of
those are made in a seventh of the time; references are dataclasses, which are equal only to their own kind. Type
definitions refer to each other by id (the JSON pointer of their schema), so that recursion is ordinary; references are
a closed set that is matched exhaustively. Wire names (paths, parameters, properties) stand here as the document writes
them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from sdkwright.api_client import ClientOption, Environment, Info, SecurityKind, SecurityScheme, ServerVariable
from sdkwright.api_types import (
    Alias,
    Docs,
    Enum,
    Json,
    JsonScalar,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Object,
    Pointer,
    Property,
    Reference,
    Scalar,
    ScalarKind,
    TypeDef,
    TypeId,
    TypeRef,
    Union,
    UnionOf,
    Unknown,
    Variant,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CLIENT",
    "Alias", "Api", "Body", "BodyKind", "ClientOption", "Collect", "CollectField", "CollectLast", "CollectList",
    "CollectPairs", "CollectText", "Docs", "Encoding", "Enum", "Environment", "Examples", "Framing", "Info", "Json",
    "JsonScalar", "ListOf", "LiteralOf", "MapOf", "MethodAlias", "Model", "Nullable", "Object", "Operation",
    "PageField", "PageScheme", "Paging", "Parameter", "ParameterPlace", "Pointer", "Property", "Reference", "Resource",
    "Response", "ResponseKind", "Scalar", "ScalarKind", "Security", "SecurityKind", "SecurityScheme", "ServerVariable",
    "Streaming", "Take", "Timeout", "TypeDef", "TypeId", "TypeRef", "Union", "UnionOf", "Unknown", "Variant",
    "WebhookMethod",
]  # fmt: skip

Security: TypeAlias = "tuple[tuple[str, ...], ...]"
ParameterPlace: TypeAlias = Literal["path", "query", "header", "cookie"]
Framing: TypeAlias = Literal["sse", "jsonl"]
BodyKind: TypeAlias = Literal["json", "form", "multipart", "binary", "text"]
ResponseKind: TypeAlias = Literal["json", "sse", "jsonl", "binary", "text", "empty"]


# --- operations ----------------------------------------------------------------------------------------------------


class Parameter(NamedTuple):
    """`style` and `explode` as OpenAPI 3.1 defines them. `content_type`: the value travels as a text of that media type
    (`content` instead of `schema`). `allow_reserved`: reserved characters are not percent-encoded. `called` is the name
    that the document wants it to have in the SDK, where it says so.
    """

    wire_name: str
    place: ParameterPlace
    type: TypeRef
    required: bool
    docs: Docs
    source: Pointer
    style: str
    explode: bool
    content_type: str | None = None
    allow_reserved: bool = False
    called: str | None = None


class Encoding(NamedTuple):
    """How one property of a form or multipart body travels (OpenAPI 3.1, Encoding Object); None: nothing is said."""

    content_type: str | None = None
    style: str | None = None
    explode: bool | None = None
    allow_reserved: bool = False


NO_ENCODINGS: Mapping[str, Encoding] = MappingProxyType({})


class Body(NamedTuple):
    """`encodings` by the wire name of the property. `argument` is the config's name for the body as one argument.
    `may_be_left_out`: a call may send no body, so none of its properties is needed.
    """

    media_type: str
    kind: BodyKind
    type: TypeRef
    required: bool
    docs: Docs
    source: Pointer
    encodings: Mapping[str, Encoding] = NO_ENCODINGS
    argument: str | None = None
    may_be_left_out: bool = False


class Response(NamedTuple):
    """`status` is as written: a code, a range such as `2XX`, or `default`. `envelope` is the property of the answer
    that holds what `type` tells of, where that is not all of it.
    """

    status: str
    kind: ResponseKind
    media_type: str | None
    type: TypeRef | None
    docs: Docs
    source: Pointer
    envelope: str | None = None


class PageField(NamedTuple):
    """One declared field of a pagination scheme's request or response; `purpose` is the config's word for its role.
    `fields` are those of an object, where one of them has a purpose; `default` is the number that a count begins at;
    `header` is that of the response which carries the field.
    """

    wire_name: str
    type: TypeRef
    purpose: str | None
    fields: tuple[PageField, ...] = ()
    default: int | None = None
    header: str | None = None


class PageScheme(NamedTuple):
    """A way of paging that several operations share; `items` is the response field that holds the page's items, `place`
    where the request says which page it wants. `whole_body`: an answer that is an array is the items itself. `item`
    is the property of an item that asks for what follows it, of the kind `cursor_id`. `goes_on`: a page without items
    need not be the last.
    """

    name: str
    kind: str
    request: tuple[PageField, ...]
    response: tuple[PageField, ...]
    items: str
    place: Literal["query", "body"] = "query"
    whole_body: bool = False
    item: PageField | None = None
    description: str | None = None
    goes_on: bool = False


class Paging(NamedTuple):
    """How one operation uses a scheme."""

    scheme: str
    item: TypeRef


class Take(NamedTuple):
    """A value out of a stream: the property `take` of events tagged `event`; the whole event where `take` is None."""

    event: str
    take: str | None = None


class CollectText(NamedTuple):
    """Text that arrives in pieces (`delta`) and whole at the end of each run of pieces (`final`)."""

    name: str
    delta: Take
    final: Take | None


class CollectLast(NamedTuple):
    name: str
    last: Take


class CollectList(NamedTuple):
    name: str
    each: Take


class CollectPairs(NamedTuple):
    """Events of two kinds that belong together by the equal value of the property `on`."""

    name: str
    first: str
    second: str
    on: str


CollectField: TypeAlias = "CollectText | CollectLast | CollectList | CollectPairs"


class Collect(NamedTuple):
    """How the events of a stream add up to one value."""

    name: str
    fields: tuple[CollectField, ...]


class Streaming(NamedTuple):
    """The operation answers a stream of `event`s, always or when the boolean argument `param_discriminator` is true;
    otherwise it answers `Operation.success`. `by_default`: it is true where it is left out. `accepted`: whether the
    request names the media type as one that it accepts.
    """

    event: TypeRef
    param_discriminator: str | None = None
    collect: Collect | None = None
    framing: Framing = "sse"
    media_type: str = "text/event-stream"
    by_default: bool = False
    accepted: bool = True


NO_EXAMPLES: Mapping[str, Json] = MappingProxyType({})


class Examples(NamedTuple):
    """Examples of the document; None where it has none. `transcript` is the text of an event stream."""

    parameters: Mapping[str, Json] = NO_EXAMPLES
    body: Json = None
    has_body: bool = False
    response: Json = None
    has_response: bool = False
    transcript: str | None = None


class Timeout(NamedTuple):
    """How long a request may take; None: as long as it does."""

    seconds: float | None


class Operation(NamedTuple):
    """`name` is the word that the config (or the naming rules) gives the method inside its resource.

    `success` is the answer that decides the method's type; `successes` are all documented ones when they count,
    `success` first. `security` are alternatives, each a set of scheme names that are needed together; an empty one is
    a call without credentials, None is the API's default. `server_url` replaces the client's base URL. `positional` are
    the wire names of the arguments that may be given by position, in that order. `deprecation` says what to use
    instead. `max_retries` and `timeout` stand for the client's.
    `response_property` is what examples print of the answer, False for all of it; `skip_tests` why tests of it do not
    run.
    """

    id: str
    name: str
    http_method: str
    path: str
    docs: Docs
    parameters: tuple[Parameter, ...]
    body: Body | None
    success: Response
    errors: tuple[Response, ...]
    paging: Paging | None
    streaming: Streaming | None
    examples: Examples
    source: Pointer
    successes: tuple[Response, ...] = ()
    security: Security | None = None
    server_url: str | None = None
    positional: tuple[str, ...] = ()
    deprecation: str | None = None
    max_retries: int | None = None
    timeout: Timeout | None = None
    response_property: str | Literal[False] | None = None
    skip_tests: str | None = None


CLIENT = "$client"
"""The word for what belongs to the client itself, as configs write it."""


class MethodAlias(NamedTuple):
    """A second name of a method: `operation` is the id of what it calls; `deprecation` says what to use instead."""

    name: str
    operation: str
    deprecation: str | None = None


class Resource(NamedTuple):
    """`path` is the words that lead to it from the client: `("store", "pets")`; `(CLIENT,)` for the client itself. A
    standalone one is a package of its own: in the SDK's resources, its types and its reference.
    """

    path: tuple[str, ...]
    operations: tuple[Operation, ...]
    children: tuple[Resource, ...]
    models: tuple[Model, ...]
    description: str | None = None
    webhooks: tuple[WebhookMethod, ...] = ()
    is_standalone: bool = False
    aliases: tuple[MethodAlias, ...] = ()

    @property
    def is_client(self) -> bool:
        """Whether its methods are those of the client itself."""
        return self.path == (CLIENT,)

    @property
    def has_methods(self) -> bool:
        """Whether it, or one inside it, offers anything to call; one that does not only groups models."""
        return bool(self.operations or self.webhooks or self.offered)

    @property
    def answers(self) -> bool:
        """Whether it, or one inside it, has a method that sends a request: only those have a response to show."""
        return bool(self.operations) or any(each.answers for each in self.children)

    @property
    def offered(self) -> tuple[Resource, ...]:
        """The children that have methods."""
        return tuple(each for each in self.children if each.has_methods)


class Model(NamedTuple):
    """A definition that has a name and a home of its own, which the config gives it. `is_forced`: even if nothing uses
    it. `is_bare`: its typed dict, if that is alone, is called as the model is.
    """

    name: str
    type: TypeId
    is_forced: bool = False
    is_bare: bool = False


# --- the API -------------------------------------------------------------------------------------------------------


class WebhookMethod(NamedTuple):
    """A method that reads or verifies what the API sent. `key_option` is the client option that holds the secret, None
    where signatures are not verified; `event` is None where nothing is read.
    """

    id: str
    name: str
    event: TypeRef | None
    verifies: bool
    key_option: str | None
    docs: Docs
    source: Pointer


class Api(NamedTuple):
    """`security` are the alternatives that calls need where their operation says nothing; None: every credential that
    is there is sent with every call. `shared` are models that belong to no resource: those under `$shared` in the
    config. `answers` are all types that come from the API, whole, whatever part of them methods return.
    `contents` are those of envelopes that are models: what they are called, all places call them.
    """

    info: Info
    environments: tuple[Environment, ...]
    options: tuple[ClientOption, ...]
    schemes: tuple[SecurityScheme, ...]
    types: Mapping[TypeId, TypeDef]
    page_schemes: tuple[PageScheme, ...]
    resources: tuple[Resource, ...]
    security: Security | None = None
    shared: tuple[Model, ...] = ()
    answers: tuple[TypeRef, ...] = ()
    contents: frozenset[TypeId] = frozenset()

    @property
    def offered(self) -> tuple[Resource, ...]:
        """The outermost resources that have methods, without the client itself."""
        return tuple(each for each in self.resources if each.has_methods and not each.is_client)

    @property
    def client(self) -> Resource | None:
        """What belongs to the client itself."""
        return next((each for each in self.resources if each.is_client), None)

    def walk(self) -> list[Resource]:
        """Every resource, parents before children."""
        found: list[Resource] = []
        queue = list(self.resources)
        while queue:
            resource = queue.pop(0)
            found.append(resource)
            queue[:0] = resource.children
        return found
