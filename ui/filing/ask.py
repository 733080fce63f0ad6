"""What is asked about a page with a signature on paper: the day, and how somebody who does not write signed. No Qt."""

import re
from dataclasses import dataclass
from datetime import date

from app.domain.course import SignedOnPaper
from app.services.filing import Place

_FULL = re.compile(r"(\d{4})\D*?(\d{1,2})\D+(\d{1,2})\D*|(\d{4})(\d\d)(\d\d)")
_SHORT = re.compile(r"(\d{1,2})\D+(\d{1,2})\D*|(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True)
class Ask:
    """The answers so far: `day` as typed; `thumb` is a thumbprint, read aloud before two witnesses."""

    day: str
    thumb: bool = False
    read_aloud: bool = False
    first: str = ""
    second: str = ""


def first_of(today: date) -> Ask:
    """Give what most pages are: signed today, by hand."""
    return Ask(today.isoformat())


def mark_of(ask: Ask, place: Place, today: date) -> SignedOnPaper:
    """Give the signature that a page bears, still without its picture; a day that is none stays as typed."""
    return SignedOnPaper(
        member=place.code.member,
        way=place.way,
        pages=(),
        signed_on=day_of(ask.day, today),
        received_on=today.isoformat(),
        thumb=ask.thumb,
        read_aloud=ask.thumb and ask.read_aloud,
        witnesses=tuple(filter(None, (ask.first.strip(), ask.second.strip()))) if ask.thumb else (),
    )


def day_of(text: str, today: date) -> str:
    """Give a typed day as ISO (``2026-10-12``, ``20261012``, ``10.12``, ``1012``: the last such day); else empty."""
    whole, short = _FULL.fullmatch(text.strip()), _SHORT.fullmatch(text.strip())
    if whole:
        return _iso(*(int(part) for part in whole.groups() if part))
    if not short:
        return ""
    month, day = (int(part) for part in short.groups() if part)
    found = _iso(today.year, month, day)
    return _iso(today.year - 1, month, day) if found > today.isoformat() else found


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
