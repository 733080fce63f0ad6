"""The line of an application says what came of it, however often it is asked to."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.draft import Draft
from app.domain.registration import Lack
from app.domain.visit import Agent, Outcome, Visitor
from app.services import intake, registration, visits
from app.services.desk import Desk
from app.services.visits import Coming
from tests.store.township import application


@pytest.fixture
def draft(desk: Desk) -> Draft:
    return application(desk, 7, pictures=0)


def outcomes(desk: Desk) -> list[str]:
    return [row.outcome for row in desk.store.visits(desk.today())]


def test_an_application_under_way_has_one_line_of_the_moment_it_was_begun(desk: Desk, draft: Draft) -> None:
    first = visits.record_application(desk, draft)
    assert visits.record_application(desk, draft) == first
    (row,) = desk.store.visits(desk.today())
    assert (row.subject, row.outcome, row.about) == (first, "", f"case:{draft.id}")
    assert (row.name, row.came_at) == (draft.applicant.identity.name, draft.started_at)


def test_nobody_known_leaves_no_line_yet(desk: Desk) -> None:
    assert visits.record_application(desk, intake.begin(desk)) == ""
    assert outcomes(desk) == []


def test_what_came_of_it_is_told_once(desk: Desk, draft: Draft) -> None:
    visits.record_application(desk, draft)
    registration.register(desk, draft)
    visits.record_application(desk, draft)
    assert outcomes(desk) == [Outcome.REGISTERED]
    registration.ask_supplement(desk, draft, (Lack("signature"),))
    visits.record_application(desk, draft)
    line = visits.record_application(desk, draft)
    assert outcomes(desk) == [Outcome.TOLD]
    assert len(desk.store.entries(line)) == 3


def test_who_does_not_go_on_left(desk: Desk, draft: Draft) -> None:
    registration.end(desk, draft)
    visits.record_application(desk, draft)
    assert outcomes(desk) == [Outcome.LEFT]


def test_an_acceptance_without_an_earlier_line_is_one_line(desk: Desk, draft: Draft) -> None:
    intake.accept(desk, draft)
    visits.record_application(desk, draft)
    assert outcomes(desk) == [Outcome.ACCEPTED]


def test_another_visit_about_the_same_case_is_another_line(desk: Desk, draft: Draft) -> None:
    visits.record_application(desk, draft)
    intake.accept(desk, draft)
    visits.record(desk, Coming("sign", Visitor("王建军"), case=draft.id), Outcome.FILED)
    visits.record_application(desk, draft)
    assert sorted(outcomes(desk)) == [Outcome.ACCEPTED, Outcome.FILED]


def test_an_agent_who_is_not_known_yet_is_left_out_and_a_known_one_named(desk: Desk, draft: Draft) -> None:
    visits.record_application(desk, replace(draft, agent=Agent("  ")))
    other = application(desk, 8, pictures=0)
    visits.record_application(desk, replace(other, agent=Agent("王建军", relation="儿子")))
    assert sorted(row.agent for row in desk.store.visits(desk.today())) == ["", "王建军"]


def card_only(desk: Desk, whose: Draft) -> Draft:
    """Begin again for somebody who is known: nothing but the card was read."""
    draft = intake.begin(desk)
    draft = replace(draft, members=(replace(draft.applicant, identity=whose.applicant.identity),))
    intake.save(desk, draft)
    return draft


def test_where_the_case_is_opened_instead_the_visit_is_about_it_and_the_card_goes(desk: Desk, draft: Draft) -> None:
    intake.accept(desk, draft)
    again = card_only(desk, draft)
    visits.give_way(desk, again, draft.id)
    (row,) = desk.store.visits(desk.today())
    assert (row.name, row.outcome, row.about) == (
        draft.applicant.identity.name,
        Outcome.ANSWERED,
        f"case:{draft.id}",
    )  # fmt: skip - one line
    assert desk.store.drafts() == ()


def test_where_the_other_draft_is_gone_on_with_todays_line_says_what_came_of_it(desk: Desk, draft: Draft) -> None:
    tomorrow = replace(desk, now=lambda: desk.now() + timedelta(days=1))
    visits.record_application(desk, draft)
    visits.give_way(tomorrow, card_only(tomorrow, draft), draft.id)
    assert [row.outcome for row in desk.store.visits(tomorrow.today())] == [""]
    intake.accept(tomorrow, draft)
    visits.record_application(tomorrow, draft)
    assert outcomes(tomorrow) == [Outcome.ACCEPTED]
    assert outcomes(desk) == [""]


@pytest.mark.parametrize(
    "said",
    [
        {"phone": "13800000001"},
        {"paper_number": "511725123-20261124-0A-00147-U"},
        {"troubles": ("illness",)},
        {"late_reason": "停电"},
        {"village": "青龙村"},
    ],
)
def test_what_was_said_beside_the_card_is_kept(desk: Desk, draft: Draft, said: dict[str, Any]) -> None:
    intake.accept(desk, draft)
    again = replace(card_only(desk, draft), **said)
    intake.save(desk, again)
    visits.give_way(desk, again, draft.id)
    assert [one.id for one in desk.store.drafts()] == [again.id]


def test_how_a_name_is_spelt_elsewhere_is_kept(desk: Desk, draft: Draft) -> None:
    intake.accept(desk, draft)
    again = card_only(desk, draft)
    again = again.with_member(replace(again.applicant, spellings={"pinyin": "lan"}))
    intake.save(desk, again)
    visits.give_way(desk, again, draft.id)
    assert [one.id for one in desk.store.drafts()] == [again.id]


def test_a_registration_of_its_own_is_kept(desk: Desk, draft: Draft) -> None:
    intake.accept(desk, draft)
    again = card_only(desk, draft)
    registration.register(desk, again)
    visits.give_way(desk, again, draft.id)
    assert [one.id for one in desk.store.drafts()] == [again.id]


def test_a_paper_says_whom_it_is_about(desk: Desk, draft: Draft) -> None:
    name = draft.applicant.identity.name
    assert visits.whom(desk, draft.id).name == name
    registration.register(desk, draft)
    assert visits.whom(desk, draft.id).name == name
    intake.accept(desk, draft)
    assert visits.whom(desk, draft.id).name == name
    assert visits.whom(desk, "01900000-0000-7000-8000-00000000ffff") == Visitor()


def test_of_a_case_that_cannot_be_read_here_nobody_is_known(desk: Desk, draft: Draft) -> None:
    case = intake.accept(desk, draft).case
    assert visits.visitor_of(replace(case, accepted=None, registered=None)) == Visitor()
