"""What an officer does with an accepted case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.case import Case
from app.domain.course import Contact, PlatformNoted, SignedOnPaper
from app.domain.draft import Draft
from app.errors import Refused
from app.services import afterwards, intake
from app.services.afterwards import Ending
from app.services.desk import Desk
from app.services.intake import Picture
from tests.services.conftest import MONDAY
from tests.services.conftest import quickly_signed as signed
from tests.services.test_intake import CARD

PAPER = Picture(b"raw", "image/jpeg", b"a page in ink", {}, "ok", "camera")
CONTACTS = (Contact("2026-10-13", "phone", "没人接"), Contact("2026-10-15", "home", "门锁着"))


@pytest.fixture
def case(desk: Desk, draft: Draft) -> Case:
    """An accepted case whose son has not signed."""
    return intake.accept(desk, signed(desk, intake.add_picture(desk, draft, "id_front", draft.applicant.id, CARD))).case


@pytest.fixture
def friday(desk: Desk) -> Desk:
    """The same desk four days later."""
    return replace(desk, now=lambda: MONDAY + timedelta(days=4))


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def son_of(case: Case) -> str:
    assert case.accepted is not None
    return case.accepted.members[1].id


def test_a_page_that_came_by_post_turns_the_line_and_is_kept(friday: Desk, case: Case) -> None:
    mark = SignedOnPaper(son_of(case), "post", (), "2026-10-14", "2026-10-16")

    after = afterwards.sign_on_paper(friday, case.id, mark, (PAPER,))

    assert after.missing_signers() == ()
    assert friday.store.tasks() == ()
    assert friday.document(after.signed_on_paper[0].pages[0]) == b"a page in ink"
    assert code_of(lambda: afterwards.sign_on_paper(friday, case.id, mark, (PAPER,))) == "signature.not_awaited"


def test_a_page_from_tomorrow_or_without_a_picture_is_not_filed(desk: Desk, case: Case) -> None:
    mark = SignedOnPaper(son_of(case), "post", (), "2026-10-12", "2026-10-13")

    assert code_of(lambda: afterwards.sign_on_paper(desk, case.id, mark, (PAPER,))) == "signature.in_future"
    assert code_of(lambda: afterwards.sign_on_paper(desk, case.id, mark, ())) == "signature.no_picture"


def test_a_paper_is_added_also_to_what_was_withdrawn(desk: Desk, case: Case) -> None:
    withdrawn = afterwards.withdraw(desk, case.id, "王德贵", PAPER, "儿子接走了")

    after = afterwards.add_paper(desk, case.id, "other", "", replace(PAPER, archive=b"a letter", overruled="只有这张"))

    assert (withdrawn.state, after.state, after.due_on) == ("withdrawn", "withdrawn", "")
    assert [(one.slot, one.overruled) for one in after.filed] == [("id_front", ""), ("other", "只有这张")]
    assert len(afterwards.documents(after)) == 4
    assert afterwards.documents(withdrawn) == (
        withdrawn.filed[0].document,
        withdrawn.signed[0].signed,
        withdrawn.withdrawn.document if withdrawn.withdrawn else None,
    )
    assert desk.store.tasks() == ()


def test_all_pictures_of_a_case_are_named_once(friday: Desk, case: Case) -> None:
    mark = SignedOnPaper(son_of(case), "post", (), "2026-10-14", "2026-10-16")
    after = afterwards.sign_on_paper(friday, case.id, mark, (PAPER, PAPER))

    assert afterwards.documents(after) == (
        after.filed[0].document, after.signed[0].signed, after.signed_on_paper[0].pages[0],
    )  # fmt: skip


def test_a_correction_is_a_new_entry_with_its_reason(desk: Desk, case: Case) -> None:
    after = afterwards.correct(desk, case.id, {"phone": "13900000009"}, "说错了")

    assert after.accepted is not None
    assert (after.accepted.phone, after.corrected[0].reason) == ("13900000009", "说错了")
    assert code_of(lambda: afterwards.correct(desk, case.id, {}, "说错了")) == "correction.nothing"


def test_a_note_is_written_down(desk: Desk, case: Case) -> None:
    assert afterwards.note(desk, case.id, "来问过一次").notes == ("来问过一次",)


def test_two_officers_end_what_nobody_answers(friday: Desk, case: Case, colleague: tuple[str, str]) -> None:
    ending = Ending("找不到人", CONTACTS, "2026-10-15")
    assert code_of(lambda: afterwards.end(friday, case.id, ending, (friday.author.officer, "x"))) == "second.same"

    after = afterwards.end(friday, case.id, ending, colleague)

    assert after.ended is not None
    assert (after.state, after.ended.officers) == ("ended_noncoop", (friday.author.officer, colleague[0]))


def test_a_colleague_goes_on_with_it(desk: Desk, case: Case, colleague: tuple[str, str]) -> None:
    after = afterwards.hand_over(desk, case.id, colleague[0], "休假")

    assert after.assigned is not None
    assert (after.handler, after.assigned.name) == (colleague[0], "赵勇")
    assert desk.store.cases()[0].handler == colleague[0]
    assert code_of(lambda: afterwards.hand_over(desk, case.id, "nobody-here", "休假")) == "assignment.nobody"


def test_where_it_stands_in_the_platform_is_noted(desk: Desk, case: Case) -> None:
    after = afterwards.note_platform(desk, case.id, PlatformNoted("entered", "2026-10-12", "SC-1"))

    assert after.platform is not None
    assert desk.store.cases()[0].platform == "entered"


def test_what_is_not_here_is_not_touched(desk: Desk) -> None:
    assert code_of(lambda: afterwards.note(desk, "nowhere", "x")) == "case.content_missing"
