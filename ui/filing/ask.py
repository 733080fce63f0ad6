"""What is asked about a page with a signature on paper: the day, and how somebody who does not write signed. No Qt."""

import re
from dataclasses import dataclass, replace
from datetime import date

import resources
from app.domain.course import SignedOnPaper, check_paper
from app.domain.fact import BlobRef
from app.errors import Refused
from app.services.filing import Place
from ui.problems import sentence

_FULL = re.compile(r"(\d{4})\D*?(\d{1,2})\D+(\d{1,2})\D*|(\d{4})(\d\d)(\d\d)")
_SHORT = re.compile(r"(\d{1,2})\D+(\d{1,2})\D*|(\d\d)(\d\d)")

_NO_PICTURE = BlobRef("0" * 64, 0, "image/jpeg")  # a paper is checked before its picture is kept


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


def checked(ask: Ask, place: Place, today: date) -> tuple[SignedOnPaper, str]:
    """Give the signature, and what is missing or wrong about it as a sentence; empty when all is well."""
    mark = mark_of(ask, place, today)
    if not mark.signed_on:
        return mark, resources.text("filing", "ask.wrong_day")
    signer = place.signer.identity.name if place.signer else ""
    try:
        check_paper(replace(mark, pages=(_NO_PICTURE,)), place.agent, signer=signer, today=today)
    except Refused as refused:
        return mark, sentence(refused)
    return mark, ""


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
