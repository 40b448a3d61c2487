"""Values that fit a schema, made and checked without the toolkit."""

from tests.corpus.sampling.checker import Checker
from tests.corpus.sampling.sampler import NoSampleError, Sampler

__all__ = ["Checker", "NoSampleError", "Sampler"]
