"""What an opinion begins with: the programme, the sum and the reasons that the rules give. The officer decides."""

from dataclasses import dataclass

from app.domain.money import short_yuan
from app.domain.programme import Programme
from app.domain.steps.opinion import Proposal
from app.errors import Refused
from app.rules.assessment.finding import Result
from app.rules.assessment.summary import Line, best, is_plainly_refused
from app.services import assessing
from app.services.assessing import Assessed
from app.services.assessment_words import amount_of, income_of, named, unasked_of
from ui.steps.spec import Answers, Place, say, word

_MOST_REASONS = 4  # in the field that the officer goes on writing in


@dataclass(frozen=True, slots=True)
class Guess:
    """What stands in the fields at first; amounts in yuan as they are typed."""

    programme: str
    proposal: str = Proposal.GRANT.value
    monthly: str = ""
    reason: str = ""
    reckoning: str = ""
    rules: str = ""


def programmes() -> Answers:
    """Give the programmes that an application may be sorted into, with their words; 小额快救 has a way of its own."""
    others = (Programme.BY_CLASS, Programme.XIAOE_KUAIJIU)
    return tuple((one.value, word("programme", one.value)) for one in Programme if one not in others)


def guess(place: Place) -> Guess:
    """Give what the rules propose: the best aid that is open, else what was applied for."""
    assessed = _assessed(place)
    if assessed is None:
        return Guess(place.case.programme)
    found, line = assessed.found, best(assessed.found)
    refused = is_plainly_refused(found)
    applied = next((one for one in assessed.lines if one.programme == place.case.programme), None)
    told = line or (applied if refused else None)
    return Guess(
        programme=line.programme if line else place.case.programme,
        proposal=(Proposal.REFUSE if refused else Proposal.GRANT).value,
        monthly=_typed(line.fen_per_month) if line else "",
        reason=_reason(told) if told else "",
        reckoning=income_of(assessed),
        rules=say("join").join(found.packs),
    )


def lines(place: Place) -> tuple[str, ...]:
    """Say what the rules come to: the income, the best that is open, what else is, and what nobody has asked."""
    assessed = _assessed(place)
    if assessed is None:
        return ()
    line, join = best(assessed.found), say("join")
    others = [one for one in assessed.lines if one is not line and one.programme != (line.programme if line else "")]
    fitting = join.join(named(one, assessed) for one in others if one.result is Result.ELIGIBLE)
    open_ones = join.join(named(one, assessed) for one in others if one.result is Result.NEEDS_CONFIRMATION)
    told = (
        say("line.income", income=income_of(assessed), people=assessed.found.members_counted),
        _best_said(line, assessed),
        say("line.also", names=fitting) if fitting else "",
        say("line.to_confirm", names=open_ones) if open_ones else "",
        say("line.unasked", what=join.join(unasked_of(assessed))) if assessed.unasked else "",
        say("line.rules_broken", names=join.join(assessed.broken)) if assessed.broken else "",
    )
    return tuple(filter(None, told))


def _best_said(line: Line | None, assessed: Assessed) -> str:
    if line is not None:
        return say("line.best", name=named(line, assessed), amount=amount_of(line) or say("line.no_amount"))
    return say("line.none") if is_plainly_refused(assessed.found) else say("line.none_yet")


def _assessed(place: Place) -> Assessed | None:
    """Give the assessment; None where nothing can be said, as with a household of nobody: then the officer writes."""
    try:
        return assessing.of_case(place.desk, place.case)
    except Refused:
        return None


def _reason(line: Line) -> str:
    told = [reason.text for reason in line.reasons if not reason.rule.endswith((".member", ".amount"))]
    return say("line.join_reasons").join(told[:_MOST_REASONS])


def _typed(fen: int | None) -> str:
    return "" if fen is None else short_yuan(fen).replace(",", "")


def opinion_lines(place: Place) -> tuple[str, ...]:
    """Say what the opinion proposes, for whoever decides about it."""
    given = place.case.progress.opinion
    if given is None:
        return ()
    names = dict(place.people)
    what = say("line.opinion", programme=word("programme", given.programme), proposal=word("proposal", given.proposal))
    sums = (("monthly", given.monthly_fen), ("once", given.once_fen))
    found = [what, *(say(f"line.{name}", yuan=short_yuan(fen)) for name, fen in sums if fen)]
    if given.members:
        found.append(say("line.aided", names=say("join").join(names.get(one, one) for one in given.members)))
    return (*found, given.reason)
