"""What each programme demands, and the days that hang on it."""

from datetime import date

import pytest

from app.domain.case import Case
from app.domain.programme import Programme
from app.domain.steps.procedure import Pays
from app.errors import Refused
from app.rules.procedure import (
    check_valid_until,
    objection_due,
    procedure,
    procedure_of,
    supplement_due,
    yearly_cap_fen,
)
from tests.domain.steps.walk import Walk

ON = date(2026, 10, 12)
SORTED_INTO = [one.value for one in Programme if one is not Programme.BY_CLASS]


@pytest.mark.parametrize("programme", SORTED_INTO)
def test_every_programme_has_its_way_with_source_and_confidence(programme: str) -> None:
    found = procedure(programme, ON)

    assert (found.programme, bool(found.source)) == (programme, True)
    assert found.confidence in ("statute", "local", "unconfirmed")
    assert Pays(found.pays)


def test_rule_38_the_check_is_for_those_whose_means_count() -> None:
    checked = {one for one in SORTED_INTO if procedure(one, ON).check}

    assert checked == {"dibao", "dibao_danren", "dibao_bianyuan", "gangxing_zhichu", "tekun", "linshi_jiuzhu"}


def test_rule_43_no_notice_for_recognition_alone_children_and_quick_aid() -> None:
    posted = {one for one in SORTED_INTO if procedure(one, ON).notice}

    assert posted == {"dibao", "dibao_danren", "tekun", "linshi_jiuzhu"}
    assert not {one for one in posted if procedure(one, ON).pays == Pays.NOTHING}


def test_rule_46_only_for_temporary_aid_a_recognition_answers_the_check() -> None:
    assert {one for one in SORTED_INTO if procedure(one, ON).recognised} == {"linshi_jiuzhu"}


def test_quick_aid_is_for_emergencies_and_only_an_end_of_tekun_is_posted() -> None:
    assert [one for one in SORTED_INTO if procedure(one, ON).emergency] == ["xiaoe_kuaijiu"]
    assert [one for one in SORTED_INTO if procedure(one, ON).notice_at_end] == ["tekun"]
    assert [one for one in SORTED_INTO if procedure(one, ON).ends_next_month] == ["tekun"]


def test_children_and_the_subsidies_for_the_disabled_are_the_county_s() -> None:
    by_county = {one for one in SORTED_INTO if procedure(one, ON).by_county}

    assert by_county == {"canji_shenghuo", "canji_huli", "guer", "shishi_wuren_fuyang"}


def test_an_unknown_programme_and_a_case_that_is_not_accepted_have_no_way() -> None:
    with pytest.raises(Refused, match=r"rules\.missing"):
        procedure("butie_2030", ON)
    with pytest.raises(Refused, match="not_accepted_yet"):
        procedure_of(Case("c", "t"))
    assert procedure_of(Walk("by_class").case).programme == "dibao"


def test_the_days_that_the_county_has_to_confirm() -> None:
    assert check_valid_until(date(2026, 8, 31)) == date(2027, 2, 28)
    assert objection_due(date(2026, 10, 12)) == "2026-10-19"
    assert objection_due(date(2031, 1, 6)) == ""
    assert supplement_due(date(2026, 10, 12)) == "2026-10-26"
    assert supplement_due(date(2031, 1, 6)) == ""
    assert yearly_cap_fen(ON) == 1_000_000
