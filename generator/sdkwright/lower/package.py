"""The whole package as views, each with the template that prints it and the path that it goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.lower.client import client_module
from sdkwright.lower.collect import collect_module
from sdkwright.lower.emit import Code, ident, string
from sdkwright.lower.pages import pagination_module
from sdkwright.lower.params import params_module
from sdkwright.lower.project import project_files
from sdkwright.lower.resources import resource_module
from sdkwright.lower.seam import base_client_view, exceptions_view, root_view, seam_view, version_view
from sdkwright.lower.testing import test_files
from sdkwright.lower.types import type_module
from sdkwright.lower.views import InitView, LazyExport
from sdkwright.lower.wrappers import resource_classes
from sdkwright.name.modules import SHARED, type_packages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.lower.context import Context
    from sdkwright.name.table import TypeModule


class Page(NamedTuple):
    """One file to render: `template` prints `view` to `path`."""

    path: str
    template: str
    view: object


class Package(NamedTuple):
    """An SDK: pages, the runtime folders to copy, and data files such as goldens (path, text)."""

    name: str
    pages: tuple[Page, ...]
    data: tuple[tuple[str, str], ...]


def lower_package(context: Context) -> Package:
    around, data = lower_surroundings(context)
    return Package(context.names.package, (*lower_source(context), *around), data)


def lower_source(context: Context) -> Iterator[Page]:
    """The modules of the package itself."""
    root = f"src/{context.names.package}"
    yield Page(f"{root}/__init__.py", "root.py.j2", root_view(context))
    yield Page(f"{root}/_base_client.py", "base_client.py.j2", base_client_view(context))
    yield Page(f"{root}/_client.py", "client.py.j2", client_module(context))
    yield Page(f"{root}/_exceptions.py", "exceptions.py.j2", exceptions_view(context))
    yield Page(f"{root}/_seam.py", "seam.py.j2", seam_view(context))
    yield Page(f"{root}/_version.py", "version.py.j2", version_view(context))
    yield from type_pages(context, root)
    yield from resource_pages(context, root)
    if context.api.page_schemes:
        yield Page(f"{root}/pagination.py", "pagination.py.j2", pagination_module(context))


def lower_surroundings(context: Context) -> tuple[list[Page], tuple[tuple[str, str], ...]]:
    """What lies beside the package: its project's files, its docs, its tests with their data."""
    tests, goldens = test_files(context)
    return [Page(*each) for each in (*project_files(context), *tests)], goldens


def type_pages(context: Context, root: str) -> Iterator[Page]:
    modules = context.names.modules
    packages = packages_of(modules, type_packages(context.api, context.names.resources))
    for module in modules:
        path = f"{root}/types/{'/'.join(module.name.dotted)}.py"
        if module.role == "collect":
            yield Page(path, "collect.py.j2", collect_module(context, module))
        else:
            write = params_module if module.role == "params" else type_module
            yield Page(path, "types_module.py.j2", write(context, module))
    for package in sorted(packages):
        path = "/".join((root, "types", *package, "__init__.py"))
        yield Page(path, "lazy_init.py.j2", types_init(context, package, modules, packages))


def packages_of(modules: tuple[TypeModule, ...], others: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Every package that holds a module, those that are there besides, and all above them; `types` itself is always
    there.
    """
    found: set[tuple[str, ...]] = {()}
    for package in {*others, *(module.name.package for module in modules)}:
        found.update(package[: depth + 1] for depth in range(len(package)))
    return found


def types_init(
    context: Context, package: tuple[str, ...], modules: tuple[TypeModule, ...], packages: set[tuple[str, ...]]
) -> InitView:
    """A package of types exports what each of its modules is there for."""
    names = {module.root_name: module.name.module for module in modules if module.name.package == package}
    if not package:
        shared = {each.root_name: ".".join(each.name.dotted) for each in modules if each.name.package == SHARED}
        names = {**shared, **names}
    below = sorted(
        {each[len(package)] for each in packages if len(each) == len(package) + 1 and each[: len(package)] == package}
    )
    return init_view(context, names, tuple(below), depth=len(package) + 1)


def init_view(context: Context, names: dict[str, str], packages: tuple[str, ...], *, depth: int) -> InitView:
    return InitView(
        comment=context.comment,
        helper=Code("." * (depth + 1) + "_lazy"),
        exports=tuple(
            LazyExport(ident(each), Code(f".{names[each]}"), string(each), string(f".{names[each]}"))
            for each in sorted(names)
        ),
        packages=tuple(string(each) for each in packages),
    )


def resource_pages(context: Context, root: str) -> Iterator[Page]:
    """One module for each resource that has methods, and the packages that hold them. Each package exports its own
    classes, and those of the packages inside it, apart from standalone ones.
    """
    packages: dict[tuple[str, ...], dict[str, str]] = {(): {}}
    for resource in context.api.walk():
        names = context.names.resources[resource.path]
        if resource.is_standalone:
            packages.setdefault(names.module[:-1], {})
        if not resource.has_methods or resource.is_client:
            continue
        yield Page(
            f"{root}/resources/{'/'.join(names.module)}.py", "resource.py.j2", resource_module(context, resource)
        )
        classes = resource_classes(context, resource)
        homes = {names.module[:-1]: names.module[-1]}
        if resource.offered and not resource.is_standalone:
            homes[names.module[:-2]] = names.module[-2]
        for package, module in homes.items():
            packages.setdefault(package, {}).update(dict.fromkeys(classes, module))
    above = {package[:depth] for package in packages for depth in range(len(package))}
    for package in sorted(packages.keys() | above):
        path = "/".join((root, "resources", *package, "__init__.py"))
        exports = packages.get(package, {})
        yield Page(path, "lazy_init.py.j2", init_view(context, exports, (), depth=len(package) + 1))
