"""Where a paper belongs, by its code; and a signature on paper in a draft."""

from dataclasses import replace

import pytest

from app.domain import form_code
from app.domain.course import SignedOnPaper
from app.domain.draft import Slot
from app.domain.form_code import FormCode, Paper, payload, subject_of
from app.domain.visit import Agent
from app.errors import Refused
from app.ids import uuid7
from app.services import blank_forms, filing, intake, registration, signing
from app.services.desk import Desk
from app.services.filing import Doubt
from app.services.intake import Picture
from tests.filing.returned import accepted, begun, code_of
from tests.store.township import TODAY

PAGE = Picture(b"raw", "image/jpeg", b"page", {}, "ok", "camera")


def mark_of(member: str, **more: object) -> SignedOnPaper:
    today = TODAY.isoformat()
    return SignedOnPaper(member, "window", (), today, today, **more)  # type: ignore[arg-type]  # fields by name


def refused(desk: Desk, *codes: str) -> Refused:
    with pytest.raises(Refused) as caught:
        filing.find(desk, codes)
    return caught.value


def blank_code(number: str) -> str:
    return payload(FormCode(Paper.APPLICATION, subject_of(number), "", 1, 2, "0000"))


@pytest.mark.parametrize(
    ("codes", "code"), [((), "filing.no_code"), (("https://example.invalid", "6901234567892"), "filing.foreign_code")]
)
def test_a_paper_without_a_code_of_ours_is_refused(desk: Desk, codes: tuple[str, ...], code: str) -> None:
    assert refused(desk, *codes).code == code


@pytest.mark.parametrize(("paper", "doubt"), [(Paper.RECEIPT, Doubt.RECEIPT), (Paper.WITHDRAWAL, Doubt.WITHDRAWAL)])
def test_what_need_not_come_back_is_doubted(desk: Desk, paper: Paper, doubt: Doubt) -> None:
    assert filing.find(desk, (code_of(accepted(desk), paper),)).doubt is doubt


def test_a_page_that_comes_back_signs_its_case(desk: Desk) -> None:
    draft = accepted(desk)
    son = draft.members[1]
    assert filing.missing(desk, draft.id) == (draft.applicant.identity.name, (son,))

    filing.keep(desk, filing.find(desk, (code_of(draft),)), mark_of(son.id), PAGE)

    assert filing.missing(desk, draft.id) == (draft.applicant.identity.name, ())
    assert filing.find(desk, (code_of(draft),)).doubt is Doubt.TWICE


def test_a_page_names_case_signer_and_way(desk: Desk) -> None:
    draft = accepted(desk)

    place = filing.find(desk, ("https://example.invalid", code_of(draft)))

    assert (place.id, place.signer, place.way, place.doubt) == (draft.id, draft.members[1], "post", Doubt.NONE)
    assert place.number
    assert place.agent is None


def test_another_paper_is_known_by_its_code_the_second_time(desk: Desk) -> None:
    draft = accepted(desk)
    code = code_of(draft, Paper.APPLICATION)
    place = filing.find(desk, (code,))
    assert (place.signer, place.doubt) == (None, Doubt.NONE)

    filing.keep(desk, place, None, PAGE)

    assert filing.find(desk, (code,)).doubt is Doubt.TWICE


def test_a_case_without_an_accepted_content_here_is_not_filed_into(desk: Desk) -> None:
    draft = begun(desk)
    registration.register(desk, draft)
    intake.discard(desk, draft.id)

    assert refused(desk, code_of(draft)).code == "case.content_missing"


def test_a_registration_that_ended_is_closed(desk: Desk) -> None:
    draft = begun(desk)
    registration.end(desk, draft)

    place = filing.find(desk, (code_of(draft),))

    assert (place.doubt, place.members, place.applicant, place.number) == (Doubt.CLOSED, (), "", "")
    assert place.way == "window"


def test_a_blank_form_is_recorded_first_and_then_belongs_to_its_case(desk: Desk) -> None:
    batch = blank_forms.reserve(desk, 1).reserved
    assert batch is not None
    (number,) = batch.numbers
    assert refused(desk, blank_code(number)).facts == {"number": number}

    draft = begun(desk)
    draft = replace(draft, paper_number=number, complete_on=TODAY.isoformat())
    intake.accept(desk, draft)

    place = filing.find(desk, (blank_code(number),))
    assert (place.id, place.doubt) == (draft.id, Doubt.NONE)


def test_a_blank_form_of_another_window_is_not_ours(desk: Desk) -> None:
    batch = blank_forms.reserve(desk, 1).reserved
    assert batch is not None
    other = form_code.subject_of(batch.numbers[0])
    foreign = payload(FormCode(Paper.APPLICATION, other[:-1] + ("0" if other[-1] != "0" else "1"), "", 1, 2, "0000"))

    assert refused(desk, foreign).code in {"filing.other_office", "case_number.check"}


def test_papers_that_are_about_something_else_say_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    about = uuid7()
    code = payload(FormCode(Paper.REFERRAL, about, "", 1, 1, "0000"))
    assert refused(desk, code).code == "filing.other_office"

    monkeypatch.setattr(type(desk.store), "change", lambda _store, _id: object())
    assert refused(desk, code).code == "filing.change"

    monkeypatch.setattr(type(desk.store), "referral", lambda _store, _id: object())
    assert refused(desk, code).facts == {"about": f"referral:{about}"}


def test_the_agent_is_known_of_drafts_and_of_cases(desk: Desk) -> None:
    agent = Agent("赵勇", relation="邻居")
    draft = replace(begun(desk), agent=agent)
    draft = replace(draft, form_content=intake.content_digest(draft))
    intake.save(desk, draft)
    assert filing.find(desk, (code_of(draft),)).agent == agent

    intake.accept(desk, draft)

    assert filing.find(desk, (code_of(draft),)).agent == agent


def test_a_draft_takes_signatures_and_nothing_else(desk: Desk) -> None:
    draft = begun(desk)
    place = filing.find(desk, (code_of(draft),))
    filing.keep(desk, place, mark_of(draft.members[1].id), PAGE)

    assert filing.find(desk, (code_of(draft),)).doubt is Doubt.TWICE
    assert filing.missing(desk, draft.id) == (draft.applicant.identity.name, ())
    other = filing.find(desk, (code_of(draft, Paper.MANDATE),))
    assert other.doubt is Doubt.NOT_ACCEPTED
    with pytest.raises(Refused) as caught:
        filing.keep(desk, other, None, PAGE)
    assert caught.value.code == "filing.not_accepted"


def test_a_draft_that_is_gone_meanwhile_takes_nothing(desk: Desk) -> None:
    draft = begun(desk)
    place = filing.find(desk, (code_of(draft),))
    intake.discard(desk, draft.id)

    with pytest.raises(Refused) as caught:
        filing.keep(desk, place, mark_of(draft.members[1].id), PAGE)

    assert caught.value.code == "case.content_missing"
    assert filing.missing(desk, draft.id) == ("", ())


def test_a_signature_on_paper_replaces_the_earlier_one_and_only_of_an_adult_of_the_household(desk: Desk) -> None:
    draft = begun(desk)
    son = draft.members[1].id

    once = signing.add_paper_signature(desk, draft, mark_of(son), (PAGE,))
    again = signing.add_paper_signature(desk, once, mark_of(son), (replace(PAGE, archive=b"better"),))
    applicant = signing.add_paper_signature(desk, again, mark_of(draft.applicant.id), (PAGE,))

    assert [mark.member for mark in applicant.paper_signatures] == [son, draft.applicant.id]
    assert desk.document(applicant.paper_signatures[0].pages[0]) == b"better"
    assert applicant.signatures == ()
    assert desk.store.drafts() == (applicant,)
    with pytest.raises(Refused) as caught:
        signing.add_paper_signature(desk, draft, mark_of(uuid7()), (PAGE,))
    assert caught.value.code == "signature.not_awaited"


def test_a_thumbprint_of_a_draft_needs_two_witnesses_beside_the_agent(desk: Desk) -> None:
    draft = replace(begun(desk), agent=Agent("赵勇"))
    mark = mark_of(draft.applicant.id, thumb=True, read_aloud=True, witnesses=("陈素华", "赵勇"))

    with pytest.raises(Refused) as caught:
        signing.add_paper_signature(desk, draft, mark, (PAGE,))

    assert caught.value.code == "signature.witnesses"


def test_a_signature_on_paper_is_gone_when_the_form_says_something_else(desk: Desk) -> None:
    draft, _ = signing.prepare(desk, replace(begun(desk), signatures=()))
    thumbed = signing.add_paper_signature(desk, draft, mark_of(draft.applicant.id), (PAGE,))
    same, forms = signing.prepare(desk, thumbed)
    assert (same, forms.application.sha256) == (thumbed, draft.form and draft.form.sha256)

    changed = replace(thumbed, phone="13900000000")
    with pytest.raises(Refused) as caught:
        intake.accept(desk, changed)
    assert caught.value.code == "case.form_changed"
    assert signing.prepare(desk, changed)[0].paper_signatures == ()


def test_on_a_form_filled_in_by_hand_it_stays(desk: Desk) -> None:
    draft = replace(begun(desk), signatures=(), paper_number="x")
    thumbed = signing.add_paper_signature(desk, draft, mark_of(draft.applicant.id), (PAGE,))

    kept = signing.prepare(desk, replace(thumbed, phone="13900000000"))[0]

    assert [mark.member for mark in kept.paper_signatures] == [draft.applicant.id]


def test_a_signature_on_the_screen_takes_the_place_of_one_on_paper(desk: Desk) -> None:
    draft, forms = signing.prepare(desk, replace(begun(desk), signatures=()))
    thumbed = signing.add_paper_signature(desk, draft, mark_of(draft.applicant.id), (PAGE,))
    from tests.services.conftest import hand_of  # noqa: PLC0415 - made-up ink

    signed = signing.add_signature(desk, thumbed, forms, hand_of(thumbed, forms))

    assert signed.paper_signatures == ()
    assert signed.have_signed == {draft.applicant.id}


def test_an_application_is_counted_with_a_page_for_each_who_signs(desk: Desk) -> None:
    case, draft = accepted(desk, 1), begun(desk, 2)
    codes = [code_of(one, Paper.APPLICATION, pages=6) for one in (case, draft)]
    assert [filing.find(desk, (code,)).own_pages for code in codes] == [4, 4]


def test_any_other_paper_has_the_pages_that_it_says(desk: Desk) -> None:
    case = accepted(desk)
    assert filing.find(desk, (code_of(case, Paper.CHANGE, pages=2),)).own_pages == 2
    unknown = FormCode(Paper.APPLICATION, case.id, "", 1, 6, "0000")
    assert filing.Place(unknown, payload(unknown)).own_pages == 6


@pytest.mark.parametrize(
    ("paper", "slot"),
    [
        (Paper.SURVEY, Slot.SURVEY),
        (Paper.DELIVERY, Slot.DELIVERY),
        (Paper.HEARING, Slot.HEARING),
        (Paper.MANDATE, Slot.OTHER),
    ],
)
def test_a_paper_of_a_step_files_itself_under_what_it_is(desk: Desk, paper: Paper, slot: Slot) -> None:
    draft = accepted(desk)

    filing.keep(desk, filing.find(desk, (code_of(draft, paper),)), None, PAGE)

    case = desk.store.case(draft.id)
    assert case is not None
    assert case.filed[-1].slot == slot
    assert filing.slot_of(paper) is slot


@pytest.mark.parametrize("paper", [Paper.POSTER, Paper.MINUTES])
def test_a_paper_of_several_households_belongs_to_no_one_case(desk: Desk, paper: Paper) -> None:
    assert refused(desk, code_of(accepted(desk), paper)).code == "filing.sheet"


def test_a_page_with_the_codes_of_several_cases_belongs_to_none(desk: Desk) -> None:
    first, second = accepted(desk), accepted(desk, 2)

    assert refused(desk, code_of(first), code_of(second)).code == "filing.sheet"
    assert filing.find(desk, (code_of(first), code_of(first))).id == first.id
