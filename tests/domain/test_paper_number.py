import pytest

from app.domain import paper_number
from app.domain.paper_number import MOST, PaperBatch, PaperNumber, Reserved, Spoilt
from app.errors import Refused

NUMBERS = ("511725123-261012-0A-00001-M", "511725123-261012-0A-00002-K")
RESERVED = Reserved(NUMBERS, "2026-10-12", "渠县青龙镇人民政府", "officer-1")
FREE = PaperNumber(NUMBERS[0], "b", "2026-10-12")


@pytest.mark.parametrize("day", ["", "2026-10-12", "2026-10-13"])
def test_a_free_number_may_have_been_written_from_the_day_of_its_printing_on(day: str) -> None:
    assert paper_number.check_free(FREE, day) == FREE


@pytest.mark.parametrize(
    ("paper", "day", "code"),
    [
        (None, "", "other_office"),
        (PaperNumber(NUMBERS[0], "b", "2026-10-12", "used", "case-1"), "", "used"),
        (PaperNumber(NUMBERS[0], "b", "2026-10-12", "spoilt", reason="撕坏了"), "", "spoilt"),
        (FREE, "2026-10-11", "before_printed"),
    ],
)
def test_a_number_that_cannot_be_written_under_is_refused(paper: PaperNumber | None, day: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        paper_number.check_free(paper, day)
    assert refused.value.code == f"paper.{code}"


def test_a_printing_reserves_its_numbers() -> None:
    fact = paper_number.reserved("b", RESERVED)

    assert (fact.subject, fact.kind, fact.body["numbers"]) == ("paper:b", "paper.reserved", list(NUMBERS))
    assert paper_number.reserved("b", Reserved(NUMBERS[:1] * MOST, "2026-10-12", "", "")).body["numbers"]


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_a_printing_is_of_some_forms_but_not_of_a_stack(count: int) -> None:
    with pytest.raises(Refused) as refused:
        paper_number.reserved("b", Reserved(NUMBERS[:1] * count, "2026-10-12", "", ""))
    assert refused.value.code == "paper.too_many"


def test_a_form_of_a_printing_may_be_spoilt_with_a_reason() -> None:
    batch = PaperBatch("b", "t", RESERVED)

    assert paper_number.spoilt(batch, Spoilt(NUMBERS[1], "2026-10-13", "打湿了")).kind == "paper.spoilt"
    with pytest.raises(Refused) as refused:
        paper_number.spoilt(batch, Spoilt(NUMBERS[1], "2026-10-13", " "))
    assert refused.value.code == "paper.no_reason"


@pytest.mark.parametrize(
    "batch", [None, PaperBatch("b", "t"), PaperBatch("b", "t", Reserved((), "2026-10-12", "", ""))]
)
def test_a_form_of_no_printing_that_is_known_cannot_be_spoilt(batch: PaperBatch | None) -> None:
    with pytest.raises(Refused) as refused:
        paper_number.spoilt(batch, Spoilt(NUMBERS[1], "2026-10-13", "打湿了"))
    assert refused.value.code == "paper.unknown"
