"""Pages of a list: the items of one answer, and the way to the next."""

from __future__ import annotations

from typing import (
    Any,
    AsyncIterator,
    Callable,
    ClassVar,
    Generic,
    Iterable,
    Iterator,
    NamedTuple,
    Optional,
    Tuple,
    Type,
    TypeVar,
    Union,
)

from httpx2 import URL, Headers
from pydantic import PrivateAttr
from typing_extensions import Self, override

from ._errors import PaginationLoopError
from ._models import GenericModel
from ._options import PARSED, FinalRequestOptions
from ._request import same_origin
from ._types import Body, NotGiven, Query, not_given
from ._wire import is_mapping

_T = TypeVar("_T")


class PageInfo:
    """What tells the next page from this one: a whole URL, query parameters, or properties of the JSON body."""

    def __init__(
        self,
        *,
        url: Union[URL, str, NotGiven] = not_given,
        json: Union[Body, NotGiven] = not_given,
        params: Union[Query, NotGiven] = not_given,
    ) -> None:
        self.url: Union[URL, NotGiven] = URL(url) if isinstance(url, str) else url
        self.json = json
        self.params = params

    @override
    def __repr__(self) -> str:
        for name in ("url", "json", "params"):
            value = getattr(self, name)
            if not isinstance(value, NotGiven):
                return f"{self.__class__.__name__}({name}={value!r})"
        return f"{self.__class__.__name__}()"


class _Trail(NamedTuple):
    """Which pages were asked for on the way here: the last few, and an older mark ever further back (Brent, 1980).

    So a cycle of any length is found, a short one at its first repetition, with memory that does not grow.
    """

    recent: Tuple[int, ...] = ()
    mark: int = 0
    steps: int = 0

    def then(self, page: int) -> Optional[_Trail]:
        """The trail with one more page; None if that page was asked for before."""
        if page in self.recent or (self.steps and page == self.mark):
            return None
        steps = self.steps + 1
        return _Trail((*self.recent[-31:], page), page if steps & (steps - 1) == 0 else self.mark, steps)


class BasePage(GenericModel, Generic[_T]):
    """A page; a scheme of pagination says in `_get_page_items` and `next_page_info` how to read it."""

    #: Whether a page without items may have another one behind it.
    _continue_on_empty_items: ClassVar[bool] = False

    #: The wire name of the field that an answer fills which is an array and no object.
    _whole_body: ClassVar[Optional[str]] = None

    _options: FinalRequestOptions = PrivateAttr()
    _model: Type[_T] = PrivateAttr()
    _trail: _Trail = PrivateAttr(default=_Trail())
    _client: Any = PrivateAttr()

    def _set_private_attributes(self, client: Any, model: Type[_T], options: FinalRequestOptions) -> None:
        self._client, self._model, self._options = client, model, options

    def _received(self, headers: Headers) -> None:
        """Called with the headers of the answer that the page is made of."""

    @classmethod
    def _parser(cls, client: Any, model: Type[Any], options: FinalRequestOptions) -> Callable[[Any], Any]:
        """What makes a parsed answer a page that can fetch the next one."""
        plain = options.copy_with(mode=PARSED)

        def attached(parsed: Any) -> Any:
            if issubclass(type(parsed), BasePage):
                parsed._set_private_attributes(client=client, model=model, options=plain)
            return parsed

        return attached

    def has_next_page(self) -> bool:
        if not self._continue_on_empty_items and not _has_items(self._get_page_items()):
            return False
        return self.next_page_info() is not None

    def next_page_info(self) -> Optional[PageInfo]:
        """What to ask for next; None on the last page."""
        raise NotImplementedError

    def _get_page_items(self) -> Iterable[_T]:
        raise NotImplementedError

    def _info_to_options(self, info: PageInfo) -> FinalRequestOptions:
        """The request for another page: that of this one, changed as `info` says."""
        options = self._options
        if not isinstance(info.params, NotGiven):
            return options.copy_with(params={**options.params, **info.params})
        if not isinstance(info.url, NotGiven):
            return self._url_to_options(info.url)
        if not isinstance(info.json, NotGiven):
            if not is_mapping(info.json):
                raise TypeError("Pagination is only supported with mappings")
            body: object = {} if options.json_data is None else options.json_data
            if not is_mapping(body):
                raise TypeError("Pagination is only supported with mappings")
            return options.copy_with(json_data={**body, **info.json})
        raise ValueError("Unexpected PageInfo state")

    def _url_to_options(self, url: URL) -> FinalRequestOptions:
        """A URL from the server, against the one that was asked for (RFC 3986, section 5); that one's parameters
        stay unless it has them itself. Another origin gets none of them.
        """
        asked = URL(self._client._build_url(self._options))
        target = asked.join(url)
        query = asked.params.merge(target.params) if same_origin(asked, target) else target.params
        repeated = [(name, value) for name, value in query.multi_items() if len(query.get_list(name)) > 1]
        single = {name: value for name, value in query.items() if len(query.get_list(name)) == 1}
        target = target.copy_with(params=repeated) if repeated else target.copy_with(query=None)
        return self._options.copy_with(params=single, url=str(target), from_server=True)

    def _next_options(self) -> FinalRequestOptions:
        info = self.next_page_info()
        if info is None:
            raise RuntimeError(
                "No next page expected; please check `.has_next_page()` before calling `.get_next_page()`."
            )
        return self._info_to_options(info)

    def _next_trail(self, options: FinalRequestOptions) -> _Trail:
        """PaginationLoopError if the server sends us to a page that we had."""
        here = self._trail if self._trail.steps else self._trail.then(_fingerprint(self._options))
        trail = here and here.then(_fingerprint(options))
        if trail is None:
            raise PaginationLoopError(
                f"The server answered {options.method} {self._options.url} with a page that was asked for before; "
                "stopped after " + str(self._trail.steps or 1) + " pages"
            )
        return trail


def _fingerprint(options: FinalRequestOptions) -> int:
    return hash((options.method, str(options.url), repr(options.params), repr(options.json_data)))


def _has_items(items: Iterable[Any]) -> bool:
    return next(iter(items or ()), _NOTHING) is not _NOTHING


_NOTHING: Any = object()


class BaseSyncPage(BasePage[_T], Generic[_T]):
    # pydantic iterates over fields, a page over items.
    @override
    def __iter__(self) -> Iterator[_T]:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        for page in self.iter_pages():
            yield from page._get_page_items() or ()

    def iter_pages(self) -> Iterator[Self]:
        """This page and all after it, each fetched when it is reached. Raises PaginationLoopError."""
        page = self
        while True:
            yield page
            if not page.has_next_page():
                return
            page = page.get_next_page()

    def get_next_page(self) -> Self:
        """Fetch the next page. RuntimeError if there is none; PaginationLoopError if the server repeats a page."""
        options = self._next_options()
        trail = self._next_trail(options)
        page: Self = self._client._request_api_list(self._model, page=self.__class__, options=options)
        page._trail = trail
        return page


class BaseAsyncPage(BasePage[_T], Generic[_T]):
    async def __aiter__(self) -> AsyncIterator[_T]:
        async for page in self.iter_pages():
            for item in page._get_page_items() or ():
                yield item

    async def iter_pages(self) -> AsyncIterator[Self]:
        """This page and all after it, each fetched when it is reached. Raises PaginationLoopError."""
        page = self
        while True:
            yield page
            if not page.has_next_page():
                return
            page = await page.get_next_page()

    async def get_next_page(self) -> Self:
        """Fetch the next page. RuntimeError if there is none; PaginationLoopError if the server repeats a page."""
        options = self._next_options()
        trail = self._next_trail(options)
        page: Self = await self._client._request_api_list(self._model, page=self.__class__, options=options)
        page._trail = trail
        return page
