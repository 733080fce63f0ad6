"""Whose turn it is, what was shown to whom, and the handwriting that comes of it."""

from dataclasses import replace

import pytest

from app.forms.binding import Signing, check, sign
from app.forms.form import FormSet
from app.forms.ink import Handwriting
from app.forms.papers import make_forms
from tests.made_up import household
from tests.sign.hand import DOT, NAME, NOTHING, stored
from ui.jobs import Jobs
from ui.sign.model import SignModel

DRAFT = household.draft()
APPLICANT, SON, WIFE = (member.id for member in DRAFT.members[:3])


@pytest.fixture
def opened(model: SignModel, forms: FormSet) -> SignModel:
    model.open(DRAFT, forms)
    return model


def states(model: SignModel) -> list[str]:
    return [row.state for row in model.view.rows]


def collected(model: SignModel) -> list[Handwriting]:
    found: list[Handwriting] = []
    model.signed.connect(found.append)
    return found


def write(model: SignModel) -> None:
    model.take_pen()
    model.write(NAME, "pen")
    model.accept()


def test_the_adults_sign_and_the_applicant_first(opened: SignModel) -> None:
    assert [row.member for row in opened.view.rows] == [APPLICANT, SON, WIFE]
    assert opened.view.at == 0
    assert opened.view.count == "3 个大人，签了 0 个"


def test_each_row_says_who_and_where(opened: SignModel) -> None:
    assert [row.note for row in opened.view.rows] == ["本人", "儿子，在广东打工，并代王雨欣签", "配偶"]


def test_the_paper_is_the_application_and_the_signer_s_own_page(opened: SignModel, forms: FormSet) -> None:
    assert [sheet.printed for sheet in opened.view.sheets] == [1, 2, 3, 4, 5]
    assert opened.view.sheets[-1].sha256 == forms.authorisation(APPLICANT).sha256

    opened.choose(1)

    assert [sheet.printed for sheet in opened.view.sheets] == [1, 2, 3, 4, 6]
    assert opened.view.sheets[-1].sha256 == forms.authorisation(SON).sha256


def test_the_field_is_lit_by_taking_the_pen(opened: SignModel) -> None:
    turned: list[bool] = []
    opened.turned.connect(turned.append)

    opened.take_pen()

    assert opened.view.pen
    assert turned == [True]


def test_a_signature_carries_ink_papers_pages_and_times(opened: SignModel, forms: FormSet) -> None:
    found = collected(opened)
    for printed in (1, 2, 2, 5):
        opened.see(printed)

    write(opened)

    own = forms.authorisation(APPLICANT)
    shown = (forms.application.sha256, own.sha256)
    moment = "2026-10-12T02:00:00.000Z"
    assert found == [Handwriting(APPLICANT, "pen", NAME, shown, 3, moment, moment)]


def test_a_signature_of_the_page_can_be_bound_to_its_form(opened: SignModel, forms: FormSet) -> None:
    found = collected(opened)
    write(opened)
    hand = found[0]

    told = Signing(
        DRAFT.id,
        hand.member,
        "d",
        "o",
        hand.method,
        hand.shown,
        hand.pages_seen,
        hand.started_at,
        hand.finished_at,
        "2026-10-12",
    )  # fmt: skip - as the record has them
    signed = sign(forms.authorisation(hand.member), hand.ink, told)

    assert check(signed, NAME).signing == told


def test_the_field_sleeps_while_a_signature_is_stored(opened: SignModel) -> None:
    found = collected(opened)
    write(opened)

    opened.accept()
    opened.take_pen()

    assert len(found) == 1
    assert states(opened) == ["storing", "now", "now"]
    assert not opened.view.pen


def test_after_a_signature_comes_the_next_who_is_here(opened: SignModel, forms: FormSet) -> None:
    found = collected(opened)
    write(opened)

    opened.open(stored(DRAFT, found[0]), forms)

    assert states(opened) == ["signed", "now", "now"]
    assert opened.view.current is not None
    assert opened.view.current.member == WIFE
    assert opened.view.rows[0].note == "本人，刚签"


def test_an_older_signature_says_its_day(model: SignModel, forms: FormSet) -> None:
    hand = Handwriting(APPLICANT, "pen", NAME, ("00",), 5, "2026-10-08T02:00:00.000Z", "2026-10-08T02:00:09.000Z")

    model.open(stored(DRAFT, hand, "2026-10-08"), forms)

    assert model.view.rows[0].note == "本人，10月8日签"


def test_too_little_ink_is_refused_kindly(opened: SignModel) -> None:
    found = collected(opened)
    opened.take_pen()
    opened.write(DOT, "mouse")

    opened.accept()

    assert found == []
    assert opened.view.refused == "写得太少，看不出是谁的名字。请在框里把姓名写全。"
    assert opened.view.pen


def test_without_ink_there_is_nothing_to_accept(opened: SignModel) -> None:
    found = collected(opened)
    opened.take_pen()
    opened.write(NAME, "pen")
    opened.write(NOTHING, "pen")

    opened.accept()

    assert found == []
    assert not opened.view.has_ink


def test_another_signer_begins_with_clean_paper(opened: SignModel) -> None:
    cleared: list[bool] = []
    opened.cleared.connect(lambda: cleared.append(True))
    opened.see(1)
    opened.take_pen()
    opened.write(NAME, "pen")

    opened.step(1)

    assert cleared == [True]
    assert (opened.view.has_ink, opened.view.pen, opened.view.seen) == (False, False, "这次翻看了 0 页，共 5 页")


def test_one_cannot_step_beyond_the_ends(opened: SignModel) -> None:
    opened.step(-1)
    assert opened.view.at == 0

    opened.choose(2)
    opened.step(1)
    assert opened.view.at == 2


def test_a_signature_that_was_not_stored_can_be_accepted_again(opened: SignModel) -> None:
    found = collected(opened)
    write(opened)

    opened.not_stored("磁盘满了。")
    opened.accept()

    assert len(found) == 2
    assert found[0] == found[1]


def test_the_refusal_of_storing_is_shown(opened: SignModel) -> None:
    write(opened)

    opened.not_stored("磁盘满了。")

    assert (opened.view.refused, states(opened)[0]) == ("磁盘满了。", "now")


def test_whoever_is_away_signs_elsewhere(opened: SignModel, forms: FormSet) -> None:
    said: list[tuple[str, str]] = []
    opened.later.connect(lambda member, way: said.append((member, way)))
    opened.choose(1)

    opened.sign_later("post")
    opened.open(replace(DRAFT, sign_later={SON: "post"}), forms)

    assert said == [(SON, "post")]
    assert (opened.view.rows[1].state, opened.view.rows[1].way) == ("later", "post")


def test_a_way_can_be_taken_back(model: SignModel, forms: FormSet) -> None:
    said: list[tuple[str, str]] = []
    model.later.connect(lambda member, way: said.append((member, way)))
    model.open(replace(DRAFT, sign_later={SON: "post"}), forms)
    model.choose(1)

    model.sign_later("")

    assert said == [(SON, "")]


def test_the_applicant_cannot_sign_later(opened: SignModel) -> None:
    assert [row.may_be_later for row in opened.view.rows] == [False, True, True]


def test_who_is_missing_is_said_and_whether_one_can_accept(opened: SignModel, forms: FormSet) -> None:
    found = collected(opened)

    assert opened.view.missing == "**还差 3 人签字**\n王德贵、王建军（广东）、李桂兰。\n申请人签了字才能受理。"
    write(opened)
    opened.open(stored(DRAFT, found[0]), forms)
    assert opened.view.missing == "**还差 2 人签字**\n王建军（广东）、李桂兰。\n可以先受理，人签齐了才送核对。"


def test_all_signed_is_said(model: SignModel, forms: FormSet) -> None:
    draft = DRAFT
    for member in (APPLICANT, SON, WIFE):
        draft = stored(draft, Handwriting(member, "pen", NAME, ("00",), 5, "", ""))

    model.open(draft, forms)

    assert model.view.complete
    assert model.view.missing == "**都签了**\n可以受理了。"


def test_thirteen_missing_names_do_not_flood_the_column(model: SignModel) -> None:

    draft = household.large_draft()
    model.open(draft, make_forms(draft, household.office(), household.TODAY, "陈素华"))

    assert "等 13 人" in model.view.missing


def test_a_wanted_page_is_drawn(opened: SignModel, jobs: Jobs) -> None:
    drawn: list[tuple[str, int, int, int]] = []
    opened.drawn.connect(lambda sha256, page, px, image: drawn.append((sha256, page, px, image.width)))
    sheet = opened.view.sheets[4]

    opened.want(sheet.sha256, sheet.page, 300)
    jobs.wait()

    assert drawn == [(sheet.sha256, 0, 300, 300)]


def test_a_signed_page_is_shown_with_its_ink(model: SignModel, forms: FormSet) -> None:
    own = forms.authorisation(APPLICANT)
    draft = stored(DRAFT, Handwriting(APPLICANT, "pen", NAME, (own.sha256,), 5, "", ""))

    model.open(draft, forms, {APPLICANT: b"the signed one"})
    model.choose(0)

    assert model.view.sheets[-1].sha256 != own.sha256


def test_the_page_to_print_is_the_current_signer_s(opened: SignModel, forms: FormSet) -> None:
    opened.choose(1)

    assert opened.own_form() == forms.authorisation(SON)


def test_before_there_is_a_form_nothing_can_be_signed(model: SignModel) -> None:
    found = collected(model)

    model.take_pen()
    model.write(NAME, "pen")
    model.accept()
    model.sign_later("post")

    assert found == []
    assert model.own_form() is None


def test_who_has_no_name_yet_is_said_so(model: SignModel, forms: FormSet) -> None:
    nameless = replace(DRAFT.applicant, identity=replace(DRAFT.applicant.identity, name=""))
    model.open(DRAFT.with_member(nameless), forms)
    assert model.view.missing.split("\n")[1] == "没写名字、王建军（广东）、李桂兰。"
