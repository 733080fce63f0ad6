"""What a form sends: plain texts and files, small, without control characters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from starlette.datastructures import UploadFile
from starlette.requests import Request

from app.domain.typed_day import read_day
from app.errors import Refused

MOST_BYTES: Final = 2**18
MOST_FILE_BYTES: Final = 5 * 2**20
_MOST_FIELDS: Final = 200
_LONGEST: Final = 4_000
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]+")


class TooLarge(Exception):
    """More was sent than the page asks for."""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields by name, each with all its values; files by name. `today` is the day on which it was sent."""

    fields: Mapping[str, tuple[str, ...]]
    files: Mapping[str, bytes]
    today: date = date.min

    def text(self, name: str) -> str:
        """Give the first value of a field without the spaces around it, empty where there is none."""
        return next(iter(self.fields.get(name, ())), "").strip()

    def all(self, name: str) -> tuple[str, ...]:
        """Give all values of a field, empty ones too."""
        return tuple(value.strip() for value in self.fields.get(name, ()))

    def day(self, name: str, *, ahead: bool = False) -> date | None:
        """Give the day of a field as it is typed at the windows, None where it is empty; Refused day.unreadable.

        A day without its year is the last such day, or with `ahead` the next one.
        """
        written = self.text(name)
        if not written:
            return None
        found = read_day(written, self.today, ahead=ahead)
        if found is None:
            raise Refused("day.unreadable", day=written[:20])
        return found

    def file(self, name: str) -> bytes:
        """Give the content of a file, empty where none was chosen."""
        return self.files.get(name, b"")


async def read_form(request: Request, most_bytes: int = MOST_BYTES, today: date = date.min) -> Form:
    """Read what a form sends; TooLarge beyond `most_bytes`, or where the length is not said beforehand."""
    length = request.headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()) or int(length[:12]) > most_bytes:
        raise TooLarge
    fields: dict[str, list[str]] = {}
    files: dict[str, bytes] = {}
    async with request.form(max_files=1, max_fields=_MOST_FIELDS) as sent:
        for name, value in sent.multi_items():
            if isinstance(value, UploadFile):
                files[name] = await value.read()
            else:
                fields.setdefault(name, []).append(_CONTROL.sub(" ", value)[:_LONGEST])
    return Form({name: tuple(values) for name, values in fields.items()}, files, today)
