"""A county's own periods and desk values: over the program's, but never longer than a statute."""

import json
from datetime import date
from pathlib import Path

import pytest

from app.errors import Refused
from app.rules.county import Local
from app.rules.deadlines import deadlines, latest_notice, referral_due, urgent_due
from app.rules.difference import Difference, differences
from app.rules.due import Step, due, limit, period
from app.rules.local import SCHEMA, read_local
from app.rules.procedure import check_valid_until, objection_due, supplement_due, yearly_cap_fen
from app.rules.remedy import remedy
from resources import text
from tests.rules.home import home, income, off, person, told
from ui.cli import main

DAY = date(2026, 5, 11)
NOTICE = '[dibao.due]\nstep = "notice_end"\ncount = 7\nunit = "working_days"\n'


def local(written: str) -> Local:
    return read_local(written.encode())


def period_of(programme: str, step: str, count: int, unit: str, more: str = "") -> str:
    return f'[{programme}.due]\nstep = "{step}"\ncount = {count}\nunit = "{unit}"\n{more}'


def test_where_no_rule_says_the_county_does_and_is_named() -> None:
    pack = local('id = "quxian"\nsource = "渠县民政局通知"\n' + period_of("tekun", "confirm", 20, "working_days"))
    assert due("tekun", "confirm", DAY, "township").due is None
    found = due("tekun", "confirm", DAY, "township", pack)
    assert (found.due, found.source, found.confidence) == ("2026-06-08", "渠县民政局通知", "local")


def test_a_notice_may_hang_working_days_and_the_last_day_for_it_follows() -> None:
    assert due("dibao", "notice_end", DAY).due == "2026-05-18"
    assert due("dibao", "notice_end", DAY, local=local(NOTICE)).due == "2026-05-20"
    decided_by = date(2026, 6, 8)
    assert latest_notice(decided_by, "dibao").isoformat() == "2026-05-29"
    assert latest_notice(decided_by, "dibao", local=local(NOTICE)).isoformat() == "2026-05-27"


def test_a_period_for_one_who_confirms_goes_before_the_one_for_both() -> None:
    one = '[[tekun.due]]\neffective_from = "2026-01-01"\nstep = "confirm"\ncount = 30\nunit = "working_days"\n'
    other = one.replace("30", "20") + 'confirmer = "township"\n'
    for pack in (local(one + other), local(other + one)):
        assert due("tekun", "confirm", DAY, "township", pack).count == 20
        assert due("tekun", "confirm", DAY, "county", pack).count == 30


@pytest.mark.parametrize(
    "written",
    [
        period_of("dibao", "confirm", 31, "working_days"),
        period_of("dibao", "confirm", 21, "working_days", 'confirmer = "township"\n'),
        period_of("dibao", "refusal_notice", 3, "days"),
        period_of("gangxing_zhichu", "valid_until", 24, "months"),
        period_of("tekun", "reassess_self_care", 15, "working_days", 'effective_from = "2030-01-01"\n'),
    ],
)
def test_what_a_statute_sets_is_not_made_longer_nor_counted_otherwise(written: str) -> None:
    with pytest.raises(Refused) as error:
        local(written)
    assert error.value.code == "local.longer"
    assert text("errors", "refused.local.longer", **error.value.facts)


@pytest.mark.parametrize(
    "written",
    [
        period_of("dibao", "confirm", 15, "working_days", 'confirmer = "township"\n'),
        period_of("dibao", "confirm", 30, "working_days", 'confirmer = "county"\n'),
        period_of("dibao", "death_change", 4, "months", 'effective_to = "2022-10-19"\n'),
        period_of("linshi_jiuzhu", "supplement_papers", 20, "working_days"),
    ],
)
def test_what_is_shorter_or_stands_in_no_statute_is_taken(written: str) -> None:
    assert local(written).entries


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('[tekun.due]\nstep = "confirm"\ncount = 3\n', "lacks"),
        (period_of("tekun", "luck", 3, "days"), "value"),
        (period_of("tekun", "confirm", 3, "weeks"), "value"),
        (period_of("tekun", "confirm", 1_000, "days"), "value"),
        (period_of("tekun", "confirm", 3, "days", "rolls = 1\n"), "value"),
        ("[procedure.check_validity]\nmonths = 99999999\n", "value"),
        ('[desk.department]\nfield = "medical"\n', "lacks"),
        ("[procedure.procedure]\nnotice = false\n", "unknown"),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_a_sentence(written: str, code: str) -> None:
    with pytest.raises(Refused) as error:
        local(written)
    assert error.value.code == f"local.{code}"


@pytest.mark.parametrize("step", ["confirm", "notice_end", "first_payment_month", "recheck"])
def test_one_person_in_dibao_has_the_periods_of_dibao(step: str) -> None:
    assert due("dibao_danren", step, DAY, "township") == due("dibao", step, DAY, "township")
    assert period("dibao_danren", Step.NOTICE_END, DAY) == 7
    with pytest.raises(Refused):
        limit("dibao_danren", Step.QUICK_AID, DAY)


def test_the_countys_values_reach_the_desk() -> None:
    pack = local(
        "[procedure.check_validity]\nmonths = 3\n[procedure.objection]\nworking_days = 3\n"
        "[desk.referral]\nworking_days = 5\n[linshi_jiuzhu.cap]\nfen_per_year = 500000\n"
        '[remedy.remedy]\ncourt = "渠县人民法院"\n'
        + period_of("linshi_jiuzhu", "supplement_papers", 5, "working_days")
        + period_of("xiaoe_kuaijiu", "quick_aid", 2, "days")
        + period_of("dibao", "start_investigation", 2, "working_days")
    )
    assert [str(check_valid_until(DAY, one)) for one in (None, pack)] == ["2026-11-11", "2026-08-11"]
    assert [objection_due(DAY, one) for one in (None, pack)] == ["2026-05-18", "2026-05-14"]
    assert [supplement_due(DAY, one) for one in (None, pack)] == ["2026-05-25", "2026-05-18"]
    assert [str(referral_due(date(2026, 9, 1), one)) for one in (None, pack)] == ["2026-09-15", "2026-09-08"]
    assert [str(urgent_due(DAY, one)) for one in (None, pack)] == ["2026-05-14", "2026-05-13"]
    assert [str(deadlines(DAY, "township", one).visit_by) for one in (None, pack)] == ["2026-05-14", "2026-05-13"]
    assert [yearly_cap_fen(DAY, one) for one in (None, pack)] == [1_000_000, 500_000]
    assert [remedy(DAY, one).court for one in (None, pack)] == ["人民法院", "渠县人民法院"]
    assert remedy(DAY, pack).review_days == 60


def test_the_difference_names_the_step() -> None:
    changed = differences(None, local(NOTICE))
    assert Difference("dibao", "due", ("notice_end",), "unit", "2021-07-01", "days", "working_days") in changed


def test_yimen_due_takes_a_countys_pack(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pack = tmp_path / "county.toml"
    pack.write_text(NOTICE)
    assert main(["due", "dibao", "notice_end", "2026-05-11", "--local", str(pack), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == "2026-05-20"


def test_every_programme_with_periods_may_have_the_countys() -> None:
    assert all("due" in names for name, names in SCHEMA.items() if name not in {"dibao_danren", *_NO_PERIODS})


_NO_PERIODS = ("procedure", "desk", "remedy", "place")


@pytest.mark.parametrize(("per", "fen"), [("kind", 9_600), ("person", 6_600), ("household", 4_600)])
def test_rule_19_the_county_may_let_a_loss_of_one_kind_reach_further(per: str, fen: int) -> None:
    """Wages 3600, a shop that loses 3000; a wife with 1000 of costs in a business without income; 6000 of a child."""
    file = home(
        person(),
        person("m2", "10"),
        person("m3", "20"),
        incomes=[income(3_600), income(2_000, "business"), income(6_000, member="m3")],
        deductions=[off(5_000, "operating_cost"), off(2_000, "operating_cost", "m2")],
    )
    whole = told(file, f'[dibao.floor]\nper = "{per}"\n')["household"]["fen_per_month"]
    num, den = map(int, whole.split("/"))
    assert num * 12 == fen * den
