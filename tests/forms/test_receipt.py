"""The receipt: what a person takes home, and what it witnesses."""

import dataclasses
from pathlib import Path

import pytest

from app.domain import form_code
from app.domain.case import Accepted, Case, Corrected, Filed, Signed
from app.domain.course import Presented
from app.domain.fact import BlobRef
from app.domain.visit import Agent
from app.errors import Refused
from app.forms.receipt import Acceptance, Missing, acceptance_of, make_receipt
from tests.forms import reading
from tests.made_up import household

NUMBER = "511725123-261012-0A-00147-U"
BLOB = BlobRef("00" * 32, 1, "image/jpeg")


@pytest.fixture(scope="module")
def facts() -> Acceptance:
    return acceptance_of(case(), household.office(), "陈素华", "K7QMZ2ABXW4D", 1234)


def case() -> Case:
    draft = household.draft()
    accepted = Accepted(
        number=NUMBER,
        programmes=draft.programmes,
        came_on="2026-10-10",
        accepted_on="2026-10-12",
        recorded_on="2026-10-12",
        due_on="2026-11-09",
        legal_days=20,
        confirmer="township",
        rules="r",
        division="511725123",
        office="渠县青龙镇人民政府",
        handler=household.uid(102),
        household=draft.household,
        members=draft.members,
        sign_later={household.uid(2): "post"},
    )  # fmt: skip - as the body has them
    applicant = draft.members[0].id
    slots = ("id_front", "id_back", "hukou_page", "hukou_page", "other")
    filed = tuple(Filed(slot, applicant, BLOB, "file", "good", "2026-10-12T01:00:00.000Z") for slot in slots)
    at = "2026-10-12T01:00:00.000Z"
    signed = (Signed(applicant, "pen", (BLOB,), BLOB, BLOB, 5, at, at, "2026-10-12"),)
    return Case(household.uid(100), "t-0abcde", accepted, filed, signed)


def test_it_says_what_was_accepted_and_until_when(facts: Acceptance, tmp_path: Path) -> None:
    text = reading.text_of(make_receipt(facts).pdf, tmp_path)

    for part in (
        f"编号{NUMBER}",
        "王德贵：",
        "您2026年10月10日提出的社会救助申请，材料于2026年10月12日收齐",
        "20个工作日，最迟2026年11月9日",
        "经办人：陈素华",
        "电话：0818-0000000",
        "渠县青龙镇人民政府",
        "K7QM-Z2AB-XW4D",
        "第1至1234条",
        "（盖章）",
    ):  # fmt: skip - one line is one line of the receipt
        assert part in text


def test_it_lists_the_papers_that_were_received(facts: Acceptance) -> None:
    assert facts.papers == (
        "居民身份证 1 份（拍照，原件已退）",
        "户口簿 2 页（拍照，原件已退）",
        "其他材料 1 页（拍照，原件已退）",
        "社会救助申请及授权书（已签授权页 1 页）",
    )


def test_it_lists_who_has_still_to_sign_and_how(facts: Acceptance, tmp_path: Path) -> None:
    text = reading.text_of(make_receipt(facts).pdf, tmp_path)

    assert facts.missing == (Missing("王建军", "20", "post"), Missing("李桂兰", "10", ""))
    assert "您家还有2人没有签授权书" in text
    assert "王建军（儿子）签好寄回" in text
    assert "李桂兰（配偶）请尽快来签" in text


def test_nobody_missing_is_not_spoken_of(facts: Acceptance, tmp_path: Path) -> None:
    text = reading.text_of(make_receipt(dataclasses.replace(facts, missing=())).pdf, tmp_path)

    assert "没有签" not in text


def test_a_last_day_beyond_the_calendar_is_said_in_working_days(facts: Acceptance, tmp_path: Path) -> None:
    text = reading.text_of(make_receipt(dataclasses.replace(facts, due_on="")).pdf, tmp_path)

    assert "自受理之日起20个工作日内给您答复" in text
    assert "最迟" not in text


def test_a_receipt_of_the_same_day_says_so(facts: Acceptance, tmp_path: Path) -> None:
    text = reading.text_of(make_receipt(dataclasses.replace(facts, came_on="2026-10-12")).pdf, tmp_path)

    assert "您2026年10月12日提出的社会救助申请，材料齐全，本机关当日受理。" in text


def test_its_code_leads_to_the_case(facts: Acceptance) -> None:
    code = form_code.parse(reading.codes_of(make_receipt(facts).pdf, 0)[0].text)

    assert (code.paper, code.case, code.member, code.page, code.pages) == ("R", household.uid(100), "", 1, 1)


def test_many_missing_signers_go_on_to_another_page(facts: Acceptance, tmp_path: Path) -> None:
    many = tuple(Missing(f"买买提江·阿卜杜热合曼·{number}", "97", "village") for number in range(40))

    form = make_receipt(dataclasses.replace(facts, missing=many))

    text = reading.text_of(form.pdf, tmp_path)
    assert form.pages == form.of_pages == 3
    assert "第3页，共3页" in text
    assert [one.name for one in many if one.name not in text] == []


def test_the_same_facts_give_the_same_clean_bytes(facts: Acceptance, tmp_path: Path) -> None:
    form = make_receipt(facts)

    assert make_receipt(facts).pdf == form.pdf
    assert "No syntax or stream encoding errors" in reading.qpdf_says(form.pdf, tmp_path)
    assert reading.smallest_type(form.pdf) >= 9


def test_a_long_office_name_stays_on_the_paper(facts: Acceptance, tmp_path: Path) -> None:
    office = dataclasses.replace(facts.office, name="四川省达州市渠县清溪场镇人民政府社会事务办公室")

    words = reading.words_of(make_receipt(dataclasses.replace(facts, office=office)).pdf, tmp_path)

    assert max(word.right for word in words) <= 190.7


def test_an_erased_case_has_no_receipt() -> None:
    with pytest.raises(Refused, match=r"case\.content_missing"):
        acceptance_of(Case(household.uid(100), "t-0abcde"), household.office(), "陈", "K7QMZ2ABXW4D", 1)


def test_a_corrected_case_says_what_was_corrected_and_not_what_it_said(tmp_path: Path) -> None:
    fields = {f"members.{household.uid(2)}.identity.name": "王建军", "phone": "13800000009", "rules": "x"}
    corrected = dataclasses.replace(
        case(), corrected=(Corrected(fields, "听错了王建君"), Corrected({"phone": "1"}, ""))
    )

    facts = acceptance_of(corrected, household.office(), "陈素华", "K7QMZ2ABXW4D", 1234)

    text = reading.text_of(make_receipt(facts).pdf, tmp_path)
    assert facts.corrected == ("王建军的姓名", "联系电话", "其他内容")
    assert "受理通知书（更正）" in text
    assert "【更正】本件更正了：王建军的姓名、联系电话、其他内容。" in text
    assert "王建君" not in text


def test_a_case_that_was_never_corrected_bears_no_mark(facts: Acceptance, tmp_path: Path) -> None:
    assert "更正" not in reading.text_of(make_receipt(facts).pdf, tmp_path)


def test_who_came_for_the_applicant_is_named(tmp_path: Path) -> None:
    presented = Presented("walk_in", "id_card", Agent("李四", relation="邻居", reason="cannot_come"))
    facts = acceptance_of(
        dataclasses.replace(case(), presented=presented), household.office(), "陈素华", "K7QMZ2ABXW4D", 1
    )

    assert "代办人：李四（邻居）" in reading.text_of(make_receipt(facts).pdf, tmp_path)
