"""Names that generated classes must leave to what they inherit."""

from __future__ import annotations

from runtime._models import BaseModel
from runtime._pages import BaseAsyncPage, BaseSyncPage
from sdkwright.name.reserved import MODEL_ATTRIBUTES, PAGE_ATTRIBUTES


def test_all_that_a_page_does_is_reserved() -> None:
    public = {name for page in (BaseSyncPage, BaseAsyncPage) for name in dir(page) if not name.startswith("_")}
    assert public - set(dir(BaseModel)) == PAGE_ATTRIBUTES
    assert not PAGE_ATTRIBUTES & MODEL_ATTRIBUTES
