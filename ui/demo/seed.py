"""Cases of made-up people, taken in through the services that the window uses."""

import math
import tomllib
from dataclasses import replace
from datetime import date
from typing import Any, Final

import resources
from app.domain import id_number
from app.domain.draft import PROPERTY_QUESTIONS, Draft, Question, Reply
from app.domain.household import Member
from app.domain.income import Income
from app.domain.low_income import ListedPerson, Listing
from app.domain.person import Identity, Sex
from app.domain.visit import Outcome, Reason, Visitor
from app.forms.ink import Handwriting, Ink, Point
from app.ids import uuid7
from app.services import intake, leads, low_income, signing, visits
from app.services.desk import Desk
from app.services.leads import Sighting
from app.services.visits import Coming

_FAR_FUTURE: Final = date(2100, 1, 1)


def seed(desk: Desk) -> None:
    """Take in the households of resources/training/people.toml, each signed by its applicant, and its register."""
    said = tomllib.loads(resources.path("training/people.toml").read_text("utf-8"))
    for household in said["household"]:
        draft, forms = signing.prepare(desk, _draft(desk, household))
        page = forms.authorisation(draft.applicant.id)
        hand = handwriting(draft.applicant.id, page.fields[0].width, page.fields[0].height, desk.moment())
        shown = replace(hand, shown=(forms.application.sha256, page.sha256))
        intake.accept(desk, signing.add_signature(desk, draft, forms, shown))
        who = draft.applicant.identity
        visitor = Visitor(who.name, who.id_number, draft.phone, draft.village, draft.group)
        visits.record(desk, Coming(Reason.APPLY.value, visitor, case=draft.id), Outcome.ACCEPTED)
    seed_register(desk)


def seed_register(desk: Desk) -> None:
    """Put the households and the leads of resources/training/people.toml on the low-income register."""
    said = tomllib.loads(resources.path("training/people.toml").read_text("utf-8"))
    for one in said["listed"]:
        low_income.add(desk, _listing(one))
    for one in said["lead"]:
        who = Visitor(one["name"], village=one["village"], group=one["group"])
        leads.find(desk, Sighting(who, one["place"], one["seen"], one["by"], desk.today().isoformat()))


def handwriting(member: str, width: float, height: float, at: str) -> Handwriting:
    """Give made-up ink on a field of `width` by `height` mm: three waves, plainly nobody's name."""
    high = round(height * 100)
    strokes = tuple(_wave(800 + 2200 * number, high) for number in range(3))
    return Handwriting(member, "mouse", Ink(round(width * 100), high, strokes), (), 4, at, at)


def _wave(left: int, high: int) -> tuple[Point, ...]:
    return tuple(
        Point(left + 40 * step, round(high * (0.5 + 0.25 * math.sin(step / 4))), None, 8 * step) for step in range(45)
    )


def _draft(desk: Desk, said: dict[str, Any]) -> Draft:
    draft = intake.begin(desk)
    members = tuple(_member(one) for one in said["member"])
    incomes = tuple(_income(one, members) for one in said.get("income", ()))
    replies = {question.value: Reply("no") for question in PROPERTY_QUESTIONS}
    replies[Question.NEAR_RELATIVE.value] = Reply(said["near_relative"], said.get("near_relative_note", ""))
    later = {member.id: said["sign_later"] for member in members[1:]} if "sign_later" in said else {}
    return replace(
        draft,
        members=members,
        incomes=incomes,
        replies=replies,
        sign_later=later,
        village=said["village"],
        group=said["group"],
        phone=said["phone"],
        troubles=tuple(said["troubles"]),
    )


def _listing(said: dict[str, Any]) -> Listing:
    members = said.get("members", ())
    return Listing(
        name=said["name"],
        id_number=_whole(said["number"]),
        village=said["village"],
        group=said["group"],
        phone=said.get("phone", ""),
        classes=tuple(said["classes"]),
        flags=tuple(said["flags"]),
        since=said["since"],
        members=tuple(ListedPerson(one["name"], _whole(one["number"]), one["relation"]) for one in members),
    )


def _whole(number: str) -> str:
    return number + id_number.check_character(number)


def _member(said: dict[str, Any]) -> Member:
    number = id_number.parse(_whole(said["number"]), _FAR_FUTURE)
    identity = Identity(
        name=said["name"],
        sex=Sex(number.sex).value,
        ethnic=said.get("ethnic") or resources.texts("demo")["township"]["ethnic"],
        birth=number.birth.isoformat(),
        id_number=number.text,
        valid_to="long_term",
    )
    known = {name: value for name, value in said.items() if name in Member.__slots__ and name not in ("id", "identity")}
    return Member(id=uuid7(), identity=identity, **known)


def _income(said: dict[str, Any], members: tuple[Member, ...]) -> Income:
    return Income(id=uuid7(), **{**said, "member": members[said.get("member", 0)].id})
