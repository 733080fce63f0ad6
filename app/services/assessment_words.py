"""What an assessment is called: programmes, results, amounts, referrals, what nobody asked; for glass and paper."""

from app.domain.money import yuan
from app.rules.assessment.opened import Opened
from app.rules.assessment.summary import Line
from app.services.assessing import Assessed
from resources import text, texts

_AREA = "assess"


def called(programme: str) -> str:
    """Give a programme's name; one of a newer program is called by its id."""
    known: dict[str, str] = texts(_AREA)["programme"]
    return known.get(programme, programme)


def result_of(line: Line) -> str:
    """Give the word of a result."""
    return text(_AREA, f"result.{line.result.value}")


def amount_of(line: Line) -> str:
    """Give what is paid, as far as it follows; empty where it does not."""
    monthly, once = line.fen_per_month, line.fen_once
    if monthly is not None:
        return text(_AREA, "amount.month", yuan=yuan(monthly))
    return "" if once is None else text(_AREA, "amount.once", yuan=yuan(once))


def names_of(line: Line, assessed: Assessed) -> tuple[str, ...]:
    """Give whom a line is about; nobody by name where it is about the household, or fits none of its members."""
    from_all = line.result.value == "not_eligible"
    return () if from_all else tuple(assessed.name_of(member) for member in line.members)


def unasked_of(assessed: Assessed) -> tuple[str, ...]:
    """Give what nobody has asked yet."""
    words: dict[str, str] = texts(_AREA)["unasked"]
    return tuple(words[name] for name in assessed.unasked)


def referral_of(one: Opened, assessed: Assessed) -> str:
    """Give an aid of another department as a sentence, with those whom it is for and what is recognised."""
    names = text(_AREA, "between").join(assessed.name_of(member) for member in one.members)
    whom = text(_AREA, "for_whom", names=names) if names else ""
    classes = text(_AREA, "between").join(called(programme) for programme in one.recognised)
    return one.text + whom + (text(_AREA, "recognised", classes=classes) if classes else "")
