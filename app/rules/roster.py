"""发放花名册: who is paid how much for a month, what is owed from earlier ones, and who is left out and why.

A roster closes on a fixed day of the month before it pays: what was decided later is paid by the next one, with what
it is owed since (补发), or with what it had too much taken off (扣回). No source names the day: the county does.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.case import Case
from app.domain.steps.payable import payable_in

_LAST_DAY = 31


class LeftOut(StrEnum):
    """Why somebody who is or was in aid does not stand on a roster."""

    NOT_YET = "not_yet"  # paid from a later month on
    NO_ACCOUNT = "no_account"
    NOT_MEMBER = "not_member"  # the account is no member's, and nothing was agreed (DB57 26)
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Share:
    """What a household gets by a roster: `fen` for the month, `back_fen` for earlier ones (less than 0: taken off).

    `back_fen` is None where it hangs on the closing day, which nobody has confirmed. `left_out` is a `LeftOut`, or
    empty for somebody who is paid.
    """

    fen: int
    back_fen: int | None = 0
    left_out: str = ""


def share(case: Case, month: str, closing_day: int = 0, account_since: str = "") -> Share | None:
    """Give what a case gets by the roster of a month (``2026-12``); None where it never is paid by the month.

    `closing_day` is 0 where nobody has confirmed one; `account_since` is the ISO day of its first account.
    """
    confirmed = case.progress.confirmed
    if confirmed is None or not (confirmed.monthly_fen and confirmed.from_month):
        return None
    if confirmed.from_month > month:
        return Share(0, 0, LeftOut.NOT_YET)
    fen = monthly_fen(case, month, closing(month, closing_day or _LAST_DAY))
    back = _back(case, month, closing_day, account_since)
    if fen or (back is not None and back > 0):
        return Share(fen, back, _held_back(case))
    had = monthly_fen(case, shifted(month, -1), closing(month, closing_day or _LAST_DAY))
    return Share(fen, back, LeftOut.STOPPED) if had or back != 0 else None


def monthly_fen(case: Case, month: str, known_on: str) -> int:
    """Give the sum for a month in fen, by what was decided up to an ISO day."""
    progress = case.progress
    if progress.confirmed is None or progress.confirmed.decided_on > known_on:
        return 0
    known = tuple(change for change in progress.changes if change.decided_on <= known_on)
    return payable_in(replace(progress, changes=known), month)


def closing(month: str, day: int) -> str:
    """Give the ISO day on which the roster of a month closes: that day of the month before, or its last one."""
    before = shifted(month, -1)
    return f"{before}-{min(day, monthrange(int(before[:4]), int(before[5:]))[1]):02}"


def next_closing(today: date, day: int) -> date:
    """Give the day on which the next roster closes; today, where that is the day."""
    month = f"{today.year:04}-{today.month:02}"
    here = date.fromisoformat(closing(shifted(month, 1), day))
    return here if here >= today else date.fromisoformat(closing(shifted(month, 2), day))


def roster_month(today: date, day: int = 0) -> str:
    """Give the month of the roster that is being made: of the next closing, or where no day is known the next month."""
    month = f"{today.year:04}-{today.month:02}"
    if not day:
        return shifted(month, 1)
    return shifted(next_closing(today, day).isoformat()[:7], 1)


def shifted(month: str, count: int) -> str:
    """Give the month `count` months later."""
    year, nth = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + count, 12)
    return f"{year:04}-{nth + 1:02}"


def _held_back(case: Case) -> str:
    """Give why it cannot be paid out; empty where it can."""
    account = case.progress.account
    if account is None:
        return LeftOut.NO_ACCOUNT
    is_member = account.holder.strip() in {member.identity.name for member in case.members}
    agreed = bool(account.agreement.strip() or account.document)
    return "" if is_member or agreed else LeftOut.NOT_MEMBER


def _back(case: Case, month: str, closing_day: int, account_since: str) -> int | None:
    """Give what earlier rosters have not paid; None where two closing days would give two answers."""
    days = (closing_day,) if closing_day else (1, _LAST_DAY)
    found = {_unpaid(case, month, day, account_since) for day in days}
    return found.pop() if len(found) == 1 else None


def _unpaid(case: Case, month: str, day: int, account_since: str) -> int:
    """Every roster catches up with those before it, so that only the last one that paid counts."""
    before = shifted(month, -1)
    owed = _sum_until(case, before, closing(month, day))
    paid_by = before
    while paid_by >= _first(case):
        known = closing(paid_by, day)
        if account_since and account_since <= known and monthly_fen(case, paid_by, known):
            return owed - _sum_until(case, paid_by, known)
        paid_by = shifted(paid_by, -1)
    return owed


def _sum_until(case: Case, last: str, known_on: str) -> int:
    total, month = 0, _first(case)
    while month <= last:
        total += monthly_fen(case, month, known_on)
        month = shifted(month, 1)
    return total


def _first(case: Case) -> str:
    """Give the first month for which anything may be owed: a raise may go back before the confirmation."""
    confirmed = case.progress.confirmed
    months = [change.from_month for change in case.progress.changes]
    return min([confirmed.from_month, *months]) if confirmed else ""
