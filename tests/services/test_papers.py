"""The desk's papers from the journal: the same again, and refused where the content is gone."""

from dataclasses import replace

import pytest

from app.domain.change import Change
from app.domain.visit import Visitor
from app.errors import Refused
from app.services import changes, papers
from app.services.changes import Telling
from app.services.desk import Desk

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
