"""What an opinion begins with: the programme, the sum and the reasons that the rules give. The officer decides."""

from dataclasses import dataclass

from app.domain.money import short_yuan
from app.domain.programme import Programme
from app.domain.steps.opinion import Proposal
from ui.steps.spec import Answers, Place, say, word


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
    """Give what the rules propose."""
    return Guess(place.case.programme)


def lines(place: Place) -> tuple[str, ...]:
    """Say what the rules come to."""
    return ()


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
