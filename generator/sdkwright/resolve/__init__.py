"""The `resolve` stage: `Document`, `Config` → `Api`. Decides what the API means, in no language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Api, Info
from sdkwright.load import Document, Refs
from sdkwright.resolve.answer_models import answer_models
from sdkwright.resolve.finder import Finder
from sdkwright.resolve.inheritance import with_bases
from sdkwright.resolve.loops import without_loops
from sdkwright.resolve.models import model_ids, models_of, places_of
from sdkwright.resolve.nodes import mapping, text
from sdkwright.resolve.operations import OperationReader
from sdkwright.resolve.page_schemes import page_schemes
from sdkwright.resolve.paging import placed
from sdkwright.resolve.places import Places
from sdkwright.resolve.resources import ResourceReader
from sdkwright.resolve.schemas import SchemaResolver
from sdkwright.resolve.security import client_options, security_reader, security_schemes
from sdkwright.resolve.servers import ServerReader, environments, with_variables
from sdkwright.resolve.tags import with_literal_tags
from sdkwright.resolve.unhonoured import report_unhonoured
from sdkwright.resolve.webhooks import WebhookReader

if TYPE_CHECKING:
    from sdkwright.config import Config
    from sdkwright.diagnostics import Diagnostics

__all__ = ["resolve"]


def resolve(document: Document, config: Config, sink: Diagnostics) -> Api:
    """What the document and the config say together. What cannot be expressed becomes `Unknown`, with a diagnostic."""
    refs = Refs(document, sink)
    pointers = model_ids(config)
    places = places_of(pointers.values(), document, refs)
    models = {name: places[pointer] for name, pointer in pointers.items()}
    schemas = SchemaResolver(
        document,
        refs,
        sink,
        named=frozenset(models.values()),
        sort=config.settings.sort_schema_properties,
        infer_tags=not config.compat,
        loose=config.compat,
    )
    reader = OperationReader(document, refs, schemas, sink, count_all_answers=config.settings.responses == "all")
    pages = page_schemes(config, sink)
    finder = Finder(document, refs)
    servers = environments(document, config, sink)
    schemes = security_schemes(document, config, refs, sink)
    options = with_variables(client_options(config, schemes, sink), servers)
    security = security_reader(document, config, schemes, options)
    webhooks = WebhookReader(document, config, finder, schemas, sink)
    tree = ResourceReader(
        document,
        config,
        reader,
        schemas,
        pages,
        models,
        places,
        security,
        ServerReader(finder, servers),
        webhooks,
        sink,
    )
    shared = tree.shared(config.resources, ("resources",))
    resources = tree.read(config.resources, ("resources",), ())
    tree.report_unused()
    report_unhonoured(config, sink)
    info = mapping(document.root.get("info"))
    shared = (*shared, *answer_models(resources, frozenset(models.values()), schemas.types))
    contents = tree.contents()
    homes = frozenset(each.type for each in (*shared, *models_of(resources))) | contents
    types = with_literal_tags(without_loops({each: schemas.types[each] for each in sorted(schemas.types)}))
    copies = Places(with_bases(types, schemas.lineages, homes), homes)
    copies.models()
    return Api(
        info=Info(text(info.get("title")) or "API", text(info.get("version")) or "0", text(info.get("description"))),
        environments=servers,
        options=options,
        schemes=schemes,
        page_schemes=placed(pages, resources, schemas.types),
        resources=tuple(copies.resource(each) for each in resources),
        types=copies.types,
        shared=shared,
        answers=tree.answers(),
        contents=contents,
        security=security.default,
    )
