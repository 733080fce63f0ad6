"""Reading the JSON that travels: strict about types, deaf to members that it does not know."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from app.ids import is_uuid
from app.journal.canonical import LARGEST

MAX_JSON_BYTES: Final = 2**16
_HASH = re.compile(r"[0-9a-f]{64}")


class NotProtocol(ValueError):
    """What arrived is not what the protocol promises; the text says what is wrong, without its content."""


class Members:
    """The members of a JSON object, taken one by one with their type; NotProtocol for a wrong or absent one."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, Mapping):
            raise NotProtocol("not an object")
        self._value = value

    def text(self, name: str, longest: int = 1_000) -> str:
        """Give a text of at most `longest` characters that every database can hold: no lone surrogate, no NUL."""
        value = self._value.get(name)
        if not isinstance(value, str) or len(value) > longest or not is_storable(value):
            raise NotProtocol(name)
        return value

    def uuid(self, name: str) -> str:
        """Give a UUID, lower case with hyphens."""
        if not is_uuid(value := self._value.get(name)):
            raise NotProtocol(name)
        return str(value)

    def digest(self, name: str) -> str:
        """Give a SHA-256 in lower-case hex."""
        if not is_digest(value := self._value.get(name)):
            raise NotProtocol(name)
        return str(value)

    def integer(self, name: str, least: int = 0) -> int:
        """Give a whole number from `least` on; true and 1.0 are none."""
        value = self._value.get(name)
        if type(value) is not int or not least <= value <= LARGEST:
            raise NotProtocol(name)
        return value

    def items(self, name: str) -> list[Any]:
        """Give a list."""
        value = self._value.get(name)
        if not isinstance(value, list):
            raise NotProtocol(name)
        return value

    def optional_text(self, name: str) -> str | None:
        """Give a text, or None where the member is null or absent."""
        return None if self._value.get(name) is None else self.text(name)


def is_digest(value: object) -> bool:
    """Tell whether `value` is a SHA-256 as lower-case hex text."""
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


class _Unheld:
    """Stands where JSON has what no entry can hold: a fraction, a giant number, a repeated member.

    So an unknown member of an answer may be anything, while an entry with such a value is none.
    """


def read_json(source: bytes) -> Any:
    """Parse JSON; NotProtocol for anything that is not JSON in UTF-8."""
    try:
        return _decoder.decode(source.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise NotProtocol("not JSON") from error


def write_json(value: object) -> bytes:
    """Give `value` as compact UTF-8 JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def lines_of(body: bytes) -> list[bytes]:
    """Split NDJSON; only the last line may lack its end. A blank line stays one, and is no JSON to who reads it."""
    lines = body.split(b"\n")
    if not lines[-1]:
        lines.pop()
    return lines


def is_storable(value: str) -> bool:
    """Tell whether every database can hold this text: UTF-8 without NUL."""
    return "\0" not in value and _is_unicode(value)


def _is_unicode(value: str) -> bool:
    return value.isascii() or not any("\ud800" <= char <= "\udfff" for char in value)


def _no_constant(name: str) -> Any:
    raise NotProtocol(name)


def _integer_or_unheld(digits: str) -> Any:
    return int(digits) if len(digits) <= len(str(-LARGEST)) else _Unheld()


def _marked(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    return members if len(members) == len(pairs) else {**members, pairs[0][0]: _Unheld()}


_decoder = json.JSONDecoder(
    object_pairs_hook=_marked,
    parse_float=lambda _: _Unheld(),
    parse_int=_integer_or_unheld,
    parse_constant=_no_constant,
)
