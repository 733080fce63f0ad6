"""发放花名册: the households that are paid for a month, who is left out, and the roster as a file."""

import io
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from app.domain.case import Case
from app.domain.duties import Act
from app.errors import Refused
from app.journal.case import fold_case
from app.journal.fold import Stored
from app.rules import roster
from app.rules.roster import LeftOut, Share
from app.services.desk import Desk
from app.services.duty import needs

CLOSING = "roster_closing_day"  # setting: the day of the month on which a roster closes; none while nobody has said so
_STATES = ("confirmed", "announced", "in_aid", "phasing_out", "stopped", "stop_delivered")
_GIVEN = "case.account_given"
_LAST_DAY = 28  # every month has it
_DAY = re.compile(r"(\d{1,2})\D?", re.ASCII)  # with or without the word for day
_WIDTHS = (6, 18, 22, 16, 16, 18, 24, 12, 12, 12, 28)


@dataclass(frozen=True, slots=True)
class Line:
    """A household on a roster, or (`share.left_out`) beside it."""

    case: Case
    village: str
    share: Share

    @property
    def fen(self) -> int:
        """What is paid in all, as far as it is known."""
        return self.share.fen + (self.share.back_fen or 0)


@dataclass(frozen=True, slots=True)
class Roster:
    """`lines` are paid for `month`, `left_out` are not; `closing_day` is 0 where nobody has confirmed one."""

    month: str
    closing_day: int = 0
    lines: tuple[Line, ...] = ()
    left_out: tuple[Line, ...] = ()

    @property
    def fen(self) -> int:
        """What is paid for the month in all."""
        return sum(line.share.fen for line in self.lines)

    @property
    def back_fen(self) -> int:
        """What is paid for earlier months in all, as far as it is known."""
        return sum(line.share.back_fen or 0 for line in self.lines)

    @property
    def on_paper(self) -> tuple[Line, ...]:
        """The lines that are printed: those that are paid, and those held because no account is known."""
        return (*self.lines, *(line for line in self.left_out if line.share.left_out == LeftOut.NO_ACCOUNT))

    @property
    def is_open(self) -> bool:
        """Whether some of it hangs on the closing day, which nobody has confirmed."""
        return any(line.share.back_fen is None for line in (*self.lines, *self.left_out))


@needs(Act.LOOK_AFTER)
def closing_day(desk: Desk) -> int:
    """Give the day of the month on which a roster closes; 0 while nobody has said so."""
    return int(desk.store.setting(CLOSING) or 0)


@needs(Act.EXPORT)
def set_closing_day(desk: Desk, typed: str) -> int:
    """Keep the closing day as typed (empty: unknown again) and give it; Refused roster.closing_day."""
    found = _DAY.fullmatch(typed.strip())
    if typed.strip() and not (found and 1 <= int(found[1]) <= _LAST_DAY):
        raise Refused("roster.closing_day", last=_LAST_DAY)
    with desk.store.work() as work:
        work.set_setting(CLOSING, int(found[1]) if found else None)
    return closing_day(desk)


@needs(Act.LOOK_AFTER)
def days_left(desk: Desk) -> int | None:
    """Give how many days are left until the next roster closes; None while nobody has said when."""
    day = closing_day(desk)
    return (roster.next_closing(desk.today(), day) - desk.today()).days if day else None


@needs(Act.SEE)
def read(desk: Desk, month: str = "") -> Generator[None, None, Roster]:
    """Give the roster of a month (of the next closing, if none is named), in slices: one for each household."""
    day = closing_day(desk)
    made = Roster(month or roster.roster_month(desk.today(), day), day)
    lines, left_out = list[Line](), list[Line]()
    for row in desk.store.cases_in(_STATES):
        entries = desk.store.entries(f"case:{row.case_id}")
        case = fold_case(row.case_id, entries)
        share = roster.share(case, made.month, day, _since(entries)) if case else None
        if case and share:
            (left_out if share.left_out else lines).append(Line(case, row.village, share))
        yield
    return replace(made, lines=tuple(lines), left_out=tuple(left_out))


@needs(Act.EXPORT)
def workbook(_desk: Desk, told: Roster, name: str, heads: Sequence[str], notes: Sequence[str]) -> bytes:
    """Give the roster as an XLSX: texts as texts, sums in yuan as numbers; `notes` stands with each line."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only for those who want a file

    written = io.BytesIO()
    plainly = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(written, plainly) as book:
        text = book.add_format({"num_format": "@", "quote_prefix": True})
        money, head = book.add_format({"num_format": "#,##0.00"}), book.add_format({"bold": True, "num_format": "@"})
        page = book.add_worksheet(name)
        for column, (title, width) in enumerate(zip(heads, _WIDTHS, strict=True)):
            page.set_column(column, column, width)
            page.write_string(0, column, title, head)
        for row, (line, note) in enumerate(zip(told.lines, notes, strict=True), 1):
            texts, sums = cells(line, row, note)
            for column, said in texts.items():
                page.write_string(row, column, said, text)
            for column, fen in sums.items():
                page.write_number(row, column, fen / 100, money)
        page.freeze_panes(1, 0)
    return written.getvalue()


def cells(line: Line, nth: int, note: str) -> tuple[dict[int, str], dict[int, int]]:
    """Give the texts and the sums (fen) of a line by their columns: nth, who, account, month, back, in all, note."""
    case, account = line.case, line.case.progress.account
    applicant = case.accepted.members[0].identity if case.accepted else None
    texts = {
        0: str(nth),
        1: applicant.name if applicant else "",
        2: applicant.id_number if applicant else "",
        3: line.village,
        4: account.holder if account else "",
        5: account.bank if account else "",
        6: account.account if account else "",
        10: note,
    }
    return texts, {7: line.share.fen, 8: line.share.back_fen or 0, 9: line.fen}


def _since(entries: Sequence[Stored]) -> str:
    """Give the ISO day of the first account: a later one takes its place and nothing stops being paid for it."""
    given = (one.entry.body for one in entries if one.entry.kind == _GIVEN)
    return min((str(body.get("given_on", "")) for body in given if body), default="")
