"""Pages of the list method over several requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from llama_cloud import AsyncLlamaCloud, LlamaCloud, PaginationLoopError
from llama_cloud.pagination import AsyncPaginatedCursor, SyncPaginatedCursor

from tests.chat_server import Fault
from tests.chat_server.store import Scope

if TYPE_CHECKING:
    from tests.chat_server import RunningServer

SESSIONS = [f"ses-{number}" for number in range(10)]
NEWEST_FIRST = SESSIONS[::-1]


@pytest.fixture(autouse=True)
def sessions(server: RunningServer) -> None:
    for session_id in SESSIONS:
        server.store.create(Scope("org-1", "default"), session_id, None)


def test_iterating_goes_over_all_pages(server: RunningServer, client: LlamaCloud) -> None:
    found = client.beta.chat.list(page_size=3, organization_id="org-1")
    assert isinstance(found, SyncPaginatedCursor)
    assert [item.session_id for item in found] == NEWEST_FIRST
    queries = [request.query for request in server.faults.seen]
    assert len(queries) == 4
    assert queries[0] == "organization_id=org-1&page_size=3"
    assert all(query.startswith("organization_id=org-1&page_size=3&page_token=") for query in queries[1:])


def test_pages_by_hand(client: LlamaCloud) -> None:
    page = client.beta.chat.list(page_size=4, organization_id="org-1")
    sizes = [len(page.items)]
    while page.has_next_page():
        assert page.next_page_info() is not None
        page = page.get_next_page()
        sizes.append(len(page.items))
    assert sizes == [4, 4, 2]
    assert page.next_page_info() is None
    assert page.next_page_token is None
    pages = client.beta.chat.list(page_size=4, organization_id="org-1").iter_pages()
    assert [len(page.items) for page in pages] == [4, 4, 2]


def test_a_page_can_be_asked_for_by_its_token(client: LlamaCloud) -> None:
    first = client.beta.chat.list(page_size=6, organization_id="org-1")
    second = client.beta.chat.list(page_size=6, page_token=first.next_page_token, organization_id="org-1")
    assert [item.session_id for item in second.items] == NEWEST_FIRST[6:]


def test_nothing_is_asked_for_beyond_what_is_read(server: RunningServer, client: LlamaCloud) -> None:
    for item in client.beta.chat.list(page_size=3, organization_id="org-1"):
        if item.session_id == NEWEST_FIRST[2]:
            break
    assert len(server.faults.seen) == 1


def test_a_repeated_page_token_does_not_loop_for_ever(server: RunningServer, client: LlamaCloud) -> None:
    server.faults.add(Fault("repeat_page_token", match="GET", times=100))
    with pytest.raises(PaginationLoopError):
        list(client.beta.chat.list(page_size=3, organization_id="org-1"))
    assert len(server.faults.seen) <= 4


def test_a_failing_page_raises_where_it_is_reached(server: RunningServer, client: LlamaCloud) -> None:
    from llama_cloud import InternalServerError

    found: list[str] = []
    pages = client.with_options(max_retries=0).beta.chat.list(page_size=3, organization_id="org-1")
    server.faults.add(Fault("500", match="GET"))
    with pytest.raises(InternalServerError):
        found.extend(item.session_id for item in pages)
    assert found == NEWEST_FIRST[:3]


@pytest.mark.anyio
async def test_async_iteration_first_page_and_pages(async_client: AsyncLlamaCloud) -> None:
    async with async_client as client:
        listed = client.beta.chat.list(page_size=3, organization_id="org-1")
        assert [item.session_id async for item in listed] == NEWEST_FIRST
        first = await client.beta.chat.list(page_size=3, organization_id="org-1")
        assert isinstance(first, AsyncPaginatedCursor)
        assert [item.session_id for item in first.items] == NEWEST_FIRST[:3]
        assert first.has_next_page()
        second = await first.get_next_page()
        assert [item.session_id for item in second.items] == NEWEST_FIRST[3:6]
        assert [len(page.items) async for page in first.iter_pages()] == [3, 3, 3, 1]


@pytest.mark.anyio
async def test_async_loop_guard(server: RunningServer, async_client: AsyncLlamaCloud) -> None:
    server.faults.add(Fault("repeat_page_token", match="GET", times=100))
    async with async_client as client:
        with pytest.raises(PaginationLoopError):
            [item async for item in client.beta.chat.list(page_size=3, organization_id="org-1")]
    assert len(server.faults.seen) <= 4
