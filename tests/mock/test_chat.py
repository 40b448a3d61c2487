"""The API of `spec/` end to end through its generated SDK, with no code of its own behind it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sdkwright.mock import Settings, serving

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "generated" / "python" / "src"))

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_cloud import LlamaCloud


@pytest.fixture
def sdk() -> Iterator[LlamaCloud]:
    from llama_cloud import LlamaCloud

    settings = Settings(stateful=True, pause=0)
    with (
        serving(config=ROOT / "spec" / "sdkwright.yml", settings=settings) as url,
        LlamaCloud(api_key="any", base_url=url, max_retries=0) as client,
    ):
        yield client


def test_a_conversation(sdk: LlamaCloud) -> None:
    from llama_cloud import NotFoundError
    from llama_cloud.types.beta import ChatTurn

    assert list(sdk.beta.chat.list()) == []
    session = sdk.beta.chat.create(index_ids=["idx-1"])
    assert (session.index_ids, session.generated_title) == (["idx-1"], None)
    assert session.session_id.startswith("ses-")
    assert sdk.beta.chat.retrieve(session.session_id).events == []

    titled = sdk.beta.chat.set_title(session.session_id, first_message="What were the main findings?")
    assert titled.generated_title
    assert (titled.session_id, titled.index_ids) == (session.session_id, ["idx-1"])
    assert sdk.beta.chat.get_summary(session.session_id).generated_title == titled.generated_title

    with sdk.beta.chat.stream(session.session_id, index_ids=["idx-1"], prompt="And now?") as stream:
        events = list(stream)
    assert events[-1].type == "stop"
    assert ChatTurn.from_events(iter(events)).text
    kept = sdk.beta.chat.retrieve(session.session_id)
    assert [each.type for each in kept.events] == [each.type for each in events]
    assert kept.last_updated_at > session.last_updated_at

    sdk.beta.chat.delete(session.session_id)
    for call in (sdk.beta.chat.retrieve, sdk.beta.chat.get_summary, sdk.beta.chat.delete):
        with pytest.raises(NotFoundError):
            call(session.session_id)


def test_sessions_come_page_by_page(sdk: LlamaCloud) -> None:
    created = [sdk.beta.chat.create().session_id for _ in range(5)]
    first = sdk.beta.chat.list(page_size=2)
    assert [each.session_id for each in first.items] == created[:2]
    assert [each.session_id for each in sdk.beta.chat.list(page_size=2)] == created


def test_what_is_wrong_is_told(sdk: LlamaCloud) -> None:
    from llama_cloud import UnprocessableEntityError

    with pytest.raises(UnprocessableEntityError) as caught:
        sdk.beta.chat.list(page_size=1000)
    assert "page_size" in str(caught.value)
