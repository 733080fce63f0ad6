"""What a household said last time, in lines to be read out and confirmed. No Qt."""

from collections.abc import Iterable
from datetime import date

import resources
from app.domain import money
from app.domain.case import Accepted
from app.domain.draft import PROPERTY_QUESTIONS, Answer, Reply
from app.domain.household import Member, Relation
from app.domain.income import Income
from app.domain.person import age_on
from ui.intake import choice, people

Lines = tuple[tuple[str, str], ...]


def lines(last: Accepted, today: date) -> Lines:
    """Give label and text of each part; a part about which nothing was said says so."""
    return tuple(
        (_say(f"label.{name}"), text or _say("nothing"))
        for name, text in (
            ("phone", " ".join(filter(None, (last.phone, last.phone_owner)))),
            ("home", _home(last)),
            ("people", "\n".join(_person(member, today) for member in last.members)),
            ("incomes", "\n".join(filter(None, (_income(one, last) for one in last.incomes)))),
            ("expenses", _join(_expense(one.kind, one.amount_fen) for one in last.expenses)),
            ("property", _property(last)),
            ("troubles", _join(choice.word("trouble", one) for one in last.troubles)),
            ("near_relative", _say("anew")),
        )
    )


def day(iso: str) -> str:
    """Give a day with its year, as last time may be long ago."""
    when = date.fromisoformat(iso)
    return _say("day", year=when.year, month=when.month, day=when.day)


def _home(last: Accepted) -> str:
    group = _say("group", group=last.group) if last.group else ""
    return _join((f"{last.village}{group}", _say("same") if last.same_as_hukou else last.residence))


def _person(member: Member, today: date) -> str:
    age = age_on(member.identity.birth, today)
    is_self = member.relation == Relation.SELF
    return _join(
        (
            people.called(member),
            choice.word("relation", member.relation) if member.relation and not is_self else "",
            "" if age is None else resources.text("intake", "card.age", age=age),
            people.home_text(member) if people.is_away(member) else "",
            choice.word("health", member.health) if member.health else "",
            choice.word("work", member.work) if member.work else "",
        )
    )


def _income(one: Income, last: Accepted) -> str:
    if not one.amount_fen:
        return ""
    who = next((people.called(member) for member in last.members if member.id == one.member), "")
    return _join((choice.word("income", one.kind), who, one.how, _say("year", amount=money.yuan(one.per_year_fen()))))


def _expense(kind: str, amount_fen: int) -> str:
    return f"{choice.word('expense', kind)} {money.yuan(amount_fen)}"


def _property(last: Accepted) -> str:
    replies = {one.value: last.replies.get(one.value, Reply()) for one in PROPERTY_QUESTIONS}
    yes = [
        _join((choice.word("question", code), reply.note))
        for code, reply in replies.items()
        if reply.answer == Answer.YES
    ]
    if yes:
        return _join(yes)
    return _say("all_no") if all(reply.answer == Answer.NO for reply in replies.values()) else ""


def _join(parts: Iterable[str]) -> str:
    return resources.text("intake", "page.join").join(filter(None, parts))


def _say(name: str, /, **facts: object) -> str:
    return resources.text("intake_side", f"last.{name}", **facts)
