"""Pictures of the card: good ones, doubtful ones, hostile ones, and where they come from."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.capture.reading import Quality
from app.errors import Unavailable
from app.services import intake
from app.services.desk import Desk
from tests.intake.at_the_window import CARD, Intake, Pictures, back, front
from tests.made_up.household import id_number
from ui.intake.steps import Step

OpenIntake = Callable[..., Intake]
OTHER = replace(CARD, name="李桂兰", sex="female", birth="1955-12-30", id_number=id_number("1955-12-30", 22))


def test_what_was_read_clearly_is_shown_as_text_with_its_place_on_the_card(
    at_window: OpenIntake, pictures: Pictures
) -> None:
    window = at_window().lay_card(pictures)
    view = window.model.card.view
    assert window.draft.applicant.identity == CARD
    assert {field.state for field in view.fields} == {"read"}
    assert all(field.strips for field in view.fields)
    assert [field.word for field in view.fields] == [
        "清楚",
        "对得上",
        "清楚",
        "对得上",
        "校验对",
        "清楚",
        "清楚",
        "对得上",
    ]  # fmt: skip - in the order of the card
    assert window.focus is window.page.bar.on


def test_the_number_is_masked_until_the_eye_or_the_cursor_opens_it(
    at_window: OpenIntake, pictures: Pictures, desk: Desk
) -> None:
    window = at_window().lay_card(pictures)
    row = window.page_of(Step.CARD).rows["id_number"]
    assert row.field.text == f"5117…{CARD.id_number[-4:]}"
    row.eye.click()
    window.wait()
    assert row.field.text == CARD.id_number
    (line,) = desk.store.entries(f"access:{desk.author.officer}")
    assert (line.entry.body or {})["purpose"] == "reveal"
    row.eye.click()
    assert row.field.text == f"5117…{CARD.id_number[-4:]}"
    row.field.setFocus()
    assert row.field.text == CARD.id_number


def test_only_the_doubtful_field_is_asked_about_and_enter_takes_it(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().bring(pictures.lay(front(unsure=("address",))))
    assert window.draft.applicant.identity.address == ""
    assert window.page.bar.on.why == "还差：住址看一眼"
    window.press("Enter")
    assert window.draft.applicant.identity.address == CARD.address
    assert window.page.bar.on.isEnabled()


def test_a_doubtful_field_can_be_typed_over(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().bring(pictures.lay(front(unsure=("name",))))
    window.page_of(Step.CARD).rows["name"].field.setFocus()
    window.page_of(Step.CARD).rows["name"].field.edit.selectAll()
    window.say("王徳贵").press("Enter")
    assert window.draft.applicant.identity.name == "王徳贵"


def test_enter_in_another_field_does_not_take_the_doubtful_value(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().bring(pictures.lay(front(unsure=("address",))))
    window.page_of(Step.CARD).rows["name"].field.setFocus()
    window.press("Enter")
    assert window.draft.applicant.identity.address == ""


def test_a_doubtful_sex_offers_what_the_number_says(at_window: OpenIntake, pictures: Pictures) -> None:
    misread = replace(CARD, sex="female")
    window = at_window().bring(pictures.lay(front(misread, unsure=("sex",))))
    assert window.model.card.view.named("sex").offers == ("女", "男")
    window.press("2")
    assert window.draft.applicant.identity.sex == "male"


def test_a_number_that_does_not_hold_stops_and_says_what_to_do(at_window: OpenIntake, pictures: Pictures) -> None:
    wrong = replace(CARD, id_number=CARD.id_number[:-1] + ("0" if CARD.id_number[-1] != "0" else "1"))
    window = at_window().bring(pictures.lay(front(wrong)))
    number = window.model.card.view.named("id_number")
    assert number.state == "wrong"
    assert "最后一位" in number.sentence
    assert not window.page.bar.on.isEnabled()


def test_an_expired_card_is_amber_and_never_stops(at_window: OpenIntake, pictures: Pictures) -> None:
    old = replace(
        CARD, birth="1990-03-08", id_number=id_number("1990-03-08", 11), valid_from="2006-05-20", valid_to="2016-05-20"
    )
    window = at_window().lay_card(pictures, old)
    valid = window.model.card.view.named("valid")
    assert (valid.state, valid.word) == ("look", "过期了")
    assert window.page.bar.on.isEnabled()


def test_a_term_of_another_age_is_a_doubt_about_both_sides(at_window: OpenIntake, pictures: Pictures) -> None:
    young = replace(CARD, birth="1990-03-08", id_number=id_number("1990-03-08", 11))
    window = at_window().bring(pictures.lay(front(young))).bring(pictures.lay(back(CARD)))
    valid = window.model.card.view.named("valid")
    assert valid.state == "doubt"
    assert window.draft.applicant.identity.valid_to == ""
    window.press("Enter")
    valid = window.model.card.view.named("valid")
    assert valid.state == "look"
    assert "两面" in valid.sentence


def test_a_front_of_somebody_else_is_noticed(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures).bring(pictures.lay(front(OTHER)))
    assert "李桂兰" in window.page_of(Step.CARD).strip.strip.text
    window.press("N")
    assert window.draft.applicant.identity == CARD


def test_a_front_of_somebody_else_can_take_the_place(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures).bring(pictures.lay(front(OTHER))).press("Y")
    assert window.draft.applicant.identity.name == "李桂兰"
    assert window.draft.applicant.identity.sex == "female"


def test_a_bad_picture_says_why_and_what_helps_and_is_kept_only_with_a_reason(
    at_window: OpenIntake, pictures: Pictures
) -> None:
    window = at_window().bring(pictures.lay(front(verdict="bad", cause="blur")))
    assert "糊" in window.page_of(Step.CARD).strip.strip.text
    assert [capture.slot for capture in window.draft.captures] == []
    window.press("Y", "Enter")
    assert [capture.slot for capture in window.draft.captures] == []
    window.say("老人手抖，就这张").press("Enter")
    assert [capture.overruled for capture in window.draft.captures] == ["老人手抖，就这张"]


def test_a_better_picture_takes_the_place_of_a_bad_one_that_is_asked_about(
    at_window: OpenIntake, pictures: Pictures
) -> None:
    window = at_window().bring(pictures.lay(front(verdict="bad", cause="blur"))).bring(pictures.lay(front()))
    assert not window.page_of(Step.CARD).strip.isVisible()
    assert [(capture.slot, capture.verdict) for capture in window.draft.captures] == [("id_front", "ok")]


def test_a_picture_that_is_no_card_is_asked_about(at_window: OpenIntake, pictures: Pictures) -> None:
    letter = replace(front(), kind="other", fields={}, quality=Quality("ok"))
    window = at_window().bring(pictures.lay(letter)).press("Y")
    assert [capture.slot for capture in window.draft.captures] == ["id_front"]


@pytest.mark.parametrize("data", [b"", b"no picture at all", b"\xff\xd8\xff\xe0 half a JPEG"])
def test_a_hostile_picture_gets_a_sentence_and_breaks_nothing(at_window: OpenIntake, data: bytes) -> None:
    window = at_window().bring(data)
    assert "不是能认的图片" in window.page_of(Step.CARD).strip.strip.text
    window.press("F7").say("张桂英")
    assert window.draft.applicant.identity.name == "张桂英"


def test_a_picture_that_could_not_be_stored_can_be_stored_again(
    at_window: OpenIntake, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = intake.add_picture

    def full(*_given: object) -> None:
        raise Unavailable("store.disk_full")

    monkeypatch.setattr(intake, "add_picture", full)
    window = at_window().bring(pictures.lay(front()))
    assert [capture.slot for capture in window.draft.captures] == []
    monkeypatch.setattr(intake, "add_picture", real)
    window.press("Y")
    assert [capture.slot for capture in window.draft.captures] == ["id_front"]


def test_a_second_picture_of_a_side_takes_the_place_of_the_first(at_window: OpenIntake, pictures: Pictures) -> None:
    window = (
        at_window().lay_card(pictures).bring(pictures.lay(front(replace(CARD, address="四川省渠县三汇镇石桥村5组"))))
    )
    assert sorted(capture.slot for capture in window.draft.captures) == ["id_back", "id_front"]
    assert window.draft.applicant.identity.address == "四川省渠县三汇镇石桥村5组"


def test_a_second_picture_leaves_alone_what_the_officer_typed(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures)
    row = window.page_of(Step.CARD).rows["address"]
    row.field.setFocus()
    row.field.edit.selectAll()
    window.say("青龙镇青龙村3组").press("Enter").bring(pictures.lay(front()))
    assert window.draft.applicant.identity.address == "青龙镇青龙村3组"


def test_a_typed_field_shows_what_was_made_of_it_when_the_cursor_leaves(
    at_window: OpenIntake, pictures: Pictures
) -> None:
    window = at_window().lay_card(pictures)
    field = window.page_of(Step.CARD).rows["valid"].field
    field.setFocus()
    field.edit.selectAll()
    window.press("20060520-20160520", "Enter")
    assert field.text == "2006-05-20 至 2016-05-20"
    assert field.view.sentence == "证件过期了，不影响办理，请提醒换证。"


def test_at_the_end_of_a_page_the_cursor_goes_to_what_is_still_asked(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures).bring(pictures.lay(front(OTHER)))
    window.page_of(Step.CARD).rows["valid"].field.setFocus()
    window.press("Enter")
    assert window.focus in window.page_of(Step.CARD).strip.strip.buttons


def test_a_file_is_dropped_pasted_or_appears_in_the_folder(
    at_window: OpenIntake, pictures: Pictures, tmp_path: Path, qtbot: QtBot
) -> None:
    window = at_window()
    capture = window.model.capture
    dropped, watched = tmp_path / "front.jpg", tmp_path / "watched"
    watched.mkdir()
    dropped.write_bytes(pictures.lay(front()))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(dropped))])
    window.page_of(Step.CARD).pictures.front.dropped.emit(mime)
    window.wait()
    assert [one.source for one in window.draft.captures] == ["file"]
    capture.watch_folder(watched)
    (watched / "back.jpg").write_bytes(pictures.lay(back()))
    qtbot.waitUntil(lambda: len(window.draft.captures) == 2, timeout=5_000)
    assert {one.source for one in window.draft.captures} == {"file", "folder"}


def test_a_pasted_picture_is_a_png(at_window: OpenIntake) -> None:
    window = at_window()
    taken: list[Any] = []
    window.model.capture.taken.connect(taken.append)
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    mime = QMimeData()
    mime.setImageData(image)
    window.model.capture.take_mime(mime)
    window.wait()
    assert (taken[0].media_type, taken[0].source) == ("image/png", "clipboard")


def test_an_empty_clipboard_says_how_to_copy(at_window: OpenIntake) -> None:
    window = at_window()
    window.model.capture.take_mime(QMimeData())
    assert "剪贴板里没有图片" in window.page_of(Step.CARD).strip.strip.text


def test_a_file_that_is_gone_and_one_that_is_too_large_get_their_sentences(
    at_window: OpenIntake, tmp_path: Path
) -> None:
    window, large = at_window(), tmp_path / "large.jpg"
    window.model.capture.open_file(tmp_path / "gone.jpg")
    window.wait()
    assert "gone.jpg" in window.model.capture.view.wrong
    with large.open("wb") as file:
        file.truncate(21 * 2**20)
    window.model.capture.open_file(large)
    window.wait()
    assert "20 MB" in window.model.capture.view.wrong


def test_originals_and_archives_are_in_the_vault(at_window: OpenIntake, pictures: Pictures, desk: Desk) -> None:
    data = pictures.lay(front())
    window = at_window().bring(data)
    capture = window.draft.captures[0]
    assert desk.document(capture.original) == data
    assert desk.document(capture.archive) == front().archive
    assert capture.read["name"] == "王德贵"
