"""Read models: what lists, searches and to-dos say, and that the entries alone make them."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.case import Case
from app.domain.fact import Fact
from app.domain.household import Relation
from app.ids import uuid7
from app.services import intake
from app.services.desk import Desk
from app.store import Received, Store
from tests.store import township
from tests.store.damage import run
from tests.store.exchange import AT, Exchange, other_device
from tests.store.township import AUTHOR, TODAY, note


def accept(desk: Desk, seed: int) -> Case:
    return intake.accept(desk, township.application(desk, seed)).case


def test_an_accepted_case_is_listed_as_the_journal_tells_it(desk: Desk) -> None:
    case = accept(desk, 1)
    assert case.accepted is not None
    applicant = case.accepted.members[0].identity
    (found,) = desk.store.cases(accepted_on=TODAY)
    assert (found.case_id, found.state, found.scope) == (case.id, "accepted", township.OFFICE.scope)
    assert (found.number, found.applicant, found.id_number) == (
        case.accepted.number,
        applicant.name,
        applicant.id_number,
    )
    assert (found.accepted_on, found.handler, found.members, found.papers) == (
        TODAY.isoformat(),
        AUTHOR.officer,
        1,
        2,
    )
    assert found.programmes == case.accepted.programmes
    assert desk.store.case_summary(case.id) == found
    assert desk.store.case_summary(uuid7()) is None


def test_lists_are_by_day_and_can_be_paged(desk: Desk) -> None:
    for seed in range(5):
        accept(desk, seed)
    numbers = [case.number for case in desk.store.cases()]
    assert numbers == sorted(numbers, reverse=True)
    first = desk.store.cases(limit=2)
    rest = desk.store.cases(limit=9, before=(first[-1].accepted_on, first[-1].number))
    assert [case.number for case in (*first, *rest)] == numbers
    assert desk.store.cases(accepted_on=TODAY - timedelta(days=1)) == ()


def test_a_person_is_found_by_the_number_however_it_is_typed(desk: Desk) -> None:
    case = accept(desk, 1)
    assert case.accepted is not None
    number = case.accepted.members[0].identity.id_number
    spaced = f"{number[:6]} {number[6:14]}-{number[14:].lower()}"
    (hit,) = desk.store.find_person(spaced)
    assert (hit.case_id, hit.id_number, hit.number) == (case.id, number, case.accepted.number)
    assert hit.relation == Relation.SELF.value
    assert desk.store.find_person("110101199001011237") == ()
    assert desk.store.find_person("") == ()


def test_a_correction_changes_list_and_search(desk: Desk) -> None:
    case = accept(desk, 1)
    assert case.accepted is not None
    member = case.accepted.members[0]
    fields = {f"members.{member.id}.identity.id_number": "11010119900101123x"}
    with desk.store.work(AUTHOR) as work:
        work.append([Fact(f"case:{case.id}", "case.corrected", 1, {"fields": fields, "reason": "录错"})])
        assert "cases" not in work.changed
    assert work.changed >= {"cases", "journal", "queue"}
    assert desk.store.find_person(member.identity.id_number) == ()
    assert [hit.case_id for hit in desk.store.find_person("11010119900101123X")] == [case.id]
    assert desk.store.cases()[0].id_number == "11010119900101123X"


def test_an_adult_who_has_not_signed_is_a_task(desk: Desk) -> None:
    draft = township.application(desk, 1)
    spouse = replace(township.member(2), relation=Relation.SPOUSE.value)
    draft = replace(draft, members=(draft.applicant, spouse))
    draft = replace(draft, form_content=intake.content_digest(draft))
    case = intake.accept(desk, draft).case
    (task,) = desk.store.tasks()
    assert (task.kind, task.case_id, task.about, task.name) == ("signature", case.id, spouse.id, spouse.identity.name)
    assert desk.store.today(TODAY).tasks == 1
    assert desk.store.cases()[0].unsigned == 1


def test_the_same_person_in_two_cases_is_a_task_of_the_later_one(desk: Desk) -> None:
    first, second = (accept(desk, 7) for _ in range(2))
    (task,) = desk.store.tasks()
    assert (task.kind, task.case_id, task.about) == ("same_person", second.id, first.id)


def test_the_same_person_with_a_reason_is_no_task(desk: Desk) -> None:
    accept(desk, 7)
    draft = replace(township.application(desk, 7), duplicate_reason="上次退回后重新申请")
    intake.accept(desk, draft)
    assert desk.store.tasks() == ()


def test_a_number_given_twice_is_a_task_and_both_cases_live(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = township.open_store(tmp_path / "other", device=replace(other_device(), number="0A"))
    case, twin = (
        accept(desk, 1),
        intake.accept(replace(desk, store=other), township.application(desk_with(desk, other), 2)),
    )
    exchange = Exchange()
    exchange.sync(other, desk.store)
    assert {found.case_id for found in desk.store.cases()} == {case.id, twin.case.id}
    (task,) = desk.store.tasks()
    assert (task.kind, task.name, {task.case_id, task.about}) == ("double_number", twin.number, {case.id, twin.case.id})
    other.close()


def desk_with(desk: Desk, store: Store) -> Desk:
    return replace(desk, store=store)


def test_what_a_newer_program_wrote_is_shown_as_such(store: Store) -> None:
    case_id = uuid7()
    with store.work(AUTHOR) as work:
        work.append([Fact(f"case:{case_id}", "case.teleported", 3, {"to": "月亮"})])
    (case,) = store.cases()
    assert (case.case_id, case.state, case.needs_newer) == (case_id, "unread", True)
    assert [(task.kind, task.case_id) for task in store.tasks()] == [("needs_newer", case_id)]


def test_an_erased_case_is_listed_without_a_name(store: Store) -> None:
    with store.work(AUTHOR) as work:
        (entry,) = work.append([note(uuid7(), "一")])
    erased = Received(replace(entry, device=other_device().id, seq=1, hash="e" * 64).without_body(), 1, AT)
    with store.work() as work:
        work.receive([replace(erased, entry=replace(erased.entry, subject="case:erased-one"))])
    found = store.case_summary("erased-one")
    assert found is not None
    assert (found.state, found.applicant, found.number) == ("erased", "", "")


def test_the_counts_of_a_day(desk: Desk) -> None:
    accept(desk, 1)
    accept(desk, 2)
    township.application(desk, 3)
    today = desk.store.today(TODAY)
    assert (today.accepted, today.drafts, today.tasks) == (2, 1, 0)
    assert (today.due, today.overdue) == (0, 0)


def test_cases_that_are_overdue_are_counted(desk: Desk, tmp_path: Path) -> None:
    accept(desk, 1)
    run(tmp_path / "yimen.db", "UPDATE case_summary SET due_on = '2026-11-23'")
    assert desk.store.today(TODAY).overdue == 1
    assert desk.store.today(TODAY - timedelta(days=1)).due == 1


def test_read_models_that_were_dropped_are_made_again_from_the_entries(desk: Desk, tmp_path: Path) -> None:
    for seed in (1, 2, 2):
        accept(desk, seed)
    before = (desk.store.cases(), desk.store.tasks(), desk.store.find_person(desk.store.cases()[0].id_number))
    for statement in ("DELETE FROM case_summary", "DELETE FROM person", "DELETE FROM task"):
        run(tmp_path / "yimen.db", statement)
    run(tmp_path / "yimen.db", "INSERT INTO task VALUES ('no-such-case', 'signature', 'x')")
    assert desk.store.cases() == ()
    steps = list(desk.store.rebuild())
    assert steps[-1] == (4, 4)
    after = (desk.store.cases(), desk.store.tasks(), desk.store.find_person(desk.store.cases()[0].id_number))
    assert after == before
    assert desk.store.today(TODAY).tasks == 0


def test_a_rebuild_gives_the_store_up_between_its_pieces(desk: Desk) -> None:
    for seed in range(4):
        accept(desk, seed)
    pieces = desk.store.rebuild(slice_s=0)
    assert next(pieces) == (1, 4)
    late = accept(desk, 9)
    assert list(pieces) == [(2, 4), (3, 4), (4, 4)]
    assert desk.store.case_summary(late.id) is not None


@pytest.mark.parametrize("limit", [1, 2])
def test_tasks_keep_to_their_limit(desk: Desk, limit: int) -> None:
    for _ in range(4):
        accept(desk, 7)
    assert len(desk.store.tasks(limit=limit)) == limit


def test_two_presses_at_once_make_one_case(desk: Desk) -> None:
    draft = township.application(desk, 1)
    numbers: list[str] = []
    threads = [threading.Thread(target=lambda: numbers.append(intake.accept(desk, draft).number)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == 4
    assert len(set(numbers)) == 1
    assert desk.store.head()[0] == 5
