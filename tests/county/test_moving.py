"""A case moves from office to office: what goes along, what stays, who can read it, and what comes when it has gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.case import Case
from app.domain.course import Assigned
from app.domain.steps.elsewhere import Seen
from app.domain.steps.people import Moved as Away
from app.errors import Unavailable
from app.ids import uuid7
from app.journal import moving as rules
from app.journal.entry import MAX_BYTES
from sync.client.steps import drive
from sync.county import acts
from sync.county.verify import verify
from tests.county.at_the_county import Township
from tests.county.offices import LINBA, NAMES, NOW, QINGLONG, SANHUI, WHY, Offices, at, two_offices, whats
from tests.sync.window import Window, picture

UPLOADING = frozenset({"create", "write", "append", "bring"})


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    with two_offices(tmp_path) as both:
        yield both


def under_way(township: Township) -> str:
    """A case with a check, a visit, an opinion, a paper and two notes of which neither knew the other."""
    case = township.accept()
    township.ask_for_check(case)
    township.visit(case)
    township.propose(case)
    township.window.note(case, "记在前面")
    township.bring()
    return case


def test_a_case_goes_on_in_the_other_office_as_it_stood(offices: Offices) -> None:
    case = under_way(offices.one)
    paper = offices.one.window.file(case, content := picture(3_000))
    offices.one.bring()
    before = at(offices.one, case)

    moved = offices.hand_over(offices.one.number())

    new = moved.goes_on.id
    there = at(offices.other, new)
    assert there.progress.continued is not None
    assert (there.progress.continued.continues, there.progress.continued.office) == (case, "青龙镇")
    assert (there.progress.continued.reason, there.progress.continued.handed_on) == (WHY, "2026-11-03")
    assert (there.number, there.due_on, there.state) == (before.number, "2026-11-23", before.state)
    assert there.accepted is not None
    assert before.accepted is not None
    assert (there.accepted.accepted_on, there.accepted.legal_days) == ("2026-10-12", 30)
    assert there.accepted.members == before.accepted.members
    assert (there.filed, there.notes) == (before.filed, before.notes)
    for name in ("request", "visits", "opinion"):
        assert getattr(there.progress, name) == getattr(before.progress, name), name
    assert drive(offices.other.window.engine.fetch(paper)) == content
    assert whats(there) == whats(before) | {"take_over"}
    assert (there.handler, there.scope) == ("", offices.other.window.scope())
    summary = offices.other.window.store.case_by_number(before.number)
    assert summary is not None
    assert summary.case_id == new


def test_the_old_office_is_told_and_has_nothing_more_to_do(offices: Offices) -> None:
    case = under_way(offices.one)
    moved = offices.hand_over(case)

    here = at(offices.one, case)
    told = here.progress.handed_over
    assert told is not None
    assert (told.office, told.reason, told.by, told.case) == ("三汇镇", WHY, "郑直", moved.goes_on.id)
    assert (here.state, here.closed, here.due_on, whats(here), here.left_behind) == ("handed_over", True, "", set(), ())
    store = offices.one.window.store
    assert store.todos(NOW.date()) == ()
    assert store.tasks() == ()
    assert store.case(moved.goes_on.id) is None, "what goes on there is not this office's"
    assert offices.other.window.store.case(case) is None


def test_each_office_is_told_that_the_other_keeps_a_file_of_the_household(offices: Offices) -> None:
    case = under_way(offices.one)
    moved = offices.hand_over(case)
    mine, theirs = at(offices.one, case), at(offices.other, moved.goes_on.id)
    assert mine.accepted is not None
    assert theirs.accepted is not None
    assert mine.accepted.household != theirs.accepted.household
    (here,) = offices.one.window.store.household_links(mine)
    (there,) = offices.other.window.store.household_links(theirs)
    assert (here.other, here.office) == (theirs.accepted.household, "三汇镇")
    assert (there.other, there.office) == (mine.accepted.household, "青龙镇")
    assert offices.one.window.store.household_links(Case("x", "t-000000")) == ()


def test_what_is_written_again_says_when_and_by_whom_it_was(offices: Offices) -> None:
    case = under_way(offices.one)
    moved = offices.hand_over(case)
    at(offices.other, moved.goes_on.id)

    first = [one.entry for one in offices.one.window.store.entries(f"case:{case}")]
    again = [one.entry for one in offices.other.window.store.entries(f"case:{moved.goes_on.id}")]
    assert [entry.kind for entry in again] == ["case.continued", *(one.kind for one in first)]
    for old, new in zip(first, again[1:], strict=True):
        assert rules.told(new) == (old.at, old.actor)
        assert new.at == "2026-11-03T02:00:00.000Z" != old.at
        assert new.actor != old.actor
    links = {new.hash: old.hash for old, new in zip(first, again[1:], strict=True)}
    assert [tuple(links[name] for name in entry.parents) for entry in again[2:]] == [one.parents for one in first[1:]]
    assert again[1].parents == (again[0].hash,)


def test_nothing_personal_is_in_the_scope_of_all_offices(offices: Offices) -> None:
    case = under_way(offices.one)
    offices.hand_over(case)
    offices.other.window.sync()
    pulled = [one.entry for one in offices.other.window.store.entries_of_type("case")]
    assert {entry.scope for entry in pulled} == {offices.other.window.scope()}
    for kind in ("household", "office", "officer", "access", "ref"):
        for one in offices.other.window.store.entries_of_type(kind):
            assert "王德贵" not in one.entry.to_line().decode("utf-8")


def test_what_stays_with_the_old_office_does_not_go_along(offices: Offices) -> None:
    case = offices.one.accept()
    me = offices.one.window.author.officer
    offices.one.say(case, "case.assigned", Assigned(me, "陈素华", "他熟"))
    offices.one.window.write(case, "case.printed", {"paper": "R", "copies": 1, "digest": "d" * 64})
    offices.one.say(case, "case.seen_elsewhere", Seen("2026-10-20", "person", "m1", "三汇镇", "2026-10-14", "县"))
    offices.one.window.note(case, "都在它们后面")
    offices.one.say(case, "case.moved", Away("2026-10-30", "三汇镇", "随儿子住", "o"))
    offices.one.bring()
    assert at(offices.one, case).state == "moved"

    there = at(offices.other, offices.hand_over(case).goes_on.id)

    assert (there.state, there.assigned, there.printed, there.progress.seen_elsewhere) == ("accepted", None, (), ())
    assert there.notes == ("都在它们后面",)


def test_who_confirms_is_as_it_is_in_the_other_office(offices: Offices) -> None:
    first, second = offices.one.accept(), offices.one.accept()
    offices.one.bring()
    assert offices.hand_over(first).goes_on.confirmer == "county", "nobody has said anything else of it"
    offices.county.enrol_code(SANHUI, confirmer="township")
    offices.county.enrol_code(LINBA, NAMES[LINBA])
    assert offices.hand_over(second, LINBA).goes_on.confirmer == "county"
    third = offices.one.accept(accepted_on="2026-11-03")
    offices.one.bring()
    assert offices.hand_over(third).goes_on.confirmer == "township"


def test_conflicts_go_along_as_they_stood(offices: Offices, tmp_path: Path) -> None:
    colleague = Window(tmp_path / "colleague")
    colleague.enrol(offices.county.enrol_code(QINGLONG).code, offices.county.url)
    case = offices.one.accept(phone="1")
    offices.one.bring()
    colleague.sync()
    for window, phone in ((offices.one.window, "13900000001"), (colleague, "13900000002")):
        window.write(case, "case.corrected", {"fields": {"phone": phone}, "reason": "他说的"})
    offices.one.bring()
    colleague.sync()
    colleague.close()
    before = at(offices.one, case)
    assert [one.settled for one in before.conflicts] == [False]

    there = at(offices.other, offices.hand_over(case).goes_on.id)

    assert [(one.fields, one.settled) for one in there.conflicts] == [(("phone",), False)]
    assert there.accepted is not None
    assert before.accepted is not None
    assert there.accepted.phone == before.accepted.phone == "13900000001"
    assert [task.kind for task in offices.other.window.store.tasks()].count("conflict") == 1
    assert "conflict" not in {task.kind for task in (offices.one.window.sync(), offices.one.window.store.tasks())[1]}


def test_what_cannot_move(offices: Offices) -> None:
    case = offices.one.accept()
    offices.one.bring()
    assert offices.refused(lambda: offices.hand_over(case, QINGLONG)) == "move.same_office"
    assert offices.refused(lambda: offices.hand_over(case, "511725999")) == "county.no_office"
    assert offices.refused(lambda: offices.hand_over(case, "")) == "county.no_office"
    assert offices.refused(lambda: offices.hand_over(case, SANHUI, " ")) == "move.no_reason"
    assert offices.refused(lambda: offices.hand_over(uuid7())) == "county.no_case"
    assert offices.refused(lambda: offices.send_after(case)) == "move.not_moved"
    new = offices.hand_over(case).goes_on.id
    assert offices.refused(lambda: offices.hand_over(case)) == "move.already"
    assert offices.refused(lambda: offices.send_after(case)) == "move.nothing"
    assert offices.hand_over(offices.one.number(), QINGLONG).left.id == new, "the number means where it goes on"


def test_a_refused_move_writes_nothing(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.append._ROOM_FOR_REISSUE", 0)  # as another program may write
    case = offices.one.accept()
    room = MAX_BYTES - 140 - len(offices.one.window.note(case, "").to_line())
    offices.one.window.note(case, "x" * room)  # for what a copy says of its source there is no room
    offices.one.bring()
    before = at(offices.one, case)
    assert offices.refused(lambda: offices.hand_over(case)) == "entry.too_large"
    offices.other.window.sync()
    assert at(offices.one, case) == before
    assert offices.other.window.store.entries_of_type("case") == ()
    assert verify(offices.county.site).broken == ()


def test_a_case_waits_until_its_papers_have_come(offices: Offices) -> None:
    case = offices.one.accept()
    offices.one.bring()
    offices.one.window.faults.before = lambda name: _down(name in UPLOADING)
    offices.one.window.file(case, picture(2_000))
    offices.one.window.sync()
    assert offices.refused(lambda: offices.hand_over(case)) == "move.papers_missing"

    offices.one.window.faults.before = lambda _name: None
    offices.one.bring()
    assert offices.hand_over(case).goes_on.filed


def test_a_document_of_a_third_office_is_never_opened_by_a_move(offices: Offices) -> None:
    """An office that knows a digest may name it, and has it opened nowhere: not by way of the county either."""
    content = picture(2_000)
    offices.other.window.file(offices.other.accept(), content)
    offices.other.bring()
    offices.county.enrol_code(LINBA, NAMES[LINBA])
    case = offices.one.accept()
    offices.one.window.faults.before = lambda name: _down(name in UPLOADING)
    offices.one.window.file(case, content)  # named, and never brought
    offices.one.window.sync()
    assert offices.refused(lambda: offices.hand_over(case, LINBA)) == "move.papers_missing"


def test_a_case_may_come_back_and_its_number_is_no_double(offices: Offices) -> None:
    case = under_way(offices.one)
    new = offices.hand_over(case).goes_on.id
    again = offices.hand_over(new, QINGLONG, "又搬回来了").goes_on.id

    back = at(offices.one, again)
    assert (back.number, back.due_on, back.notes) == (offices.one.number(), "2026-11-23", ("记在前面",))
    entries = offices.one.window.store.entries
    first, last = (entries(f"case:{one}")[-1].entry for one in (case, again))
    assert last.kind == "case.noted"
    assert rules.told(last)[0] == next(one.entry.at for one in entries(f"case:{case}") if one.entry.kind == last.kind)
    assert first.kind == "case.handed_over"
    assert [task.kind for task in offices.one.window.store.tasks()].count("double_number") == 0
    found = offices.one.window.store.case_by_number(back.number)
    assert found is not None
    assert found.case_id == again


def test_the_county_goes_on_with_a_case_that_moved(offices: Offices) -> None:
    case = offices.one.accept()
    offices.one.ask_for_check(case)
    offices.one.bring()
    moved = offices.hand_over(case)
    (waits,) = offices.county.deciding.waiting()
    assert (waits.case, waits.office, waits.waits) == (moved.goes_on.id, "三汇镇", "check")
    deciding = offices.county.deciding
    deciding.act(moved.left.number, deciding.by("周敏"), acts.report(qualified=True, valid_until=None))
    assert at(offices.other, moved.goes_on.id).state == "means_check_clear"
    assert verify(offices.county.site).broken == ()


def _down(is_down: bool) -> None:  # noqa: FBT001 - said by the name of the call
    if is_down:
        raise Unavailable("county.unreachable")
