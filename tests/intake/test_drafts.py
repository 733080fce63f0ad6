"""Nothing that was typed is lost: saved within two seconds, there again after a kill."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.household import Member
from app.errors import Unavailable
from app.services import intake
from app.services.desk import Desk
from tests.intake.at_the_window import CARD, Intake, Pictures, front
from tests.store.township import desk_at
from ui.intake.draft_keeper import SAVED, UNSAVED
from ui.intake.steps import Step
from ui.jobs import Jobs
from ui.problems import Problems

OpenIntake = Callable[..., Intake]
LIMIT_MS = 2_000


def test_a_change_is_in_the_store_within_two_seconds(at_window: OpenIntake, desk: Desk, qtbot: QtBot) -> None:
    window = at_window()
    with qtbot.waitSignal(window.model.keeper.kept, timeout=LIMIT_MS, check_params_cb=lambda kept: kept == SAVED):
        window.press("F7").say("张桂英")
    assert [draft.applicant.identity.name for draft in desk.store.drafts()] == ["张桂英"]


def test_an_intake_that_nobody_touched_leaves_no_draft(at_window: OpenIntake, desk: Desk) -> None:
    at_window().press("Esc")
    assert desk.store.drafts() == ()


def test_leaving_saves_at_once(at_window: OpenIntake, desk: Desk) -> None:
    window = at_window().press("F7").say("张桂英")
    window.page.bar.later.click()
    window.wait()
    assert [draft.applicant.identity.name for draft in desk.store.drafts()] == ["张桂英"]


def killed_and_started_again(desk: Desk, tmp_path: Path) -> Desk:
    """Take what is on the disk and nothing of what the program knew."""
    desk.store.close()
    return desk_at(tmp_path)


def test_a_killed_program_comes_back_at_the_same_step_with_the_same_values(
    at_window: OpenIntake, desk: Desk, pictures: Pictures, jobs: Jobs, problems: Problems, tmp_path: Path, qtbot: QtBot
) -> None:
    window = at_window().lay_card(pictures).press("PgDn", "13800000001", "Enter", "3").press("PgDn", "1", "2")
    window.press("1", "1").say("打工").press("Enter", "9600")
    qtbot.waitUntil(lambda: window.model.view.kept == SAVED, timeout=LIMIT_MS)
    before = window.draft
    window.close()

    again = killed_and_started_again(desk, tmp_path)
    stored = again.store.drafts()[0]
    comes_back = Intake(again, jobs, pictures, problems, draft=stored)

    assert stored == before
    assert comes_back.model.step is Step.HOUSEHOLD
    assert stored.incomes[0].amount_fen == 960_000
    assert stored.phone_owner == "邻居"
    comes_back.close()
    again.store.close()


def test_a_field_in_doubt_is_still_in_doubt_after_a_kill_and_its_picture_is_read_again(
    at_window: OpenIntake, desk: Desk, pictures: Pictures, jobs: Jobs, problems: Problems, tmp_path: Path
) -> None:
    window = at_window().bring(pictures.lay(front(unsure=("address",))))
    window.model.keeper.save()
    window.wait().close()

    again = killed_and_started_again(desk, tmp_path)
    comes_back = Intake(again, jobs, pictures, problems, draft=again.store.drafts()[0])

    address = comes_back.model.card.view.named("address")
    assert (address.state, address.full) == ("doubt", CARD.address)
    assert address.strips != ()
    assert again.store.drafts()[0].applicant.identity.address == ""
    comes_back.close()
    again.store.close()


def test_what_cannot_be_saved_is_tried_again_and_said_quietly(
    at_window: OpenIntake, desk: Desk, problems: Problems, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    said: list[str] = []
    problems.quiet.connect(said.append)
    real, full = intake.save, [True]

    def save(at: Desk, draft: object) -> None:
        if full[0]:
            raise Unavailable("store.disk_full")
        real(at, draft)  # type: ignore[arg-type]  # as the keeper gives it

    monkeypatch.setattr(intake, "save", save)
    window = at_window().press("F7").say("张桂英")
    qtbot.waitUntil(lambda: window.model.view.kept == UNSAVED, timeout=LIMIT_MS)
    assert said != []
    full[0] = False
    window.model.keeper.save()
    window.wait()
    assert window.model.view.kept == SAVED
    assert desk.store.drafts()[0].applicant.identity.name == "张桂英"


def test_typing_while_a_picture_is_stored_is_kept_with_the_picture(
    at_window: OpenIntake, pictures: Pictures, desk: Desk
) -> None:
    window = at_window().bring(pictures.lay(front()))
    keeper = window.model.keeper
    stored_meanwhile = replace(keeper.draft, captures=(*keeper.draft.captures, *keeper.draft.captures))
    keeper.change(lambda draft: replace(draft, phone="13800000001"))
    keeper.adopt(stored_meanwhile)
    keeper.save()
    window.wait()
    assert keeper.draft.phone == "13800000001"
    assert len(desk.store.drafts()[0].captures) == 2
    assert desk.store.drafts()[0].phone == "13800000001"


def test_pictures_of_a_person_removed_meanwhile_stay_away(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures)
    keeper = window.model.keeper
    with_guest = keeper.draft.with_member(Member("01900000-0000-7000-8000-0000000000a1"))
    guest = replace(with_guest.captures[0], member=with_guest.members[1].id)
    keeper.adopt(replace(with_guest, captures=(*with_guest.captures, guest)))
    assert {capture.member for capture in keeper.draft.captures} == {keeper.draft.applicant.id}


def test_the_program_says_whether_something_is_on_its_way_to_the_disk(at_window: OpenIntake) -> None:
    window = at_window()
    said: list[bool] = []
    window.model.kept.connect(said.append)
    window.press("F7").say("张桂英")
    window.model.keeper.save()
    window.wait()
    assert (said[0], said[-1]) == (True, False)
