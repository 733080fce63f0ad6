"""What is taken over from the last acceptance, what is not, and where else the people of a household are known."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest

from app.domain.case import Case
from app.domain.change import ChangeKind, Reported, reported
from app.domain.draft import Draft, Reply
from app.domain.person import Identity
from app.domain.returning import as_last_time
from app.domain.visit import Visitor
from app.ids import uuid7
from app.services import afterwards, intake, registration, returning
from app.services.desk import Desk
from tests.made_up import household
from tests.store import township
from tests.store.township import AUTHOR


@pytest.fixture
def ids() -> Iterator[str]:
    return (f"new-{nth}" for nth in count())


def with_household(desk: Desk) -> Draft:
    """An application of four, signed by the applicant."""
    made = household.draft()
    empty = intake.begin(desk)
    draft = replace(made, id=empty.id, household=empty.household, officer=AUTHOR.officer, started_at=empty.started_at)
    return township.signed(desk, draft, random.Random(1))


@pytest.fixture
def before(desk: Desk) -> Case:
    """The household was accepted earlier."""
    return intake.accept(desk, with_household(desk)).case


def comes_again(desk: Desk, before: Case) -> Draft:
    draft = intake.begin(desk)
    assert before.accepted
    identity = before.accepted.members[0].identity
    short = Identity(name=identity.name, id_number=identity.id_number)
    return draft.with_member(replace(draft.applicant, identity=short))


def test_who_was_here_before_is_found_by_the_number(desk: Desk, before: Case) -> None:
    found = returning.last_time(desk, comes_again(desk, before))
    assert found is not None
    assert found.case == before.id


def test_nobody_is_found_without_a_number_or_as_a_mere_member(desk: Desk, before: Case) -> None:
    assert before.accepted
    son = intake.begin(desk)
    son = son.with_member(replace(son.applicant, identity=before.accepted.members[1].identity))
    assert returning.last_time(desk, intake.begin(desk)) is None
    assert returning.last_time(desk, son) is None


def test_the_household_comes_back_but_for_the_question_about_kin(desk: Desk, before: Case) -> None:
    draft = comes_again(desk, before)
    found = returning.last_time(desk, draft)
    assert found is not None
    again, last = returning.taken_over(draft, found), found.accepted
    assert [m.identity.name for m in again.members] == [m.identity.name for m in last.members]
    assert (again.phone, again.village, again.group, again.troubles) == (
        last.phone,
        last.village,
        last.group,
        last.troubles,
    )  # fmt: skip - one place
    assert [line.per_year_fen() for line in again.incomes] == [line.per_year_fen() for line in last.incomes]
    assert {line.member for line in again.incomes} <= {member.id for member in again.members}
    assert "near_relative" not in again.replies
    assert set(last.replies) - {"near_relative"} <= set(again.replies)
    assert again.signatures == ()


def test_ids_of_people_and_lines_are_new(desk: Desk, before: Case, ids: Iterator[str]) -> None:
    assert before.accepted
    draft = comes_again(desk, before)
    again = as_last_time(draft, before.accepted, lambda: next(ids))
    old = {m.id for m in before.accepted.members} | {line.id for line in before.accepted.incomes}
    assert not old & ({m.id for m in again.members} | {line.id for line in again.incomes})
    assert again.applicant.id == draft.applicant.id


def test_what_was_said_today_goes_first(desk: Desk, before: Case, ids: Iterator[str]) -> None:
    assert before.accepted
    draft = comes_again(desk, before)
    moved = replace(draft.applicant, identity=replace(draft.applicant.identity, address="渠县天星街道"))
    draft = replace(draft.with_member(moved), replies={"near_relative": Reply("yes", "侄子")})
    again = as_last_time(draft, before.accepted, lambda: next(ids))
    assert again.applicant.identity.address == "渠县天星街道"
    assert again.applicant.identity.valid_to == before.accepted.members[0].identity.valid_to
    assert again.replies["near_relative"] == Reply("yes", "侄子")


def test_a_doubtful_reading_is_not_settled_by_memory(desk: Desk, before: Case, ids: Iterator[str]) -> None:
    assert before.accepted
    draft = comes_again(desk, before)
    picture = intake.Picture(b"a", "image/jpeg", b"b", {"address": "四川省某处", "name": ""}, "ok", "file")
    draft = intake.add_picture(desk, draft, "id_front", draft.applicant.id, picture)
    assert as_last_time(draft, before.accepted, lambda: next(ids)).applicant.identity.address == ""


def other_window(desk: Desk, before: Case) -> str:
    """The same applicant was registered at another window: no draft of it lies here."""
    draft = comes_again(desk, before)
    registration.register(desk, draft)
    intake.discard(desk, draft.id)
    return draft.id


def test_a_registration_of_another_window_is_found_once(desk: Desk, before: Case) -> None:
    registered = other_window(desk, before)
    mine = comes_again(desk, before)
    registration.register(desk, mine)
    found = [(one.where, one.id) for one in intake.duplicates(desk, comes_again(desk, before))]
    assert found == [("case", before.id), ("draft", mine.id), ("registered", registered)]


def test_a_closed_case_is_no_duplicate(desk: Desk, before: Case) -> None:
    afterwards.withdraw(desk, before.id, "王德贵", intake.Picture(b"a", "image/jpeg", b"b", {}, "ok", "file"))
    assert intake.duplicates(desk, comes_again(desk, before)) == ()


def tell(
    desk: Desk,
    who: Identity,
    about: str,
    kind: ChangeKind = ChangeKind.DEATH,
    *,
    whose: str = "",
    since: str = "2026-11-18",
) -> None:
    person = Visitor(who.name, who.id_number)
    body = Reported("Q1", "2026-11-20", (kind.value,), since, person, about, "王建军", "儿子", "", "", "", "")
    body = replace(body, about_id_number=whose)
    with desk.store.work(desk.author) as work:
        work.append([reported(uuid7(), body)])


@pytest.mark.parametrize("about", ["", "王德贵"])
def test_who_was_reported_dead_is_said_first(desk: Desk, before: Case, about: str) -> None:
    draft = comes_again(desk, before)
    tell(desk, draft.applicant.identity, about)
    first = intake.duplicates(desk, draft)[0]
    assert (first.where, first.name, first.since) == ("dead", "王德贵", "2026-11-18")


@pytest.mark.parametrize(("about", "kind"), [("李桂兰", ChangeKind.DEATH), ("", ChangeKind.ILLNESS)])
def test_another_persons_death_or_another_change_is_not(desk: Desk, before: Case, about: str, kind: ChangeKind) -> None:
    draft = comes_again(desk, before)
    tell(desk, draft.applicant.identity, about, kind)
    assert [one.where for one in intake.duplicates(desk, draft)] == ["case"]


def test_a_death_that_another_of_the_household_told_is_found_by_the_number(desk: Desk, before: Case) -> None:
    assert before.accepted
    wife, husband = before.accepted.members[2].identity, before.accepted.members[0].identity
    tell(desk, wife, husband.name, whose=husband.id_number)
    widow = intake.begin(desk)
    widow = widow.with_member(replace(widow.applicant, identity=wife))
    assert [one.where for one in intake.duplicates(desk, widow)] == ["case"]
    found = intake.duplicates(desk, comes_again(desk, before))
    assert [(one.where, one.name) for one in found][:1] == [("dead", "王德贵")]


def test_a_death_without_a_day_is_said_with_the_day_of_the_report(desk: Desk, before: Case) -> None:
    draft = comes_again(desk, before)
    tell(desk, draft.applicant.identity, "", since="")
    assert intake.duplicates(desk, draft)[0].since == "2026-11-20"
