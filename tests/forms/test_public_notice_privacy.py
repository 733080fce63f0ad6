"""What hangs in a village says nothing of a household that a wall may not say (最低生活保障审核确认办法 24).

Made-up households with everything that must not be seen: the text and the metadata of the poster and of the list of
results are searched for all of it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pypdfium2
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.domain.case import Case
from app.domain.course import Presented
from app.domain.draft import Reply
from app.domain.household import Member
from app.domain.income import Income
from app.domain.person import Identity, is_adult_by
from app.domain.steps import shown
from app.domain.visit import Agent
from app.errors import Refused
from app.forms.form import Form
from app.forms.poster import Announcement, Poster, make_announcement, make_poster
from tests.forms import step_facts as facts
from tests.forms.step_cases import POSTER, SAID, accepted, proposed
from tests.made_up import household

DAY = "2026-10-28"
HEALTH = ("残疾", "慢病", "大病", "精神", "智力", "肢体", "护理", "艾滋", "诊断", "服刑", "戒毒", "一级", "二级")
SURNAMES = "王李周陈罗邓刘杨"
GIVEN = "德贵桂兰建军雨欣浩然小琼天才素华秀英大山"
NAMES = st.builds(lambda first, rest: first + rest, st.sampled_from(SURNAMES), st.text(GIVEN, min_size=2, max_size=2))
HOUSES = st.builds(
    lambda number, unit: f"{number}{unit}",
    st.integers(1, 999),
    st.sampled_from(["号", "号附2号", "栋3单元2404室", "幢2号"]),
)


class Secret(NamedTuple):
    """A household and all that is known of it and must not hang anywhere."""

    case: Case
    texts: tuple[str, ...]
    numbers: tuple[str, ...]
    minors: tuple[str, ...]


@st.composite
def members(draw: st.DrawFn) -> tuple[Member, ...]:
    births = draw(st.lists(st.dates(date(1940, 1, 1), date(2026, 9, 30)), min_size=1, max_size=7))
    names = draw(st.lists(NAMES, min_size=len(births), max_size=len(births), unique=True))
    return tuple(
        Member(
            household.uid(300 + nth),
            Identity(name, "male", "汉", birth.isoformat(), "四川省渠县青龙镇青龙村3组17号", number(birth, nth)),
            "01" if nth == 0 else "97",
            health="disabled",
            disability_kind=draw(st.integers(1, 7)),
            disability_grade=draw(st.integers(1, 4)),
        )
        for nth, (name, birth) in enumerate(zip(names, births, strict=True))
    )


def number(birth: date, nth: int) -> str:
    return household.id_number(birth.isoformat(), 201 + nth)


@st.composite
def secrets(draw: st.DrawFn) -> Secret:
    people = draw(members())
    phone = f"139{draw(st.integers(10_000_000, 99_999_999))}"
    house, account = draw(HOUSES), f"6217{draw(st.integers(10**14, 10**15 - 1))}"
    income = draw(st.integers(1_234, 98_765)) * 100 + draw(st.integers(1, 99))
    told = accepted(
        draw(st.sampled_from(["dibao", "dibao_danren", "tekun"])),
        people,
        phone=phone,
        village=draw(st.sampled_from(["青龙村", f"青龙村{house}", f"青龙村 {phone}"])),
        group=draw(st.sampled_from(["3", "七", f"3组{house}", f"移民点{house}", people[0].identity.id_number])),
        residence=f"青龙村{house}",
        incomes=(Income("i", "wage", people[0].id, "打工", income),),
        replies={"deposit": Reply("yes", f"存折 {account}")},
    )
    guardian = draw(st.sampled_from([None, Agent("石生荣", reason="guardian"), Agent("石生荣", reason="elsewhere")]))
    of_head = replace(facts.head(SAID, told.programmes[0]), people=people)
    paid = replace(facts.account(of_head), account=account)
    made = facts.confirmed(of_head, monthly_fen=70_000)
    opinion = replace(
        facts.proposed(SAID, of_head), monthly_fen=70_000, tier="全护理", reckoning=f"收入 {income / 100}"
    )
    case = proposed(of=told, opinion=opinion, confirmed=made, account=paid)
    case = replace(case, presented=Presented("walk_in", "id_card", guardian) if guardian else None)
    ids = tuple(one.identity.id_number for one in people)
    minors = tuple(one.identity.name for one in people if not is_adult_by(one.identity.birth, DAY))
    return Secret(case, (house, f"{income / 100:,.2f}", f"{income / 100:.2f}"), (*ids, phone, account), minors)


def runs(secret: str) -> Iterator[str]:
    """Every eight digits in a row of a number."""
    return (secret[at : at + 8] for at in range(len(secret) - 7))


def on_the_wall(form: Form) -> str:
    """All that a PDF says: its text and its metadata; its day is the same in every file of ours."""
    document = pypdfium2.PdfDocument(form.pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    told = {name: value for name, value in document.get_metadata_dict().items() if not name.endswith("Date")}
    return unicodedata.normalize("NFKC", re.sub(r"\s", "", text + str(told)))


def posters(case: Case) -> tuple[Form, Form]:
    office = household.office()
    line, given_line = shown.proposed(case, DAY), shown.aided(case, DAY)
    poster = Poster(POSTER, "GS-2026-0012", "青龙村", (line,), 7, "窗口", office, DAY, "2026-11-04")
    return make_poster(poster), make_announcement(Announcement("青龙村", DAY, (given_line,), "窗口", office))


def allowed(text: str) -> str:
    """The text without what the office says of itself: its phone, numbers and days."""
    return text.replace("0818-0000000", "").replace("GS-2026-0012", "")


@settings(max_examples=50, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(secrets())
def test_nothing_that_a_wall_may_not_say_hangs_in_the_village(secret: Secret) -> None:
    for form in posters(secret.case):
        text = allowed(on_the_wall(form))

        assert [run for one in secret.numbers for run in runs(one) if run in text] == []
        assert [one for one in (*secret.texts, *secret.minors, *HEALTH) if one in text] == []
        assert b"/Image" not in form.pdf.replace(b"/ImageB", b"").replace(b"/ImageC", b"").replace(b"/ImageI", b"")


def test_what_is_meant_to_be_seen_is_there() -> None:
    for form in posters(proposed(confirmed=facts.confirmed(facts.head(SAID)))):
        text = on_the_wall(form)

        for said in ("王德贵", "青龙村3组", "4人", "最低生活保障", "693.33元/月", "0818-0000000"):
            assert said in text


def test_a_child_who_is_a_stranger_to_everybody_is_refused_rather_than_named() -> None:
    child = Member("c", Identity("王雨欣", birth="2015-09-10"), "01")
    twin = Presented("walk_in", "id_card", Agent("王雨欣", reason="guardian"))
    case = replace(proposed(of=accepted("tekun", (child,))), presented=twin)

    with pytest.raises(Refused, match=r"notice\.private"):
        shown.proposed(case, DAY)
