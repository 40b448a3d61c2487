"""Reading parameters off the wire by OpenAPI's styles (OpenAPI 3.1, Parameter Object, Style Values)."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote, unquote_plus

from tests.corpus.calling.equal import difference

DELIMITERS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|", "tabDelimited": "\t"}


class WireError(Exception):
    """What was sent is not what the document describes."""


def agrees(sent: Any, text: str) -> bool:
    """Whether `text` is how a scalar travels."""
    if isinstance(sent, bool):
        return text == ("true" if sent else "false")
    if sent is None:
        return text in ("", "null")
    if isinstance(sent, int | float):
        try:
            return text == str(sent) or float(text) == sent
        except ValueError:
            return False
    return difference(sent, text) is None


def check_value(sent: Any, texts: dict[str, str] | list[str] | str, what: str) -> None:
    """Hold a parameter's texts against the value that was given. Raises WireError."""
    if isinstance(sent, dict):
        given = dict(sent.items())
        if not isinstance(texts, dict) or texts.keys() != given.keys():
            raise WireError(f"{what}: object with {sorted(given)} travelled as {texts!r}"[:400])
        for name, value in given.items():
            _check_scalar(value, texts[name], f"{what}.{name}")
    elif isinstance(sent, list):
        if not isinstance(texts, list) or len(texts) != len(sent):
            raise WireError(f"{what}: list {sent!r} travelled as {texts!r}"[:400])
        for value, text in zip(sent, texts, strict=True):
            _check_scalar(value, text, what)
    else:
        _check_scalar(sent, texts, what)


def _check_scalar(sent: Any, text: Any, what: str) -> None:
    if isinstance(sent, dict | list) and isinstance(text, str):
        # Not described by OpenAPI; JSON is the one form that loses nothing.
        try:
            same = json.loads(text) == sent
        except ValueError:
            same = False
        if not same and sent not in ([], {}):
            raise WireError(f"{what}: nested {sent!r} travelled as {text!r}"[:400])
    elif not isinstance(text, str) or not agrees(sent, text):
        raise WireError(f"{what}: {sent!r} travelled as {text!r}"[:400])


def split(raw: str, delimiter: str, *, plus: bool = False) -> list[str]:
    """Pieces of a still encoded text, decoded. An encoded delimiter separates where no plain one does."""
    decode = unquote_plus if plus else unquote
    encoded = {",": "%2C", " ": "%20", "|": "%7C", "\t": "%09"}[delimiter]
    if delimiter == " ":
        raw = raw.replace("+", "%20")
        return [decode(each) for each in raw.split("%20")]
    if delimiter in raw:
        return [decode(each) for each in raw.split(delimiter)]
    return [decode(each) for each in re.split(encoded, raw, flags=re.IGNORECASE)]


def pairs_of(raw: str) -> list[tuple[str, str]]:
    """(decoded name, encoded value) of a query or form."""
    found: list[tuple[str, str]] = []
    for piece in raw.split("&") if raw else ():
        name, _, value = piece.partition("=")
        found.append((unquote_plus(name), value))
    return found


def read_query(name: str, style: str, explode: bool, sent: Any, pairs: list[tuple[str, str]]) -> tuple[Any, set[str]]:
    """The texts of one parameter as the shape of `sent` asks for, and the names that it used. None: it was not sent."""
    own = [value for key, value in pairs if key == name]
    if style == "deepObject" and isinstance(sent, dict):
        found = {
            key[len(name) + 1 : -1]: unquote_plus(value)
            for key, value in pairs
            if key.startswith(f"{name}[") and key.endswith("]")
        }
        return found or None, {f"{name}[{key}]" for key in found}
    if isinstance(sent, dict) and explode and style == "form":
        found = {key: unquote_plus(value) for key, value in pairs if key in sent}
        return found or None, set(found)
    if not own:
        return None, set()
    if isinstance(sent, list) and (explode or style == "deepObject"):
        return [unquote_plus(each) for each in own], {name}
    if len(own) > 1:
        raise WireError(f"query {name}: sent {len(own)} times")
    if isinstance(sent, list | dict):
        pieces = split(own[0], DELIMITERS.get(style, ","), plus=True)
        return _shaped(pieces if own[0] else [], sent), {name}
    return unquote_plus(own[0]), {name}


def read_simple(raw: str, style: str, explode: bool, name: str, sent: Any) -> Any:
    """The texts of a parameter in a path or a header."""
    if style == "label":
        raw = raw.removeprefix(".")
    if style == "matrix":
        return _matrix(raw, explode, name, sent)
    if not isinstance(sent, list | dict):
        return unquote(raw)
    pieces = split(raw, ",") if not (style == "label" and explode) else [unquote(each) for each in raw.split(".")]
    if isinstance(sent, dict) and explode:
        return dict(piece.split("=", 1) for piece in pieces)
    return _shaped(pieces if raw else [], sent)


def _matrix(raw: str, explode: bool, name: str, sent: Any) -> Any:
    pieces = [piece.split("=", 1) for piece in raw.removeprefix(";").split(";")]
    if isinstance(sent, dict) and explode:
        return {unquote(key): unquote(value) for key, value in pieces}
    values = [value for key, value in pieces if unquote(key) == name]
    if isinstance(sent, list) and explode:
        return [unquote(each) for each in values]
    if not values:
        raise WireError(f"path {name}: no matrix parameter in {raw!r}")
    return _shaped(split(values[0], ","), sent) if isinstance(sent, list | dict) else unquote(values[0])


def _shaped(pieces: list[str], sent: Any) -> Any:
    if isinstance(sent, dict):
        return dict(zip(pieces[::2], pieces[1::2], strict=False))
    return pieces
