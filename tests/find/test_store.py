"""Who is found by what is typed, and that search is as true to the journal as every other list."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain import form_code
from app.domain.referral import Field
from app.domain.visit import Visitor
from app.services import afterwards, changes, referrals, registration
from app.services.changes import Telling
from app.services.desk import Desk
from app.services.find import find, warm
from app.services.referrals import Asking
from app.services.verify import verify
from app.store import spelling
from tests.find.whole_desk import accepted, application, identity, member
from tests.store.damage import run


def names(desk: Desk, typed: str) -> list[str]:
    return [one.name for one in find(desk, typed)]


@pytest.mark.parametrize(
    "typed", ["王明德", "明德", "德", "wangmingde", "mingde", "wangm", "WMD", "md", "王 青龙", "wmd qinglong"]
)
def test_a_person_is_found_by_any_part_of_the_name_and_its_sound(desk: Desk, typed: str) -> None:
    accepted(desk, member("王明德"))
    accepted(desk, member("李秀英", sequence=22), village="石桥村")
    assert names(desk, typed) == ["王明德"]


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("单建国", ["shanjianguo", "sjg"]),
        ("曾德贵", ["zengdegui"]),
        ("仇英", ["qiuying", "qy"]),
        ("解放", ["xiefang"]),
        ("查良", ["zhaliang"]),
        ("尉迟恭", ["yuchigong", "ycg"]),
        ("吕布", ["lvbu"]),
        ("区长乐", ["ouchangle"]),
    ],
)
def test_a_surname_is_read_as_a_surname(desk: Desk, name: str, sounds: list[str]) -> None:
    accepted(desk, member(name))
    assert [names(desk, sound) for sound in sounds] == [[name]] * len(sounds)


@pytest.mark.parametrize("typed", ["阿木尔古", "木尔", "尔古", "阿木·尔古", "amu", "ergu", "〓"])
def test_a_name_without_a_surname_is_found_by_any_part(desk: Desk, typed: str) -> None:
    accepted(desk, member("阿木·尔古〓"))
    assert names(desk, typed) == ["阿木·尔古〓"]


def test_digits_find_the_id_number_whole_or_by_its_end(desk: Desk) -> None:
    number = accepted(desk, member("王明德")).accepted
    assert number is not None
    id_number = number.members[0].identity.id_number
    spaced = f"{id_number[:6]}-{id_number[6:14]}-{id_number[14:]}"
    for typed in (id_number, id_number.lower(), id_number[-4:], id_number[-6:], id_number[:14], spaced):
        assert names(desk, typed) == ["王明德"], typed
    assert names(desk, id_number[5:9]) == []
    assert names(desk, id_number[:8]) == []  # so begin all of a county


def test_a_receipt_finds_its_case_by_number_and_by_code(desk: Desk) -> None:
    accepted(desk, member("李秀英", sequence=22))
    case = accepted(desk, member("王明德"))
    assert case.accepted is not None
    number, serial = case.accepted.number, case.accepted.number.split("-")[3]
    code = form_code.payload(form_code.FormCode("R", case.id, "", 1, 1, "00AB"))
    blank = form_code.payload(form_code.FormCode("A", form_code.subject_of(number), "", 1, 1, "00AB"))
    for typed in (
        blank,
        number,
        number.replace("-", ""),
        number.split("-", 2)[2].lower(),
        serial,
        "2",
        code,
        f" {code} ",
    ):
        assert names(desk, typed) == ["王明德"], typed


def test_a_number_finds_its_case_once_and_not_everybody_in_it(desk: Desk) -> None:
    case = accepted(desk, member("王明德"), member("王小宝", "2019-05-01", 31, "41"))
    assert case.accepted is not None
    assert names(desk, case.accepted.number) == names(desk, "00001") == ["王明德"]


def test_a_number_of_another_form_is_found_whole() -> None:
    assert spelling.words("", "", "", "旧档 123", "").number == "i旧档123"


def test_the_newest_stands_first_and_names_before_villages(desk: Desk) -> None:
    accepted(desk, member("青山"), village="石桥村")
    accepted(desk, member("王一"))
    accepted(desk, member("王二", sequence=13))
    assert names(desk, "青") == ["青山", "王二", "王一"]
    assert names(desk, "wang") == ["王二", "王一"]
    assert names(desk, "青龙村3组") == ["王二", "王一"]


def test_everybody_of_a_household_is_found_with_whose_it_is(desk: Desk) -> None:
    case = accepted(desk, member("王明德"), member("王小宝", "2019-05-01", 31, "41"))
    (hit,) = find(desk, "xiaobao")
    assert (hit.subject, hit.applicant, hit.relation, hit.state) == (
        f"case:{case.id}",
        "王明德",
        "41",
        "accepted",
    )
    assert (hit.village, hit.kind) == ("青龙村", "case")


def test_no_more_than_twenty_are_listed(desk: Desk) -> None:
    accepted(desk, *(member(f"王{nth:02}", sequence=101 + 2 * nth) for nth in range(23)))
    assert len(find(desk, "wang")) == 20
    assert len(find(desk, "青龙")) == 20


def test_who_is_only_registered_is_found_too(desk: Desk) -> None:
    draft = application(desk, replace(member("赵大山"), identity=identity("赵大山")))
    registration.register(desk, draft)
    (hit,) = find(desk, "zhaodashan")
    assert (hit.state, hit.number, hit.name) == ("registered", "", "赵大山")


def test_changes_and_referrals_are_found(desk: Desk) -> None:
    told = changes.report(desk, Telling(Visitor("钱多多", village="石桥村"), ("death",), "2026-11-01"))
    made = referrals.make(desk, Asking(Visitor("孙尚香"), Field.MEDICAL.value, "县医保局", "住院"))
    (change,), (referral,) = find(desk, "qdd"), find(desk, "sunshang")
    assert (change.subject, change.kind, change.state) == (f"change:{told.id}", "change", "reported")
    assert (referral.subject, referral.kind, referral.state) == (f"referral:{made.id}", "referral", "waiting")
    code = form_code.payload(form_code.FormCode("C", told.id, "", 1, 1, "00AB"))
    assert names(desk, code) == ["钱多多"]
    assert told.reported is not None
    assert names(desk, told.reported.number) == ["钱多多"]


def test_a_correction_is_found_under_the_new_name_only_and_keeps_its_place(desk: Desk) -> None:
    case = accepted(desk, member("王明德"))
    accepted(desk, member("王后来", sequence=13))
    assert case.accepted is not None
    path = f"members.{case.accepted.members[0].id}.identity.name"
    afterwards.correct(desk, case.id, {path: "王鸣德"}, "录错")
    assert names(desk, "明德") == []
    assert names(desk, "王") == ["王后来", "王鸣德"]


@pytest.mark.parametrize(
    "typed", ["青龙", "青龙村", "龙村3组", "qinglong", "qinglongcun", "longcun", "qlc", "lc", "qin", "3组"]
)
def test_a_village_is_found_by_characters_syllables_and_initials(desk: Desk, typed: str) -> None:
    accepted(desk, member("王明德"))
    accepted(desk, member("李秀英", sequence=22), village="大大坝社区")
    assert names(desk, typed)[-1:] == ["王明德"]
    assert names(desk, "大大坝") == names(desk, "dadaba") == ["李秀英"]


@pytest.mark.parametrize("typed", ["", "  ", "·", '"', "name:王", "王*", "NOT 王", "(", "-", "王 OR 李", "'; DROP"])
def test_what_is_typed_is_never_taken_for_a_command(desk: Desk, typed: str) -> None:
    accepted(desk, member("李秀英", sequence=22))
    assert names(desk, typed) == []


def words_of(desk: Desk) -> Any:
    return [one.which for one in verify(desk.store, desk.vault).findings if one.what == "read_model"]


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM findable",
        "UPDATE finding SET name = 'x' WHERE rowid = 1",
        "DELETE FROM finding WHERE rowid = 1",
        "INSERT INTO findable(subject, member) VALUES ('case:00000000-0000-0000-0000-000000000000', '')",
    ],
)
def test_search_that_differs_from_the_journal_is_noticed_and_put_right(desk: Desk, damage: str) -> None:
    accepted(desk, member("王明德"))
    assert words_of(desk) == []
    run(desk.store.path, damage)
    noticed = words_of(desk)
    for _ in desk.store.rebuild():
        pass
    assert (noticed != [], words_of(desk), names(desk, "wmd")) == (True, [], ["王明德"])


def test_readings_are_loaded_ahead(desk: Desk) -> None:
    del desk
    warm()
    assert spelling.words("", "王", "", "", "").name == "王 wang w"
