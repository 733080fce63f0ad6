"""The papers of a household: all that was entered is on them, nothing that must not be asked, nothing cut off."""

import dataclasses
import re
from datetime import date
from pathlib import Path

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from app.domain.draft import Draft, Signature
from app.domain.fact import BlobRef
from app.forms.form import FormSet
from app.forms.papers import make_forms
from tests.forms import reading
from tests.forms.reading import all_forms
from tests.made_up import household

# What an application may not ask for (一证一书), nor the form have a place for.
NOT_ASKED = (
    "银行卡", "卡号", "账号", "一卡通", "开户", "收入证明", "村委会证明", "流水", "房产证", "行驶证", "残疾证", "婚姻",
    "免冠", "照片", "宗教", "政治面貌", "微信", "定位", "第二联系人", "诊断", "文化程度", "单位",
)  # fmt: skip


def values_of(draft: Draft) -> list[str]:
    """Give every text that was entered and belongs on the application."""
    people = [text for one in draft.members for text in (one.identity.name, one.identity.id_number, one.away_place)]
    notes = [reply.note for reply in draft.replies.values()]
    hows = [income.how for income in draft.incomes]
    return [
        re.sub(r"\s", "", text)
        for text in (*people, *notes, *hows, draft.applicant.identity.address, draft.phone)
        if text
    ]


def test_everything_that_was_entered_is_on_the_application(forms: FormSet, tmp_path: Path) -> None:
    text = reading.text_of(forms.application.pdf, tmp_path)

    assert [value for value in values_of(household.draft()) if value not in text] == []
    for sum_of_kind in ("33,600.00", "3,200.00", "1,200.00", "960.00", "38,000.00", "12,600.00"):
        assert sum_of_kind in text


def test_amounts_say_how_they_come_about(forms: FormSet, tmp_path: Path) -> None:
    text = reading.text_of(forms.application.pdf, tmp_path)

    assert "每年5,200元，扣成本2,000元" in text
    assert "建筑工地零工（2026年8月起没有了）" in text


def test_nothing_is_asked_that_must_not_be_asked(forms: FormSet, tmp_path: Path) -> None:
    text = "".join(reading.text_of(form.pdf, tmp_path) for form in all_forms(forms))

    assert [word for word in NOT_ASKED if word in text] == []


def test_a_question_that_nobody_asked_says_so(tmp_path: Path) -> None:
    draft = dataclasses.replace(household.draft(), replies={})

    form = make_forms(draft, household.office(), household.TODAY, "陈素华").application

    assert reading.text_of(form.pdf, tmp_path).count("未问") == 6


def test_promise_authorisation_and_notice_are_in_the_form(forms: FormSet, tmp_path: Path) -> None:
    text = reading.text_of(forms.application.pdf, tmp_path)

    for clause in (
        "都是真实、完整的",
        "及时告诉",
        "授权渠县青龙镇人民政府和县民政局",
        "到停止救助那天为止",
        "敏感个人信息",
        "不少于三年",
        "您的权利",
    ):
        assert clause in text


def test_who_decides_is_named_by_the_office(tmp_path: Path) -> None:
    county = dataclasses.replace(household.office(), confirmer="county", phone="")

    form = make_forms(household.draft(), county, household.TODAY, "陈素华").application

    text = reading.text_of(form.pdf, tmp_path)
    assert "由县民政局确认。" in text
    assert "电话：。" not in text


def test_where_nobody_has_said_who_decides_neither_is_named(tmp_path: Path) -> None:
    unknown = dataclasses.replace(household.office(), confirmer="")

    form = make_forms(household.draft(), unknown, household.TODAY, "陈素华").application

    assert "由依法有权确认的机关确认。" in reading.text_of(form.pdf, tmp_path)


def test_every_adult_has_a_page_and_no_child(forms: FormSet) -> None:
    members = [member.id for member in household.draft().members]

    assert [form.member for form in forms.authorisations] == members[:3]
    assert [form.pages for form in forms.authorisations] == [1, 1, 1]


def test_a_minor_is_marked_and_stands_on_the_page_of_a_parent(forms: FormSet, tmp_path: Path) -> None:
    pages = [reading.text_of(form.pdf, tmp_path) for form in forms.authorisations]

    assert "孙女（未成年）" in reading.text_of(forms.application.pdf, tmp_path)
    assert ["王雨欣" in page for page in pages] == [False, True, False]


def test_whoever_signs_later_writes_the_date(tmp_path: Path) -> None:
    draft = dataclasses.replace(household.draft(), sign_later={household.uid(2): "post"})

    forms = make_forms(draft, household.office(), household.TODAY, "陈素华")

    assert "2026年10月12日" not in reading.text_of(forms.authorisation(household.uid(2)).pdf, tmp_path)
    assert "2026年10月12日" in reading.text_of(forms.authorisation(household.uid(1)).pdf, tmp_path)


def test_whoever_signs_on_another_day_has_that_day_on_the_page(forms: FormSet, tmp_path: Path) -> None:
    blob = BlobRef("00" * 32, 1, "application/pdf")
    mark = Signature(household.uid(1), "pen", (blob,), blob, blob, 5, "", "", "2026-10-12")
    draft = dataclasses.replace(household.draft(), signatures=(mark,))

    again = make_forms(draft, household.office(), household.TODAY, "陈素华", today=date(2026, 10, 13))

    assert again.application == forms.application
    assert again.authorisations[0] == forms.authorisations[0]
    assert "2026年10月13日" in reading.text_of(again.authorisations[2].pdf, tmp_path)


def test_a_signature_does_not_change_the_papers(forms: FormSet) -> None:
    draft = dataclasses.replace(
        household.draft(), step="sign", sign_later={household.uid(2): "post"}, duplicate_reason="分户"
    )

    again = make_forms(draft, household.office(), household.TODAY, "陈素华")

    assert again.application == forms.application
    assert again.authorisations[0] == forms.authorisations[0]


def test_another_word_makes_another_edition(forms: FormSet) -> None:
    draft = dataclasses.replace(household.draft(), phone="13800000002")

    again = make_forms(draft, household.office(), household.TODAY, "陈素华")

    assert again.application.sha256 != forms.application.sha256
    assert (
        reading.codes_of(again.authorisations[0].pdf, 0)[0].text
        != reading.codes_of(forms.authorisations[0].pdf, 0)[0].text
    )


def test_the_same_input_gives_the_same_bytes(forms: FormSet) -> None:
    assert make_forms(household.draft(), household.office(), household.TODAY, "陈素华") == forms


def test_nobody_of_a_household_is_forgotten_in_any_size(tmp_path: Path) -> None:
    whole = household.large_draft()
    for count in (1, 2, 8):
        draft = dataclasses.replace(whole, members=whole.members[:count], incomes=(), replies={})
        text = reading.text_of(make_forms(draft, household.office(), household.TODAY, "陈").application.pdf, tmp_path)
        assert [one.identity.id_number for one in draft.members if one.identity.id_number not in text] == []


HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from("䶮㛃𬱖𠅤𨧀𪚥·0A")


@settings(max_examples=8)
@given(st.text(HAN, min_size=1, max_size=30), st.text(HAN, min_size=1, max_size=120))
def test_any_name_and_address_can_be_found_on_the_paper(name: str, address: str) -> None:
    draft = household.draft()
    who = dataclasses.replace(draft.applicant.identity, name=name, address=address)
    draft = draft.with_member(dataclasses.replace(draft.applicant, identity=who))

    page = pypdfium2.PdfDocument(make_forms(draft, household.office(), household.TODAY, "陈").application.pdf)[0]

    text = re.sub(r"\s", "", page.get_textpage().get_text_bounded())
    assert re.sub(r"\s", "", name) in text
    assert re.sub(r"\s", "", address) in text


def test_a_newer_program_s_words_are_printed_as_they_are(tmp_path: Path) -> None:
    draft = dataclasses.replace(household.draft(), programmes=("tekun",))

    text = reading.text_of(make_forms(draft, household.office(), household.TODAY, "陈").application.pdf, tmp_path)

    assert "tekun" in text


def test_every_code_of_a_member_has_its_word() -> None:
    words = resources.texts("codes")

    assert {"relation", "away", "health", "work", "disability_kind", "disability_grade"} <= set(words)
