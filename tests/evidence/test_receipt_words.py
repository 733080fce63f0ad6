"""What is said of a receipt's code, on the page and in the command."""

from app.services.receipt_check import Acceptance, Checked
from ui.receipt_check.view import found_view, said

CODE = "A4B3PXBULR5C"
CASE = Acceptance("c", "511725123-261124-0A-00001-7", "2026-11-24")


def words(found: Checked) -> list[tuple[str, str]]:
    return [(line.kind, line.text[:8]) for line in said(found)]


def test_a_whole_receipt_that_the_county_signed() -> None:
    found = Checked(CODE, 21, "", (), (CASE,), 0, "2026-11-24T02:00:00.000Z", 35)
    assert words(found) == [
        ("plain", "这张回执是本窗口"),
        ("case", "51172512"),
        ("plain", "它以前的 21 "),
        ("plain", "县里 2026-"),
    ]  # fmt: skip - one list
    view = found_view(CODE, found)
    assert "2026-11-24 10:00" in view.said
    assert (view.bad, view.soon, [row.key for row in view.rows]) == ("", "", ["c"])


def test_a_receipt_that_waits_for_the_county_and_one_before_which_something_was_changed() -> None:
    assert words(Checked(CODE, 21))[-1][0] == "soon"
    broken = found_view(CODE, Checked(CODE, 21, "", (), (CASE, Acceptance("d", "", "")), 7))
    assert "第 7 条" in broken.bad
    assert "没变" not in broken.said


def test_a_slip_and_a_strange_code() -> None:
    assert "A4B3-PXBU-LR5C" in found_view("x", Checked("x", near=(CODE,))).soon
    assert "没有这个码" in found_view("x", Checked("x")).bad
