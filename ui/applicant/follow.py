"""Which page of the applicant's screen belongs to what the officer does. No Qt."""

from app.domain.draft import Draft
from ui.applicant import context as contexts
from ui.applicant.context import Context, Promise, Sign, Told
from ui.intake.steps import Step
from ui.sign.view import NOW, SIGNED, STORING, SignView

RIGHT, WRONG = "right", "wrong"


def context_of(step: str, draft: Draft, signing: SignView, told: Told, answer: str = "") -> Context:
    """Give what the applicant may see at a step; `answer` (right, wrong, or none yet) is what was said to the card.

    A step that is not known here shows what the data are for: nothing of anybody.
    """
    if step == Step.CARD:
        return told if answer == RIGHT else contexts.card(draft, denied=answer == WRONG)
    if step == Step.HOUSEHOLD:
        return contexts.people(draft)
    if step == Step.QUESTIONS:
        return contexts.money(draft.incomes)
    if step == Step.SIGN:
        return _signing(draft, signing)
    return told


def _signing(draft: Draft, signing: SignView) -> Context:
    """First the three sentences, then the page itself, then who else has to sign."""
    current = signing.current
    if current is None:
        return Promise()
    if current.state == STORING or (signing.pen and current.state == NOW):
        return Sign(current.name)
    if any(row.member == draft.applicant.id and row.state != SIGNED for row in signing.rows):
        return Promise()
    missing = {row.member for row in signing.rows if row.state != SIGNED}
    return contexts.others(tuple(m for m in draft.members if m.id in missing)) if missing else Promise()
