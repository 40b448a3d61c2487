"""The `resolve` stage: `Document`, `Config` → `Api`. Decides what the API means, in no language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Api, Info
from sdkwright.load import Document, Refs
from sdkwright.resolve.auth import client_options, environments, security_schemes
from sdkwright.resolve.nodes import mapping, text
from sdkwright.resolve.operations import OperationReader
from sdkwright.resolve.paging import page_schemes, placed
from sdkwright.resolve.resources import ResourceReader
from sdkwright.resolve.schemas import SchemaResolver
from sdkwright.resolve.streaming import model_ids
from sdkwright.resolve.tags import with_literal_tags
from sdkwright.resolve.unhonoured import report_unhonoured

if TYPE_CHECKING:
    from sdkwright.config import Config
    from sdkwright.diagnostics import Diagnostics

__all__ = ["resolve"]


def resolve(document: Document, config: Config, sink: Diagnostics) -> Api:
    """What the document and the config say together. What cannot be expressed becomes `Unknown`, with a diagnostic."""
    refs = Refs(document, sink)
    models = model_ids(config)
    schemas = SchemaResolver(
        document, refs, sink, named=frozenset(models.values()), sort=config.settings.sort_schema_properties
    )
    reader = OperationReader(document, refs, schemas, sink)
    pages = page_schemes(config, sink)
    tree = ResourceReader(document, config, reader, schemas, pages, models, sink)
    resources = tree.read(config.resources, ("resources",), ())
    tree.report_unused()
    report_unhonoured(config, sink)
    schemes = security_schemes(document, config)
    info = mapping(document.root.get("info"))
    return Api(
        info=Info(text(info.get("title")) or "API", text(info.get("version")) or "0", text(info.get("description"))),
        environments=environments(document, config, sink),
        options=client_options(config, schemes, sink),
        schemes=schemes,
        types=with_literal_tags({each: schemas.types[each] for each in sorted(schemas.types)}),
        page_schemes=placed(pages, resources, schemas.types),
        resources=resources,
    )
