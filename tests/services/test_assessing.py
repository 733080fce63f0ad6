"""The assessment at the window: of an application in the making and of a case, with what else is known here."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from app.domain.draft import PROPERTY_QUESTIONS, Draft, Reply
from app.domain.fact import Fact, plain
from app.domain.household import Member
from app.domain.income import Income
from app.domain.person import Identity
from app.domain.steps.aid import Changed
from app.domain.steps.decision import Confirmed
from app.domain.steps.means_check import Reported, Requested
from app.domain.steps.people import Died
from app.domain.steps.relief import EmergencyEnded, Given
from app.errors import Refused
from app.forms.form import Form
from app.ids import uuid7
from app.rules.assessment.finding import Result
from app.rules.assessment.household import Current
from app.rules.assessment.summary import Line
from app.services import assessing, assessment_words, intake, urgent
from app.services.assessing import Assessed
from app.services.assessment_paper import assessment_report
from app.services.desk import Desk
from app.services.local_rules import FOLDER
from tests.made_up.household import id_number
from tests.services.conftest import quickly_signed as signed
from tests.services.test_urgent import STRANDED

TODAY = date(2026, 10, 12)
LI = Identity("李春华", "female", "汉", "1990-01-02", id_number=id_number("1990-01-02", 24))
ALL_NO = {question.value: Reply("no") for question in PROPERTY_QUESTIONS}


@pytest.fixture
def poor(draft: Draft) -> Draft:
    """王德贵 with his wife in 青龙村, all asked, 100 yuan a year."""
    who = Identity("李桂兰", "female", "汉", "1961-01-02", id_number=id_number("1961-01-02", 22))
    wife = Member(uuid7(), who, relation="10", health="good", work="none")
    applicant = replace(draft.applicant, health="good", work="farm")
    told = replace(draft, members=(applicant, wife), village="青龙村", replies={**draft.replies, **ALL_NO})
    kinds = ("wage", "business", "property", "transfer")
    return replace(told, incomes=tuple(Income(kind, kind, applicant.id, amount_fen=2_500) for kind in kinds))


def accepted(desk: Desk, draft: Draft) -> str:
    return intake.accept(desk, signed(desk, draft)).case.id


def write(desk: Desk, case_id: str, kind: str, body: object) -> None:
    with desk.store.work(desk.author) as work:
        work.append([Fact(f"case:{case_id}", kind, 1, plain(body))])


def assessed(desk: Desk, case_id: str) -> Assessed:
    case = desk.store.case(case_id)
    assert case is not None
    return assessing.of_case(desk, case)


def line(found: Assessed, programme: str) -> Line:
    return next(one for one in found.lines if one.programme == programme)


def confirmed(programme: str, *members: str, from_month: str = "2026-10") -> Confirmed:
    return Confirmed("2026-10-12", programme, members, "县民政局", "o", "1", 10_000, from_month=from_month)


def test_a_draft_is_reckoned_as_it_is_typed(poor: Draft) -> None:
    found = assessing.live(poor, TODAY)

    assert (found.subject, found.found.members_counted, found.found.fen_per_month) == (poor.id, 2, Fraction(10_000, 12))
    assert line(found, "dibao").result is Result.ELIGIBLE
    assert found.unasked == ("spending",)
    assert found.name_of(poor.members[1].id) == "李桂兰"
    assert found.name_of("of nobody") == "of nobody"


def test_a_draft_is_assessed_with_what_the_window_knows(desk: Desk, poor: Draft) -> None:
    other = accepted(desk, poor)
    write(desk, other, "case.aid_given", Given("2026-10-12", "cash", "王德贵", "赵勇", "o", 30_000))
    write(desk, other, "case.aid_given", Given("2025-10-12", "cash", "王德贵", "赵勇", "o", 20_000))
    again = replace(intake.begin(desk), members=poor.members, village=poor.village)

    found = assessing.of_draft(desk, again)

    assert found.household.linshi_received_fen_this_year == 30_000
    assert found.found.on == desk.today()


def test_what_others_receive_does_not_concern_the_household(desk: Desk, poor: Draft, draft: Draft) -> None:
    stranger = replace(poor.members[1], id=uuid7(), identity=LI)
    case = accepted(desk, replace(poor, members=(poor.members[0], stranger)))
    write(desk, case, "case.confirmed", confirmed("dibao_danren", stranger.id))

    assert assessing.of_draft(desk, replace(draft, id=uuid7(), members=poor.members)).household.current == ()


def test_a_case_is_assessed_by_the_rules_of_its_acceptance(desk: Desk, poor: Draft) -> None:
    found = assessed(desk, accepted(desk, poor))

    assert (found.found.on, found.household.current, found.broken) == (TODAY, (), ())
    assert line(found, "dibao").fen_per_month == 2 * 62_000 - 833


def test_who_has_died_is_not_counted(desk: Desk, poor: Draft) -> None:
    case = accepted(desk, poor)
    died = Died(poor.members[1].id, "2026-10-12", "2026-10-12", "王德贵", "丈夫", "2027-01-12", "o")
    write(desk, case, "case.member_died", died)

    assert assessed(desk, case).found.members_counted == 1


def test_a_household_of_nobody_is_refused(desk: Desk, poor: Draft) -> None:
    case = accepted(desk, poor)
    for member in poor.members:
        died = Died(member.id, "2026-10-12", "2026-10-12", "邻居", "邻居", "2027-01-12", "o")
        write(desk, case, "case.member_died", died)

    with pytest.raises(Refused) as refused:
        assessed(desk, case)
    assert refused.value.code == "household.nobody"


def test_a_report_that_found_nothing_stands_for_the_property(desk: Desk, poor: Draft) -> None:
    case = accepted(desk, replace(poor, replies={"near_relative": Reply("no")}))
    assert line(assessed(desk, case), "dibao").result is Result.NEEDS_CONFIRMATION
    write(desk, case, "case.check_requested", Requested("2026-10-12", (poor.members[0].id,), "1", "o"))
    write(desk, case, "case.check_reported", Reported("2026-10-12", "2027-04-12", qualified=True, number="1", by="o"))

    assert line(assessed(desk, case), "dibao").result is Result.ELIGIBLE


def test_what_the_whole_household_receives_is_its_own(desk: Desk, poor: Draft) -> None:
    case = accepted(desk, poor)
    write(desk, case, "case.confirmed", confirmed("dibao", *(one.id for one in poor.members), from_month="2026-11"))

    assert assessed(desk, case).household.current == (Current("dibao", None, ""),)


def test_what_one_member_receives_is_his_alone(desk: Desk, poor: Draft) -> None:
    wife = poor.members[1].id
    case = accepted(desk, poor)
    write(desk, case, "case.confirmed", confirmed("tekun", wife))

    found = assessed(desk, case)

    assert found.household.current == (Current("tekun", wife, "2026-10"),)
    assert found.found.members_counted == 1


def test_aid_that_was_ended_is_not_received(desk: Desk, poor: Draft) -> None:
    case = accepted(desk, poor)
    write(desk, case, "case.confirmed", confirmed("tekun", poor.members[1].id))
    ended = Changed("2026-10-12", "stop", "income", 0, "2026-11", "就业", "48", "县民政局", "o", "2")
    write(desk, case, "case.aid_changed", ended)

    assert assessed(desk, case).household.current == ()


def test_a_stranger_in_need_is_assessed_alone(desk: Desk) -> None:
    found = assessed(desk, urgent.record(desk, replace(STRANDED, amount_fen=30_000)).id)

    assert line(found, "xiaoe_kuaijiu").result is Result.ELIGIBLE
    assert found.household.emergency is not None
    assert found.unasked == ()


def test_an_emergency_that_is_over_opens_nothing(desk: Desk) -> None:
    case = urgent.record(desk, STRANDED).id
    write(desk, case, "case.aid_given", Given("2026-10-12", "cash", "阿依古丽", "赵勇", "o", 30_000))
    write(desk, case, "case.emergency_ended", EmergencyEnded("2026-10-12", "2026-10-26", "o"))

    assert assessed(desk, case).household.emergency is None


def test_what_is_not_here_cannot_be_assessed(desk: Desk, poor: Draft) -> None:
    case = desk.store.case(accepted(desk, poor))
    assert case is not None

    with pytest.raises(Refused) as refused:
        assessing.of_case(desk, replace(case, accepted=None))
    assert refused.value.code == "case.content_missing"


def test_the_countys_values_are_used_and_a_broken_file_is_named(desk: Desk, poor: Draft) -> None:
    folder = desk.data / FOLDER
    folder.mkdir()
    (folder / "a.toml").write_text('id = "quxian-1"\n[dibao.standard]\nurban_fen = 90000\nrural_fen = 70000\n', "utf-8")
    (folder / "b.toml").write_text("不是规则", "utf-8")

    found = assessed(desk, accepted(desk, poor))

    assert line(found, "dibao").fen_per_month == 2 * 70_000 - 833
    assert (found.found.packs[-1], found.broken) == ("quxian-1", ("b.toml",))
    assert assessing.local_of(desk.data) is not None


# --- in words
def test_a_line_names_its_people_as_far_as_there_is_room(poor: Draft) -> None:
    blind = replace(poor.members[1], relation="97", disability_kind=1, disability_grade=1)
    many = tuple(replace(blind, id=f"m{nth}") for nth in range(9))
    few = assessing.live(replace(poor, members=(poor.members[0], *many[:2])), TODAY)
    crowd = assessing.live(replace(poor, members=(poor.members[0], *many)), TODAY)

    assert assessment_words.named(line(few, "canji_huli"), few) == "重度残疾人护理补贴（李桂兰、李桂兰）"
    assert assessment_words.named(line(crowd, "canji_huli"), crowd).endswith("、李桂兰 等 9 人）")
    assert assessment_words.named(line(few, "guer"), few) == "孤儿"
    assert assessment_words.called("xin_jiuzhu") == "xin_jiuzhu"


def test_amounts_are_a_month_or_once_or_not_known(desk: Desk, poor: Draft) -> None:
    found = assessing.live(poor, TODAY)
    folder = desk.data / FOLDER
    folder.mkdir()
    (folder / "a.toml").write_text("[linshi_jiuzhu.cap]\nfen_per_year = 1000000\n", "utf-8")
    needy = assessed(desk, urgent.record(desk, STRANDED).id)

    assert assessment_words.amount_of(line(found, "dibao")) == "每月 1,231.67 元"
    assert assessment_words.amount_of(line(found, "guer")) == ""
    assert assessment_words.amount_of(line(needy, "linshi_jiuzhu")) == "这次 300.00 元"


def test_incomes_that_nobody_asked_have_no_sum(poor: Draft) -> None:
    assert assessment_words.income_of(assessing.live(poor, TODAY)) == "每月 8.33 元，人均每月 4.17 元"
    assert assessment_words.income_of(assessing.live(replace(poor, incomes=()), TODAY)) == "收入还没问"


def test_a_referral_says_for_whom_it_is_and_what_is_recognised(poor: Draft) -> None:
    found = assessing.live(poor, TODAY)
    told = [assessment_words.referral_of(one, found) for one in found.found.opened]

    assert any("互认，不再核对收入财产：低保（整户）" in one for one in told)
    assert any("（李桂兰）" not in one for one in told)


# --- on paper
def report(desk: Desk, found: Assessed, number: str = "") -> Form:
    return assessment_report(desk, found, number)


def test_the_paper_of_an_assessment_is_the_same_each_time(desk: Desk, poor: Draft) -> None:
    case = accepted(desk, poor)
    number = "511725123-261012-0A-00147-L"
    form = report(desk, assessed(desk, case), number)

    assert (form.paper, form.sha256) == ("0", report(desk, assessed(desk, case), number).sha256)
    assert form.sha256 != report(desk, assessed(desk, case)).sha256
