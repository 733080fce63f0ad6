"""What the QR code of our own papers says: which paper, of which case and member, which page of the set.

``YM1``, one letter for the paper, the case (26 characters of Crockford base-32), the member (26, or none),
page and pages of the set (2 digits each), edition (4), check character. Capitals and digits only, so that the
code stays small. No name and no number of a person: a paper that is lost says nothing.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.domain import case_number
from app.errors import Refused

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_ID_LENGTH = 26
_FORM = re.compile(
    rf"YM1([ASR])([0-7][{_CROCKFORD}]{{25}})([0-7][{_CROCKFORD}]{{25}})?(\d\d)(\d\d)([{_CROCKFORD}]{{4}})[0-9A-Z]",
    re.ASCII,
)


class Paper(StrEnum):
    """The kinds of paper that carry a code."""

    APPLICATION = "A"  # 社会救助申请及授权书
    AUTHORISATION = "S"  # 授权与承诺，一人一页
    RECEIPT = "R"  # 受理通知书


@dataclass(frozen=True, slots=True)
class FormCode:
    """A page of our own: ids are UUID texts (`member` empty for papers of the whole household).

    `page` counts from 1 over the whole set of `pages` (at most 99); `edition` tells texts apart
    that were printed for the same case at different times (`edition_of`).
    """

    paper: str
    case: str
    member: str
    page: int
    pages: int
    edition: str


def edition_of(content: bytes) -> str:
    """Give the 4 characters that stand for a content."""
    number = int.from_bytes(hashlib.sha256(content).digest()[:4], "big")
    return _base32(number, 7)[-4:]


def payload(code: FormCode) -> str:
    """Give what the QR code holds; ValueError for an id that is no UUID or a page out of range."""
    if not 1 <= code.page <= code.pages <= 99:  # noqa: PLR2004 - two digits
        raise ValueError("page")
    member = _packed(code.member) if code.member else ""
    plain = f"YM1{Paper(code.paper)}{_packed(code.case)}{member}{code.page:02}{code.pages:02}{code.edition}"
    if not _FORM.fullmatch(f"{plain}0"):
        raise ValueError("edition")
    return plain + case_number.check_character(plain)


def parse(written: str) -> FormCode:
    """Read what a scanner read; Refused form_code.check when it is not exactly what `payload` makes."""
    found = _FORM.fullmatch(written)
    if not found or case_number.check_character(written[:-1]) != written[-1]:
        raise Refused("form_code.check")
    paper, case, member, page, pages, edition = found.groups()
    if not 1 <= int(page) <= int(pages):
        raise Refused("form_code.check")
    return FormCode(paper, _unpacked(case), _unpacked(member) if member else "", int(page), int(pages), edition)


def _packed(uuid: str) -> str:
    if not _UUID.fullmatch(uuid):
        raise ValueError("not a UUID")
    return _base32(UUID(uuid).int, _ID_LENGTH)


def _unpacked(packed: str) -> str:
    number = 0
    for character in packed:
        number = number * 32 + _CROCKFORD.index(character)
    return str(UUID(int=number))


def _base32(number: int, length: int) -> str:
    return "".join(_CROCKFORD[number >> 5 * place & 31] for place in reversed(range(length)))
