"""The line of an application says what came of it, however often it is asked to."""

from dataclasses import replace

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
