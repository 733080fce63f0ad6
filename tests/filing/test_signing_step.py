"""Situations 3 and 4 in the intake's step of signatures: a thumb in place of a name, and pages that are taken along."""

from dataclasses import replace

import pytest

from app.domain.draft import Draft
from app.errors import Unavailable
from app.forms.form import Form
from app.services import intake, signing
from app.services.desk import Desk
from tests.filing.returned import begun, code_of, paper
from tests.intake.at_the_window import Pictures
from ui.capture.shot import Shot
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.signing_model import SigningModel
from ui.jobs import Jobs
from ui.problems import Problems


class Step:
    """The step's model on a draft that nobody has signed."""

    def __init__(self, desk: Desk, jobs: Jobs, problems: Problems, draft: Draft) -> None:
        self.jobs, self.pictures = jobs, Pictures()
        self.keeper = DraftKeeper(desk, jobs, problems, draft)
        self.model = SigningModel(self.keeper, desk, jobs, problems, self.pictures)
        self.printed = list[Form]()
        self.model.taken_along.connect(self.printed.append)
        self.model.open()
        self.wait()

    def wait(self) -> None:
        for _ in range(3):
            self.jobs.wait()

    def press_thumb(self, draft: Draft) -> None:
        thumb = self.model.thumb
        assert thumb is not None
        thumb.begin(self.keeper.draft, draft.applicant.id)
        thumb.capture.taken.emit(Shot(self.pictures.lay(paper(code_of(draft, member=draft.applicant.id))), "camera"))
        self.wait()
        thumb.say(read_aloud=True, first="陈素华", second="赵勇")
        thumb.confirm()
        self.wait()


@pytest.fixture
def draft(desk: Desk) -> Draft:
    made = replace(begun(desk), signatures=(), sign_later={})
    intake.save(desk, made)
    return made


@pytest.fixture
def step(desk: Desk, jobs: Jobs, problems: Problems, draft: Draft) -> Step:
    return Step(desk, jobs, problems, draft)


def test_a_thumbprint_is_enough_for_acceptance_and_stands_in_the_case(desk: Desk, step: Step, draft: Draft) -> None:
    step.press_thumb(draft)

    assert step.model.thumb is not None
    assert step.model.thumb.view.name == ""
    assert step.model.sign.view.rows[0].note == "本人，刚按手印"
    assert step.model.sign.view.at == 1
    accepted = intake.accept(desk, step.keeper.draft)
    (mark,) = accepted.case.signed_on_paper
    assert (mark.thumb, mark.read_aloud, mark.witnesses) == (True, True, ("陈素华", "赵勇"))
    assert [member.identity.name for member in accepted.missing] == ["王建军"]


def test_a_thumbprint_that_cannot_be_kept_is_still_there(
    desk: Desk, step: Step, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_any: object) -> Draft:
        raise Unavailable("store.disk_full")

    monkeypatch.setattr(signing, "add_paper_signature", full)

    step.press_thumb(draft)

    assert step.model.thumb is not None
    assert "磁盘满了" in step.model.thumb.view.wrong
    assert step.model.thumb.view.name == draft.applicant.identity.name
    assert desk.store.drafts()[0].paper_signatures == ()


@pytest.mark.parametrize(("way", "pages"), [("post", 1), ("village", 1), ("platform", 0), ("return", 0)])
def test_a_page_that_goes_by_post_or_with_the_village_is_printed_with_its_date_open(
    step: Step, draft: Draft, way: str, pages: int
) -> None:
    son = draft.members[1].id
    step.model.sign.choose(1)

    step.model.sign.sign_later(way)
    step.wait()

    assert [form.member for form in step.printed] == [son] * pages
    assert step.keeper.draft.sign_later == {son: way}
    assert step.model.sign.view.rows[1].state == "later"


def test_while_a_thumb_is_pressed_the_page_with_a_box_for_it_is_printed(step: Step, draft: Draft) -> None:
    thumb, sign = step.model.thumb, step.model.sign
    assert thumb is not None
    usual = sign.own_form()
    assert usual is not None

    thumb.begin(step.keeper.draft, draft.applicant.id)
    step.wait()
    boxed = sign.own_form()
    assert boxed is not None
    assert (boxed.member, boxed.sha256 != usual.sha256) == (draft.applicant.id, True)

    thumb.end()
    assert sign.own_form() == usual
