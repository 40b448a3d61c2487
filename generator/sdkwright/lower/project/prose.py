"""Views of CHANGELOG, CONTRIBUTING, SECURITY and LICENSE."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdkwright.lower.emit import Markdown, plain_text, url
from sdkwright.lower.project.facts import api_name, contact, docs_url, repository, sdk_title, web_url
from sdkwright.lower.project.licenses import spdx_expression
from sdkwright.lower.project.markdown import link, literal_text
from sdkwright.lower.project.views import LicenseView, ProseView

if TYPE_CHECKING:
    from sdkwright.config.model import License
    from sdkwright.lower.context import Context


def prose_view(context: Context) -> ProseView:
    home, docs, organization = repository(context), docs_url(context), context.config.organization
    policy = web_url(organization.security_policy_url)
    return ProseView(
        name=literal_text(api_name(context)),
        title=literal_text(sdk_title(context)),
        version=version_text(context.version),
        package=Markdown(context.names.package),
        repository=url(home) if home else None,
        contact=address(contact(context, security=True)),
        docs=link(docs, docs) if docs else None,
        policy=link(policy, policy) if policy else None,
        terms=tuple(literal_text(each) for each in paragraphs(organization.security_policy_terms)),
    )


def paragraphs(text: str | None) -> list[str]:
    return [each for each in re.split(r"\n[ \t]*\n", plain_text(text or "")) if each.strip()]


def version_text(version: str) -> Markdown:
    """A version (PEP 440) as it stands, so that tools find it in the changelog's headings."""
    return Markdown(version) if re.fullmatch(r"[0-9A-Za-z.+!-]+", version) else literal_text(version)


def address(found: str | None) -> Markdown | None:
    """A link to whom to write to: an e-mail address or a web page."""
    if found is None:
        return None
    return link(found, found if "://" in found else f"mailto:{found}")


def license_view(context: Context, chosen: License) -> LicenseView:
    """LICENSE is plain text: nothing in it is markup."""
    holder = api_name(context)
    return LicenseView(
        holder=Markdown(plain_text(holder)),
        identifier=Markdown(spdx_expression(chosen.name)),
        contents=Markdown(plain_text(chosen.contents or "").strip()),
    )
