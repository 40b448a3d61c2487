"""A mock server of a document: it checks requests, answers with examples or values made from schemas, keeps what is
created where it is asked to, and fails where it is asked to. Needs `sdkwright[mock]`.
"""

from .running import BadDocumentError, mock_app, serving
from .settings import Settings

__all__ = ["BadDocumentError", "Settings", "mock_app", "serving"]
