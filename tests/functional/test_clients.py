"""The client: where it sends to, how it proves who it is, what it adds to every request."""

from __future__ import annotations

import base64

import httpx
import pytest

from tests.functional.support import Sdk, generate

PATHS = 'paths: {/a: {get: {responses: {"204": {}}}}}\n'
GO = "resources: {things: {methods: {go: get /a}}}\n"


def schemes(*nodes: str) -> str:
    return PATHS + "components: {securitySchemes: {" + ", ".join(nodes) + "}}"


def send(sdk: Sdk, **options: object) -> httpx.Request:
    sdk.client(lambda _: httpx.Response(204), **options).things.go()
    return sdk.sent


# --- servers -------------------------------------------------------------------------------------------------------


def test_the_documents_server_is_the_default() -> None:
    sdk = generate(PATHS, GO)
    assert str(send(sdk).url) == "https://acme.test/v1/a"
    assert str(send(sdk, base_url="http://other.test/x/").url) == "http://other.test/x/a"


def test_the_base_url_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    sdk = generate(PATHS, GO + "client_settings: {default_env_prefix: ACME_CORP}")
    monkeypatch.setenv("ACME_CORP_BASE_URL", "https://env.test/z")
    assert str(send(sdk).url) == "https://env.test/z/a"


def test_the_variable_is_called_after_the_name_as_the_config_writes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    casings = "custom_casings: {acmeai: {snake: acmeai, pascal: AcmeAI}}\n"
    sdk = generate(PATHS, GO + casings + "organization: {name: acmeai}")
    assert sdk.root.AcmeAI.__name__ == "AcmeAI"
    monkeypatch.setenv("ACMEAI_BASE_URL", "https://env.test")
    assert sdk.root.AcmeAI().base_url.host == "env.test"


@pytest.mark.parametrize(
    ("name", "variable"),
    [("onebusaway-sdk", "ONEBUSAWAY_SDK"), ("ImageKit", "IMAGE_KIT"), ("Parsec API", "PARSEC_API")],
)
def test_words_of_the_name_are_those_of_the_variable(name: str, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sdk = generate(PATHS, GO + f"organization: {{name: {name}}}")
    monkeypatch.setenv(f"{variable}_BASE_URL", "https://env.test")
    assert sdk.root.Client().base_url.host == "env.test"


def test_several_environments() -> None:
    sdk = generate(PATHS, GO + "environments: {production: https://prod.test, sandbox: https://sand.test/b}")
    assert send(sdk).url.host == "prod.test"
    assert str(send(sdk, environment="sandbox").url) == "https://sand.test/b/a"
    assert send(sdk, environment="sandbox", base_url="https://mine.test").url.host == "mine.test"
    client = sdk.client(lambda _: httpx.Response(204), environment="sandbox")
    client.copy().things.go()
    assert sdk.sent.url.host == "sand.test"


def test_an_environment_and_the_variable_rule_each_other_out(monkeypatch: pytest.MonkeyPatch) -> None:
    sdk = generate(PATHS, GO + "environments: {production: https://prod.test, sandbox: https://sand.test/b}")
    assert sdk.root.ENVIRONMENTS == {"production": "https://prod.test", "sandbox": "https://sand.test/b"}
    monkeypatch.setenv("ACME_BASE_URL", "https://env.test")
    assert send(sdk).url.host == "env.test"
    assert send(sdk, base_url=None).url.host == "env.test"
    with pytest.raises(ValueError, match="you must pass base_url=None"):
        sdk.client(environment="sandbox")
    assert send(sdk, environment="sandbox", base_url=None).url.host == "sand.test"
    assert send(sdk, environment="sandbox", base_url="https://mine.test").url.host == "mine.test"


def test_an_environment_that_there_is_not() -> None:
    sdk = generate(PATHS, GO + "environments: {production: https://prod.test, sandbox: https://sand.test/b}")
    with pytest.raises(ValueError, match="unknown environment: nowhere"):
        sdk.client(environment="nowhere")


def test_one_environment_is_not_exported() -> None:
    sdk = generate(PATHS, GO + "environments: {production: https://prod.test}")
    assert not hasattr(sdk.root, "ENVIRONMENTS")


def test_an_option_that_need_not_be_given_is_declared_so_even_with_a_default() -> None:
    opts = "{needed: {type: string, default: a}, free: {type: string, nullable: true, default: b}}"
    sdk = generate(PATHS, GO + f"client_settings: {{opts: {opts}}}")
    fields = sdk.root.Client.__annotations__
    assert (fields["needed"], fields["free"]) == ("str", "str | None")
    assert (sdk.client().needed, sdk.client().free) == ("a", "b")


def test_no_server_at_all() -> None:
    head = 'openapi: 3.1.0\ninfo: {title: Acme, version: "1"}\n'
    sdk = generate(head + PATHS, GO)
    assert "SW220" in sdk.generation.codes
    with pytest.raises(sdk.root.AcmeError, match="base_url"):
        sdk.client()
    assert str(send(sdk, base_url="https://x.test").url) == "https://x.test/a"


def test_relative_servers_are_no_address() -> None:
    head = 'openapi: 3.1.0\ninfo: {title: Acme, version: "1"}\nservers: [{url: /v1}]\n'
    assert "SW220" in generate(head + PATHS, GO).generation.codes


# --- credentials ---------------------------------------------------------------------------------------------------


def option(name: str, scheme: str, rest: str = "") -> str:
    return f"{name}: {{auth: {{security_scheme: {scheme}{rest}}}}}"


def test_bearer() -> None:
    sdk = generate(
        schemes("b: {type: http, scheme: bearer}"), GO + f"client_settings: {{opts: {{{option('api_key', 'b')}}}}}"
    )
    assert send(sdk, api_key="k").headers["authorization"] == "Bearer k"
    with pytest.raises(sdk.root.AcmeError, match="api_key"):
        sdk.client()


def test_a_key_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    config = "client_settings: {opts: {api_key: {read_env: ACME_KEY, auth: {security_scheme: b}}}}"
    sdk = generate(schemes("b: {type: http, scheme: bearer}"), GO + config)
    monkeypatch.setenv("ACME_KEY", "from-env")
    assert send(sdk).headers["authorization"] == "Bearer from-env"
    assert send(sdk, api_key="given").headers["authorization"] == "Bearer given"


def test_basic() -> None:
    opts = f"{option('user', 'b', ', role: username')}, {option('secret', 'b', ', role: password')}"
    sdk = generate(schemes("b: {type: http, scheme: basic}"), GO + f"client_settings: {{opts: {{{opts}}}}}")
    header = send(sdk, user="ü", secret="p:w").headers["authorization"]
    assert base64.b64decode(header.removeprefix("Basic ")).decode() == "ü:p:w"


def test_api_key_in_a_header() -> None:
    sdk = generate(
        schemes("k: {type: apiKey, in: header, name: X-Key}"),
        GO + f"client_settings: {{opts: {{{option('api_key', 'k')}}}}}",
    )
    assert send(sdk, api_key="k").headers["x-key"] == "k"


def test_api_key_in_the_query() -> None:
    sdk = generate(
        schemes("k: {type: apiKey, in: query, name: key}"),
        GO + f"client_settings: {{opts: {{{option('api_key', 'k')}}}}}",
    )
    assert send(sdk, api_key="k").url.params["key"] == "k"
    assert frozenset({"key"}) == sdk.module("_seam").SECRET_QUERY


def test_several_schemes_at_once() -> None:
    opts = f"{option('token', 'b')}, {option('app', 'k')}, {option('user', 'q')}"
    sdk = generate(
        schemes(
            "b: {type: http, scheme: bearer}",
            "k: {type: apiKey, in: header, name: X-App}",
            "q: {type: apiKey, in: query, name: u}",
        ),
        GO + f"client_settings: {{opts: {{{opts}}}}}",
    )
    sent = send(sdk, token="t", app="a", user="u")
    assert (sent.headers["authorization"], sent.headers["x-app"], sent.url.params["u"]) == ("Bearer t", "a", "u")
    assert {"authorization", "x-app"} <= sdk.module("_seam").SECRET_HEADERS


def test_optional_credentials_are_sent_when_there() -> None:
    opts = "token: {nullable: true, auth: {security_scheme: b}}, app: {nullable: true, auth: {security_scheme: k}}"
    sdk = generate(
        schemes("b: {type: http, scheme: bearer}", "k: {type: apiKey, in: header, name: X-App}"),
        GO + f"client_settings: {{opts: {{{opts}}}}}",
    )
    assert "authorization" not in send(sdk).headers
    assert send(sdk, token="t").headers["authorization"] == "Bearer t"
    assert "x-app" not in sdk.sent.headers
    assert send(sdk, app="a").headers["x-app"] == "a"
    assert "authorization" not in sdk.sent.headers


def test_two_schemes_in_one_header() -> None:
    opts = "token: {nullable: true, auth: {security_scheme: b}}, other: {nullable: true, auth: {security_scheme: c}}"
    sdk = generate(
        schemes("b: {type: http, scheme: bearer}", "c: {type: apiKey, in: header, name: Authorization}"),
        GO + f"client_settings: {{opts: {{{opts}}}}}",
    )
    assert send(sdk, token="t").headers["authorization"] == "Bearer t"
    assert send(sdk, other="o").headers["authorization"] == "o"


def test_anonymous() -> None:
    sdk = generate(PATHS, GO)
    assert "authorization" not in send(sdk).headers


def test_without_options_the_schemes_of_the_document_count() -> None:
    sdk = generate(schemes("b: {type: http, scheme: bearer}"), GO)
    assert send(sdk, api_key="k").headers["authorization"] == "Bearer k"
    assert "authorization" not in send(sdk).headers


def test_an_option_for_a_scheme_that_is_not_there() -> None:
    sdk = generate(PATHS, GO + f"client_settings: {{opts: {{{option('api_key', 'nope')}}}}}")
    assert "SW105" in sdk.generation.codes


def test_copy_keeps_credentials() -> None:
    sdk = generate(
        schemes("b: {type: http, scheme: bearer}"), GO + f"client_settings: {{opts: {{{option('api_key', 'b')}}}}}"
    )
    client = sdk.client(lambda _: httpx.Response(204), api_key="k")
    client.with_options(timeout=3).things.go()
    assert sdk.sent.headers["authorization"] == "Bearer k"
    client.copy(api_key="other").things.go()
    assert sdk.sent.headers["authorization"] == "Bearer other"


# --- the rest ------------------------------------------------------------------------------------------------------


def test_default_headers_of_the_config() -> None:
    sdk = generate(PATHS, GO + 'client_settings: {default_headers: {X-Api-Version: "2026-01-01", Quote: "a\\"b"}}')
    sent = send(sdk)
    assert (sent.headers["x-api-version"], sent.headers["quote"]) == ("2026-01-01", 'a"b')
    assert send(sdk, default_headers={"X-Api-Version": "mine"}).headers["x-api-version"] == "mine"


def test_options_that_travel_in_headers_and_query() -> None:
    opts = (
        "org: {nullable: true, send_in_header: X-Org}, project: {nullable: true, send_as_query_param: project}, "
        'version: {default: "v2", send_in_header: X-Version}'
    )
    sdk = generate(PATHS, GO + f"client_settings: {{opts: {{{opts}}}}}")
    sent = send(sdk, org="o", project="p")
    assert (sent.headers["x-org"], sent.url.params["project"], sent.headers["x-version"]) == ("o", "p", "v2")
    assert "x-org" not in send(sdk).headers
    assert send(sdk, version="v3").headers["x-version"] == "v3"


def test_retries_and_timeout_of_the_config() -> None:
    sdk = generate(PATHS, GO + "client_settings: {default_timeout: PT7S, default_retries: {max_retries: 5}}")
    client = sdk.root.Client()
    assert client.max_retries == 5
    assert client.timeout == httpx.Timeout(7.0, connect=5.0)


def test_a_timeout_that_is_a_number_is_milliseconds() -> None:
    sdk = generate(PATHS, GO + "client_settings: {default_timeout: 2500}")
    assert sdk.root.Client().timeout == httpx.Timeout(2.5, connect=5.0)


def test_options_named_like_keywords_and_attributes() -> None:
    opts = "class: {nullable: true}, timeout: {nullable: true}, base_url: {nullable: true}, api-key: {nullable: true}"
    sdk = generate(PATHS, GO + f"client_settings: {{opts: {{{opts}}}}}")
    client = sdk.client(api_key="k", class_option="c", timeout_option="t")
    assert (client.api_key, client.class_option, client.timeout_option) == ("k", "c", "t")


def test_a_default_of_an_option() -> None:
    sdk = generate(PATHS, GO + "client_settings: {opts: {region: {default: eu}}}")
    assert sdk.client().region == "eu"
    assert sdk.client(region="us").region == "us"


def test_an_option_that_is_a_credential_and_says_where_it_goes_is_sent_once() -> None:
    sdk = generate(
        "paths: {/pets: {get: {responses: {'204': {}}}}}\n"
        "components: {securitySchemes: {k: {type: apiKey, in: query, name: key}}}\nsecurity: [{k: []}]",
        "client_settings: {opts: {api_key: {send_as_query_param: key, auth: {security_scheme: k}}}}\n"
        "resources: {pets: {methods: {list: get /pets}}}",
    )
    path = next(each for each in sdk.generation.files if each.endswith("/_client.py"))
    assert sdk.generation.files[path].decode().count('"key": self.api_key') == 2  # of the two clients
    sdk.client(lambda _: httpx.Response(204), api_key="a").pets.list()
    assert str(sdk.sent.url).endswith("/pets?key=a")
