"""The errors under their public names; generated per API, this is the sample."""

from ._errors import *  # noqa: F403
from ._seam import SDKError as SDKError
