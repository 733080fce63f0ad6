"""What the page of the roster shows. No Qt."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import resources
from app.domain.money import yuan
from app.rules import roster
from app.rules.roster import LeftOut
from app.services.rosters import Line, Roster
from ui.several.view import day, name, place
from ui.widgets.row import Cell, Row

PAID: Final = "paid"
LEFT: Final = "left"
PARTS: Final = (PAID, LEFT)
_SHOWN = 4  # characters of an account that are seen in a list


def drawn(part: str, told: Roster, today: date) -> dict[str, Any]:
    """Give the fields of the view for a part."""
    counts = {PAID: len(told.lines), LEFT: len(told.left_out)}
    rows = tuple(map(_paid, told.lines)) if part == PAID else tuple(map(_left_out, told.left_out))
    return {
        "tabs": {one: say("tab", word=say(f"{one}.tab"), count=count) for one, count in counts.items()},
        "rows": rows,
        "note": _note(told, today) if told.month else "",
        "empty": say(f"{part}.empty"),
    }


def month_word(month: str) -> str:
    """Give a month as it is said."""
    return say("month", year=int(month[:4]), month=int(month[5:]))


def heads() -> Sequence[str]:
    """Give the titles of the spreadsheet's columns."""
    titles: list[str] = resources.texts("roster")["heads"]
    return titles


def left_word(days: int) -> str:
    """Say how many days are left until a roster closes."""
    return say("closing.home", days=days) if days else say("closing.today")


def note_of(line: Line) -> str:
    """Give what stands beside a line."""
    back = line.share.back_fen
    if back is None:
        return say("back.open")
    return "" if not back else say("back.more" if back > 0 else "back.less", yuan=yuan(abs(back)))


def say(name: str, /, **facts: object) -> str:
    """Give a text of this page."""
    return resources.text("roster", name, **facts)


def _note(told: Roster, today: date) -> str:
    parts = [month_word(told.month), say("total", count=len(told.lines), yuan=yuan(told.fen + told.back_fen))]
    if told.closing_day:
        days = (roster.next_closing(today, told.closing_day) - today).days
        parts.append(say("closing.left", days=days) if days else say("closing.today"))
    else:
        parts.append(say("closing.open"))
    return say("between").join(parts)


def _paid(line: Line) -> Row:
    account, back = line.case.progress.account, line.share.back_fen
    whose = say("account", bank=account.bank, end=account.account[-_SHOWN:]) if account else ""
    other = account.holder if account and account.holder != line.case.applicant else ""
    cells = (
        name(line.case),
        place(line.village),
        Cell(say("held_by", account=whose, holder=other) if other else whose),
        Cell(yuan(line.share.fen), "ink"),
        Cell(say("unknown"), "soon", sign="soon") if back is None else Cell(yuan(back) if back else ""),
        Cell(yuan(line.fen), "ink", strong=True),
    )
    return Row(line.case.id, cells, tip=note_of(line))


def _left_out(line: Line) -> Row:
    why, back = line.share.left_out, line.share.back_fen
    since = line.case.progress.confirmed
    cells = (
        name(line.case),
        place(line.village),
        Cell(say(f"why.{why}", day=_month_of(line)), "soon" if why in _TO_DO else "ink2",
             sign="soon" if why in _TO_DO else ""),
        Cell(yuan(line.share.fen) if line.share.fen else ""),
        Cell(note_of(line), "soon" if back is None or back < 0 else "ink2"),
        Cell(say("confirmed", day=day(since.decided_on)) if since else ""),
    )  # fmt: skip
    return Row(line.case.id, cells)


_TO_DO = (LeftOut.NO_ACCOUNT, LeftOut.NOT_MEMBER)


def _month_of(line: Line) -> str:
    progress = line.case.progress
    if line.share.left_out == LeftOut.STOPPED and progress.changes:
        return month_word(progress.changes[-1].from_month)
    return month_word(progress.confirmed.from_month) if progress.confirmed else ""
