"""Somebody who comes for the applicant is named on the papers, and signs only as what they are."""

import dataclasses
from pathlib import Path

from app.domain.visit import Agent, AgentReason
from app.forms.form import FormSet
from app.forms.papers import make_forms
from tests.forms import reading
from tests.forms.test_desk_papers import overlapping
from tests.made_up import household

NEIGHBOUR = Agent("李四", "", "邻居", AgentReason.CANNOT_COME.value)
GUARDIAN = Agent("王五", "", "", AgentReason.GUARDIAN.value)


def forms_of(agent: Agent | None) -> FormSet:
    return make_forms(
        dataclasses.replace(household.draft(), agent=agent), household.office(), household.TODAY, "陈素华"
    )


def test_an_agent_is_named_and_signs_as_an_agent(tmp_path: Path) -> None:
    forms = forms_of(NEIGHBOUR)

    text = reading.text_of(forms.application.pdf, tmp_path)
    assert text.count("李四（邻居）") == 2
    assert "代办人签字：" in text
    assert "不代申请人签授权" in text
    assert "李四" not in reading.text_of(forms.authorisations[0].pdf, tmp_path)


def test_a_guardian_signs_in_the_place_of_the_applicant_and_of_nobody_else(tmp_path: Path) -> None:
    forms = forms_of(GUARDIAN)

    texts = [reading.text_of(form.pdf, tmp_path) for form in forms.authorisations]
    for said in ("法定代理人：王五", "法定代理人签字，代授权人授权"):
        assert [said in text for text in texts] == [True, False, False]
    assert "法定代理人签字：" in reading.text_of(forms.application.pdf, tmp_path)


def test_nobody_is_spoken_of_who_is_not_there(forms: FormSet, tmp_path: Path) -> None:
    assert forms_of(Agent("", relation="邻居")).authorisations[0].pages == 1
    for agent in (None, Agent(" ", reason=AgentReason.GUARDIAN.value)):
        text = reading.text_of(forms_of(agent).application.pdf, tmp_path)
        assert "代办人" not in text
    assert "法定代理人签字" not in reading.text_of(forms.authorisations[0].pdf, tmp_path)


def test_the_same_matter_is_ticked_by_default(forms: FormSet, tmp_path: Path) -> None:
    assert "☑申请社会救助（由乡镇按类认定）" in reading.text_of(forms.application.pdf, tmp_path)
    box = next(word for word in reading.words_of(forms.application.pdf, tmp_path) if word.text == "☑")
    inside = (box.left + 1, (box.top + box.bottom) / 2 - 0.8, box.right - box.left - 2, 1.8)
    assert reading.dark_share(forms.application.pdf, box.page, inside) > 0.1


def test_small_households_have_no_nearly_empty_page(tmp_path: Path) -> None:
    whole = household.draft()
    for count in (1, 2, 3):
        members = whole.members[:count]
        incomes = tuple(one for one in whole.incomes if one.member in {member.id for member in members})
        draft = dataclasses.replace(whole, members=members, incomes=incomes)
        form = make_forms(draft, household.office(), household.TODAY, "陈素华").application

        words = [word for word in reading.words_of(form.pdf, tmp_path) if 47 < word.top < 280]
        filled = [max(word.bottom for word in words if word.page == page) - 47 for page in range(form.pages)]
        assert min(filled) > 231 / 4, (count, filled)


def test_long_names_of_guardian_officer_and_office_stay_apart(tmp_path: Path) -> None:
    name = household.large_draft().applicant.identity.name
    draft = dataclasses.replace(household.draft(), agent=dataclasses.replace(GUARDIAN, name=name, relation="父亲"))
    office = dataclasses.replace(household.office(), name="四川省达州市渠县清溪场镇人民政府社会事务办公室")

    forms = make_forms(draft, office, household.TODAY, name)

    for form in (forms.application, forms.authorisations[0]):
        words = reading.words_of(form.pdf, tmp_path)
        assert [word for word in words if word.right > 190.7] == []
        assert overlapping(words) == []
        assert reading.text_of(form.pdf, tmp_path).count(name) >= 2
