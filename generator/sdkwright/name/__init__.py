"""The `name` stage: `Api`, `Config` → `NameTable`. The one place where things get their names.

Per scope, all that needs a name is gathered first and then settled together (`scope.settle`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sdkwright.api import CLIENT
from sdkwright.config.model import PyPI
from sdkwright.name.files import file_stem
from sdkwright.name.modules import TypeModules
from sdkwright.name.operations import method_names, operation_names
from sdkwright.name.properties import attribute_names, key_names
from sdkwright.name.renames import report_renames
from sdkwright.name.reserved import (
    CLIENT_ATTRIBUTES,
    CONSTRUCTOR_NAMES,
    FOREIGN_MODULES,
    KEYWORDS,
    MODEL_ATTRIBUTES,
    PAGE_ATTRIBUTES,
    RESOURCE_ATTRIBUTES,
    RESOURCE_BASES,
    RESOURCE_MODULE_NAMES,
    ROOT_NAMES,
    TYPE_MODULE_NAMES,
)
from sdkwright.name.scope import Claim, settle
from sdkwright.name.table import ClientNames, NameTable, OperationNames, ResourceNames
from sdkwright.name.words import Casing, identifier, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sdkwright.api import Api, Pointer, Resource
    from sdkwright.config import Config
    from sdkwright.diagnostics import Diagnostics, Place

__all__ = ["NameTable", "name"]


def name(api: Api, config: Config, sink: Diagnostics, place: Callable[[Pointer], Place]) -> NameTable:
    """Settle every name. What could not keep its own is reported as SW301."""
    casing = casing_of(config)
    client = client_names(api, config, casing)
    resources = resource_names(api, casing, client, "Resource" if config.sdkwright.resource_suffix else "")
    pages = page_names(api, casing)
    operations = all_operation_names(api, resources, pages, casing, client)
    report_renames(api, resources, operations, casing, sink, place)
    modules = TypeModules(api, casing, resources, operations)
    package = package_name(config, api, casing)
    return NameTable(
        package=package,
        distribution=distribution_name(config, package),
        client=client,
        resources=resources,
        operations=operations,
        webhooks=webhook_names(api, operations, resources, casing, client),
        method_aliases=alias_names(api, operations, resources, casing, client),
        modules=modules.all(),
        circles=modules.circles,
        homes=modules.homes,
        aliases=modules.aliases,
        properties=attribute_names(api, casing, sink, place, keep_model_free=keeps_model_free(config)),
        keys=key_names(api, casing),
        page_classes=pages,
        page_fields=page_field_names(api, casing),
        page_parts=page_part_names(api, casing, pages),
        collects=modules.collects,
    )


def keeps_model_free(config: Config) -> bool:
    """Whether no attribute begins with `model_`, as in SDKs whose models warn of such."""
    python = config.targets.python
    return config.compat and not (python and python.options.disable_pydantic_namespace_protection)


def casing_of(config: Config) -> Casing:
    custom: dict[str, dict[str, Any]] = {}
    plurals: dict[str, str] = {}
    for written, chosen in config.custom_casings.items():
        word = phrase(written)
        said = chosen.model_dump(exclude_none=True)
        plural = said.pop("plural", {})
        custom[word] = {**said, **said.pop("singular", {})}
        if plural:
            many = phrase(plural.get("snake") or f"{word}s")
            custom[many], plurals[many] = plural, custom[word].get("snake", word)
    return Casing(custom, plurals)


def phrase(written: str) -> str:
    """A word in lower case, or the words of several with spaces between."""
    words = re.split(r"[\W_]+", written)
    return " ".join(words_of(written)) if len(words) > 1 else written.lower()


def package_name(config: Config, api: Api, casing: Casing) -> str:
    python = config.targets.python
    chosen = (python.package_name if python else None) or config.organization.name or api.info.title
    found = casing.snake(chosen)
    return f"{found}_sdk" if found in KEYWORDS | FOREIGN_MODULES else found


def distribution_name(config: Config, package: str) -> str:
    """The name on PyPI, normalised as the index does (PEP 503) only in what it forbids."""
    python = config.targets.python
    pypi = python.publish.pypi if python else None
    chosen = pypi.package_name if isinstance(pypi, PyPI) else None
    chosen = chosen or (python.project_name if python else None) or package
    return re.sub(r"[^A-Za-z0-9._-]+", "-", chosen).strip("-._") or package


def client_names(api: Api, config: Config, casing: Casing) -> ClientNames:
    chosen = config.client_settings.client_name or config.client_settings.default_client_name
    client = identifier(chosen, capital=True) if chosen else casing.pascal(config.organization.name or api.info.title)
    if client in KEYWORDS or {client, f"Async{client}"} & ROOT_NAMES:
        client = f"{client}Client" if client != "Client" else "APIClient"
    error = f"{client}Error" if f"{client}Error" not in ROOT_NAMES else f"{client}ClientError"
    claims = [
        Claim(each.name, (casing.snake(each.name), casing.snake(each.name, "option")), each.name)
        for each in api.options
    ]
    options = settle(claims, taken=CLIENT_ATTRIBUTES | CONSTRUCTOR_NAMES | KEYWORDS, fold=False).names
    prefix = config.client_settings.default_env_prefix or env_prefix(chosen or config.organization.name, client, casing)
    # Not `PREFIX_PORT`: Kubernetes sets that for each service, to something else.
    own = {each.name: f"{prefix}_SERVER_{options[each.name].upper()}" for each in api.options if each.own_env}
    return ClientNames(
        sync_class=client,
        async_class=f"Async{client}",
        error_class=error,
        options=options,
        env_prefix=prefix,
        envs={**own, **{each.name: each.read_env for each in api.options if each.read_env}},
    )


def env_prefix(written: str, client: str, casing: Casing) -> str:
    """The name as the config writes it, in capitals; that of the client's class where it writes none."""
    return casing.snake(written or client).upper()


def resource_names(api: Api, casing: Casing, client: ClientNames, suffix: str) -> dict[tuple[str, ...], ResourceNames]:
    """What belongs to the client itself is called after it. Without a `suffix`, a class of a resource still has one
    where its module imports something of its name.
    """
    own = ResourceNames(
        "client",
        "client",
        client.sync_class,
        ("_client",),
        client.sync_class,
        client.async_class,
        (),
        (),
        is_client=True,
    )
    found: dict[tuple[str, ...], ResourceNames] = {(CLIENT,): own}
    options = frozenset(client.options.values())
    imported = RESOURCE_MODULE_NAMES | TYPE_MODULE_NAMES | {client.sync_class}

    def descend(
        resources: tuple[Resource, ...], folder: tuple[str, ...], package: tuple[str, ...], above: str = ""
    ) -> None:
        taken = (RESOURCE_ATTRIBUTES if package else CLIENT_ATTRIBUTES | options) | KEYWORDS
        claims = [
            Claim(
                each.path,
                (casing.snake(each.path[-1]), casing.snake(each.path[-1], "resource")),
                "/".join(each.path),
                True,
            )
            for each in resources
        ]
        attributes = settle(claims, taken=taken).names
        words = class_words(attributes, casing)
        classes = resource_classes(attributes, casing, above)
        for own in resources:
            attribute = attributes[own.path]
            is_package = bool(own.offered) or own.is_standalone
            module = resource_module(attribute, folder, is_package=is_package)
            below = (*package, file_stem(attribute))
            ending = "Resource" if {classes[own.path], f"Async{classes[own.path]}"} & imported else suffix
            found[own.path] = ResourceNames(
                attribute=attribute,
                word=words[own.path],
                module=module,
                package=below if own.is_standalone else package,
                below=below,
                title=classes[own.path],
                sync_class=f"{classes[own.path]}{ending}",
                async_class=f"Async{classes[own.path]}{ending}",
            )
            descend(own.children, module[:-1] if is_package else module, below, classes[own.path])

    descend(tuple(each for each in api.resources if not each.is_client), (), ())
    return found


def class_words(attributes: Mapping[tuple[str, ...], str], casing: Casing) -> dict[tuple[str, ...], str]:
    """The word that classes of a resource's types begin with: the singular, unless a resource beside it has that."""
    claims = [
        Claim(path, (casing.singular(attribute), attribute), attribute, casing.singular(attribute) == attribute)
        for path, attribute in attributes.items()
    ]
    return settle(claims).names


def resource_module(attribute: str, folder: tuple[str, ...], *, is_package: bool) -> tuple[str, ...]:
    """A resource with children, or a standalone one, is a package that holds a module of the same name; so no child
    may have that name.
    """
    stem = file_stem(attribute)
    if folder[-1:] == (stem,):
        stem = f"{stem}_resource"
    return (*folder, stem, stem) if is_package else (*folder, stem)


def resource_classes(
    attributes: Mapping[tuple[str, ...], str], casing: Casing, above: str
) -> dict[tuple[str, ...], str]:
    """What the classes of resources side by side are called, without `Resource`. One package exports them together
    with the classes of the resource `above` them.
    """
    claims: list[Claim[tuple[str, ...]]] = []
    for path, attribute in attributes.items():
        kept = casing.snake(path[-1]) == attribute
        word = casing.pascal(path[-1] if kept else attribute)
        more = (f"{above}{word}", casing.pascal(attribute, "resource"))
        claims.append(Claim(path, (word, *more), attribute, kept))
    return settle(claims, taken={above, *RESOURCE_BASES}, fold=False).names


def page_names(api: Api, casing: Casing) -> dict[str, tuple[str, str]]:
    claims = [Claim(each.name, (casing.pascal(each.name),), each.name) for each in api.page_schemes]
    return {key: (f"Sync{value}", f"Async{value}") for key, value in settle(claims).names.items()}


def page_field_names(api: Api, casing: Casing) -> dict[tuple[str, str], str]:
    """(scheme, wire name) to the attribute of the page class; (scheme, "outer/inner") to that of one inside it, or of
    an item.
    """
    found: dict[tuple[str, str], str] = {}
    for scheme in api.page_schemes:
        groups = [("", scheme.response)]
        groups += [(f"{each.wire_name}/", each.fields) for each in scheme.response if each.fields]
        groups += [(f"{scheme.items}/", (scheme.item,))] if scheme.item else []
        for before, fields in groups:
            claims = [
                Claim(each.wire_name, (casing.snake(each.wire_name), casing.snake(each.wire_name) + "_"), f"{index:04}")
                for index, each in enumerate(fields)
            ]
            names = settle(claims, taken=MODEL_ATTRIBUTES | PAGE_ATTRIBUTES | KEYWORDS, fold=False).names
            for wire_name, py_name in names.items():
                found[scheme.name, before + wire_name] = py_name
    return found


def page_part_names(api: Api, casing: Casing, pages: Mapping[str, tuple[str, str]]) -> dict[tuple[str, str], str]:
    """(scheme, wire name) to the class of the object in that field of its pages; of the items, to what the scheme reads
    of one.
    """
    claims = [
        Claim((scheme.name, scheme.items), (casing.pascal(scheme.name, "item"),), f"{scheme.name}/{scheme.items}")
        for scheme in api.page_schemes
        if scheme.item
    ]
    claims += [
        Claim(
            (scheme.name, each.wire_name),
            (casing.pascal(scheme.name, each.wire_name), casing.pascal(scheme.name, each.wire_name, "part")),
            f"{scheme.name}/{each.wire_name}",
        )
        for scheme in api.page_schemes
        for each in scheme.response
        if each.fields
    ]
    taken = {name for both in pages.values() for name in both} | {"BaseModel", "BasePage", "PageInfo"}
    return settle(claims, taken=taken, fold=False).names


def attributes_beside(
    api: Api, resource: Resource, resources: Mapping[tuple[str, ...], ResourceNames], client: ClientNames
) -> frozenset[str]:
    """What the class of a resource has beside its methods, and what they would hide."""
    if resource.is_client:
        return CLIENT_ATTRIBUTES | {*client.options.values(), *(resources[each.path].attribute for each in api.offered)}
    own = resources[resource.path].attribute
    return RESOURCE_ATTRIBUTES | {f"_{own}", *(resources[each.path].attribute for each in resource.children)}


def all_operation_names(
    api: Api,
    resources: dict[tuple[str, ...], ResourceNames],
    pages: dict[str, tuple[str, str]],
    casing: Casing,
    client: ClientNames,
) -> dict[str, OperationNames]:
    found: dict[str, OperationNames] = {}
    for resource in api.walk():
        beside = attributes_beside(api, resource, resources, client)
        methods = method_names(resource.operations, casing, beside, keeps_private=not resource.is_client)
        for each in resource.operations:
            page = pages.get(each.paging.scheme) if each.paging else None
            found[each.id] = operation_names(api, each, resources[resource.path], methods[each.id], casing, page)
    return found


def alias_names(
    api: Api,
    operations: Mapping[str, OperationNames],
    resources: Mapping[tuple[str, ...], ResourceNames],
    casing: Casing,
    client: ClientNames,
) -> dict[tuple[str, ...], str]:
    """Second names of methods, by the path of their resource and the config's word: beside the first names."""
    found: dict[tuple[str, ...], str] = {}
    for resource in api.walk():
        taken = {operations[each.id].method for each in resource.operations} | KEYWORDS
        taken |= attributes_beside(api, resource, resources, client)
        claims: list[Claim[tuple[str, ...]]] = [
            Claim((*resource.path, each.name), (casing.snake(each.name), casing.snake(each.name, "method")), each.name)
            for each in resource.aliases
        ]
        found.update(settle(claims, taken=taken, fold=False).names)
    return found


def webhook_names(
    api: Api,
    operations: Mapping[str, OperationNames],
    resources: Mapping[tuple[str, ...], ResourceNames],
    casing: Casing,
    client: ClientNames,
) -> dict[str, str]:
    """Methods for webhooks, by id: beside those that send requests, which keep their names."""
    found: dict[str, str] = {}
    for resource in api.walk():
        taken = {operations[each.id].method for each in resource.operations} | KEYWORDS
        taken |= attributes_beside(api, resource, resources, client)
        claims = [
            Claim(each.id, (casing.snake(each.name), casing.snake(each.name, "webhook")), each.id)
            for each in resource.webhooks
        ]
        found.update(settle(claims, taken=taken, fold=False).names)
    return found
