"""The days that follow from a decision, whoever makes it."""

from datetime import date

from app.domain.steps.decision import Confirmed
from app.domain.steps.opinion import Opinion
from app.errors import Refused
from app.rules.county import Local
from app.rules.due import Step, due


def confirmed_as(
    proposed: Opinion,
    today: date,
    organ: str,
    by: str,
    *,
    unsteady: bool = False,
    confirmer: str = "",
    local: Local | None = None,
) -> Confirmed:
    """Give the confirmation of an opinion on a day, with the days that follow from it and without a number.

    `confirmer` and `local`, the county's own pack, are those of `due`.
    """
    programme = proposed.programme
    check = Step.RECHECK_UNSTABLE if unsteady else Step.RECHECK
    paid_from = due(programme, Step.FIRST_PAYMENT_MONTH, today, confirmer, local).due or ""
    return Confirmed(
        decided_on=today.isoformat(),
        programme=programme,
        members=proposed.members,
        organ=organ,
        by=by,
        number="",
        monthly_fen=proposed.monthly_fen,
        once_fen=proposed.once_fen,
        tier=proposed.tier,
        from_month=paid_from if proposed.monthly_fen else "",
        next_check_on=due(programme, check, today, confirmer, local).due or "",
        valid_until_on=due(programme, Step.VALID_UNTIL, today, confirmer, local).due or "",
        unsteady=unsteady,
    )


def told_by(programme: str, decided_on: date, confirmer: str = "", local: Local | None = None) -> str:
    """Give the ISO day by which a refusal is told in writing; empty where no rule or no calendar says."""
    try:
        return due(programme, Step.REFUSAL_NOTICE, decided_on, confirmer, local).due or ""
    except Refused:
        return ""
