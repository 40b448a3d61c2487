"""Keys that a config may hold and that have no effect: each is told, so that nobody takes it for done.

A key that would change the SDK gives a warning; one that is about what sdkwright does not make (samples for the pages
of documentation, mock servers, releases) a note. Not told are keys of other targets' own, names of diagnostics that
another tool ignores, and keys that only repeat what is the case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.config import Config, Method, Resource
    from sdkwright.config.model import PythonOptions
    from sdkwright.diagnostics import Diagnostics

# Requests that READMEs of other SDKs show.
NOT_SHOWN = frozenset({"default_headers", "http_agent"})
Found = tuple[tuple[str | int, ...], str]


def report_unhonoured(config: Config, sink: Diagnostics) -> None:
    """A diagnostic for each such key that says what is lost."""
    for keys, lost in (*of_document(config), *of_resources(config.resources, ("resources",))):
        sink.add("SW250", f"`{keys[-1]}` has no effect yet: {lost}", at=config.place(*keys))
    for keys, meant in (*of_others(config), *of_names(config.resources, ("resources",))):
        sink.add("SW251", f"`{keys[-1]}` has no effect: {meant}", at=config.place(*keys))


def of_document(config: Config) -> Iterator[Found]:
    for name, option in config.client_settings.opts.items():
        if option.type == "null":
            yield ("client_settings", "opts", name, "type"), "the option is text that may be left out"
    for name, scheme in config.security_schemes.items():
        if scheme.auth is not None and scheme.auth.custom is not None:
            at = ("security_schemes", name, "x-stainless-auth", "custom")
            yield at, "the credential is sent as the scheme says"
    python = config.targets.python
    for name in sorted(python.options.model_extra or {}) if python is not None else ():
        yield ("targets", "python", "options", name), "there is no such option of the Python SDK"
    if config.errors.union is not None:
        yield ("errors", "union"), "bodies of errors have the types that the document gives them"


def of_others(config: Config) -> Iterator[Found]:
    """What is about other things than the SDK."""
    if config.openapi.code_samples is not None:
        yield ("openapi", "code_samples"), "no document with samples of code is made"
    if config.openapi.code_sample_languages is not None:
        yield ("openapi", "code_sample_languages"), "no document with samples of code is made"
    if config.settings.mock_server is not None:
        yield ("settings", "mock_server"), "the tests of the SDK need no server"
    if config.organization.upload_spec is not None:
        yield ("organization", "upload_spec"), "the document goes nowhere"
    if config.codeflow is not None:
        yield ("codeflow",), "releases are up to the repository of the SDK"
    if config.readme.example_types is not None:
        yield ("readme", "example_types"), "api.md lists the types"
    for name, example in config.readme.example_requests.items():
        at = ("readme", "example_requests", name)
        if name in NOT_SHOWN:
            yield at, "the README shows no such request"
        if example.example_properties is not None:
            yield (*at, "example_properties"), "examples show calls that succeed"
    if config.client_settings.default_client_example_name is not None:
        yield ("client_settings", "default_client_example_name"), "examples call the client `client`"
    for name, option in config.client_settings.opts.items():
        at = ("client_settings", "opts", name)
        if option.required_in_tests is not None:
            yield (*at, "required_in_tests"), "tests of the SDK give every credential"
    python = config.targets.python
    if python is not None and python.publish.release is not None:
        yield ("targets", "python", "publish", "release"), "releases are up to the repository of the SDK"
    if python is not None:
        yield from of_options(python.options)
    if python is not None and python.staging_repo is not None:
        yield ("targets", "python", "staging_repo"), "the SDK is written to a folder"


def of_options(options: PythonOptions) -> Iterator[Found]:
    at = ("targets", "python", "options")
    if options.use_uv is not None:
        yield (*at, "use_uv"), "any installer reads the project file"
    if options.websockets_extra_name is not None:
        yield (*at, "websockets_extra_name"), "no WebSockets are opened"


def of_resources(resources: Mapping[str, Resource], keys: tuple[str, ...]) -> Iterator[Found]:
    for word, resource in resources.items():
        here = (*keys, word)
        if resource.custom:
            yield (*here, "custom"), "the resource has what the config lists; code of your own lies in `lib/`"
        for name, model in resource.models.items():
            if model.param_model is not None:
                yield (*here, "models", name, "param_model"), "`to_dict` gives what requests take"
        for name, method in resource.methods.items():
            yield from of_method(method, (*here, "methods", name))
        yield from of_resources(resource.subresources, (*here, "subresources"))


def of_names(resources: Mapping[str, Resource], keys: tuple[str, ...]) -> Iterator[Found]:
    """Names of types that only other languages have."""
    for word, resource in resources.items():
        for name, method in resource.methods.items():
            if method.streaming is not None and method.streaming.params_type_name is not None:
                at = (*keys, word, "methods", name, "streaming", "params_type_name")
                yield at, "the arguments of a method have one type, with and without a stream"
        yield from of_names(resource.subresources, (*keys, word, "subresources"))


def of_method(method: Method, keys: tuple[str, ...]) -> Iterator[Found]:
    if method.type not in ("http", "alias", "webhook_unwrap", "webhook_verify"):
        yield (*keys, "type"), f"no method of the kind {method.type} is made"
    for name in ("request_body", "response"):
        if getattr(method, name) is not None:
            yield (*keys, name), "what the document says holds"
