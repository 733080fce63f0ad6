"""The table of incomes: four kinds and what does not count, one line each or more. No Qt."""

import re
from dataclasses import dataclass, replace
from datetime import date

import resources
from app.domain import money
from app.domain.draft import Draft
from app.domain.income import Income, IncomeKind, Period
from app.errors import Refused
from ui.intake import choice
from ui.intake.cell import Cell
from ui.intake.people import called

COLUMNS = ("kind", "who", "how", "amount", "period", "year")
ASKED = ("who", "how", "amount")
NOBODY = "nobody"
NOT_STOPPED = "not_stopped"
_MONTHS_OFFERED = 7
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One line as shown; `income` is empty where the kind has not been asked about."""

    kind: str
    income: str
    cells: tuple[Cell, ...]


def rows(draft: Draft) -> tuple[MoneyRow, ...]:
    """Give the lines in the order of the kinds; a kind without a line has one that says so."""
    made: list[MoneyRow] = []
    for kind in IncomeKind:
        lines = [income for income in draft.incomes if income.kind == kind]
        made += [_line(draft, income) for income in lines] or [_unasked(kind.value)]
    return tuple(made)


def unasked_kinds(draft: Draft) -> tuple[str, ...]:
    """Give the counted kinds nobody has answered, as words."""
    have = {income.kind for income in draft.incomes}
    return tuple(
        choice.word("income", kind) for kind in IncomeKind if kind not in have and kind is not IncomeKind.EXCLUDED
    )


def whose(draft: Draft) -> tuple[choice.Choice, ...]:
    """Give who may receive an income; the last choice says that nobody has any of this kind."""
    people = tuple(choice.Choice(str(nth), one.id, called(one)) for nth, one in enumerate(draft.members, 1))
    return (*people, choice.Choice(str(len(people) + 1), NOBODY, resources.text("intake", "money.nobody")))


def none_of(kind: str, draft: Draft, income_id: str) -> Income:
    """Give the line that says: asked, and there is none."""
    return Income(id=income_id, kind=kind, member=draft.applicant.id, amount_fen=0)


def is_none(income: Income) -> bool:
    """Tell whether a line only says that there is none of its kind."""
    return not income.amount_fen and not income.how


def with_line(draft: Draft, income: Income) -> Draft:
    """Give the draft with that line changed, or added at the end."""
    if all(known.id != income.id for known in draft.incomes):
        return replace(draft, incomes=(*draft.incomes, income))
    return replace(draft, incomes=tuple(income if known.id == income.id else known for known in draft.incomes))


def without_line(draft: Draft, income_id: str) -> Draft:
    """Give the draft without that line."""
    return replace(draft, incomes=tuple(known for known in draft.incomes if known.id != income_id))


def line(draft: Draft, income_id: str) -> Income | None:
    """Give the line of that id, or None."""
    return next((known for known in draft.incomes if known.id == income_id), None)


def with_amount(income: Income, written: str) -> Income:
    """Give the line with the amount as typed: ``9600``, or ``5200-2000`` with the cost; Refused money.form."""
    gross, *cost = re.split("[-—]", written.strip().replace("\uff0d", "-"))
    if len(cost) > 1:
        raise Refused("money.form")
    taken_off = money.parse_yuan(cost[0]) if cost else 0
    return replace(income, amount_fen=money.parse_yuan(gross) if gross.strip() else 0, cost_fen=taken_off)


def amount_text(income: Income) -> str:
    """Give the amount as it is typed."""
    gross = money.short_yuan(income.amount_fen).replace(",", "")
    return f"{gross}-{money.short_yuan(income.cost_fen).replace(',', '')}" if income.cost_fen else gross


def toggled(income: Income) -> Income:
    """Give the same amount said of the other period."""
    return replace(income, period=(Period.YEAR if income.period == Period.MONTH else Period.MONTH).value)


def stops(today: date) -> tuple[choice.Choice, ...]:
    """Give since when an income may have stopped: this month and the six before; the last one for not at all."""
    month, year, made = today.month, today.year, []
    for nth in range(1, _MONTHS_OFFERED + 1):
        made.append(choice.Choice(str(nth), f"{year}-{month:02}", resources.text("intake", "money.month", month=month)))
        month, year = (month - 1, year) if month > 1 else (_DECEMBER, year - 1)
    return (*made, choice.Choice(str(len(made) + 1), NOT_STOPPED, resources.text("intake", "money.not_stopped")))


def with_stop(income: Income, month: str) -> Income:
    """Give the line as stopped since a month, or as not stopped."""
    return replace(income, stopped="" if month == NOT_STOPPED else month)


def _line(draft: Draft, income: Income) -> MoneyRow:
    if is_none(income):
        return _empty(income.kind, income.id, _text("none"), "0")
    counted = income.kind != IncomeKind.EXCLUDED
    ink = "ink" if counted else "ink3"
    net = max(income.amount_fen - income.cost_fen, 0)
    cells = (
        Cell(choice.word("income", income.kind), ink=ink),
        Cell(_owner(draft, income), ink=ink),
        Cell(_how(income), ink=ink, chip=_stopped(income)),
        Cell(money.short_yuan(net), ink=ink),
        Cell(choice.word("period", income.period), ink="ink2" if counted else "ink3"),
        Cell(money.yuan(income.per_year_fen()) if counted else choice.word("income", income.kind), ink=ink),
    )
    return MoneyRow(income.kind, income.id, cells)


def _unasked(kind: str) -> MoneyRow:
    return _empty(kind, "", resources.text("intake", "people.unasked"), "")


def _empty(kind: str, income_id: str, said: str, amount: str) -> MoneyRow:
    grey = [Cell(said, ink="ink3"), Cell(""), Cell(amount, ink="ink3"), Cell("")]
    year = "0.00" if amount and kind != IncomeKind.EXCLUDED else ""
    return MoneyRow(kind, income_id, (Cell(choice.word("income", kind)), *grey, Cell(year, ink="ink3")))


def _owner(draft: Draft, income: Income) -> str:
    return next((called(member) for member in draft.members if member.id == income.member), "")


def _how(income: Income) -> str:
    if not income.cost_fen:
        return income.how
    cost = _text("cost", gross=money.short_yuan(income.amount_fen), cost=money.short_yuan(income.cost_fen))
    return "，".join(filter(None, (income.how, cost)))


def _stopped(income: Income) -> str:
    return _text("stopped", month=int(income.stopped[5:7])) if income.stopped else ""


def _text(name: str, /, **facts: object) -> str:
    return resources.text("intake", f"money.{name}", **facts)
