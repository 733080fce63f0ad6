"""乡镇备用金: opening its ledger, money that comes and goes, the count of the box, and putting a line right."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain import fund
from app.domain.case import Case
from app.domain.duties import Act
from app.domain.fact import Fact
from app.domain.fund import Fund
from app.domain.fund_ledger import Corrected, Counted, Opened, PaidOut, ToppedUp
from app.domain.steps.relief import Given
from app.errors import Refused
from app.ids import uuid7
from app.services.desk import Desk
from app.services.duty import needs

if TYPE_CHECKING:
    from app.store import Work


@dataclass(frozen=True, slots=True)
class Opening:
    """How a fund begins: its name, what lies in the box, with which paper it came, and who keeps it."""

    name: str
    balance_fen: int
    source: str
    keeper: str
    on: date | None = None


@needs(Act.KEEP_FUND)
def begin(desk: Desk, opening: Opening) -> Fund:
    """Open a ledger; Refused fund.exists where one has the name, and as `app.domain.fund.opened`."""
    body = Opened(
        line=uuid7(),
        opened_on=_day(desk, opening.on),
        name=opening.name.strip(),
        balance_fen=opening.balance_fen,
        source=opening.source.strip(),
        keeper=opening.keeper.strip(),
        by=desk.author.officer,
    )
    if body.name in {known.name for known in desk.store.funds()}:
        raise Refused("fund.exists", name=body.name)
    fund_id = uuid7()
    with desk.store.work(desk.author) as work:
        work.append([fund.opened(fund_id, body, desk.today())])
    return Fund(fund_id, desk.office.scope, (body,))


@needs(Act.KEEP_FUND)
def top_up(desk: Desk, fund_id: str, amount_fen: int, reference: str, on: date | None = None) -> Fund:
    """Book money that came; Refused as `app.domain.fund.topped_up`."""
    body = ToppedUp(uuid7(), _day(desk, on), amount_fen, reference.strip(), desk.author.officer)
    with desk.store.work(desk.author) as work:
        work.append([fund.topped_up(_there(work, fund_id), body, desk.today())])
        return _there(work, fund_id)


@needs(Act.KEEP_FUND)
def count(desk: Desk, fund_id: str, counted_fen: int, reason: str = "") -> Fund:
    """Book what lies in the box, and why that differs from the ledger; Refused as `app.domain.fund.counted`."""
    body = Counted(uuid7(), desk.today().isoformat(), counted_fen, 0, reason.strip(), desk.author.officer)
    with desk.store.work(desk.author) as work:
        work.append([fund.counted(_there(work, fund_id), body, desk.today())])
        return _there(work, fund_id)


@needs(Act.KEEP_FUND)
def correct(desk: Desk, fund_id: str, line: str, amount_fen: int, reason: str) -> Fund:
    """Put a line right, or take it back with 0; Refused as `app.domain.fund.corrected`."""
    body = Corrected(uuid7(), desk.today().isoformat(), line, amount_fen, reason.strip(), desk.author.officer)
    with desk.store.work(desk.author) as work:
        work.append([fund.corrected(_there(work, fund_id), body, desk.today())])
        return _there(work, fund_id)


def payment(desk: Desk, work: "Work", case: Case, given: Given) -> Fact:
    """Give the fact that the fund which `given` names paid it; Refused as `app.domain.fund.paid_out`."""
    body = PaidOut(
        line=uuid7(),
        paid_on=given.given_on,
        amount_fen=given.amount_fen,
        case=case.id,
        number=case.number,
        receiver=given.receiver.strip(),
        by=desk.author.officer,
    )
    return fund.paid_out(_there(work, given.fund), body, desk.today())


def _day(desk: Desk, on: date | None) -> str:
    return (on or desk.today()).isoformat()


def _there(work: "Work", fund_id: str) -> Fund:
    found = work.fund(fund_id)
    if found is None:
        raise Refused("fund.content_missing")
    return found
