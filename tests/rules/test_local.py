"""A county's own pack: checked, laid over the program's values, and shown as a difference."""

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from app.errors import Refused
from app.rules.county import Local, found
from app.rules.difference import Difference, differences
from app.rules.local import SCHEMA, read_local
from app.rules.pack import pack_id
from resources import text
from tests.rules.home import finding, home, told

EXAMPLE = resources.path("rules/local-example.toml")
RAISED = """
id = "quxian-2026.1"
source = "渠县民政局 2026年9月通知"
[[dibao.standard]]
effective_from = "2026-07-01"
effective_to = ""
rural_fen = 65000
"""


def local(written: str) -> Local:
    return read_local(written.encode())


def refused(written: str) -> Refused:
    with pytest.raises(Refused) as error:
        local(written)
    assert text("errors", f"refused.{error.value.code}", **error.value.facts)
    return error.value


def test_the_example_shows_everything_that_a_county_may_set() -> None:
    shown = tomllib.loads(EXAMPLE.read_text("utf-8"))
    for programme, names in SCHEMA.items():
        for name, keys in names.items():
            entries = shown[programme][name] if isinstance(shown[programme][name], list) else [shown[programme][name]]
            assert set(keys) <= set().union(*entries), f"{programme}.{name}"
    assert told(home(), EXAMPLE.read_text("utf-8"))["packs"][-1] == "quxian-example"


def test_a_countys_value_holds_from_its_day_and_names_its_source() -> None:
    assert finding(home(on="2026-06-30"), "dibao", local=RAISED)["fen_per_month"] == 62_000
    found_now = finding(home(on="2026-07-01"), "dibao", local=RAISED)
    assert found_now["fen_per_month"] == 65_000
    assert any("渠县民政局 2026年9月通知" in one["source"] for one in found_now["reasons"])
    assert told(home(on="2026-07-01"), RAISED)["packs"] == [*told(home())["packs"], "quxian-2026.1"]


def test_a_key_that_the_county_leaves_out_stays_as_it_was() -> None:
    assert finding(home(on="2026-07-01", residence="urban"), "dibao", local=RAISED)["fen_per_month"] == 82_600


def test_a_single_value_without_dates_always_holds() -> None:
    always = "[dibao.standard]\nurban_fen = 90000\nrural_fen = 70000\n"
    assert finding(home(on="2022-01-01"), "dibao", local=always)["fen_per_month"] == 70_000


def test_a_date_of_toml_is_a_date_too() -> None:
    written = "[[dibao.standard]]\neffective_from = 2026-07-01\nrural_fen = 65000\n"
    assert finding(home(on="2026-07-01"), "dibao", local=written)["fen_per_month"] == 65_000


def test_a_county_fills_a_rule_and_makes_none() -> None:
    """Before its document there was no quick aid, whatever a pack without dates says."""
    early = home(on="2025-05-11", emergency={"kind": "fire", "fen_needed": 100})
    assert finding(early, "xiaoe_kuaijiu", local="[xiaoe_kuaijiu.limit]\nstandards = 2\n")["result"] == "not_eligible"
    assert found(
        local("[dibao.excluded]\nitem = 'rent'\ncounts = 'no'\n"), "dibao", "excluded", date(2020, 1, 1), item="rent"
    )


def test_what_the_county_fills_keeps_the_source_of_the_rule() -> None:
    one = found(
        local(RAISED + "[canji_huli.disability]\nwidened = 'no'\n"), "canji_huli", "disability", date(2026, 9, 1)
    )
    assert one is not None
    assert one.source == "国发〔2015〕52号；渠县民政局 2026年9月通知"


@pytest.mark.parametrize(
    ("written", "code", "place"),
    [
        ("[yibao.standard]\nfen = 1\n", "unknown", "yibao"),
        ("[dibao.bonus]\nfen = 1\n", "unknown", "dibao.bonus"),
        ("[dibao.standard]\nrural = 1\n", "unknown", "dibao.standard.rural"),
        ("dibao = 1\n", "value", "dibao"),
        ("[dibao]\nstandard = 1\n", "value", "dibao.standard"),
        ("[dibao.standard]\nrural_fen = -1\n", "value", "dibao.standard.rural_fen"),
        ("[dibao.standard]\nrural_fen = 620.5\n", "value", "dibao.standard.rural_fen"),
        ("[dibao.standard]\nrural_fen = true\n", "value", "dibao.standard.rural_fen"),
        ("[dibao.standard]\nrural_fen = 999999999999999\n", "value", "dibao.standard.rural_fen"),
        ("[dibao.amount]\nmode = 'gift'\n", "value", "dibao.amount.mode"),
        ("[dibao.tier]\nrural = { A = 'much' }\n", "value", "dibao.tier.rural"),
        ("[dibao.tier]\nrural = 1\n", "value", "dibao.tier.rural"),
        ("[dibao.tapering]\ncauses = ['luck', 1]\n", "value", "dibao.tapering.causes"),
        ("[dibao.excluded]\nitem = 1\ncounts = 'no'\n", "value", "dibao.excluded.item"),
        ("[dibao_danren.household]\nclasses = 'dibao'\n", "value", "dibao_danren.household.classes"),
        ("[dibao.standard]\nsource = 1\n", "value", "dibao.standard.source"),
        ("[dibao.standard]\nconfidence = 'sure'\n", "value", "dibao.standard.confidence"),
        ("[dibao.standard]\neffective_from = '2026-07'\n", "value", "dibao.standard.effective_from"),
        ("[dibao.standard]\neffective_to = 7\n", "value", "dibao.standard.effective_to"),
        ("[dibao.excluded]\ncounts = 'no'\n", "lacks", "dibao.excluded"),
        ("[dibao.excluded]\nitem = 'rent'\n", "lacks", "dibao.excluded"),
        ("id = 1\n", "value", "id, source"),
    ],
)
def test_what_may_not_stand_in_it_is_refused_with_its_place(written: str, code: str, place: str) -> None:
    error = refused(written)
    assert (error.code, error.facts["place"]) == (f"local.{code}", place)


def series(*periods: tuple[str, str], name: str = "dibao.standard", more: str = "rural_fen = 1") -> str:
    return "".join(f'[[{name}]]\neffective_from = "{a}"\neffective_to = "{b}"\n{more}\n' for a, b in periods)


@pytest.mark.parametrize(
    ("periods", "code"),
    [
        ([("2026-01-01", "2026-06-30"), ("2026-06-30", "")], "overlap"),
        ([("2026-01-01", ""), ("2026-07-01", "")], "overlap"),
        ([("2026-01-01", "2026-06-29"), ("2026-07-01", "")], "gap"),
        ([("2026-07-01", "2026-06-30")], "backwards"),
    ],
)
def test_an_overlap_and_a_gap_are_refused(periods: list[tuple[str, str]], code: str) -> None:
    assert refused(series(*periods)).code == f"local.{code}"
    assert refused(series(*reversed(periods))).code == f"local.{code}"


def test_periods_that_follow_each_other_are_taken_in_any_order() -> None:
    assert local(series(("2026-07-01", ""), ("2026-01-01", "2026-06-30"))).entries["dibao"]["standard"]
    two = series(("2026-01-01", ""), name="dibao.excluded", more='counts = "no"\nitem = "rent"')
    other = series(("2026-01-01", ""), name="dibao.excluded", more='counts = "no"\nitem = "gifts"')
    assert len(local(two + other).entries["dibao"]["excluded"]) == 2


def test_one_of_several_without_a_beginning_is_refused() -> None:
    assert refused("[[dibao.standard]]\nrural_fen = 1\n[[dibao.standard]]\nrural_fen = 2\n").code == "local.lacks"


@pytest.mark.parametrize("written", [b"\xff", b"[", b"a = ", b"x = " + b"[" * 20_000])
def test_what_is_no_toml_is_refused(written: bytes) -> None:
    with pytest.raises(Refused) as error:
        read_local(written)
    assert error.value.code == "local.unreadable"


@given(written=st.binary(max_size=100) | st.text(max_size=100).map(str.encode))
def test_any_bytes_give_a_pack_or_a_sentence(written: bytes) -> None:
    try:
        assert isinstance(read_local(written), Local)
    except Refused as error:
        assert text("errors", f"refused.{error.code}", **error.facts)


def test_the_difference_says_what_changes_and_since_when() -> None:
    assert differences(None, local(RAISED)) == (
        Difference("dibao", "standard", (), "rural_fen", "2026-07-01", 62_000, 65_000),
    )
    assert differences(local(RAISED), local(RAISED)) == ()


def test_the_difference_tells_of_a_value_that_ends_and_of_one_that_is_taken_back() -> None:
    limited = local(series(("2026-07-01", "2026-12-31"), more="rural_fen = 65000"))
    assert differences(local(RAISED), limited) == (
        Difference("dibao", "standard", (), "rural_fen", "2027-01-01", 65_000, 62_000),
    )
    assert differences(local(RAISED), local("")) == (
        Difference("dibao", "standard", (), "rural_fen", "2026-07-01", 65_000, 62_000),
    )


def test_the_difference_names_the_item_and_what_had_no_value() -> None:
    changed = local(
        "[dibao.excluded]\nitem = 'basic_pension_central'\ncounts = 'no'\n[gangxing_zhichu.ratio]\npercent = 60\n"
    )
    said: list[Any] = [(one.name, one.which, one.since, one.before, one.after) for one in differences(None, changed)]
    assert ("excluded", ("basic_pension_central",), "2026-01-01", "open", "no") in said
    assert ("ratio", (), "0001-01-01", None, 60) in said


def test_every_pack_that_a_county_may_fill_is_there() -> None:
    assert all(pack_id(programme) for programme in SCHEMA)
