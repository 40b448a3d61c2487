"""The errors under their public names; generated per API, this is the sample."""

from ._errors import (
    APIConnectionError as APIConnectionError,
)
from ._errors import (
    APIError as APIError,
)
from ._errors import (
    APIResponseValidationError as APIResponseValidationError,
)
from ._errors import (
    APIStatusError as APIStatusError,
)
from ._errors import (
    APITimeoutError as APITimeoutError,
)
from ._errors import (
    AuthenticationError as AuthenticationError,
)
from ._errors import (
    BadRequestError as BadRequestError,
)
from ._errors import (
    ClientClosedError as ClientClosedError,
)
from ._errors import (
    ConflictError as ConflictError,
)
from ._errors import (
    InternalServerError as InternalServerError,
)
from ._errors import (
    NotFoundError as NotFoundError,
)
from ._errors import (
    PaginationLoopError as PaginationLoopError,
)
from ._errors import (
    PermissionDeniedError as PermissionDeniedError,
)
from ._errors import (
    RateLimitError as RateLimitError,
)
from ._errors import (
    StreamError as StreamError,
)
from ._errors import (
    UnprocessableEntityError as UnprocessableEntityError,
)
from ._errors import (
    UnsafeRedirectError as UnsafeRedirectError,
)
from ._seam import SDKError as SDKError
