"""Words in, identifiers out."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sdkwright.name.files import file_stem
from sdkwright.name.words import Casing, identifier, singular, words_of

# Machines that run many tests at once are slow now and then.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("petName", ["pet", "name"]),
        ("HTTPServer_id", ["http", "server", "id"]),
        ("oauth2Token", ["oauth2", "token"]),
        ("S3Bucket", ["s3", "bucket"]),
        ("stopIDs", ["stop", "ids"]),
        ("URLsOfHTTPServers", ["urls", "of", "http", "servers"]),
        ("LLMAsJudge", ["llm", "as", "judge"]),
        ("listOfPDFs", ["list", "of", "pdfs"]),
        ("OpenAIChatOAuth2", ["openai", "chat", "oauth2"]),
        ("a.b/c-d e", ["a", "b", "c", "d", "e"]),
        ("2fa", ["2fa"]),
        ("e2e_s3ds", ["e2e", "s3", "ds"]),
        ("e2eTestMP4", ["e2e", "test", "mp4"]),
        ("volume_24h", ["volume", "24h"]),
        ("24Hours", ["24", "hours"]),
        ("größe", ["größe"]),
        ("__init__", ["init"]),
        ("", []),
        ("😀", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("pets", "pet"), ("categories", "category"), ("boxes", "box"), ("statuses", "status"), ("status", "status"),
        ("children", "child"), ("data", "data"), ("analysis", "analysis"), ("class", "class"), ("is", "is"), ("s", "s"),
        ("indices", "index"), ("batches", "batch"), ("ties", "tie"), ("criteria", "criterion"), ("analyses", "analysis"),
        ("bases", "base"), ("aliases", "alias"), ("causes", "cause"), ("houses", "house"), ("viruses", "virus"),
        ("cookies", "cookie"), ("metadata", "metadata"), ("menus", "menu"), ("fs", "f"), ("sizes", "size"),
        ("hypotheses", "hypothesis"), ("phases", "phase"), ("uses", "use"), ("gas", "gas"),
        ("species", "specie"), ("series", "series"),
    ],
)  # fmt: skip
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_casings() -> None:
    casing = Casing({"url": {"pascal": "URL"}, "id": {"snake": "ident"}, "ip": {"initialism": True}})
    assert casing.pascal("page_url") == "PageURL"
    assert casing.pascal("ip_address") == "IPAddress"
    assert casing.snake("userId") == "user_ident"
    assert casing.singular("user_urls") == "user_url"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ai_tags", "AITags"), ("from_url", "FromURL"), ("stop-ids", "StopIDs"), ("api_keys", "APIKeys"),
        ("oauth2_token", "OAuth2Token"), ("openai", "OpenAI"), ("OpenAIFile", "OpenAIFile"), ("parsec-api", "ParsecAPI"),
        ("json_url", "JsonURL"), ("MCPTool", "McpTool"), ("data_uri", "DataUri"), ("ids_only", "IDsOnly"),
        ("paid", "Paid"), ("idss", "Idss"), ("html_dbs", "HTMLDBs"), ("mp3File", "MP3File"), ("e2eTest", "E2ETest"),
        ("check_3ds", "Check3DS"), ("usdns", "Usdns"), ("dns_sms", "DNSSMS"), ("emp3", "Emp3"), ("jsonl", "JSONL"),
    ],
)  # fmt: skip
def test_initialisms_that_are_known_keep_their_capitals_and_no_others(text: str, name: str) -> None:
    assert Casing().pascal(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("MCPStatus", "MCPStatus"), ("mcp_status", "McpStatus"), ("UrlEndpoint", "URLEndpoint"), ("McpLocal", "McpLocal")],
)
def test_what_a_config_writes_in_capitals_stays(text: str, name: str) -> None:
    assert Casing().as_written(text) == name


def test_a_config_adds_initialisms_with_their_plural() -> None:
    assert Casing({"qa": {"initialism": True}}).pascal("qa_of_qas") == "QAOfQAs"


def test_a_config_takes_initialisms_away_with_their_plural() -> None:
    assert Casing({"url": {"initialism": False}}).pascal("url_of_urls") == "UrlOfUrls"


def test_words_that_a_config_spells_together() -> None:
    casing = Casing({"open street": {"pascal": "OpenSTREET"}, "open street map": {"pascal": "OSM", "snake": "osm"}})
    assert casing.pascal("open_street_map_tile") == "OSMTile"
    assert casing.snake("myOpenStreetMap") == "my_osm"
    assert casing.pascal("openStreet") == "OpenSTREET"
    assert casing.snake("openStreet") == "open_street"
    assert casing.as_written("OpenStreetMapAPI") == "OSMAPI"


def test_a_plural_that_a_config_says() -> None:
    casing = Casing({"octopus": {}, "octopodes": {"pascal": "OctoPodes"}}, {"octopodes": "octopus"})
    assert casing.singular("small_octopodes") == "small_octopus"
    assert casing.pascal("small_octopodes") == "SmallOctoPodes"


@CALM
@given(st.text(max_size=200))
def test_every_text_has_an_identifier(text: str) -> None:
    casing = Casing()
    for found in (casing.snake(text), casing.pascal(text), identifier(text), identifier(text, capital=True)):
        assert found.isidentifier()
        assert len(found) <= 242
        assert found.strip("_")
    assert not casing.snake(text).startswith("_")


@CALM
@given(st.text(max_size=50))
def test_names_settle_after_one_step(text: str) -> None:
    casing = Casing()
    assert casing.snake(casing.snake(text)) == casing.snake(text)


@pytest.mark.parametrize(
    "name", ["conftest", "test_x", "x_test", "con", "nul", "com1", "setup", "sitecustomize", "import"]
)
def test_stems_that_tools_act_on_are_changed(name: str) -> None:
    found = file_stem(name)
    assert found.isidentifier() and not keyword.iskeyword(found) and found != name
    assert file_stem(found) == found


@pytest.mark.parametrize("name", ["pet", "contest", "latest", "console", "testing"])
def test_other_stems_stay(name: str) -> None:
    assert file_stem(name) == name
