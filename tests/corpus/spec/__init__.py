"""An OpenAPI document as the judge reads it: 2.0, 3.0, 3.1 and 3.2, straight from the file."""

from tests.corpus.spec.operations import Answer, Media, Op, Param, Scheme, Spec
from tests.corpus.spec.reading import read_document

__all__ = ["Answer", "Media", "Op", "Param", "Scheme", "Spec", "read_document"]
