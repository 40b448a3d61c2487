"""SDKs whose resources have no suffix, whose lists have one page, and which send one of several media types."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest
import yaml
from sdkwright.cli.running import run

SPEC = """
openapi: 3.1.0
info: {title: Zoo, version: "1"}
paths:
  /pets:
    get:
      responses:
        "200":
          description: ""
          content: {application/json: {schema: {type: object, properties: {data: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}}}
    post:
      requestBody:
        content:
          application/json: {schema: {type: object, properties: {url: {type: string}}}}
          multipart/form-data: {schema: {type: object, properties: {photo: {type: string, format: binary}, more: {$ref: "#/components/schemas/MoreParam"}}}}
      responses:
        "200":
          description: ""
          content:
            application/json: {schema: {type: object, properties: {a: {type: string}}}}
            image/png: {schema: {type: string, format: binary}}
components:
  schemas:
    Pet: {type: object, properties: {id: {type: string}}}
    MoreParam: {type: object, properties: {word: {type: string}}}
"""
FILES = {
    "pyproject.toml": """
        [project]
        name = "zoo"
        """,
    "api.md": """
        # Pets

        Types:

        ```python
        from zoo.types import MoreParam, Pet
        ```

        Methods:

        - <code title="get /pets">client.pets.<a href="./src/zoo/resources/pets.py">list</a>() -> SyncPage[Pet]</code>
        """,
    "src/zoo/__init__.py": "from ._client import Zoo as Zoo",
    "src/zoo/_client.py": """
        from .resources.pets import Pets

        class Zoo(SyncAPIClient):
            pets: Pets

            def __init__(self, *, base_url: str | None = None) -> None:
                if base_url is None:
                    base_url = "https://zoo.test"
        """,
    "src/zoo/pagination.py": """
        class SyncPage(BaseSyncPage[_T], BasePage[_T], Generic[_T]):
            data: List[_T]

            def _get_page_items(self) -> List[_T]:
                return self.data

            def next_page_info(self) -> None:
                return None
        """,
    "src/zoo/resources/__init__.py": "from .pets import Pets as Pets",
    "src/zoo/resources/pets.py": """
        from ..types.pet import Pet
        from ..types.more_param import MoreParam
        from ..pagination import SyncPage

        class Pets(SyncAPIResource):
            def list(self) -> SyncPage[Pet]:
                return self._get_api_list("/pets", page=SyncPage[Pet], model=Pet)

            def create(self, *, photo: FileTypes | Omit = omit, more: MoreParam | Omit = omit) -> BinaryAPIResponse:
                extra_headers = {"Accept": "image/png", "Content-Type": "multipart/form-data", **(extra_headers or {})}
                return self._post("/pets", body=body, files=files, cast_to=BinaryAPIResponse)
        """,
    "src/zoo/types/__init__.py": "from .pet import Pet as Pet\nfrom .more_param import MoreParam as MoreParam",
    "src/zoo/types/pet.py": """
        class Pet(BaseModel):
            id: Optional[str] = None
        """,
    "src/zoo/types/more_param.py": """
        class MoreParam(TypedDict, total=False):
            word: str
        """,
}


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("zoo")
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    (folder / "openapi.yaml").write_text(SPEC, encoding="utf-8")
    assert run(["init", str(folder / "openapi.yaml"), "--like", str(folder), "--output", str(folder / "like.yml")]) == 0
    loaded: dict[str, Any] = yaml.safe_load((folder / "like.yml").read_text(encoding="utf-8"))
    return loaded


def test_classes_of_resources_without_a_suffix_stay_without(config: dict[str, Any]) -> None:
    assert config["sdkwright"]["resource_suffix"] is False


def test_the_media_types_that_a_method_names_are_those_it_sends_and_asks_for(config: dict[str, Any]) -> None:
    assert config["resources"]["pets"]["methods"]["create"] == {
        "endpoint": "post /pets",
        "x-sdkwright-request-type": "multipart/form-data",
        "x-sdkwright-response-type": "image/png",
    }


def test_a_list_of_one_page_is_paginated(config: dict[str, Any]) -> None:
    assert [each["type"] for each in config["pagination"]] == ["fake_page"]
    assert config["resources"]["pets"]["methods"]["list"] == {"endpoint": "get /pets", "paginated": "page"}


def test_a_schema_that_is_called_a_param_itself_keeps_its_name(config: dict[str, Any]) -> None:
    assert config["resources"]["pets"]["models"] == {
        "more_param": "#/components/schemas/MoreParam",
        "pet": "#/components/schemas/Pet",
    }
