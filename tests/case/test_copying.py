"""A copy that leaves the office: both sides of a card on one page, and all over it what it is for."""

import pypdfium2
import pytest

from app.domain.draft import Slot
from app.services import afterwards
from app.services.intake import Picture
from tests.find.whole_desk import WholeDesk, accepted
from tests.intake.at_the_window import jpeg
from ui.case.paper_view import PaperSheet
from ui.case.window import CasePage
from ui.printing import Paper


class Copier:
    """Notes what it was asked to do."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def two_sides(self, front: bytes, back: bytes) -> bytes:
        self.asked.append(("both", front.decode("latin-1")[-9:], back.decode("latin-1")[-9:]))
        return jpeg("both", (210, 297))

    def watermark(self, picture: bytes, text: str) -> bytes:
        self.asked.append(("mark", text))
        return picture


@pytest.fixture
def printed(at_desk: WholeDesk, monkeypatch: pytest.MonkeyPatch) -> list[Paper]:
    out: list[Paper] = []
    monkeypatch.setattr(at_desk.pages.printing, "print", out.append)
    return out


def copied(at_desk: WholeDesk, slots: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> Copier:
    """File these papers of the applicant, open the last one and ask for a copy."""
    case, copier = accepted(at_desk.desk), Copier()
    for slot in slots:
        picture = Picture(b"raw", "image/jpeg", jpeg(slot, (428, 270)) + slot.encode().rjust(9), {}, "ok", "camera")
        afterwards.add_paper(at_desk.desk, case.id, slot, case.accepted.members[0].id, picture)  # type: ignore[union-attr]  # it was accepted
    for name in ("two_sides", "watermark"):
        monkeypatch.setattr(at_desk.pages.reader, name, getattr(copier, name))
    at_desk.pages.show_case(case.id)
    page: CasePage = at_desk.wait().shown(CasePage)
    titles = [row.cells[0].text for row in page.papers.rows]
    page.papers.setFocus()
    at_desk.press(
        *["Down"] * next(nth for nth, title in enumerate(titles) if title[:3] in {"身份证", "户口簿"}), "Enter"
    )
    sheet = at_desk.shown(PaperSheet)
    assert sheet.copy.isVisible()
    at_desk.press("Ctrl P").wait()
    return copier


def test_both_sides_of_a_card_are_one_marked_page(
    at_desk: WholeDesk, printed: list[Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    copier = copied(at_desk, (Slot.ID_FRONT.value, Slot.ID_BACK.value), monkeypatch)

    (both, front, back), (_mark, text) = copier.asked
    assert (both, front.strip(), back.strip()) == ("both", "id_front", "id_back")
    assert text.startswith("仅用于社会救助申请")
    assert text.endswith("2026-11-24")
    (paper,) = printed
    document = pypdfium2.PdfDocument(paper.pdf)
    assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [210, 297]
    document.close()


def test_another_paper_is_marked_alone(
    at_desk: WholeDesk, printed: list[Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    copier = copied(at_desk, (Slot.HUKOU_PAGE.value,), monkeypatch)

    assert [asked[0] for asked in copier.asked] == ["mark"]
    assert len(printed) == 1
