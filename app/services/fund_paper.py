"""The paper of the 备用金: a month of its ledger."""

from app.domain.duties import Act
from app.errors import Refused
from app.forms.form import Form
from app.forms.fund_ledger import Booked, FundLedger, make_fund_ledger
from app.services.desk import Desk
from app.services.duty import needs


@needs(Act.SEE_FUND)
def fund_ledger(desk: Desk, fund_id: str, month: str) -> Form:
    """Give a month (``2026-11``) of a fund's ledger; Refused fund.content_missing when it is not here."""
    found = desk.store.fund(fund_id)
    if found is None or found.opened is None:
        raise Refused("fund.content_missing")
    before, lines = desk.store.fund_lines(fund_id, month)
    return make_fund_ledger(
        FundLedger(
            name=found.opened.name,
            keeper=found.opened.keeper,
            month=month,
            before_fen=before,
            lines=tuple(Booked(line, desk.signed_as(line.by, Act.KEEP_FUND, line.day)) for line in lines),
            office=desk.office,
            training=desk.training,
        )
    )
