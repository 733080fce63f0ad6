"""The first start."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.errors import Refused, Unavailable
from sync.enrol_code import EnrolCode
from tests.ui_base.made_up_desk import Installer
from ui.jobs import Jobs
from ui.problems import sentence
from ui.setup.code_field import CodeField, plain
from ui.setup.confirmer import ConfirmerChoice
from ui.setup.model import SetupModel
from ui.setup.places import place_of, places
from ui.setup.view import LEAST_PASSWORD, SetupForm, SetupView, Step, wrong_on
from ui.setup.window import SetupPage
from ui.theme import Theme
from ui.widgets.check import Check
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.key_cap import KeyCap
from ui.widgets.para import Para
from ui.widgets.strip import Strip

CODE = EnrolCode("t-7Q2K9X", "0A", bytes(range(10)), "ABCDEFGHJKMN")
FORM = SetupForm(
    code=CODE.plain,
    address="https://10.20.30.40:8443/",
    town="青龙镇",
    office="渠县青龙镇人民政府",
    confirmer="township",
    officer="陈素华",
    password="练习口令一二三四",
    again="练习口令一二三四",
)


@pytest.fixture
def installer() -> Installer:
    return Installer()


@pytest.fixture
def model(installer: Installer, jobs: Jobs) -> SetupModel:
    return SetupModel(installer, jobs)


def fill(model: SetupModel, form: SetupForm) -> None:
    for name in ("code", "address", "town", "office", "confirmer", "officer", "password", "again"):
        model.edit(name, getattr(form, name))


def wrong(view: SetupView) -> list[str]:
    return [name for name, _ in view.wrong]


def test_a_complete_form_makes_one_installation(model: SetupModel, installer: Installer, jobs: Jobs) -> None:
    done: list[object] = []
    model.done.connect(done.append)
    fill(model, FORM)
    for _ in Step:
        model.go_on()
    model.go_on()
    jobs.wait()
    (request,) = installer.requests
    assert (request.code, request.address) == (CODE.plain, "https://10.20.30.40:8443")
    assert (request.office.division, request.office.name) == ("511725123", "渠县青龙镇人民政府")
    assert (request.office.confirmer, request.officer_name) == ("township", "陈素华")
    assert done == ["o-1"]


def test_nothing_typed_stays_in_memory_afterwards(model: SetupModel, jobs: Jobs) -> None:
    fill(model, FORM)
    for _ in Step:
        model.go_on()
    jobs.wait()
    assert model.view == SetupView()


def test_a_password_is_in_no_text_of_the_form() -> None:
    assert FORM.password not in repr(FORM)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"code": ""}, ["code"]),
        ({"code": CODE.plain[:-1]}, ["code"]),
        ({"code": CODE.plain.replace("7Q", "Q7")}, ["code"]),
        ({"address": ""}, ["address"]),
        ({"address": "http://10.20.30.40"}, ["address"]),
        ({"address": "https://[bad"}, ["address"]),
        ({"address": "http://127.0.0.1:8080"}, []),
        ({"code": "", "address": ""}, ["code", "address"]),
    ],
)
def test_the_first_page_is_left_only_with_code_and_address(changes: dict[str, str], fields: list[str]) -> None:
    form = SetupForm(**{"code": CODE.plain, "address": "https://10.20.30.40"} | changes)
    assert [name for name, _ in wrong_on(Step.COUNTY, form)] == fields


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"town": "无名镇"}, "town", "setup.town_unknown"),
        ({"office": " "}, "office", "setup.office_missing"),
        ({"officer": " "}, "officer", "setup.officer_missing"),
        ({"password": "短", "again": "短"}, "password", "setup.password_short"),
        ({"again": "练习口令四三二一"}, "again", "setup.password_differs"),
    ],
)
def test_what_is_missing_is_said_at_its_place(changes: dict[str, str], field: str, code: str) -> None:
    form = SetupForm(**{name: getattr(FORM, name) for name in FORM.__dataclass_fields__} | changes)
    step = Step.OFFICE if field in {"town", "office"} else Step.OFFICER
    assert wrong_on(step, form) == ((field, sentence(Refused(code, least=LEAST_PASSWORD))),)


def test_typing_forgets_what_was_wrong_with_that_field_only(model: SetupModel) -> None:
    model.go_on()
    assert wrong(model.view) == ["code", "address"]
    model.edit("code", "1")
    assert (wrong(model.view), model.view.step) == (["address"], Step.COUNTY)


def test_the_office_is_named_after_its_township_until_somebody_writes_another_name(model: SetupModel) -> None:
    names = []
    for town in ("青龙镇", "三汇镇", "511725999"):
        model.edit("town", town)
        names.append(model.view.form.office)
    assert names == ["渠县青龙镇人民政府", "渠县三汇镇人民政府", ""]
    model.edit("office", "渠县青龙镇便民服务中心")
    model.edit("town", "青龙镇")
    assert model.view.form.office == "渠县青龙镇便民服务中心"


def test_back_goes_one_page_back_and_not_before_the_first(model: SetupModel) -> None:
    fill(model, FORM)
    model.go_on()
    model.back()
    model.back()
    assert (model.view.step, model.view.form.code) == (Step.COUNTY, CODE.plain)


@pytest.mark.parametrize("error", [Unavailable("store.disk_full"), Refused("setup.done")])
def test_what_could_not_be_done_is_explained_and_can_be_tried_again(
    model: SetupModel, installer: Installer, jobs: Jobs, error: Refused | Unavailable
) -> None:
    installer.error = error
    fill(model, FORM)
    for _ in Step:
        model.go_on()
    jobs.wait()
    assert (model.view.blocked, model.view.busy) == (sentence(error), False)
    installer.error = None
    model.go_on()
    jobs.wait()
    assert len(installer.requests) == 1


def test_a_bug_in_setting_up_is_a_problem(
    model: SetupModel, installer: Installer, jobs: Jobs, bugs: list[BaseException]
) -> None:
    installer.error = LookupError("key")
    fill(model, FORM)
    for _ in Step:
        model.go_on()
    jobs.wait()
    assert (bugs, model.view.busy) == ([installer.error], False)


def test_a_township_is_known_by_name_code_and_with_its_county() -> None:
    assert place_of(" 青龙镇 ") == place_of("511725123") == place_of("渠县青龙镇")
    unknown = place_of("510000999")
    assert unknown is not None
    assert (unknown.code, unknown.name) == ("510000999", "")
    assert place_of("51000099") is None
    assert len({place.code for place in places()}) == len(places())


@given(st.text(max_size=60))
def test_whatever_is_typed_as_a_code_or_a_place_is_no_error(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    place = place_of(text)
    assert place is None or len(place.code) == 9


@pytest.fixture
def code_field(theme: Theme) -> Iterator[CodeField]:  # noqa: ARG001 - a look must be on
    made = CodeField()
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    made.setFocus()
    yield made
    made.close()
    made.deleteLater()


def type_here(text: str) -> None:
    for character in text:
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClicks(here, character)


def groups(code_field: CodeField) -> list[str]:
    return [field.text for field in code_field.findChildren(Field)]


@pytest.mark.parametrize("written", [CODE.plain, CODE.text, CODE.text.lower(), CODE.text.replace("-", " ")])
def test_a_code_is_typed_in_one_go(code_field: CodeField, written: str) -> None:
    told: list[str] = []
    code_field.edited.connect(told.append)
    type_here(written)
    assert groups(code_field) == CODE.text.split("-")
    assert told[-1] == CODE.plain


def test_letters_that_look_like_digits_are_forgiven(code_field: CodeField) -> None:
    type_here("OIlo1")
    assert groups(code_field)[0] == "01101"


def test_a_code_is_pasted_whole(code_field: CodeField) -> None:
    QGuiApplication.clipboard().setText(CODE.text)
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert code_field.text == CODE.plain


def test_backspace_goes_back_into_the_group_before(code_field: CodeField) -> None:
    type_here("7Q2K9")
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Backspace)
    type_here("\b")
    assert groups(code_field)[0] == "7Q2K"


@pytest.fixture
def page(model: SetupModel, theme: Theme) -> Iterator[SetupPage]:  # noqa: ARG001 - a look must be on
    made = SetupPage(model)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    made.setFocus()
    yield made
    made.close()
    made.deleteLater()


def field(page: SetupPage, label: str) -> Field:
    return next(one for one in page.findChildren(Field) if one.edit.accessibleName() == label)


def enter() -> None:
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Return)


@pytest.mark.usefixtures("page")
def test_the_keyboard_alone_is_enough(model: SetupModel, installer: Installer, jobs: Jobs) -> None:
    type_here(CODE.plain)
    enter()
    type_here("https://10.20.30.40")
    enter()
    steps = [model.view.step]
    type_here("511725123")
    for _ in ("town", "office", "phone"):
        enter()
    type_here(" ")  # who confirms was not said yet: the cursor is there
    enter()
    steps.append(model.view.step)
    assert steps == [Step.OFFICE, Step.OFFICER]
    for text in ("Chen Suhua", "kouling-1234", "kouling-1234"):
        type_here(text)
        enter()
    jobs.wait()
    (request,) = installer.requests
    assert (request.office.name, request.office.division) == ("渠县青龙镇人民政府", "511725123")
    assert request.officer_name == "Chen Suhua"


def test_the_cursor_goes_to_the_first_field_that_is_wrong(page: SetupPage, model: SetupModel) -> None:
    model.edit("code", CODE.plain)
    model.go_on()
    assert field(page, "县服务器地址").edit.hasFocus()


def test_esc_goes_back_from_the_second_page(page: SetupPage, model: SetupModel) -> None:
    fill(model, FORM)
    model.go_on()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert model.view.step is Step.COUNTY


def test_why_it_could_not_be_done_stands_on_the_page(
    page: SetupPage, model: SetupModel, installer: Installer, jobs: Jobs
) -> None:
    installer.error = Unavailable("store.read_only")
    fill(model, FORM)
    for _ in Step:
        model.go_on()
    button = next(one for one in page.findChildren(KeyButton) if one.verb == "正在开通")
    assert not button.isEnabled()
    jobs.wait()
    (strip,) = [one for one in page.findChildren(Strip) if one.text]
    assert strip.text == sentence(Unavailable("store.read_only"))
    assert button.isEnabled()


def test_nobody_but_the_officer_says_who_confirms(model: SetupModel) -> None:
    fill(model, replace(FORM, confirmer=""))
    model.go_on()
    model.go_on()

    assert model.view.step is Step.OFFICE
    assert wrong(model.view) == ["confirmer"]


@pytest.mark.parametrize(("key", "confirmer"), [("1", "county"), ("2", "township")])
def test_who_confirms_is_chosen_by_its_key_and_can_be_changed(
    page: SetupPage, model: SetupModel, key: str, confirmer: str
) -> None:
    fill(model, replace(FORM, confirmer=""))
    model.go_on()
    model.go_on()  # the cursor goes to the question
    choices = {check.text(): check for check in page.findChildren(Check)}
    assert not any(check.isChecked() for check in choices.values())

    type_here("2")
    type_here(key)

    assert model.view.form.confirmer == confirmer
    assert {text: check.isChecked() for text, check in choices.items()} == {
        "县民政局": confirmer == "county", "本乡镇": confirmer == "township",
    }  # fmt: skip
    enter()
    assert model.view.step is Step.OFFICER


def test_a_click_chooses_and_a_second_one_takes_nothing_back(page: SetupPage, model: SetupModel) -> None:
    fill(model, replace(FORM, confirmer=""))
    model.go_on()
    choice = next(check for check in page.findChildren(Check) if check.text() == "本乡镇")

    choice.click()
    choice.click()

    assert (model.view.form.confirmer, choice.isChecked()) == ("township", True)


def test_its_keys_are_shown_only_while_they_work(page: SetupPage, model: SetupModel) -> None:
    fill(model, replace(FORM, confirmer=""))
    model.go_on()
    choice = page.findChild(ConfirmerChoice)
    assert choice is not None
    caps = choice.findChildren(KeyCap)
    assert [cap.isVisible() for cap in caps] == [False, False]

    choice.setFocus()

    assert [cap.isVisible() for cap in caps] == [True, True]


def test_the_question_says_what_hangs_on_it(page: SetupPage, model: SetupModel) -> None:
    fill(model, FORM)
    model.go_on()

    said = " ".join(para.text for para in page.findChildren(Para))
    assert "30 个工作日" in said
    assert "20 个工作日" in said
    assert "以县里的为准" in said
