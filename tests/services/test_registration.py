"""登记 before 受理: told once, refused by two, ended, gone on with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.draft import Draft
from app.domain.fact import Fact
from app.domain.registration import Lack
from app.domain.visit import Agent
from app.errors import Refused
from app.services import intake, registration
from app.services.desk import Desk
from tests.services.conftest import MONDAY
from tests.services.conftest import quickly_signed as signed

LACKS = (Lack("signature", how="回家签好带来"),)
WHY = ("户籍和居住都在邻县", "社会救助法 第三十七条")


def kinds(desk: Desk) -> list[str]:
    entries = sorted((held.entry for held in desk.store.entries_of_type("case")), key=lambda entry: entry.seq)
    return [entry.kind for entry in entries]


def test_a_registration_is_a_line_and_the_draft_goes_on(desk: Desk, draft: Draft) -> None:
    agent = Agent("刘明", relation="邻居", reason="cannot_come")
    told = replace(draft, agent=agent, phone="0818-1", phone_owner="邻居刘明", village="青龙村", document="hukou")

    case = registration.register(desk, told)

    assert registration.register(desk, told) == case
    assert kinds(desk) == ["case.registered"]
    assert desk.store.drafts() == (told,)
    assert case.registered is not None
    assert (case.state, case.registered.agent, case.registered.phone_owner) == ("registered", agent, "邻居刘明")
    (listed,) = desk.store.cases()
    assert (listed.state, listed.applicant, listed.village, listed.came_on, listed.accepted_on, listed.number) == (
        "registered", "王德贵", "青龙村", "2026-10-12", "", "",
    )  # fmt: skip


def test_a_clock_that_was_set_back_makes_nobody_come_tomorrow(desk: Desk, draft: Draft) -> None:
    case = registration.register(desk, replace(draft, started_at="2026-10-21T01:00:00.000Z"))

    assert case.registered is not None
    assert case.registered.came_on == "2026-10-12"


def test_what_lacks_is_told_once_with_a_number_that_the_acceptance_keeps(desk: Desk, draft: Draft) -> None:
    told = registration.ask_supplement(desk, draft, LACKS)
    later = replace(desk, now=lambda: MONDAY + timedelta(days=3))

    accepted = intake.accept(later, signed(later, draft))

    assert (told.state, told.number) == ("awaiting_supplement", accepted.number)
    assert accepted.case.accepted is not None
    assert (accepted.case.accepted.came_on, accepted.case.accepted.accepted_on) == ("2026-10-12", "2026-10-15")
    assert kinds(desk)[:3] == ["case.registered", "case.supplement_asked", "case.accepted"]
    listed = desk.store.case_by_number(told.number)
    assert listed is not None
    assert listed.case_id == draft.id


@pytest.mark.parametrize("lacks", [(), LACKS])
def test_a_telling_that_is_refused_leaves_nothing_new(desk: Desk, draft: Draft, lacks: tuple[Lack, ...]) -> None:
    if lacks:
        registration.ask_supplement(desk, draft, lacks)
    before = kinds(desk)

    with pytest.raises(Refused) as refused:
        registration.ask_supplement(desk, draft, lacks)

    assert refused.value.code == ("supplement.second" if lacks else "supplement.nothing_lacks")
    assert kinds(desk) == before


def test_two_officers_refuse_with_facts_and_article(desk: Desk, draft: Draft, colleague: tuple[str, str]) -> None:
    case = registration.not_accept(desk, draft, WHY, colleague)

    assert case.not_accepted is not None
    assert (case.state, case.not_accepted.officers) == ("not_accepted", (desk.author.officer, colleague[0]))
    assert case.number[:19] == "511725123-261012-0A"
    assert desk.store.drafts() == ()
    with pytest.raises(Refused) as refused:
        intake.accept(desk, signed(desk, draft))
    assert refused.value.code == "case.closed"


def test_a_refusal_keeps_the_number_that_was_told(desk: Desk, draft: Draft, colleague: tuple[str, str]) -> None:
    told = registration.ask_supplement(desk, draft, LACKS)

    assert registration.not_accept(desk, draft, WHY, colleague).number == told.number


def test_without_the_colleagues_word_nothing_is_written(desk: Desk, draft: Draft, colleague: tuple[str, str]) -> None:
    for second, code in (
        ((desk.author.officer, "x"), "second.same"),
        ((colleague[0], "falsch"), "unlock.wrong_password"),
    ):
        with pytest.raises(Refused) as refused:
            registration.not_accept(desk, draft, WHY, second)
        assert refused.value.code == code
    assert kinds(desk) == []


def test_a_registration_ends_and_its_draft_goes(desk: Desk, draft: Draft) -> None:
    registration.register(desk, draft)

    case = registration.end(desk, draft, "不办了")

    assert case.registration_ended is not None
    assert (case.state, case.registration_ended.reason) == ("registration_ended", "不办了")
    assert desk.store.drafts() == ()
    with pytest.raises(Refused) as refused:
        registration.end_case(desk, draft.id)
    assert refused.value.code == "case.closed"


def test_a_save_that_comes_after_the_end_brings_no_draft_back(desk: Desk, draft: Draft) -> None:
    intake.save(desk, draft)
    registration.end(desk, draft)

    intake.save(desk, replace(draft, phone="13900000000"))

    assert desk.store.drafts() == ()


def test_a_draft_that_was_never_registered_leaves_its_line_when_it_ends(desk: Desk, draft: Draft) -> None:
    assert registration.end(desk, draft).registered is not None


def test_what_is_accepted_is_neither_registered_nor_ended(desk: Desk, draft: Draft) -> None:
    intake.accept(desk, signed(desk, draft))

    for act, code in (
        (lambda: registration.register(desk, draft), "case.already_accepted"),
        (lambda: registration.resume(desk, draft.id), "case.already_accepted"),
        (lambda: registration.end(desk, draft), "registration.after_acceptance"),
        (lambda: registration.end_case(desk, draft.id), "registration.after_acceptance"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == code


def test_somebody_without_a_name_is_not_registered(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        registration.register(desk, intake.begin(desk))
    assert refused.value.code == "registration.nobody"


def test_a_registered_case_goes_on_with_its_draft_or_with_a_new_one(desk: Desk, draft: Draft) -> None:
    registration.register(desk, replace(draft, village="青龙村", group="3", phone="0818-1"))
    kept = registration.resume(desk, draft.id)
    intake.discard(desk, draft.id)

    again = registration.resume(desk, draft.id)

    assert kept.members == draft.members
    assert again.id == draft.id
    assert [member.identity for member in again.members] == [draft.applicant.identity]
    assert (again.village, again.group, again.phone, again.document) == ("青龙村", "3", "0818-1", "id_card")


def test_what_is_not_here_cannot_go_on_and_what_ended_does_not(desk: Desk, draft: Draft) -> None:
    registration.end(desk, draft)
    with desk.store.work(desk.author) as work:
        body = {"told_on": "", "lacks": [], "number": "", "handler": ""}
        work.append([Fact("case:elsewhere", "case.supplement_asked", 1, body)])

    for case_id, code in (
        (draft.id, "case.closed"), ("nowhere", "case.content_missing"), ("elsewhere", "case.content_missing"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            registration.resume(desk, case_id)
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        registration.end_case(desk, "nowhere")
    assert refused.value.code == "case.content_missing"
