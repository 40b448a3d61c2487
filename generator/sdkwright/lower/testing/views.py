"""What the templates of the generated tests see."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sdkwright.lower.emit import Code


class CaseView(NamedTuple):
    """A call and the golden file of its exchange."""

    form: Code
    golden: Code
    arguments: Code


class PathView(NamedTuple):
    """Calls whose path parameter `name` is empty, and full of what would end a path segment: that gives `path`."""

    name: Code
    empty: Code
    hostile: Code
    path: Code


class ErrorView(NamedTuple):
    """`model` is the class of the error's parsed body, where the document tells one."""

    status: Code
    error_class: Code
    model: Code | None


class StatusView(NamedTuple):
    """A success status beside the first: a call that gets it, and what it must give. `name` is part of the test's."""

    name: Code
    golden: Code
    arguments: Code
    answer_class: Code | None
    empty: Code | None
    binary: Code | None


class PagesView(NamedTuple):
    """Paging over two golden pages that hold `total` items in all."""

    golden: Code
    total: Code


class MethodTestsView(NamedTuple):
    """The tests of a method. `plain` is the case that all but the first tests call.

    At most one of `stream`, `page` (the attribute of its items), `empty`, `binary` (the content) is there; else the
    answer is a value, of the class `answer_class` where it has one. `asked` is the call that asks for a stream where
    others give a value; `models`: some errors have one.
    """

    name: Code
    plain: CaseView
    cases: tuple[CaseView, ...]
    answer_class: Code | None
    stream: Code | None
    page: Code | None
    empty: Code | None
    binary: Code | None
    pages: PagesView | None
    errors: tuple[ErrorView, ...]
    errors_golden: Code
    paths: tuple[PathView, ...]
    marks: tuple[Code, ...]
    statuses: tuple[StatusView, ...] = ()
    asked: CaseView | None = None
    models: Code | None = None


class TestFlavourView(NamedTuple):
    """Sync or async: the words in which their tests differ.

    `argument` is the client as an argument of a test; `resource` leads from it to the resource, `call` awaits that.
    """

    class_name: Code
    argument: Code
    resource: Code
    call: Code
    define: Code
    wait: Code
    context: Code
    for_each: Code
    mark: Code | None


class ResourceTestsView(NamedTuple):
    """The tests of a resource."""

    comment: Code
    package: Code
    type_imports: tuple[Code, ...]
    flavours: tuple[TestFlavourView, ...]
    methods: tuple[MethodTestsView, ...]


class OptionTestView(NamedTuple):
    """A constructor argument: `env` is its variable, `required` whether the client refuses to be made without it. A
    client whose variable is set to `said` has `found`; `equals` compares.
    """

    name: Code
    value: Code
    said: Code
    found: Code
    equals: Code
    env: Code | None
    required: Code | None


class WebhookTestView(NamedTuple):
    """A method that reads or verifies webhooks: `call` leads to it from the client."""

    name: Code
    method: Code
    call: Code
    verifies: Code | None


class ClientTestsView(NamedTuple):
    """What the tests of the client and of the package as a whole need to know."""

    comment: Code
    package: Code
    sync_class: Code
    async_class: Code
    error_class: Code
    options: tuple[OptionTestView, ...]
    base_url_env: Code
    base_url: Code | None
    idempotency_header: Code | None
    secret_header: Code
    secret_value: Code | None
    needs_credentials: Code | None
    webhooks: tuple[WebhookTestView, ...]
