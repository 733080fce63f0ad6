"""What the applicant's screen shows, in one value, and how it follows from what may be known. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import singledispatch

import resources
from app.domain import id_number
from app.domain.case_number import short
from app.domain.money import short_yuan
from ui import when
from ui.applicant.context import (
    Accepted,
    CardShown,
    Context,
    Idle,
    Lacking,
    Money,
    Others,
    People,
    Person,
    Promise,
    Sign,
    Told,
    Welcome,
)  # fmt: skip - a list of names

_MARK = "**"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of several: an icon or a number before it, an amount at its right edge."""

    text: str
    icon: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class ApplicantView:
    """A page: one thought, from top to bottom. `**…**` parts are what it is about.

    `answers` are the words on the buttons, the first of them yes; `paper` says that the page to be signed stands
    below the title; `more` is the sentence for rows that a small screen has no room for, with its `{count}`.
    """

    kind: str
    lead: str = ""
    title: tuple[str, ...] = ()
    sub: str = ""
    rows: tuple[Row, ...] = ()
    more: str = ""
    note: str = ""
    small: str = ""
    question: str = ""
    answers: tuple[str, ...] = ()
    foot: str = ""
    icon: str = ""
    paper: bool = False
    loud: bool = False

    def cut(self, rows: int) -> "ApplicantView":
        """Give the page with that many rows at most; the last one says how many there are besides."""
        if rows >= len(self.rows) or not self.more:
            return self
        left = len(self.rows) - max(rows - 1, 0)
        return replace(self, rows=(*self.rows[: max(rows - 1, 0)], Row(self.more.format(count=left))))


def spoken(view: ApplicantView) -> str:
    """Give what is read aloud: all the words that stand on the page, in their order, and no others."""
    rows = [" ".join(filter(None, (row.text, row.amount))) for row in view.rows]
    parts = [view.lead, *view.title, view.sub, *rows, view.note, view.small, view.question, *view.answers, view.foot]
    return "\n".join(part.replace(_MARK, "") for part in parts if part)


@singledispatch
def view_for(context: Context) -> ApplicantView:
    """Give the page for what may be known; nothing else can be on it."""
    raise TypeError(context)


@view_for.register
def _(context: Idle) -> ApplicantView:
    rows = (Row(_say("idle.first")), Row(_say("idle.second")))
    foot = _say("idle.phone", phone=context.phone) if context.phone else ""
    return ApplicantView("idle", title=(_say("idle.title"),), rows=rows, foot=foot, loud=True)


@view_for.register
def _(_context: Welcome) -> ApplicantView:
    rows = (Row(_say("welcome.first")),)
    return ApplicantView("welcome", title=(_say("welcome.title"),), rows=rows, foot=_say("welcome.foot"), loud=True)


@view_for.register
def _(context: CardShown) -> ApplicantView:
    title = [_say("card.for_named" if context.by_agent else "card.named", name=context.name)]
    title += [_say("card.born", year=context.year)] if context.year else []
    title += [_say("card.place", village=context.village)] if context.village else []
    number = id_number.masked(context.number)
    sub = _say("card.number", number=number) if number else ""
    if context.denied:
        rows = (Row(_say("card.sorry_say")),)
        return ApplicantView("denied", title=(_say("card.sorry"),), rows=rows, loud=True)
    answers = (_say("card.right"), _say("card.wrong"))
    page = ApplicantView("card", _say("card.lead"), tuple(title), sub=sub, answers=answers, loud=True)
    return replace(page, question=_say("card.question"), foot=_say("card.foot"))


@view_for.register
def _(context: Told) -> ApplicantView:
    rows = tuple(
        Row(text)
        for text in (
            _say("told.what"),
            _say("told.why"),
            _say("told.who", office=context.office),
            _say("told.how_long"),
            _say("told.nobody"),
        )
    )
    foot = _say("told.foot_phone", phone=context.phone) if context.phone else _say("told.foot")
    return ApplicantView("told", title=(_say("told.title"),), rows=rows, foot=foot)


@view_for.register
def _(context: People) -> ApplicantView:
    more = str(resources.texts("applicant")["people"]["more"])
    page = ApplicantView("people", title=(_say("people.title"),), rows=_people(context.people), more=more)
    return replace(page, question=_say("people.question"))


@view_for.register
def _(context: Money) -> ApplicantView:
    rows = tuple(Row(_kind(kind), amount=short_yuan(fen)) for kind, fen in context.sums)
    total = _say("money.total", amount=short_yuan(context.counted_fen)) if rows else _say("money.none")
    return ApplicantView("money", title=(_say("money.title"),), rows=rows, note=total, foot=_say("money.foot"))


@view_for.register
def _(_context: Promise) -> ApplicantView:
    said = (_say("promise.first"), _say("promise.second"), _say("promise.third"))
    rows = tuple(Row(text, str(nth)) for nth, text in enumerate(said, 1))
    page = ApplicantView("promise", title=(_say("promise.title"),), rows=rows, note=_say("promise.note"))
    return replace(page, small=_say("promise.small"), foot=_say("promise.foot"))


@view_for.register
def _(context: Sign) -> ApplicantView:
    title = (_say("sign.title", name=context.name),)
    return ApplicantView("sign", title=title, foot=_say("sign.foot"), paper=True)


@view_for.register
def _(context: Others) -> ApplicantView:
    more = str(resources.texts("applicant")["people"]["more"])
    rows = _people(context.people)
    page = ApplicantView("others", title=(_say("others.title"),), rows=rows, more=more, note=_say("others.ways"))
    return replace(page, foot=_say("others.foot"))


@view_for.register
def _(context: Accepted) -> ApplicantView:
    visit = _say("accepted.visit", day=when.day(context.visit_by)) if context.visit_by else _say("accepted.visit_open")
    due = _say("accepted.due_open", days=context.working_days)
    if context.due_on:
        due = _say("accepted.due", day=when.day(context.due_on))
    contact = _say("accepted.contact_only", officer=context.officer)
    if context.phone:
        contact = _say("accepted.contact", officer=context.officer, phone=context.phone)
    notice = _say("accepted.notice", days=context.notice_days)
    rows = (Row(visit, "users"), Row(notice, "megaphone"), Row(due, "calendar"), Row(contact, "phone"))
    title, sub = (_say("accepted.title"),), _say("accepted.number", number=short(context.number))
    foot, icon = _say("accepted.foot"), "circle-check"
    return ApplicantView("accepted", title=title, sub=sub, rows=rows, foot=foot, icon=icon, loud=True)


@view_for.register
def _(context: Lacking) -> ApplicantView:
    rows = tuple(Row(_lack(*lack), str(nth)) for nth, lack in enumerate(context.lacks, 1))
    more = str(resources.texts("applicant")["lacking"]["more"])
    title = (_say("lacking.title", count=len(rows)),)
    note, foot = _say("lacking.note"), _say("lacking.foot")
    return ApplicantView("lacking", title=title, rows=rows, more=more, note=note, foot=foot)


def _people(known: Sequence[Person]) -> tuple[Row, ...]:
    return tuple(Row(_person(one)) for one in known)


def _person(one: Person) -> str:
    relation = resources.texts("codes")["relation"].get(one.relation, "")
    return _say("others.who", name=one.name, relation=relation) if relation else one.name


def _kind(kind: str) -> str:
    kinds: dict[str, str] = resources.texts("applicant")["money"]["kind"]
    return kinds.get(kind, kind)


def _lack(what: str, of: str, how: str) -> str:
    known: dict[str, str] = resources.texts("applicant")["lacking"]["what"]
    thing = known.get(what, what)
    thing = _say("lacking.of", name=of, what=thing) if of else thing
    return _say("lacking.how", what=thing, how=how) if how else thing


def _say(name: str, /, **facts: object) -> str:
    return resources.text("applicant", name, **facts)
