"""A stand-in for the API: answers with golden files, and compares what was sent with them."""

from .server import BASE_URL, Case, Refusal, Server

__all__ = ["BASE_URL", "Case", "Refusal", "Server"]
