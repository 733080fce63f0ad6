"""What the page of a fund shows, in one value. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import resources
from app.domain.case_number import short
from app.domain.fund_ledger import CORRECTABLE, COUNTED, Line
from app.domain.money import short_yuan, yuan
from app.store.fund_values import FundRow
from ui import when
from ui.widgets.row import Cell, Row


@dataclass(frozen=True, slots=True)
class FundRead:
    """What was read of the store: all funds, and of one of them a month of lines, with the officers' names.

    `why_not` says why the ledger cannot be written now, or by whom it is.
    """

    funds: tuple[FundRow, ...] = ()
    before_fen: int = 0
    lines: tuple[Line, ...] = ()
    names: Mapping[str, str] | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class FundView:
    """One fund in one month. `is_none` where there is no fund yet, `is_read` once that is known.

    `trouble` says what somebody has to look at, `wrong` whether it is more than a question; `month` and `sums` are
    the month in words, `said` tells of the print.
    """

    is_read: bool = False
    is_none: bool = False
    whose: str = ""
    balance: str = ""
    came: str = ""
    trouble: str = ""
    wrong: bool = False
    month: str = ""
    sums: str = ""
    rows: tuple[Row, ...] = ()
    is_latest: bool = True
    is_first: bool = True
    several: bool = False
    said: str = ""
    why_not: str = ""


def view(read: FundRead, shown: FundRow | None, month: date, today: date) -> FundView:
    """Give the page of a fund in the month of a day."""
    if shown is None:
        return FundView(is_read=True, is_none=True)
    return FundView(
        is_read=True,
        whose=_say("whose", name=shown.name, keeper=shown.keeper),
        balance=_say("yuan", yuan=yuan(shown.balance_fen)),
        came=came_last(shown),
        trouble=resources.texts("fund")["trouble"].get(shown.trouble, "") if shown.trouble else "",
        wrong=shown.trouble in {"overdrawn", "incomplete"},
        month=_say("month", year=month.year, month=month.month),
        sums=_sums(read),
        rows=tuple(_row(line, read.names or {}) for line in reversed(read.lines)),
        is_latest=month >= today.replace(day=1),
        is_first=not shown.opened_on or f"{month:%Y-%m}" <= shown.opened_on[:7],
        several=len(read.funds) > 1,
    )


def came_last(shown: FundRow) -> str:
    """Give when money came last, and how much."""
    if not shown.came_on:
        return ""
    return _say("came", day=when.before_han(when.day(date.fromisoformat(shown.came_on))), yuan=yuan(shown.came_fen))


def line_in_words(line: Line) -> str:
    """Give a line in a few words, for a question about it."""
    day = when.before_han(when.day(date.fromisoformat(line.day)))
    return _say("about_line", day=day, kind=_kind(line), note=_note(line), yuan=short_yuan(line.now_fen))


def can_be_corrected(line: Line | None) -> bool:
    """Tell whether a line's amount can be another one."""
    return line is not None and line.kind in CORRECTABLE


def _sums(read: FundRead) -> str:
    came, went = sum(line.in_fen for line in read.lines), sum(line.out_fen for line in read.lines)
    left = read.before_fen + came - went
    said = {"before": read.before_fen, "came": came, "went": went, "left": left}
    return _say("sums", **{name: yuan(fen) for name, fen in said.items()})


def _row(line: Line, names: Mapping[str, str]) -> Row:
    cells = (
        Cell(when.day(date.fromisoformat(line.day))),
        Cell(_kind(line), "ink", strong=True),
        Cell(_note(line)),
        Cell(names.get(line.by, "") or _say("elsewhere"), wraps=True),
        Cell(_moved(line.in_fen), "ink"),
        Cell(_moved(line.out_fen), "ink"),
        Cell(yuan(line.balance_fen), "danger" if line.balance_fen < 0 else "ink2"),
    )
    return Row(line.id, cells, act=_say("look") if line.case else "", tip=_note(line))


def _kind(line: Line) -> str:
    words: dict[str, str] = resources.texts("fund")["kind"]
    return words.get(line.kind, line.kind)


def _note(line: Line) -> str:
    note = line.note
    if line.kind == COUNTED:
        note = _say("counted", yuan=yuan(line.now_fen), reason=line.note or _say("agrees"))
    elif line.number:
        note = _say("paid_for", receiver=line.note, number=short(line.number))
    is_other = line.kind in CORRECTABLE and line.now_fen != abs(line.change_fen)
    return _say("now", note=note, yuan=yuan(line.now_fen)) if is_other else note


def _moved(fen: int) -> str:
    return yuan(fen) if fen else ""


def _say(name: str, /, **facts: object) -> str:
    return resources.text("fund", name, **facts)
