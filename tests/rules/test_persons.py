"""Persons with the answers that a careful officer expects: 特困, emergencies, the disabled, children."""

import pytest

from tests.rules.home import (
    BOTH,
    DISPOSABLE,
    OLD,
    RATIO,
    Document,
    home,
    income,
    kid,
    owned,
    person,
    receives,
    son,
    spent,
    told,
)

E, N, C = "eligible", "not_eligible", "needs_confirmation"
H4 = {"kind": 4, "grade": 2}
CASES: list[tuple[str, Document, str, dict[str, str], int | None]] = [
    ("danren ill", home(person(serious_illness=True), incomes=[income(800000)]), "", {"dibao_danren/m1": E}, None),
    (
        "danren nopick",
        home(person(serious_illness=True), incomes=[income(8000)]),
        "",
        {"dibao_danren/m1": N, "dibao": E},
        None,
    ),
    (
        "danren rich",
        home(person(), person("m2", "10", work="none", disability=H4), incomes=[income(9000000)]),
        "",
        {"dibao_danren/m2": C, "dibao_danren/m1": N},
        None,
    ),
    (
        "danren rich employed",
        home(person(), person("m2", "10", work="employed", disability=H4), incomes=[income(9000000)]),
        "",
        {"dibao_danren/m2": N},
        None,
    ),
    (
        "clergy",
        home(person(), person("m2", "20", circumstances=["clergy_3y"]), incomes=[income(9000000)]),
        "",
        {"dibao_danren/m2": E, "dibao": N},
        None,
    ),
    (
        "clergy rich",
        home(person(), person("m2", "20", circumstances=["clergy_3y"]), incomes=[income(9000000, member="m2")]),
        "",
        {"dibao": E, "dibao_danren/m2": N},
        62000,
    ),
    (
        "gangxing .75",
        home(incomes=[income(4800000)], rigid_spending=[spent(3600000)]),
        DISPOSABLE.replace("2000000", "5000000") + RATIO,
        {"gangxing_zhichu": E},
        None,
    ),
    (
        "gangxing eq .6",
        home(incomes=[income(1500000)], rigid_spending=[spent(900000)]),
        BOTH,
        {"gangxing_zhichu": N},
        None,
    ),
    (
        "gangxing no ratio",
        home(incomes=[income(1500000)], rigid_spending=[spent(900000)]),
        DISPOSABLE,
        {"gangxing_zhichu": C},
        None,
    ),
    ("gangxing dibao", home(rigid_spending=[spent(900000)]), BOTH, {"gangxing_zhichu": N}, None),
    (
        "gangxing zero inc",
        home(property=owned(dibao="over", bianyuan="over"), rigid_spending=[spent(900000)]),
        BOTH,
        {"gangxing_zhichu": E},
        None,
    ),
    (
        "gangxing disp eq",
        home(incomes=[income(2000000)], rigid_spending=[spent(1900000)]),
        BOTH,
        {"gangxing_zhichu": N},
        None,
    ),
    ("tekun old", home(person(**OLD)), "", {"tekun/m1": E}, 80600),
    ("tekun 59", home(person(birth="1966-05-12")), "", {"tekun/m1": N}, None),
    ("tekun 60", home(person(birth="1966-05-11")), "", {"tekun/m1": E}, None),
    ("tekun 16", home(person(birth="2009-05-11")), "", {"tekun/m1": C}, None),
    ("tekun 15", home(person(birth="2010-12-11")), "", {"dibao": C}, None),
    ("tekun vis 1/1", home(person(disability={"kind": 1, "grade": 1})), "", {"tekun/m1": E}, None),
    ("tekun vis 1/2", home(person(disability={"kind": 1, "grade": 2})), "", {"tekun/m1": N}, None),
    ("tekun son able", home(person(**OLD), obligors=[son()]), BOTH, {"tekun/m1": N}, None),
    ("tekun son able no disp", home(person(**OLD), obligors=[son()]), "", {"tekun/m1": N}, None),
    ("tekun son tekun", home(person(**OLD), obligors=[son(programme="tekun")]), "", {"tekun/m1": E}, None),
    (
        "tekun son dibao 60",
        home(person("m1", "01", "1940-01-01"), obligors=[son(programme="dibao", birth="1962-01-01")]),
        "",
        {"tekun/m1": E},
        None,
    ),
    ("tekun son dibao 46", home(person(**OLD), obligors=[son(programme="dibao")]), "", {"tekun/m1": N}, None),
    (
        "tekun ob 70",
        home(person("m1", "01", "1936-01-01"), obligors=[son(birth="1956-01-01", fen_last_12_months=1900000)]),
        BOTH,
        {"tekun/m1": E},
        None,
    ),
    (
        "tekun ob 70 eq",
        home(person("m1", "01", "1936-01-01"), obligors=[son(birth="1956-01-01", fen_last_12_months=2000000)]),
        BOTH,
        {"tekun/m1": N},
        None,
    ),
    (
        "tekun ob 70 over",
        home(
            person("m1", "01", "1936-01-01"), obligors=[son(birth="1956-01-01", fen_last_12_months=1, property="over")]
        ),
        BOTH,
        {"tekun/m1": N},
        None,
    ),
    (
        "tekun ob disabled",
        home(person(**OLD), obligors=[son(disability={"kind": 6, "grade": 3}, fen_last_12_months=1)]),
        BOTH,
        {"tekun/m1": E},
        None,
    ),
    ("tekun ob prison", home(person(**OLD), obligors=[son(circumstances=["imprisoned"])]), "", {"tekun/m1": E}, None),
    (
        "tekun ob prison unknown prop",
        home(person(**OLD), obligors=[son(circumstances=["missing"], property="unknown")]),
        "",
        {"tekun/m1": C},
        None,
    ),
    (
        "tekun one able one not",
        home(person(**OLD), obligors=[son(programme="tekun"), {**son(), "id": "o2"}]),
        BOTH,
        {"tekun/m1": N},
        None,
    ),
    ("tekun obligors null", home(person(**OLD), obligors=None), "", {"tekun/m1": C}, None),
    ("tekun inc eq", home(person(**OLD), incomes=[income(744000, "other")]), "", {"tekun/m1": N}, None),
    ("tekun land urban", home(person(**OLD), residence="urban", land_contract=True), "", {"tekun/m1": E}, 80600),
    ("tekun urban", home(person(**OLD), residence="urban", land_contract=False), "", {"tekun/m1": E}, 107400),
    ("2022-01", home(on="2022-01-10"), "", {"dibao": E}, 41500),
    ("2023", home(on="2023-07-01"), "", {"dibao": E}, 53300),
    ("2024-06-30", home(on="2024-06-30"), "", {"dibao": E}, 53300),
    ("2024", home(on="2024-07-01"), "", {"dibao": E}, 58000),
    ("2026-12", home(on="2026-12-01"), "", {"dibao": E}, 62000),
    (
        "linshi 9500+500",
        home(
            incomes=[income(9000000)],
            emergency={"kind": "fire", "date": "2026-05-01", "fen_needed": 50000},
            linshi_received_fen_this_year=950000,
        ),
        "",
        {"linshi_jiuzhu": E},
        50000,
    ),
    (
        "linshi 9500+501",
        home(
            incomes=[income(9000000)],
            emergency={"kind": "fire", "date": "2026-05-01", "fen_needed": 50100},
            linshi_received_fen_this_year=950000,
        ),
        "",
        {"linshi_jiuzhu": C, "xiaoe_kuaijiu": C},
        50000,
    ),
    (
        "linshi at cap",
        home(
            emergency={"kind": "fire", "date": "2026-05-01", "fen_needed": 50100}, linshi_received_fen_this_year=1000000
        ),
        "",
        {"linshi_jiuzhu": C},
        0,
    ),
    (
        "kuaijiu",
        home(residence="urban", emergency={"kind": "fire", "date": "2026-05-01", "fen_needed": 500000}),
        "",
        {"xiaoe_kuaijiu": E},
        82600,
    ),
    ("kuaijiu none", home(), "", {"xiaoe_kuaijiu": N, "linshi_jiuzhu": N}, None),
    ("canji", home(person(disability=H4)), "", {"canji_shenghuo/m1": E, "canji_huli/m1": E}, None),
    (
        "canji tekun",
        home(person(**OLD, disability=H4), current=[receives("tekun", "m1")]),
        "",
        {"canji_shenghuo/m1": N, "canji_huli/m1": N, "dibao": N},
        None,
    ),
    (
        "canji guer",
        home(kid("m1", "01", disability=H4), current=[receives("guer", "m1")]),
        "",
        {"canji_shenghuo/m1": N, "canji_huli/m1": E},
        None,
    ),
    (
        "canji 4/3",
        home(person(disability={"kind": 4, "grade": 3})),
        "",
        {"canji_shenghuo/m1": E, "canji_huli/m1": N},
        None,
    ),
    ("canji 6/4", home(person(disability={"kind": 6, "grade": 4})), "", {"canji_huli/m1": C}, None),
    (
        "canji rich",
        home(person(disability=H4), incomes=[income(90000000)]),
        "",
        {"canji_shenghuo/m1": N, "canji_huli/m1": E},
        None,
    ),
    (
        "guer",
        home(person("m1", "01", "1955-01-01"), kid("m2", "41", circumstances=["orphan"])),
        "",
        {"guer/m2": E, "shishi_wuren_fuyang/m2": N, "tekun/m2": C},
        None,
    ),
    (
        "shishi both",
        home(person("m1", "01", circumstances=["imprisoned"]), person("m3", "10", circumstances=["detox"]), kid()),
        "",
        {"shishi_wuren_fuyang/m2": E, "guer/m2": N},
        None,
    ),
    (
        "shishi one",
        home(person("m1", "01", circumstances=["imprisoned"]), person("m3", "10"), kid()),
        "",
        {"shishi_wuren_fuyang/m2": N},
        None,
    ),
    (
        "shishi one dead",
        home(person("m1", "01", circumstances=["imprisoned"]), kid(circumstances=["mother_dead"])),
        "",
        {"shishi_wuren_fuyang/m2": E},
        None,
    ),
    (
        "shishi disabled",
        home(person("m1", "01", disability={"kind": 6, "grade": 4}), person("m3", "10", serious_illness=True), kid()),
        "",
        {"shishi_wuren_fuyang/m2": E},
        None,
    ),
    (
        "shishi single unknown",
        home(person("m1", "01", circumstances=["imprisoned"]), kid()),
        "",
        {"shishi_wuren_fuyang/m2": C},
        None,
    ),
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
