from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.draft import Draft
from app.errors import Refused
from app.forms.binding import check
from app.forms.ink import Ink, from_json
from app.services import session, signing
from app.services.desk import Desk
from tests.services.conftest import COST, MONDAY, PASSWORD, hand_of


def test_papers_are_made_once_and_the_draft_knows_them(desk: Desk, draft: Draft) -> None:
    prepared, forms = signing.prepare(desk, draft)
    again, same = signing.prepare(desk, prepared)

    assert prepared.form is not None
    assert desk.document(prepared.form) == forms.application.pdf
    assert (again, same) == (prepared, forms)
    assert desk.store.drafts() == (prepared,)


def test_a_signature_binds_ink_paper_and_who_and_is_kept_with_the_draft(desk: Desk, draft: Draft) -> None:
    prepared, forms = signing.prepare(desk, draft)
    hand = hand_of(prepared, forms)

    signed = signing.add_signature(desk, prepared, forms, hand)

    mark = signed.signatures[0]
    bound = check(desk.document(mark.signed), from_json(desk.document(mark.ink)))
    assert (bound.signing.member, bound.signing.officer) == (draft.applicant.id, desk.author.officer)
    assert bound.signing.device == desk.device().id
    assert mark.shown == (prepared.form, mark.shown[1])
    assert desk.document(mark.shown[1]) == forms.authorisation(draft.applicant.id).pdf
    assert mark.signed_on == "2026-10-12"
    assert desk.store.drafts() == (signed,)


def test_a_second_signature_of_the_same_person_replaces_the_first(desk: Desk, draft: Draft) -> None:
    prepared, forms = signing.prepare(desk, draft)
    once = signing.add_signature(desk, prepared, forms, hand_of(prepared, forms))
    son = draft.members[1].id

    both = signing.add_signature(desk, once, forms, hand_of(prepared, forms, son))
    again = signing.add_signature(desk, both, forms, hand_of(prepared, forms, method="pen"))

    assert [(mark.member, mark.method) for mark in again.signatures] == [(son, "mouse"), (draft.applicant.id, "pen")]


def test_a_dot_is_no_signature(desk: Desk, draft: Draft) -> None:
    prepared, forms = signing.prepare(desk, draft)
    hand = hand_of(prepared, forms)
    dot = replace(hand, ink=Ink(hand.ink.width, hand.ink.height, (hand.ink.strokes[0][:2],)))

    with pytest.raises(Refused) as refused:
        signing.add_signature(desk, prepared, forms, dot)

    assert refused.value.code == "ink.too_little"


def test_ink_on_papers_of_which_one_was_not_shown_is_refused(desk: Desk, draft: Draft) -> None:
    prepared, forms = signing.prepare(desk, draft)
    page_only = (forms.authorisation(draft.applicant.id).sha256,)

    with pytest.raises(Refused) as refused:
        signing.add_signature(desk, prepared, forms, hand_of(prepared, forms, shown=page_only))

    assert refused.value.code == "form.not_shown"


def test_ink_on_papers_that_the_draft_no_longer_says_is_refused(desk: Desk, draft: Draft) -> None:
    prepared, forms = signing.prepare(desk, draft)
    changed, _ = signing.prepare(desk, replace(prepared, phone="13800000001"))

    for other in (changed, replace(prepared, form=None)):
        with pytest.raises(Refused) as refused:
            signing.add_signature(desk, other, forms, hand_of(prepared, forms))
        assert refused.value.code == "case.form_changed"


def test_signatures_go_when_the_papers_say_something_else(desk: Desk, draft: Draft) -> None:
    prepared, forms = signing.prepare(desk, draft)
    signed = signing.add_signature(desk, prepared, forms, hand_of(prepared, forms))

    changed, other = signing.prepare(desk, replace(signed, phone="13800000001"))

    assert changed.signatures == ()
    assert other.application.sha256 != forms.application.sha256


def test_the_next_day_and_a_colleague_change_nothing_about_papers_that_were_signed(desk: Desk, draft: Draft) -> None:
    prepared, forms = signing.prepare(desk, draft)
    signed = signing.add_signature(desk, prepared, forms, hand_of(prepared, forms))
    session.add_officer(desk, PASSWORD, "赵勇", "另一个口令", cost=COST)
    colleague = next(slot for slot in session.officers(desk.data) if slot.name == "赵勇")
    tomorrow = replace(session.reopen(desk, colleague.officer_id, "另一个口令"), now=lambda: MONDAY + timedelta(days=1))

    later, same = signing.prepare(tomorrow, signed)

    applicant = draft.applicant.id
    assert (later, same.application) == (signed, forms.application)
    assert same.authorisation(applicant) == forms.authorisation(applicant)


def test_papers_that_nobody_signed_bear_the_day_on_which_they_are_shown(desk: Desk, draft: Draft) -> None:
    prepared, forms = signing.prepare(desk, draft)
    tomorrow = replace(desk, now=lambda: MONDAY + timedelta(days=1))

    _, later = signing.prepare(tomorrow, prepared)

    assert later.application.sha256 != forms.application.sha256
