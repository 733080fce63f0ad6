"""The same person elsewhere: in cases, in drafts, registered at another window, or said to be dead."""

from dataclasses import replace

import pytest

from app.domain.draft import Draft
from app.domain.visit import Visitor
from app.services import afterwards, changes, intake, referrals, registration, urgent
from app.services.changes import Telling
from app.services.desk import Desk
from app.services.intake import Picture
from app.services.referrals import Asking
from tests.services.conftest import quickly_signed as signed
from tests.services.test_urgent import STRANDED

NUMBER = "511725196002290018"
WIFE = Visitor("李桂兰", "511725196210050021")
WANG = Visitor("王德贵", NUMBER)
PAPER = Picture(b"raw", "image/jpeg", b"a page in ink", {}, "ok", "camera")


def again(desk: Desk, draft: Draft) -> Draft:
    """A new draft of the same person."""
    return replace(intake.begin(desk), members=draft.members[:1], replies=draft.replies)


def found(desk: Desk, draft: Draft) -> list[tuple[str, str, str]]:
    return [(hit.where, hit.name, hit.since) for hit in intake.duplicates(desk, again(desk, draft))]


def test_who_withdrew_may_apply_again_and_nothing_is_held_against_them(desk: Desk, draft: Draft) -> None:
    case = intake.accept(desk, signed(desk, draft)).case
    assert found(desk, draft) == [("case", "王德贵", "2026-10-12")]

    afterwards.withdraw(desk, case.id, "王德贵", PAPER)
    intake.accept(desk, signed(desk, again(desk, draft)))

    assert [task.kind for task in desk.store.tasks()] == []
    assert found(desk, draft) == [("case", "王德贵", "2026-10-12")]


def test_a_registration_of_another_window_is_found_once(desk: Desk, draft: Draft) -> None:
    registration.register(desk, draft)
    assert found(desk, draft) == [("draft", "王德贵", "2026-10-12")]

    intake.discard(desk, draft.id)
    assert found(desk, draft) == [("registered", "王德贵", "2026-10-12")]
    assert intake.duplicates(desk, draft) == ()

    registration.end_case(desk, draft.id)
    assert found(desk, draft) == []


def test_an_emergency_is_found_by_the_number_of_its_document(desk: Desk, draft: Draft) -> None:
    identity = draft.applicant.identity
    urgent.record(desk, replace(STRANDED, document="id_card", identity=identity, told_name="", description=""))

    assert found(desk, draft) == [("registered", "王德贵", "2026-10-12")]


@pytest.mark.parametrize(
    ("telling", "hits"),
    [
        (Telling(WANG, ("death",), "2026-10-01"), [("dead", "王德贵", "2026-10-01")]),
        (Telling(WANG, ("card", "death"), "", " "), [("dead", "王德贵", "2026-10-12")]),
        (
            Telling(WIFE, ("death",), "2026-10-01", "王德贵", about_id_number="511725 196002290018"),
            [("dead", "王德贵", "2026-10-01")],
        ),
        (Telling(WANG, ("death",), "2026-10-01", "李桂兰"), []),
        (Telling(WANG, ("death",), "2026-10-01", "王德贵", about_id_number=WIFE.id_number), []),
        (Telling(WANG, ("card",), "2026-10-01"), []),
    ],
)
def test_who_is_said_to_be_dead_is_known_by_number_or_else_by_name(
    desk: Desk, draft: Draft, telling: Telling, hits: list[tuple[str, str, str]]
) -> None:
    changes.report(desk, telling)
    referrals.make(desk, Asking(WANG, "medical", "县医保局", "住院押金"))

    assert found(desk, draft) == hits
