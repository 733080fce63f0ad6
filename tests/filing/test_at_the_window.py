"""Situation 4 and what comes back with it: a page under the camera goes to its case, and nothing else does."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QLineEdit

from app.capture.reading import Reading
from app.domain.form_code import Paper
from app.domain.visit import Visitor
from app.errors import Unavailable
from app.services import afterwards, intake
from app.services.desk import Desk
from app.services.intake import Picture
from app.services.visits import Coming
from tests.filing.returned import Table, accepted, begun, code_of, paper
from tests.intake.at_the_window import Pictures
from tests.pictures.test_bringing import Pdfs
from tests.store.township import TODAY
from ui.filing.sheet import At
from ui.theme import Theme

Open = Callable[..., Table]
AT_ONCE = 0


def states(table: Table) -> list[str]:
    return [row.state for row in table.model.view.rows]


def test_the_sons_page_comes_back_by_post_and_the_case_has_all_signatures(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    shown = table().lay(paper(code_of(draft)))
    assert shown.model.view.asks_about == "王建军的授权页"

    shown.type("1120").press("Enter")
    assert states(shown) == [At.WAITS]
    shown.press("Esc")

    case = desk.store.case(draft.id)
    assert case is not None
    assert case.missing_signers() == ()
    mark = case.signed_on_paper[0]
    assert (mark.way, mark.signed_on, mark.received_on) == ("post", "2026-11-20", TODAY.isoformat())
    assert desk.document(mark.pages[0]).startswith(b"\xff\xd8")


def test_it_says_who_has_still_to_sign(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    coming = Coming("sign", Visitor("王德贵"), case=draft.id)
    shown = table(coming=coming, undo_ms=AT_ONCE)
    assert "还差 1 人签字" in shown.model.view.missing

    shown.lay(paper(code_of(draft))).press("Enter").wait()

    assert "都签了" in shown.model.view.missing
    signs = {line.title: line.sign for line in shown.model.view.lines}
    assert signs["王建军的授权页"] == "check"


def test_within_six_seconds_a_paper_is_taken_back_and_was_never_written(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    shown = table().lay(paper(code_of(draft))).press("Enter", "Ctrl Z")
    assert states(shown) == []

    shown.press("Esc")

    case = desk.store.case(draft.id)
    assert case is not None
    assert case.signed_on_paper == ()


def test_several_papers_follow_each_other_without_the_mouse(desk: Desk, table: Open) -> None:
    first, second = accepted(desk, 1), accepted(desk, 2)
    shown = table(undo_ms=AT_ONCE)

    shown.lay(paper(code_of(first)), paper(code_of(first, Paper.APPLICATION, page=2)), paper(code_of(second)))
    shown.press("Enter", "Enter")

    assert len(shown.model.view.rows) == 3
    one, other = desk.store.case(first.id), desk.store.case(second.id)
    assert one is not None
    assert other is not None
    assert (len(one.signed_on_paper), len(other.signed_on_paper)) == (1, 1)
    assert [filed.slot for filed in one.filed] == ["other"]


def test_a_thumbprint_needs_reading_aloud_and_two_witnesses(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    shown = table().lay(paper(code_of(draft))).press("F7", "Enter")
    assert "念给本人听" in shown.model.view.wrong

    shown.page.panel.read_aloud.click()
    shown.page.panel.first.setFocus()
    shown.type("陈素华").press("Enter", "Enter")
    assert "两个见证人" in shown.model.view.wrong

    shown.type("赵勇").press("Enter", "Esc")
    case = desk.store.case(draft.id)
    assert case is not None
    assert case.signed_on_paper[0].thumb
    assert case.signed_on_paper[0].witnesses == ("陈素华", "赵勇")


def test_a_day_that_is_none_or_in_the_future_is_asked_again(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    shown = table().lay(paper(code_of(draft))).type("13月").press("Enter")
    assert shown.model.view.wrong == "这个日子看不懂，请像 2026-10-12 或者 1012 这样写。"

    shown.page.panel.day.edit.selectAll()
    shown.type("2027-01-01").press("Enter")
    assert "不能晚于今天" in shown.model.view.wrong
    assert states(shown) == [At.ASKED]


def test_the_same_page_twice_is_asked_about_also_before_it_is_written(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    page = paper(code_of(draft))
    shown = table().lay(page).press("Enter").lay(page)
    assert shown.said == "王建军的授权页已经收过了。"

    shown.press("1")
    assert len(states(shown)) == 1


def test_a_page_of_a_signature_that_is_not_awaited_can_be_kept_as_a_paper(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    shown = table().lay(paper(code_of(draft, member=draft.applicant.id)))
    assert "已经收过了" in shown.said

    shown.press("2", "Esc")

    case = desk.store.case(draft.id)
    assert case is not None
    assert (case.signed_on_paper, len(case.filed)) == ((), 1)


def test_a_closed_case_is_opened_instead(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    afterwards.withdraw(desk, draft.id, "本人", Picture(b"", "", b"paper", {}, "ok", "file"))
    shown = table().lay(paper(code_of(draft)))
    assert "已撤回" in shown.said

    shown.press("1")
    assert shown.gone == [("open", draft.id)]


def test_what_cannot_be_filed_has_a_sentence_and_a_button(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    shown = table()
    for reading, said, goes in (
        (paper(), "没认出码", None),
        (paper("https://example.invalid/1"), "不是我们的表上的", "find"),
        (paper(code_of(draft)[:-1] + "?"), "没有扫全", None),
        (paper(code_of(draft, Paper.RECEIPT)), "受理回执", "open"),
        (paper(code_of(draft, Paper.WITHDRAWAL)), "要撤回申请", "open"),
        (paper(code_of(draft), verdict="bad", cause="blur"), "模糊", None),
    ):
        shown.lay(reading)
        assert said in shown.said
        assert shown.page.strip.buttons
        shown.press("1")
        if goes:
            assert shown.gone[-1][0] == goes
    assert states(shown) == []


def test_a_blurred_page_is_used_when_the_officer_says_so(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    shown = table().lay(paper(code_of(draft), verdict="bad", cause="blur")).press("2")
    assert shown.said == "为什么仍要用这张？"

    shown.press("3")
    assert shown.model.view.asks_about == "王建军的授权页"
    shown.press("Enter", "Esc")

    case = desk.store.case(draft.id)
    assert case is not None
    assert case.signed_on_paper[0].overruled == "人走了，先用着"


def test_a_page_that_is_not_wholly_in_the_picture_is_looked_at_once(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    shown = table().lay(paper(code_of(draft), verdict="doubt", cause="cut_off"))

    assert shown.model.view.remark == "没有拍全，请把证件完全放进画面再拍。"
    shown.press("Enter").lay(paper(code_of(accepted(desk, 2))))
    assert shown.model.view.remark == ""


def test_a_paper_of_another_window_leads_to_sending(desk: Desk, table: Open) -> None:
    draft = begun(desk)
    intake.discard(desk, draft.id)
    shown = table().lay(paper(code_of(draft)))
    assert "这台电脑上没有" in shown.said

    shown.press("1")
    assert shown.gone == [("sync", "")]


def test_before_acceptance_the_page_signs_the_draft_and_other_papers_wait(desk: Desk, table: Open) -> None:
    draft = begun(desk)
    shown = table(undo_ms=AT_ONCE).lay(paper(code_of(draft))).press("Enter").wait()
    assert [mark.member for mark in desk.store.drafts()[0].paper_signatures] == [draft.members[1].id]

    shown.lay(paper(code_of(draft, Paper.APPLICATION)))
    assert "还没有受理" in shown.said
    shown.press("1")
    assert shown.gone == [("draft", draft.id)]


def test_a_paper_that_could_not_be_written_is_named(desk: Desk, table: Open, refusals: list[str]) -> None:
    draft = accepted(desk)
    shown = table().lay(paper(code_of(draft))).press("Enter")
    afterwards.withdraw(desk, draft.id, "本人", Picture(b"", "", b"paper", {}, "ok", "file"))

    shown.model.pile.pending.flush()
    shown.wait()

    assert states(shown) == [At.FAILED]
    assert "已经办结" in refusals[0]


def test_who_came_has_a_line_in_the_register(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    shown = (
        table(coming=Coming("sign", Visitor("王德贵"), case=draft.id)).lay(paper(code_of(draft))).press("Enter", "Esc")
    )
    shown.wait()

    (line,) = desk.store.visits(TODAY)
    assert (line.outcome, line.note, line.about) == ("filed", "王建军的授权页", f"case:{draft.id}")


def test_who_brought_nothing_has_left(desk: Desk, table: Open) -> None:
    table(coming=Coming("sign", Visitor("王德贵"))).press("Esc").wait()

    assert [line.outcome for line in desk.store.visits(TODAY)] == ["left"]


def test_a_paper_that_came_by_itself_leaves_no_line(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    table().lay(paper(code_of(draft))).press("Enter", "Esc").wait()

    assert desk.store.visits(TODAY) == ()


def test_every_control_has_a_name(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    shown = table().lay(paper(code_of(draft))).press("F7")
    controls = [*shown.page.findChildren(QAbstractButton), *shown.page.findChildren(QLineEdit)]

    assert [one for one in controls if not one.accessibleName()] == []


def test_after_a_question_enter_does_not_leave_the_page(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    shown = table().lay(paper(code_of(draft))).press("Enter")

    assert shown.focus is shown.page.keys.file


def test_a_page_of_a_set_that_is_not_here_is_named_until_it_comes(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    shown = table(undo_ms=AT_ONCE)
    shown.lay(*(paper(code_of(draft, Paper.APPLICATION, page=page, pages=5)) for page in (1, 3)))
    assert shown.model.view.gap == "申请书还差第 2 页"

    shown.lay(paper(code_of(draft, Paper.APPLICATION, page=2, pages=5)))
    assert shown.model.view.gap == ""


def test_pages_that_lie_in_the_case_already_are_not_missing(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    table(undo_ms=AT_ONCE).lay(paper(code_of(draft, Paper.APPLICATION, page=1, pages=5))).press("Esc")

    shown = table(undo_ms=AT_ONCE).lay(paper(code_of(draft, Paper.APPLICATION, page=2, pages=5)))
    assert shown.model.view.gap == "申请书还差第 3 页"


class Gone:
    """A camera that shows nothing."""

    def read(self) -> bytes:
        raise Unavailable("camera.gone")

    def still(self) -> bytes:
        raise Unavailable("camera.gone")

    def close(self) -> None:
        pass


def test_the_other_camera_is_one_key_away_where_there_is_one(table: Open, theme: Theme) -> None:
    theme.set_large(large=True)
    desk = table(size=(1280, 680))
    desk.capture.equip({"document": Gone})
    assert not desk.page.keys.other.isVisible()
    desk.capture.equip({"document": Gone, "second": Gone})
    assert desk.page.keys.other.isVisible()
    assert desk.wait().page.minimumSizeHint().width() <= 1280

    desk.press("F9")
    assert (desk.capture.view.role, desk.page.keys.other.accessibleName()) == ("second", "看回高拍仪")
    desk.press("F9")
    assert (desk.capture.view.role, desk.page.keys.other.accessibleName()) == ("document", "看另一台")
    desk.capture.stop()


class Slow(Pictures):
    """Notes at each reading how many pages of the PDF had come by then."""

    def __init__(self, pdfs: Pdfs) -> None:
        super().__init__()
        self.pdfs, self.ahead = pdfs, list[int]()

    def read(self, source: bytes, expect: str | None = None) -> Reading:
        self.ahead.append(self.pdfs.given - len(self.ahead))
        return super().read(source, expect)


def test_a_long_pdf_comes_no_faster_than_it_is_read(table: Open, tmp_path: Path) -> None:
    (tmp_path / "long.pdf").write_bytes(b"%PDF 30")
    pdfs = Pdfs()
    slow = Slow(pdfs)
    desk = table(pictures=slow, pdfs=pdfs)
    desk.capture.open_file(tmp_path / "long.pdf")
    for _ in range(100):
        desk.wait()
    assert len(slow.ahead) == 30
    assert max(slow.ahead) <= 6
    assert not desk.capture.view.files.is_busy
