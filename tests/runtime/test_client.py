"""What a request looks like, and what can be set where."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from runtime._base_client import DEFAULT_TIMEOUT, FinalRequestOptions, make_request_options, merge_headers
from runtime._types import Omit, omit

from tests.runtime.transport_support import KEY, Client, Server, Thing, answer, async_client, client


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def build(made: Client, **options: Any) -> httpx.Request:
    given: dict[str, Any] = {"method": "get", "url": "/things", **options}
    return made._build_request(FinalRequestOptions(**given))


def test_headers_of_a_plain_call() -> None:
    server = Server(answer())
    client(server).things.get("1")
    headers = server.last.headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers["accept"] == "application/json"
    assert headers["user-agent"] == "Client/Python 1.2.3"
    assert headers["x-stainless-lang"] == "python"
    assert headers["x-stainless-async"] == "false"
    assert headers["x-stainless-retry-count"] == "0"
    assert headers["x-stainless-read-timeout"] == "60.0"
    assert "content-type" not in headers
    assert "idempotency-key" not in headers
    assert len(headers.multi_items()) == len({name for name, _ in headers.multi_items()})


@pytest.mark.anyio
async def test_async_telemetry_names_the_library() -> None:
    server = Server(answer())
    await async_client(server).things.get("1")
    assert server.last.headers["x-stainless-async"] == "async:asyncio"


def test_json_body_drops_omitted_values_and_keeps_null() -> None:
    server = Server(answer())
    client(server).post("/things", body={"a": omit, "b": None, "c": {"d": omit, "e": 1}}, cast_to=Thing)
    assert server.last.content == b'{"b":null,"c":{"e":1}}'
    assert server.last.headers["content-type"] == "application/json"
    assert server.last.headers["content-length"] == str(len(server.last.content))


def test_extra_body_is_merged_into_the_body() -> None:
    server = Server(answer())
    options = make_request_options(extra_body={"b": None, "c": 3})
    client(server).post("/things", body={"a": 1, "b": 2}, options=options, cast_to=Thing)
    assert json.loads(server.last.content) == {"a": 1, "b": None, "c": 3}


def test_multipart_form_without_files_stays_multipart() -> None:
    server = Server(answer())
    options = make_request_options(extra_headers={"Content-Type": "multipart/form-data; boundary=xyz"})
    client(server).post("/things", body={"tags": ["a", "b"], "n": omit}, options=options, cast_to=Thing)
    assert server.last.headers["content-type"] == "multipart/form-data; boundary=xyz"
    assert server.last.content.count(b'name="tags[]"') == 2
    assert b'"n"' not in server.last.content


def test_files_get_a_boundary_of_their_own() -> None:
    server = Server(answer())
    client(server).post("/things", files={"file": ("a.txt", b"hello")}, cast_to=Thing)
    assert server.last.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'filename="a.txt"' in server.last.content


def test_urlencoded_body() -> None:
    server = Server(answer())
    options = make_request_options(extra_headers={"Content-Type": "application/x-www-form-urlencoded"})
    client(server).post("/things", body={"a": "x y", "b": omit}, options=options, cast_to=Thing)
    assert server.last.content == b"a=x+y"


def test_body_and_content_exclude_each_other() -> None:
    with pytest.raises(TypeError, match="`body` and `content`"):
        client(Server(answer())).post("/things", body={}, content=b"x", cast_to=Thing)


def test_bytes_as_body_are_deprecated() -> None:
    server = Server(answer())
    with pytest.deprecated_call(match="Passing raw bytes as `body` is deprecated"):
        client(server).post("/things", body=b"raw", cast_to=Thing)
    assert server.last.content == b"raw"


def test_query_of_client_call_and_path_are_merged() -> None:
    made = client(Server(answer()), default_query={"a": "1", "b": "2"})
    request = build(made, url="/things?beta=true", params={"b": "3", "c": omit})
    assert str(request.url) == "https://api.example.com/things?beta=true&a=1&b=3"


def test_encoded_path_is_kept() -> None:
    request = build(client(Server(answer())), url="/files/a%2Fb?beta=true", params={"limit": "10"})
    assert request.url.raw_path == b"/files/a%2Fb?beta=true&limit=10"


@pytest.mark.parametrize("base", ["http://localhost:5000/custom/path", "http://localhost:5000/custom/path/"])
def test_base_url_with_and_without_slash(base: str) -> None:
    made = Client(base_url=base)
    assert made.base_url == "http://localhost:5000/custom/path/"
    assert build(made, url="/foo").url == "http://localhost:5000/custom/path/foo"
    made.base_url = httpx.URL("https://other.example/v2")
    assert build(made, url="foo").url == "https://other.example/v2/foo"


@pytest.mark.parametrize(
    "url", ["ftp://a.example", "localhost:5000", "/v1", "https://user:hunter2@a.example", "https://a/?k=hunter2"]
)
def test_base_url_that_is_refused_is_not_shown(url: str) -> None:
    with pytest.raises(ValueError, match="base_url must") as caught:
        Client(base_url=url)
    assert "hunter2" not in str(caught.value)


def test_header_layers_ignore_case_and_omit_removes() -> None:
    made = client(Server(answer()), default_headers={"X-Foo": "client", "user-agent": Omit()})
    headers = build(made, headers={"x-foo": "call", "AUTHORIZATION": Omit(), "X-Stainless-Lang": Omit()}).headers
    assert headers.get_list("x-foo") == ["call"]
    assert "authorization" not in headers
    assert "user-agent" not in headers
    assert "x-stainless-lang" not in headers


def test_omit_removes_a_header_that_httpx_would_send() -> None:
    assert "accept-encoding" not in build(client(Server(answer())), headers={"Accept-Encoding": Omit()}).headers


def test_changed_key_is_used_by_the_next_call() -> None:
    server = Server(answer())
    made = client(server)
    made.things.get("1")
    made.api_key = "other"
    made.things.get("1")
    assert server.last.headers["authorization"] == "Bearer other"


@pytest.mark.parametrize(
    "value", ["hunter2\r\nX-Evil: 1", "hunter2\nb", "hunter2\0", " hunter2", "hunter2 ", "hunter2é"]
)
def test_header_value_that_is_refused_is_not_shown(value: str) -> None:
    server = Server(answer())
    with pytest.raises(ValueError, match="The value of header 'X-Foo'") as caught:
        client(server).things.get("1", extra_headers={"X-Foo": value})
    assert "hunter2" not in str(caught.value)
    assert not server.requests


@pytest.mark.parametrize("name", ["X Foo", "X-Foo:", "", "X\r\nY", "Ä"])
def test_header_name_that_is_no_token_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="header name"):
        build(client(Server(answer())), headers={name: "x"})


def test_key_with_a_line_break_is_refused_before_sending() -> None:
    server = Server(answer())
    with pytest.raises(ValueError, match="'Authorization'") as caught:
        client(server, api_key="secret\n").things.get("1")
    assert "secret" not in str(caught.value)
    assert not server.requests


def test_absolute_url_of_another_origin_gets_no_credentials() -> None:
    made = client(Server(answer()), default_headers={"X-Api-Key": "secret"})
    request = build(made, url="https://evil.example/x", headers={"X-Mine": "1"})
    assert "authorization" not in request.headers
    assert "x-api-key" not in request.headers
    assert request.headers["x-mine"] == "1"
    assert build(made, url="https://api.example.com:443/x").headers["authorization"]


def test_foreign_url_keeps_what_the_call_names_unless_the_server_chose_it() -> None:
    made = client(Server(answer()))
    given: Any = {"url": "https://other.example/x", "headers": {"Authorization": "mine"}}
    assert build(made, **given).headers["authorization"] == "mine"
    assert "authorization" not in build(made, **given, from_server=True).headers


def test_foreign_url_gets_no_secret_query_but_keeps_its_own() -> None:
    made = client(Server(answer()), default_query={"sesame": "secret", "page": "1"})
    assert str(build(made, url="https://other.example/x").url) == "https://other.example/x?page=1"
    assert build(made, url="https://other.example/x?sesame=signed").url.params.get_list("sesame") == ["signed"]
    own = build(made, url="https://other.example/x", params={"sesame": "mine"})
    assert own.url.params.get_list("sesame") == ["mine"]


def test_foreign_url_gets_no_secret_query_of_the_users_own_http_client() -> None:
    made = Client(http_client=httpx.Client(params={"sesame": "secret"}))
    assert "sesame" not in build(made, url="https://other.example/x").url.params
    assert build(made, url="https://other.example/x?sesame=signed").url.params["sesame"] == "signed"


def test_foreign_url_gets_no_auth_flow() -> None:
    server = Server(answer())
    made = Client(http_client=httpx.Client(transport=httpx.MockTransport(server), auth=("user", "pass")))
    made.get("https://other.example/x", cast_to=Thing)
    assert "authorization" not in server.last.headers
    made.get("/x", cast_to=Thing, options={"headers": {"Authorization": Omit()}})
    assert server.last.headers["authorization"].startswith("Basic ")


def test_double_slash_path_stays_on_the_host() -> None:
    assert build(client(Server(answer())), url="//evil.example/x").url.host == "api.example.com"


def test_call_without_security_sends_no_credentials() -> None:
    assert "authorization" not in build(client(Server(answer())), security={}).headers


def test_own_http_client_keeps_its_headers_cookies_params_and_hooks() -> None:
    server, seen = Server(answer()), list[str]()

    def hook(request: httpx.Request) -> None:
        seen.append(request.method)

    http = httpx.Client(
        transport=httpx.MockTransport(server),
        headers={"X-Own": "1", "Accept": "text/plain"},
        cookies={"c": "2"},
        params={"p": "3"},
        event_hooks={"request": [hook]},
    )
    Client(http_client=http).things.get("1")
    assert server.last.headers["x-own"] == "1"
    assert server.last.headers["accept"] == "application/json"
    assert server.last.headers["cookie"] == "c=2"
    assert server.last.url.params["p"] == "3"
    assert seen == ["GET"]


def test_timeouts_of_client_call_and_http_client() -> None:
    def timeout(made: Client, **options: Any) -> httpx.Timeout:
        return httpx.Timeout(**build(made, **options).extensions["timeout"])

    assert timeout(Client()) == DEFAULT_TIMEOUT
    assert timeout(Client(timeout=3)) == httpx.Timeout(3)
    assert timeout(Client(timeout=None)) == httpx.Timeout(None)
    assert timeout(Client(timeout=3), timeout=httpx.Timeout(7, connect=1)) == httpx.Timeout(7, connect=1)
    assert timeout(Client(http_client=httpx.Client(timeout=None))) == httpx.Timeout(None)
    assert timeout(Client(http_client=httpx.Client())) == DEFAULT_TIMEOUT


def test_max_retries_none_is_refused() -> None:
    bad: Any = None
    with pytest.raises(TypeError, match="max_retries cannot be None"):
        Client(max_retries=bad)


def test_http_client_of_the_other_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="Invalid `http_client` arg"):
        Client(http_client=httpx.AsyncClient())


def test_copy_changes_only_what_is_named() -> None:
    made = Client(max_retries=5, timeout=3, default_headers={"X-A": "1"}, default_query={"q": "1"})
    copied = made.copy(api_key="other", max_retries=7, default_headers={"X-B": "2"})
    assert (copied.api_key, copied.max_retries, copied.timeout) == ("other", 7, 3)
    assert copied.default_headers["X-A"] == "1"
    assert copied.default_headers["X-B"] == "2"
    assert made.max_retries == 5
    assert "X-B" not in made.default_headers
    assert "X-A" not in made.copy(set_default_headers={}).default_headers
    assert made.copy(set_default_query={}).default_query == {}
    assert copied.copy(timeout=None).timeout is None


@pytest.mark.parametrize("what", ["headers", "query"])
def test_copy_cannot_both_set_and_extend(what: str) -> None:
    with pytest.raises(ValueError, match=f"`default_{what}` and `set_default_{what}` arguments are mutually exclusive"):
        Client().copy(**{f"default_{what}": {}, f"set_default_{what}": {}})


def test_hooks_cannot_poison_the_next_attempt() -> None:
    class Hooked(Client):
        def _prepare_options(self, options: FinalRequestOptions) -> FinalRequestOptions:
            options.url += "/hooked"
            return options

        def _prepare_request(self, request: httpx.Request) -> None:
            request.headers["X-Signature"] = request.url.path

    server = Server(answer(500), answer())
    Hooked(http_client=httpx.Client(transport=httpx.MockTransport(server))).things.get("1")
    assert [request.url.path for request in server.requests] == ["/things/1/hooked"] * 2
    assert server.last.headers["x-signature"] == "/things/1/hooked"


def test_status_error_hook_decides_the_class() -> None:
    class OddError(Exception):
        pass

    class Hooked(Client):
        def _make_status_error(self, err_msg: str, *, body: object, response: httpx.Response) -> Any:
            return OddError(body)

    with pytest.raises(OddError, match="teapot"):
        Hooked(http_client=httpx.Client(transport=httpx.MockTransport(answer(418, "teapot")))).things.get("1")


def test_repr_does_not_show_the_key() -> None:
    assert repr(Client()) == "<Client base_url='https://api.example.com/'>"


def test_merge_headers_ignores_case_and_keeps_omit() -> None:
    assert merge_headers({"X-A": "1", "B": "2"}, None, {"x-a": omit}) == {"B": "2", "x-a": omit}


def test_unknown_option_is_refused() -> None:
    options: Any = {"timeot": 1}
    with pytest.raises(TypeError, match="timeot"):
        client(Server(answer())).get("/things", cast_to=Thing, options=options)
