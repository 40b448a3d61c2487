"""What is created is kept: which operations create, list, retrieve, update and delete things, and what they do then."""

from .keeping import Keeper
from .showing import Call
from .store import StoreError

__all__ = ["Call", "Keeper", "StoreError"]
