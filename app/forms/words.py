"""What facts are called on paper: dates, people, answers, amounts."""

from collections.abc import Iterable
from datetime import date

import resources
from app.domain.draft import Answer, Draft, Reply
from app.domain.household import Member
from app.domain.income import Income, Period
from app.domain.money import short_yuan
from app.domain.person import LONG_TERM, is_adult
from app.domain.visit import Agent, Visitor


def say(name: str, /, **facts: object) -> str:
    """Give a text of the papers: of the desk's, or of those of the steps after it."""
    area = "step_forms" if name.partition(".")[0] in resources.texts("step_forms") else "forms"
    return resources.text(area, name, **facts)


def of_code(kind: str, code: str) -> str:
    """Give the word for a stored code; the code itself where it is of a newer program, nothing for nothing."""
    words: dict[str, str] = resources.texts("codes").get(kind, {})
    return words.get(code, code)


def day(iso: str) -> str:
    """Give an ISO date as ``2026年10月12日``; what is no date stays as it is."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return say("word.date", year=found.year, month=found.month, day=found.day)


def month(iso: str) -> str:
    """Give an ISO month (``2026-08``) as ``2026年8月``; what is no month stays as it is."""
    year, _, number = iso.partition("-")
    return say("word.month", year=year, month=int(number[:2])) if number[:2].isdecimal() else iso


def joined(words: Iterable[str]) -> str:
    """Give words as one enumeration."""
    return say("word.join").join(word for word in words if word)


def relation(member: Member, on: date) -> str:
    """Give how a member stands to the applicant, with a mark when under age."""
    word = of_code("relation", member.relation)
    return word if is_adult(member.identity.birth, on) else say("word.relation_minor", relation=word)


def valid(valid_to: str) -> str:
    """Give how long a document is valid."""
    return say("word.long_term") if valid_to == LONG_TERM else day(valid_to)


def living(member: Member) -> str:
    """Give where a member lives, and why elsewhere."""
    if not member.away:
        return say("word.at_home")
    name = "word.away_at" if member.away_place else "word.away"
    return say(name, reason=of_code("away", member.away), place=member.away_place)


def health(member: Member) -> str:
    """Give how a member is, in the member's own class: never a diagnosis."""
    parts = [of_code("health", member.health)] if not member.disability_kind else []
    if member.disability_kind:
        kind = of_code("disability_kind", str(member.disability_kind))
        parts.append(say("word.disabled", kind=kind, grade=of_code("disability_grade", str(member.disability_grade))))
    return joined(parts)


def answer(reply: Reply) -> str:
    """Give an answer with its note; a question that nobody asked says so."""
    words = {Answer.YES.value: say("word.yes"), Answer.NO.value: say("word.no")}
    word = words.get(reply.answer, say("word.unasked"))
    return say("word.with_note", answer=word, note=reply.note) if reply.note else word


def stated(income: Income) -> str:
    """Give an income as it was said: per month or year, with its cost."""
    name = "word.per_month" if income.period == Period.MONTH else "word.per_year"
    amount = say(name, amount=short_yuan(income.amount_fen))
    return say("word.minus", amount=amount, cost=short_yuan(income.cost_fen)) if income.cost_fen else amount


def source(income: Income) -> str:
    """Give where an income comes from, and since when it does not any more."""
    return say("word.stopped", how=income.how, month=month(income.stopped)) if income.stopped else income.how


def residence(draft: Draft) -> str:
    """Give where the household lives now."""
    village = in_village(draft.village, draft.group)
    if not draft.same_as_hukou:
        return draft.residence if not village or village in draft.residence else f"{village}{draft.residence}"
    name = "application.value.same_with_village" if village else "application.value.same_as_hukou"
    return say(name, village=village)


def phone(draft: Draft) -> str:
    """Give the number to call, and whose it is."""
    if not draft.phone:
        return say("application.value.no_phone")
    owner = draft.phone_owner
    return say("application.value.phone_of", phone=draft.phone, owner=owner) if owner else draft.phone


def word(kind: str, code: str) -> str:
    """Give the papers' own word for a stored code; the code itself where it is of a newer program."""
    try:
        return say(f"{kind}.{code}")
    except KeyError:
        return code


def place(person: Visitor) -> str:
    """Give village and group of somebody who came."""
    return in_village(person.village, person.group)


def in_village(village: str, group: str) -> str:
    """Give village and group; a bare number, also one in Han, gets its word."""
    return village + (say("word.group", group=group) if group.isnumeric() else group)


def agent_said(agent: Agent | None) -> str:
    """Give who came for the applicant and how related; empty where nobody did."""
    if agent is None or not agent.name.strip():
        return ""
    return say("word.related", name=agent.name, relation=agent.relation) if agent.relation else agent.name
