"""The desk's papers from the journal: the same again, and refused where the content is gone."""

from dataclasses import replace

import pytest

from app.domain.case import Case
from app.domain.change import Change
from app.domain.draft import Draft
from app.domain.paper_number import PaperBatch
from app.domain.referral import Referral
from app.domain.registration import Lack, NotAccepted
from app.domain.urgent import UrgentRecorded
from app.domain.visit import Agent, Visitor
from app.errors import Refused
from app.forms.handover_list import Brought
from app.services import blank_forms, changes, intake, papers, referrals, registration, signing, visits
from app.services.changes import Telling
from app.services.desk import Desk
from app.services.referrals import Asking
from app.services.visits import Coming
from tests.services.test_intake import signed

PERSON = Visitor("王德贵", "511725196002290018", "13800000001", "青龙村", "3")


def test_a_change_that_was_told_has_its_paper_again(desk: Desk) -> None:
    told = changes.report(desk, Telling(PERSON, ("death",), "2026-10-01", about="李桂兰"))
    kept = desk.store.change(told.id)
    assert kept is not None

    paper = papers.change_receipt(desk, told)

    assert paper.pdf.startswith(b"%PDF")
    assert papers.change_receipt(desk, kept) == paper
    assert papers.change_receipt(replace(desk, training=True), told) != paper


def test_a_change_without_content_has_no_paper(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"case\.content_missing"):
        papers.change_receipt(desk, Change("x", "t-0abcde"))


def test_a_referral_has_its_slip_again(desk: Desk) -> None:
    made = referrals.make(desk, Asking(PERSON, "medical", "渠县医疗保障局", "住院花了 4 万元"))
    kept = desk.store.referral(made.id)
    assert kept is not None

    paper = papers.referral_slip(desk, made)

    assert papers.referral_slip(desk, kept) == paper
    assert paper.pages == 2


def test_a_referral_without_content_has_no_slip(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"case\.content_missing"):
        papers.referral_slip(desk, Referral("x", "t-0abcde"))


def test_what_was_lacking_has_its_notice_again(desk: Desk, draft: Draft) -> None:
    case = registration.ask_supplement(desk, draft, (Lack("identity"),))
    kept = desk.store.case(case.id)
    assert kept is not None

    paper = papers.supplement_notice(desk, case)

    assert papers.supplement_notice(desk, kept) == paper
    assert paper.pages == 1


def test_nothing_lacking_has_no_notice(desk: Desk, draft: Draft) -> None:
    case = registration.register(desk, draft)

    for without in (case, Case("x", "t-0abcde")):
        with pytest.raises(Refused, match=r"case\.content_missing"):
            papers.supplement_notice(desk, without)


def test_each_reserved_number_has_a_blank_form(desk: Desk) -> None:
    batch = blank_forms.reserve(desk, 2)

    forms = papers.blank_forms(desk, batch)

    assert len({form.sha256 for form in forms}) == 2
    assert papers.blank_forms(desk, batch) == forms


def test_a_printing_without_content_has_no_forms(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"case\.content_missing"):
        papers.blank_forms(desk, PaperBatch("x", "t-0abcde"))


def test_a_page_for_a_thumb_belongs_to_the_papers_that_are_signed(desk: Desk, draft: Draft) -> None:
    forms = signing.make(desk, draft)

    page = papers.thumb_page(desk, draft, draft.applicant.id)

    signed = forms.authorisation(draft.applicant.id)
    assert (page.paper, page.member, page.first_page) == (signed.paper, signed.member, signed.first_page)


def test_a_refusal_has_its_notice_with_the_remedy_of_its_day(desk: Desk, draft: Draft) -> None:
    case = registration.register(desk, draft)
    body = NotAccepted("2026-10-12", "不在本镇居住", "社会救助法第三十七条", "n", (desk.author.officer, "y"))
    refused = replace(case, not_accepted=body)

    paper = papers.refusal_notice(desk, refused)

    assert papers.refusal_notice(desk, refused) == paper
    for without in (case, Case("x", "t-0abcde")):
        with pytest.raises(Refused, match=r"case\.content_missing"):
            papers.refusal_notice(desk, without)


def test_a_draft_has_a_mandate_to_fill_in(desk: Desk, draft: Draft) -> None:
    paper = papers.mandate(desk, draft)

    assert papers.mandate(desk, draft) == paper
    assert papers.mandate(desk, replace(draft, agent=Agent("李四", relation="邻居"))) != paper


def test_an_accepted_case_has_a_withdrawal_to_sign(desk: Desk, draft: Draft) -> None:
    accepted = intake.accept(desk, signed(desk, replace(draft, village="青龙村", group="3")))

    assert papers.withdrawal(desk, accepted.case) == papers.withdrawal(desk, accepted.case)
    with pytest.raises(Refused, match=r"case\.content_missing"):
        papers.withdrawal(desk, Case("x", "t-0abcde"))


def test_an_emergency_has_its_record(desk: Desk, draft: Draft) -> None:
    case = registration.register(desk, draft)
    need = UrgentRecorded("n", "fire", "房子着火", "青龙村", "2026-10-11", "住处", "cash", "2026-10-15", "r", 50_000)
    urgent = replace(case, urgent=need)

    assert papers.urgent_record(desk, urgent) == papers.urgent_record(desk, urgent)
    for without in (case, Case("x", "t-0abcde")):
        with pytest.raises(Refused, match=r"case\.content_missing"):
            papers.urgent_record(desk, without)


def test_a_day_has_its_register_also_when_nobody_came(desk: Desk) -> None:
    empty = papers.register(desk, desk.today())
    visits.record(desk, Coming("ask", PERSON))

    full = papers.register(desk, desk.today())

    assert full != empty
    assert papers.register(desk, desk.today()) == full


def test_what_a_cadre_brought_has_its_list(desk: Desk) -> None:
    households = (Brought("王德贵", "青龙村3组", 6, lacks="儿子的签字"),)

    paper = papers.handover_list(desk, "周书记", "青龙村", households)

    assert papers.handover_list(desk, "周书记", "青龙村", households) == paper
