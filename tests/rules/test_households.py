"""Households with the answers that a careful officer expects: who counts, income, property, amounts."""

import pytest

from tests.rules.home import (
    BOTH,
    OLD,
    Document,
    home,
    income,
    kid,
    off,
    owned,
    person,
    receives,
    told,
)

E, N, C = "eligible", "not_eligible", "needs_confirmation"
H4 = {"kind": 4, "grade": 2}
CASES: list[tuple[str, Document, str, dict[str, str], int | None]] = [
    ("below", home(incomes=[income(743999)]), "", {"dibao": E}, None),
    ("equal std", home(incomes=[income(744000)]), "", {"dibao": N, "dibao_bianyuan": E}, None),
    ("929.99", home(incomes=[income(92999 * 12)]), "", {"dibao": N, "dibao_bianyuan": E}, None),
    ("930", home(incomes=[income(93000 * 12)]), "", {"dibao_bianyuan": N, "dibao": N}, None),
    ("urban 1238.99", home(residence="urban", incomes=[income(123899 * 12)]), "", {"dibao_bianyuan": E}, None),
    ("urban 1239", home(residence="urban", incomes=[income(123900 * 12)]), "", {"dibao_bianyuan": N}, None),
    (
        "domain19",
        home(
            person(),
            person("m2", "10"),
            kid("m3"),
            incomes=[income(960000), income(520000, "business"), income(120000, "transfer")],
            deductions=[off(200000, "operating_cost")],
        ),
        "",
        {"dibao": E},
        69333,
    ),
    ("prop unknown below", home(property=owned(dibao="unknown")), "", {"dibao": C, "dibao_bianyuan": C}, None),
    (
        "prop unknown above",
        home(property={}, incomes=[income(93000 * 12)]),
        "",
        {"dibao": N, "dibao_bianyuan": N},
        None,
    ),
    ("prop over dibao ok bianyuan", home(property=owned(dibao="over")), "", {"dibao": N, "dibao_bianyuan": E}, None),
    (
        "prop over dibao unknown bianyuan",
        home(property=owned(dibao="over", bianyuan="unknown")),
        "",
        {"dibao": N, "dibao_bianyuan": C},
        None,
    ),
    ("incomes null", home(incomes=None), "", {"dibao": C, "dibao_bianyuan": C, "gangxing_zhichu": C}, None),
    ("residence null", home(residence=None), "", {"dibao": C}, None),
    (
        "pension 2025",
        home(on="2025-12-31", incomes=[income(700000), income(500000, "transfer", "basic_pension_central")]),
        "",
        {"dibao": E},
        None,
    ),
    (
        "pension 2026 matters",
        home(incomes=[income(700000), income(500000, "transfer", "basic_pension_central")]),
        "",
        {"dibao": C},
        None,
    ),
    (
        "pension 2026 no matter",
        home(incomes=[income(100000), income(5000, "transfer", "basic_pension_central")]),
        "",
        {"dibao": E},
        None,
    ),
    (
        "pension 2026 tekun",
        home(person(**OLD), incomes=[income(700000, "other"), income(500000, "transfer", "basic_pension_central")]),
        "",
        {"tekun/m1": E},
        None,
    ),
    (
        "old age allow",
        home(incomes=[income(740000), income(500000, "transfer", "old_age_allowance")]),
        "",
        {"dibao": E},
        None,
    ),
    (
        "scholarship",
        home(
            incomes=[
                income(740000),
                income(500000, "transfer", "scholarship"),
                income(5000000, "transfer", "government_aid"),
            ]
        ),
        "",
        {"dibao": E},
        None,
    ),
    (
        "business loss",
        home(incomes=[income(700000), income(100, "business")], deductions=[off(600000, "operating_cost")]),
        "",
        {"dibao": E},
        None,
    ),
    (
        "business loss not eat",
        home(incomes=[income(800000), income(100, "business")], deductions=[off(600000, "operating_cost")]),
        "",
        {"dibao": N},
        None,
    ),
    (
        "work cost > wage other",
        home(incomes=[income(100), income(800000, "transfer")], deductions=[off(600000, "work_cost")]),
        "",
        {"dibao": N},
        None,
    ),
    ("stopped", home(incomes=[income(800000, stopped="2026-04")]), "", {"dibao": C}, None),
    (
        "danren 4/2",
        home(
            person(disability=H4),
            incomes=[income(800000)],
        ),
        "",
        {"dibao": N, "dibao_bianyuan": E, "dibao_danren/m1": E},
        None,
    ),
    (
        "danren 2/3",
        home(person(disability={"kind": 2, "grade": 3}), incomes=[income(800000)]),
        "",
        {"dibao_danren/m1": N},
        None,
    ),
    (
        "danren 5/3",
        home(person(disability={"kind": 5, "grade": 3}), incomes=[income(800000)]),
        "",
        {"dibao_danren/m1": E},
        None,
    ),
    (
        "danren 6/3",
        home(person(disability={"kind": 6, "grade": 3}), incomes=[income(800000)]),
        "",
        {"dibao_danren/m1": E},
        None,
    ),
    (
        "danren 6/4",
        home(person(disability={"kind": 6, "grade": 4}), incomes=[income(800000)]),
        "",
        {"dibao_danren/m1": N},
        None,
    ),
    (
        "student away",
        home(person(), person("m2", "20", "2005-01-01", student="undergraduate", co_living=False)),
        "",
        {"dibao": E},
        124000,
    ),
    (
        "grad away",
        home(person(), person("m2", "20", "2000-01-01", student="postgraduate", co_living=False)),
        "",
        {"dibao": E},
        62000,
    ),
    ("adult away", home(person(), person("m2", "20", "2000-01-01", co_living=False)), "", {"dibao": E}, 62000),
    ("spouse away", home(person(), person("m2", "10", "1970-01-01", co_living=False)), "", {"dibao": E}, 124000),
    (
        "prisoner",
        home(person(), person("m2", "20", "2000-01-01", circumstances=["imprisoned"])),
        "",
        {"dibao": E},
        62000,
    ),
    ("brother in", home(person(), person("m2", "73", "1980-01-01")), "", {"dibao": E}, 124000),
    ("uncle", home(person(), person("m2", "81", "1980-01-01")), "", {"dibao": E}, 62000),
    ("codependent unknown", home(person(), person("m2", "20", "2000-01-01", co_living=None)), "", {"dibao": C}, None),
    ("unknown prog", home(current=[receives("xinjiuzhu")]), "", {"xinjiuzhu": C, "dibao": E}, None),
    ("tiers none", home(), "[dibao.amount]\nmode='tiers'\n", {"dibao": E}, None),
    (
        "tiers A",
        home(person(tier="A")),
        "[dibao.amount]\nmode='tiers'\n[dibao.tier]\nrural={A=30000}\n",
        {"dibao": E},
        30000,
    ),
    ("round jiao", home(incomes=[income(100000)]), "[dibao.amount]\nrounding='jiao'\n", {"dibao": E}, 53670),
    (
        "round yuan_up",
        home(person(), person("m2", "10"), kid("m3"), incomes=[income(189400 * 12)]),
        "[dibao.standard]\nrural_fen=63200\n[dibao.amount]\nrounding='yuan_up'\n",
        {"dibao": E},
        200,
    ),
    ("local std", home(), "[dibao.standard]\nrural_fen=70000\n", {"dibao": E}, 70000),
    (
        "pension local yes",
        home(incomes=[income(700000), income(500000, "transfer", "basic_pension_central")]),
        "[dibao.excluded]\nitem='basic_pension_central'\ncounts='yes'\n",
        {"dibao": N},
        None,
    ),
    ("illness ded", home(incomes=[income(800000)], deductions=[off(100000, "illness")]), "", {"dibao": C}, None),
    (
        "illness ded yes",
        home(incomes=[income(800000)], deductions=[off(100000, "illness")]),
        "[dibao.deduction]\nkind='illness'\napplies='yes'\n",
        {"dibao": E},
        None,
    ),
    (
        "couple old",
        home(person(**OLD), person("m2", "10", "1951-01-01", work="none")),
        "",
        {"tekun/m1": C, "tekun/m2": C},
        None,
    ),
    (
        "couple old disp",
        home(person(**OLD), person("m2", "10", "1951-01-01", work="none")),
        BOTH,
        {"tekun/m1": E},
        None,
    ),
    (
        "grandma+grandson, father prison",
        home(
            person("m1", "01", "1955-01-01", work="none"),
            person("m3", "20", "1985-01-01", circumstances=["imprisoned"]),
            kid("m2", "41", circumstances=["mother_lost_contact"]),
        ),
        "",
        {"shishi_wuren_fuyang/m2": E},
        None,
    ),
    ("null incomes empty", home(incomes=[], property={}), "", {"dibao": C}, None),
]


@pytest.mark.parametrize(("file", "local", "wanted", "fen"), [one[1:] for one in CASES], ids=[one[0] for one in CASES])
def test_a_household_gets_the_answer_that_the_rules_give(
    file: Document, local: str, wanted: dict[str, str], fen: int | None
) -> None:
    """Keys are programme or programme/member; `fen` is what the first of them pays, where it is said."""
    found = {"/".join(filter(None, (one["programme"], one["member"]))): one for one in told(file, local)["findings"]}
    assert {key: found[key]["result"] for key in wanted} == wanted
    first = found[next(iter(wanted))]
    paid = first["fen_once"] if first["fen_once"] is not None else first["fen_per_month"]
    assert fen is None or paid == fen
