"""What SDKs of other generators and of other times look like: classes as annotations, formatted paths, envelopes."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from sdkwright.cli.running import run

SPEC = """
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /orders/search:
    post:
      requestBody:
        content: {application/json: {schema: {type: object, properties: {pageNumber: {type: integer}, size: {type: integer}}}}}
      responses: {"200": {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/OrderPage"}}}}}
  /orders/{order-id}:
    get:
      parameters: [{name: order-id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/OrderEnvelope"}}}}}
    put:
      parameters: [{name: order-id, in: path, required: true, schema: {type: string}}]
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Change"}}}}
      responses: {"204": {description: ""}}
  /orders/{order-id}/lines/{line}:
    delete:
      deprecated: false
      parameters:
        - {name: order-id, in: path, required: true, schema: {type: string}}
        - {name: line, in: path, required: true, schema: {type: string}}
      responses: {"204": {description: ""}}
  /ask:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [questionText]
              properties: {questionText: {type: string}, streamAnswer: {type: boolean}, deepThought: {type: object, properties: {maxDepth: {type: integer}}}}
      responses:
        "200":
          description: ""
          content:
            application/json: {schema: {type: object, properties: {text: {type: string}}}}
            text/event-stream: {schema: {$ref: "#/components/schemas/Token"}}
components:
  schemas:
    OrderPage: {type: object, properties: {orders: {type: array, items: {$ref: "#/components/schemas/APIOrder"}}, page: {type: integer}, pages: {type: integer}}}
    OrderEnvelope: {type: object, properties: {data: {$ref: "#/components/schemas/APIOrder"}}}
    APIOrder: {type: object, required: [id], properties: {zip: {type: string}, id: {type: string}, area: {type: string}, state: {$ref: "#/components/schemas/State"}}}
    State: {type: string, enum: [open, done]}
    Change: {oneOf: [{type: object, properties: {zip: {type: string}}}, {type: object, properties: {area: {type: string}}}]}
    Token: {anyOf: [{$ref: "#/components/schemas/Word"}, {$ref: "#/components/schemas/Stop"}]}
    Word: {type: object, properties: {kind: {const: word}, value: {type: string}}}
    Stop: {type: object, properties: {kind: {const: stop}, value: {type: string}}}
"""

FILES = {
    "api.md": """
        # Shared Types

        ```python
        from shop.types import OrderState
        ```

        # Orders

        Types:

        ```python
        from shop.types import Order, OrderChange
        ```

        Methods:

        - <code title="get /orders/{order-id}">client.orders.<a href="x">retrieve</a>(order_id) -> Order</code>

        ## [Lines](src/shop/resources/orders/api.md)

        # Answers

        Types:

        ```python
        from shop.types import (
            Final,
            Piece,
            Token,
        )
        ```
        """,
    "src/shop/resources/orders/lines/api.md": """
        # Lines

        Types:

        ```python
        from shop.types.orders.lines import Label
        ```
        """,
    "src/shop/types/orders/lines/__init__.py": "from .label import Label as Label",
    "src/shop/types/orders/lines/label.py": """
        class Label(BaseModel):
            kind: Optional[Literal["word"]] = None
            value: Optional[str] = None
        """,
    "pyproject.toml": """
        [project]
        name = "shop-py"
        description = "The official Python library for the QA Shop API"
        license = "MIT"
        authors = [{ name = "Shop", email = "help@shop.test" }]

        [project.urls]
        Homepage = "https://github.com/shop/shop-python"

        [tool.x]
        replacement = 'https://github.com/shop/shop-python/tree/next/y'
        """,
    "README.md": """
        # QA Shop Python API library

        The REST API documentation can be found on [docs.shop.test](https://docs.shop.test/api).

        ## Usage

        ```python
        client = QAShop(token=os.environ.get("SHOP_TOKEN"))

        order = client.orders.retrieve("o1", timeout=httpx.Timeout(3))
        ```

        ## Streaming responses

        ```python
        client.answers.ask(question_text="who?")
        for piece in client.answers.ask(question_text="why?", deep_thought={"max_depth": 2}, stream_answer=True):
            print(piece)
        ```
        """,
    "tests/api_resources/test_orders.py": """
        @pytest.mark.skip(reason="Prism tests are disabled")
        def test_x(): ...
        """,
    "src/shop/_client.py": '''
        # Copyright Shop.
        # All rights reserved.

        # File generated from our OpenAPI spec by Stainless. See CONTRIBUTING.md for details.

        import os
        from . import resources

        ENVIRONMENTS: Dict[str, str] = {"live": "https://live.shop.test", "test": "https://test.shop.test"}


        class QAShop(SyncAPIClient):
            orders: resources.Orders
            answers: resources.Answers
            with_raw_response: QAShopWithRawResponse

            token: str
            tenant: Optional[str]
            retries_left: int

            def __init__(self, *, token: str | None = None, tenant: str | None = None, lib_path: str | None = None,
                         environment: Literal["live", "test"] = "live", base_url: str | None = None) -> None:
                if token is None:
                    token = os.environ.get("SHOP_TOKEN")
                if token is None:
                    raise ShopError("token")
                self.token = token
                if tenant is None:
                    tenant = os.environ.get("SHOP_TENANT") or "acme"
                self.tenant = tenant
                base_url = os.environ.get("THE_SHOP_BASE_URL")
                self._idempotency_header = "Idempotency-Key"

            @property
            def qs(self) -> Querystring:
                return Querystring(array_format="comma")

            @property
            def auth_headers(self) -> dict[str, str]:
                token = self.token
                return {"Authorization": f"Bearer {token}"}

            @property
            def default_headers(self) -> dict[str, str]:
                return {**super().default_headers, "X-Tenant": self.tenant, "X-Async": "false"}
        ''',
    "src/shop/_constants.py": """
        DEFAULT_TIMEOUT = httpx.Timeout(timeout=5 * 60, connect=5.0)
        DEFAULT_MAX_RETRIES = 4
        """,
    "src/shop/_wrappers.py": """
        class DataWrapper(GenericModel, Generic[_T]):
            data: _T
        """,
    "src/shop/_streaming.py": """
        class Stream(Generic[_T]):
            def __iter__(self):
                for item in self._iterator:
                    yield item

            def __stream__(self):
                for sse in self._iter_events():
                    if sse.data.startswith("[DONE]"):
                        break
                    if sse.event == "ping" or sse.event is None:
                        continue
                    if sse.event == "error":
                        raise self._client._make_status_error("x")
                    if sse.event in ("word", "stop"):
                        yield process_data(data=sse.json())
        """,
    "src/shop/pagination.py": """
        class SyncOrderPage(BaseSyncPage[_T], BasePage[_T], Generic[_T]):
            orders: List[_T]
            page: Optional[int] = None
            pages: Optional[int] = None

            def _get_page_items(self) -> List[_T]:
                orders = self.orders
                if not orders:
                    return []
                return orders

            def next_page_info(self) -> Optional[PageInfo]:
                current = self.page
                if current is None:
                    current = 1
                total = self.pages
                if total is not None and current >= total:
                    return None
                return PageInfo(json={"pageNumber": current + 1})
        """,
    "src/shop/resources/__init__.py": """
        from .orders import Orders as Orders, AsyncOrders as AsyncOrders
        from .answers import Answers
        """,
    "src/shop/resources/orders/__init__.py": "from .orders import Orders as Orders",
    "src/shop/resources/orders/orders.py": '''
        from .lines import Lines
        from ...types import Order, order_search_params
        from ...pagination import SyncOrderPage
        from ..._wrappers import DataWrapper


        class Orders(SyncAPIResource):
            lines: Lines

            def search(self, *, page_number: int | NotGiven = NOT_GIVEN, size: int | NotGiven = NOT_GIVEN) -> SyncOrderPage[Order]:
                return self._get_api_list(
                    "/orders/search", page=SyncOrderPage[Order], model=Order, method="post",
                    body=maybe_transform({"pageNumber": page_number, "size": size}, order_search_params.OrderSearchParams),
                )

            def retrieve(self, order_id: str) -> Order:
                return self._get(
                    f"/orders/{order_id}",
                    options=make_request_options(post_parser=DataWrapper[Order]._unwrapper),
                    cast_to=cast(Type[Order], DataWrapper[Order]),
                )

            def change(self, order_id: str, *, change: order_change_params.OrderChange) -> None:
                return self._put(
                    f"/orders/{order_id}" if self._client._base_url_overridden else f"https://x.test/orders/{order_id}",
                    body=maybe_transform(change, order_change_params.OrderChange), cast_to=NoneType,
                )

            def poll(self, order_id: str) -> Order:
                return self.retrieve(order_id)


        class AsyncOrders(AsyncAPIResource): ...
        ''',
    "src/shop/resources/orders/lines.py": '''
        class Lines(SyncAPIResource):
            @typing_extensions.deprecated("use orders.change")
            def drop(self, order_id: str, line: str, *, why: str) -> None:
                return self._delete(path_template("/orders/{order_id}/lines/{line}", order_id=order_id, line=line))
        ''',
    "src/shop/resources/answers.py": '''
        from ..types import Token, AnswerAskResponse


        class Answers(SyncAPIResource):
            @overload
            def ask(self, *, question_text: str, stream_answer: Literal[False] | NotGiven = NOT_GIVEN) -> AnswerAskResponse: ...
            @overload
            def ask(self, *, question_text: str, stream_answer: Literal[True]) -> Stream[Token]: ...
            @overload
            def ask(self, *, question_text: str, stream_answer: bool) -> AnswerAskResponse | Stream[Token]: ...
            @required_args(["question_text"], ["question_text", "stream_answer"])
            def ask(self, *, question_text: str, stream_answer: bool | NotGiven = NOT_GIVEN) -> AnswerAskResponse | Stream[Token]:
                return self._post("/ask", body={}, cast_to=AnswerAskResponse, stream=stream_answer or False, stream_cls=Stream[Token])

            def unwrap(self, payload: str, *, headers: Mapping[str, str], key: str | None = None) -> UnwrapWebhookEvent:
                if key is None:
                    key = self._client.tenant
                return cast(UnwrapWebhookEvent, construct_type(type_=UnwrapWebhookEvent, value=json.loads(payload)))
        ''',
    "src/shop/types/__init__.py": """
        from .shared import OrderState as OrderState
        from .order import Order as Order
        from .token import Token as Token, Final as Final, Piece as Piece
        from .answer_ask_response import AnswerAskResponse as AnswerAskResponse
        """,
    "src/shop/types/shared/__init__.py": "from .order_state import OrderState as OrderState",
    "src/shop/types/shared/order_state.py": 'OrderState: TypeAlias = Literal["open", "done"]',
    "src/shop/types/order.py": """
        from .shared.order_state import OrderState


        class Order(BaseModel):
            id: str
            zip_: Optional[str] = FieldInfo(alias="zip", default=None)
            area: Optional[str] = None
            state: Optional[OrderState] = None
        """,
    "src/shop/types/order_change_params.py": "OrderChange: TypeAlias = Union[A, B]",
    "src/shop/types/token.py": """
        class Final(BaseModel):
            kind: Optional[Literal["stop"]] = None
            value: Optional[str] = None


        class Piece(BaseModel):
            kind: Optional[Literal["word"]] = None
            value: Optional[str] = None


        Token: TypeAlias = Union[Final, Piece, str]
        """,
    "src/shop/types/answer_ask_response.py": """
        class AnswerAskResponse(BaseModel):
            text: Optional[str] = None
        """,
}  # fmt: skip


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("shop")
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    (folder / "openapi.yaml").write_text(SPEC, encoding="utf-8")
    assert run(["init", str(folder / "openapi.yaml"), "--like", str(folder), "--output", str(folder / "like.yml")]) == 0
    return {"text": (folder / "like.yml").read_text(encoding="utf-8"), **_loaded(folder / "like.yml")}


def _loaded(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def test_resources_are_followed_through_annotations_and_imports(config: dict[str, Any]) -> None:
    orders = config["resources"]["orders"]
    assert orders["methods"]["search"] == "post /orders/search"
    assert orders["methods"]["retrieve"] == "get /orders/{order-id}"


def test_a_resource_with_a_listing_of_its_own_has_its_own_package_of_types(config: dict[str, Any]) -> None:
    lines = config["resources"]["orders"]["subresources"]["lines"]
    assert lines["standalone_api"] is True
    assert lines["models"] == {"label": "#/components/schemas/Word"}


def test_a_path_may_stand_beside_a_whole_address_and_a_body_in_one_argument(config: dict[str, Any]) -> None:
    assert config["resources"]["orders"]["methods"]["change"] == {
        "endpoint": "put /orders/{order-id}",
        "body_param_name": "change",
    }


def test_a_deprecation_that_the_document_does_not_know_is_kept(config: dict[str, Any]) -> None:
    assert config["resources"]["orders"]["subresources"]["lines"]["methods"]["drop"] == {
        "endpoint": "delete /orders/{order-id}/lines/{line}",
        "deprecated": "use orders.change",
    }


def test_a_method_that_sends_nothing_is_asked_about(config: dict[str, Any]) -> None:
    assert "poll" not in config["resources"]["orders"]["methods"]
    assert "# ? No request is seen in the method `poll`." in config["text"]


def test_models_are_found_by_what_leads_to_them_whatever_they_are_called(config: dict[str, Any]) -> None:
    assert config["resources"]["$shared"]["models"] == {"order_state": "#/components/schemas/State"}
    assert config["resources"]["orders"]["models"]["order"] == "#/components/schemas/APIOrder"
    assert config["resources"]["answers"]["models"] == {
        "final": "#/components/schemas/Stop",
        "piece": "#/components/schemas/Word",
        "token": "#/components/schemas/Token",
    }


def test_overloads_tell_how_a_method_streams(config: dict[str, Any]) -> None:
    assert config["resources"]["answers"]["methods"]["ask"] == {
        "endpoint": "post /ask",
        "streaming": {"param_discriminator": "streamAnswer", "stream_event_model": "answers.token"},
    }
    assert config["streaming"]["on_event"] == [
        {"data_starts_with": "[DONE]", "handle": "done"},
        {"event_type": "error", "handle": "error"},
        {"event_type": ["word", "stop"], "handle": "yield"},
    ]


def test_what_reads_a_payload_is_a_webhook(config: dict[str, Any]) -> None:
    assert config["resources"]["answers"]["methods"]["unwrap"]["type"] == "webhook_verify"


def test_pages_are_read_from_what_their_class_computes(config: dict[str, Any]) -> None:
    (scheme,) = config["pagination"]
    mark = "x-stainless-pagination-property"
    assert (scheme["name"], scheme["type"], scheme["param_location"]) == ("order_page", "page_number", "body")
    assert scheme["request"] == {
        "pageNumber": {"type": "integer", mark: {"purpose": "page_number_param"}},
        "size": {"type": "integer"},
    }
    assert {name: field.get(mark, {}).get("purpose") for name, field in scheme["response"].items()} == {
        "orders": "items",
        "page": "current_page_number_field",
        "pages": "total_page_count_field",
    }


def test_options_know_where_they_are_read_from_and_where_they_go(config: dict[str, Any]) -> None:
    settings = config["client_settings"]
    assert settings["opts"]["token"]["read_env"] == "SHOP_TOKEN"
    assert settings["opts"]["tenant"] == {
        "type": "string",
        "nullable": True,
        "read_env": "SHOP_TENANT",
        "default": "acme",
        "send_in_header": "X-Tenant",
    }
    scheme = settings["opts"]["token"]["auth"]["security_scheme"]
    assert config["security_schemes"] == {scheme: {"type": "http", "scheme": "bearer"}}
    assert config["security"] == [{scheme: []}]
    assert settings["default_env_prefix"] == "THE_SHOP"
    assert settings["idempotency"] == {"header": "Idempotency-Key"}
    assert settings["default_retries"] == {"max_retries": 4}
    assert settings["default_timeout"] == "PT300S"
    assert "what these arguments of the client are for: `lib_path`" in config["text"]
    assert config["environments"] == {"live": "https://live.shop.test", "test": "https://test.shop.test"}
    assert config["query_settings"] == {"array_format": "comma"}


def test_the_project_tells_names_and_places(config: dict[str, Any]) -> None:
    assert config["organization"] == {
        "name": "QA Shop",
        "docs": "https://docs.shop.test/api",
        "contact": "help@shop.test",
    }
    assert config["targets"]["python"] == {
        "package_name": "shop",
        "project_name": "shop-py",
        "production_repo": "shop/shop-python#next",
    }


def test_settings_show_in_many_files(config: dict[str, Any]) -> None:
    assert config["settings"] == {
        "license": "MIT",
        "unwrap_response_fields": ["data"],
        "file_header": "Copyright Shop.\nAll rights reserved.\n",
        "disable_mock_tests": True,
        "sort_schema_properties": False,
    }
    assert config["sdkwright"]["compat"] is True


def test_examples_of_the_readme_get_their_wire_names(config: dict[str, Any]) -> None:
    headline = {"type": "request", "endpoint": "get /orders/{order-id}", "params": {"order-id": "o1"}}
    assert config["readme"]["example_requests"] == {
        "default": headline,
        "headline": headline,
        "streaming": {
            "type": "request",
            "endpoint": "post /ask",
            "params": {"questionText": "why?", "deepThought": {"maxDepth": 2}, "streamAnswer": True},
        },
    }
