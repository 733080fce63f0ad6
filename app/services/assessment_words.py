"""What an assessment is called: programmes, results, amounts, referrals, what nobody asked; for glass and paper."""

from app.domain.money import yuan
from app.rules.assessment.finding import Result, shown
from app.rules.assessment.opened import Opened
from app.rules.assessment.summary import Line
from app.services.assessing import Assessed
from resources import text, texts

_AREA = "assess"
_NAMED = 20  # characters of names beside a programme, or the first one; the reasons name all


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


def named(line: Line, assessed: Assessed) -> str:
    """Give a programme's name and whom it is about; nobody where it is the household, or fits none of its members."""
    programme, members = called(line.programme), line.members
    if line.result is Result.NOT_ELIGIBLE or not members:
        return programme
    names = tuple(assessed.name_of(member) for member in members)
    shown = [count for count in range(1, len(names) + 1) if len("".join(names[:count])) <= _NAMED]
    count = max(shown, default=1)
    more = text(_AREA, "and_more", count=len(members)) if len(members) > count else ""
    said = text(_AREA, "between").join(names[:count])
    return programme + text(_AREA, "for_whom", names=said + more)


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


def income_of(assessed: Assessed) -> str:
    """Give the income of the household a month and for each person, as a sentence."""
    whole, head = assessed.found.fen_per_month, assessed.found.per_head_fen_per_month
    if whole is None or head is None:
        return text(_AREA, "household.unknown")
    reasons = (reason for one in assessed.found.findings for reason in one.reasons if reason.rule == "dibao.income")
    limit = next((reason.limit for reason in reasons), None)
    return text(_AREA, "household.known", month=shown(whole), head=shown(head, limit))
