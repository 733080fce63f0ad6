"""The list of pages as it is shown: the papers of the case on the desk, and pages of this visit. No Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import resources
from app.domain import checklist
from app.domain.checklist import SIGNED, Line, Need
from app.services.placing import Home, Spot
from ui.filing.sheet import At, Sheet

_SIGNS = {At.ASKED: "soon", At.FAILED: "soon", At.WAITS: "check", At.WRITING: "check", At.KEPT: "check"}


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row: what it is, a remark, a sign (``check``, ``soon`` or none), a word at the right, and its picture.

    `form` says how an empty picture is drawn: ``card`` lies, ``paper`` stands; `later` rows are pale.
    """

    key: str
    title: str
    note: str = ""
    sign: str = ""
    word: str = ""
    thumb: bytes = b""
    form: str = "card"
    later: bool = False
    state: str = ""


def lines_of(home: Home, today: date) -> tuple[Line, ...]:
    """Give the papers of a case or a draft as a list."""
    if home.draft:
        return checklist.of_draft(home.draft, today)
    return checklist.of_case(home.case) if home.case else ()


def of_lines(home: Home, lines: Iterable[Line], thumbs: Mapping[str, bytes]) -> tuple[PageRow, ...]:
    """Give the rows of the case on the desk; `thumbs` are small pictures of its pages."""
    return tuple(_line(home, line, thumbs) for line in lines)


def of_sheet(sheet: Sheet, title: str, where: str) -> PageRow:
    """Give the row of a page of this visit."""
    word = resources.text("filing", f"list.{sheet.at.value}")
    return PageRow(
        key=sheet.key,
        title=title,
        note=where,
        sign=_SIGNS.get(sheet.at, ""),
        word=word,
        thumb=sheet.picture,
        form="paper" if sheet.place else "card",
        state=sheet.at.value,
    )


def title_of(home: Home, slot: str, member_id: str) -> str:
    """Give what a slot of a member is called: 户口簿，王雨欣页."""
    member = home.member(member_id)
    name = member.identity.name if member else ""
    if slot == SIGNED:
        return resources.text("filing", "what.signed", name=name)
    word: str = resources.texts("codes")["slot"].get(slot, slot)
    if not name or slot == "hukou_head":
        return word
    return resources.text("filing", "row.page" if slot == "hukou_page" else "row.of", what=word, name=name)


def title_of_spot(spot: Spot) -> str:
    """Give what a page is called; a new person's bears the name that was read."""
    if spot.is_new_person and spot.told.get("name"):
        word = resources.texts("codes")["slot"].get(spot.slot, spot.slot)
        name = spot.told["name"]
        return resources.text("filing", "row.page" if spot.slot == "hukou_page" else "row.of", what=word, name=name)
    return title_of(spot.home, spot.slot, spot.member)


def lacking_text(lines: Iterable[Line]) -> str:
    """Give how much is still wanted, and how much comes later."""
    open_lines = [line for line in lines if line.is_open]
    wanted = sum(line.need == Need.WANTED for line in open_lines)
    later = sum(line.need == Need.LATER for line in open_lines)
    parts = [resources.text("filing", "list.lacking", count=wanted)] if wanted else []
    parts += [resources.text("filing", "list.later", count=later)] if later else []
    return resources.text("filing", "list.comma").join(parts)


def _line(home: Home, line: Line, thumbs: Mapping[str, bytes]) -> PageRow:
    note, sign = "", ""
    if not line.is_open:
        sign = "check"
        if line.verdict == "bad" or line.overruled:
            sign, note = "soon", resources.text("filing", "row.overruled", reason=line.overruled)
    else:
        note = resources.text("filing", f"row.{line.need}")
    thumb = next((thumbs[one] for one in reversed(line.pictures) if one in thumbs), b"")
    return PageRow(
        key=f"{line.slot}/{line.member}",
        title=title_of(home, line.slot, line.member),
        note=note,
        sign=sign,
        thumb=thumb,
        form="paper" if line.slot in {SIGNED, "other", "expense"} else "card",
        later=line.is_open and line.need == Need.LATER,
    )
