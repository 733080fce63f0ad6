from dataclasses import replace

import pytest

from app.domain.draft import Draft
from app.errors import Refused
from app.services import intake
from app.services.desk import Desk
from app.services.receipt import note_printed, receipt
from tests.services.test_intake import signed


def test_a_reprint_is_the_same_paper_byte_for_byte(desk: Desk, draft: Draft) -> None:
    accepted = intake.accept(desk, signed(desk, draft))
    again = intake.accepted(desk, desk.store.case(accepted.case.id))

    first = receipt(desk, accepted)

    assert first.pdf.startswith(b"%PDF")
    assert receipt(desk, again) == first


def test_a_receipt_of_the_training_township_is_another_paper(desk: Desk, draft: Draft) -> None:
    accepted = intake.accept(desk, signed(desk, draft))

    assert receipt(replace(desk, training=True), accepted).sha256 != receipt(desk, accepted).sha256


def test_printing_is_noted_in_the_case(desk: Desk, draft: Draft) -> None:
    accepted = intake.accept(desk, signed(desk, draft))
    paper = receipt(desk, accepted)

    note_printed(desk, accepted.case.id, paper, 2)

    case = desk.store.case(accepted.case.id)
    assert case is not None
    assert [(one.paper, one.copies, one.digest) for one in case.printed] == [(paper.paper, 2, paper.sha256)]


def test_an_erased_case_has_no_receipt(desk: Desk, draft: Draft) -> None:
    accepted = intake.accept(desk, signed(desk, draft))
    erased = replace(accepted, case=replace(accepted.case, accepted=None))

    with pytest.raises(Refused) as refused:
        receipt(desk, erased)

    assert refused.value.code == "case.content_missing"
