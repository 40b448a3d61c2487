"""Documents from a URL that refer to files beside them."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from sdkwright.load import FILES

from tests.unit.load.folders import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator


class Site(ThreadingHTTPServer):
    """Texts by path; a text that begins with '->' is a redirect. `asked` gathers the paths that were asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.texts: dict[str, str] = {}
        self.asked: list[tuple[str, str | None]] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["authorization"]))
        text = self.server.texts.get(self.path.partition("?")[0])
        self.send_response(404 if text is None else 302 if text.startswith("->") else 200)
        if text is not None and text.startswith("->"):
            self.send_header("location", text[2:])
        body = (text or "").encode()
        self.send_header("content-type", "text/plain")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def load(url: str) -> Loaded:
    return Loaded(url, allow_urls=True, allow_private_hosts=True)


def api(*refs: str) -> str:
    schemas = "".join(f"    S{number}: {{items: {{$ref: '{ref}'}}}}\n" for number, ref in enumerate(refs))
    return f"openapi: 3.1.0\ncomponents:\n  schemas:\n{schemas}"


def test_files_of_the_same_origin_are_read(site: Site) -> None:
    site.texts = {
        "/v1/api.yaml": api("schemas/pet.json", "/common.yaml#/x"),
        "/v1/schemas/pet.json": '{"properties": {"o": {"$ref": "../owner.json"}}}',
        "/v1/owner.json": '{"type": "object"}',
        "/common.yaml": "x: {type: string}\n",
    }
    found = load(f"http://user:secret@127.0.0.1:{site.server_port}/v1/api.yaml?key=secret#x")
    assert list(found.root[FILES]) == ["/common.yaml", "owner.json", "schemas/pet.json"]
    pet = found.deref("/components/schemas/S0/items")
    assert found.deref(pet[1] + "/properties/o")[0] == {"type": "object"}
    assert found.deref("/components/schemas/S1/items")[0] == {"type": "string"}
    assert found.codes == []
    # The user's credentials are the origin's; the query belongs to the one file.
    assert site.asked[0][0] == "/v1/api.yaml?key=secret"
    assert all(authorization for _, authorization in site.asked)
    assert sorted(path for path, _ in site.asked[1:]) == ["/common.yaml", "/v1/owner.json", "/v1/schemas/pet.json"]
    assert found.document.url == f"{site.url}/v1/api.yaml"
    assert "secret" not in repr(found.document.root) + found.document.display_name


def test_references_are_relative_to_where_the_document_came_from(site: Site) -> None:
    site.texts = {"/latest": "->/v2/api.yaml", "/v2/api.yaml": api("pet.yaml"), "/v2/pet.yaml": "type: object\n"}
    found = load(f"{site.url}/latest")
    assert found.deref("/components/schemas/S0/items")[0] == {"type": "object"}
    assert found.document.url == f"{site.url}/v2/api.yaml"


def test_other_origins_are_not_asked(site: Site) -> None:
    other = Site()
    try:
        refs = [
            f"{other.url}/x.yaml",
            f"//127.0.0.1:{other.server_port}/x",
            "file:///etc/passwd",
            f"http://u:p@127.0.0.1:{site.server_port}/x",
        ]
        site.texts = {"/api.yaml": api(*refs)}
        found = load(f"{site.url}/api.yaml")
        for number in range(len(refs)):
            pointer = f"/components/schemas/S{number}/items"
            assert found.refs.deref(found.refs.at(pointer), pointer) is None
        assert found.codes == ["SW027", "SW027", "SW013", "SW027"]
        assert other.asked == []
        assert len(site.asked) == 1
    finally:
        other.server_close()


def test_a_file_that_redirects_elsewhere_is_not_read(site: Site) -> None:
    other = Site()
    try:
        site.texts = {"/api.yaml": api("away.yaml", "gone.yaml"), "/away.yaml": f"->{other.url}/x"}
        found = load(f"{site.url}/api.yaml")
        for number in (0, 1):
            pointer = f"/components/schemas/S{number}/items"
            assert found.refs.deref(found.refs.at(pointer), pointer) is None
        assert [each.code for each in found.sink] == ["SW020", "SW020"]
        assert next(each.message for each in found.sink).endswith("redirects to another origin")
        assert other.asked == []
    finally:
        other.server_close()
