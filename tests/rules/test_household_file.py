"""A household file from outside: what cannot be so is refused with its place, anything else gives an answer."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import Refused
from app.rules.assessment.assess import PROGRAMMES, answer, assess
from app.rules.assessment.reading import read
from resources import text
from tests.made_up.people import number
from tests.rules.home import DAY, finding, home, income, off, person, told

BORN = date(1970, 3, 4)
MINE = number("511725", BORN, 23)


def refused(file: Any) -> Refused:
    written = file if isinstance(file, bytes) else json.dumps(file).encode()
    with pytest.raises(Refused) as found:
        answer(assess(read(written), date.fromisoformat(DAY)))
    assert text("errors", f"refused.{found.value.code}", **found.value.facts)
    return found.value


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ([person(birth="2026-05-12")], "birth"),
        ([person(birth="1890-01-01")], "birth"),
        ([person(id_number=number("511725", date(1980, 3, 4), 23))], "id_number_of_another"),
        ([person(id_number=MINE[:17] + "AB"[MINE[17] == "A"])], "id_number"),
        (
            [person(id_number=number("511725", BORN, 23)[:17] + str((int(MINE[17].replace("X", "1")) + 1) % 10))],
            "id_number",
        ),
        ([person(id_number="513030700304231")], "id_number"),
        ([person(id_number=number("511725", date(2026, 5, 12), 23), birth=None)], "id_number"),
        ([person(id_number=MINE), person("m2", "10", id_number=f" {MINE.lower()}")], "twice"),
        ([person(), person("m1", "10")], "twice"),
        ([person(f"m{nth}", "20") for nth in range(101)], "too_many"),
    ],
)
def test_people_who_cannot_be_so_are_refused(members: list[Any], code: str) -> None:
    assert refused({**home(), "members": members}).code == f"household.{code}"


def test_a_household_of_nobody_is_refused() -> None:
    assert refused({**home(), "members": []}).code == "household.nobody"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"incomes": [income(1, member="m9")]}, "stranger"),
        ({"deductions": [off(1, "work_cost", "m9")]}, "stranger"),
        ({"current": [{"programme": "dibao", "member": "m9"}]}, "stranger"),
        ({"current": [{"programme": "dibao", "member": "m1", "since": "2022-13"}]}, "month"),
        ({"current": [{"programme": "dibao", "member": "m1", "since": "2022-02-31"}]}, "month"),
        ({"current": [{"programme": "dibao", "member": "m1", "since": "2026-06"}]}, "month_to_come"),
        ({"incomes": [income(1, stopped="yes")]}, "month"),
        ({"emergency": {"kind": "fire", "date": "2026-05-12", "fen_needed": 1}}, "emergency_to_come"),
        ({"obligors": [{"id": "o1", "birth": "2026-05-12"}]}, "birth"),
        ({"obligors": [{"id": "o1"}, {"id": "o1"}]}, "twice"),
    ],
)
def test_what_names_nobody_or_a_day_to_come_is_refused(facts: dict[str, Any], code: str) -> None:
    assert refused(home(**facts)).code == f"household.{code}"


@pytest.mark.parametrize(
    ("facts", "code", "place"),
    [
        ({"incomes": [income(-1)]}, "bound", "$.incomes[0].fen_last_12_months"),
        ({"incomes": [income(10**11 + 1)]}, "bound", "$.incomes[0].fen_last_12_months"),
        ({"incomes": [income(10**30)]}, "bound", "$.incomes[0].fen_last_12_months"),
        ({"linshi_received_fen_this_year": -1}, "bound", "$.linshi_received_fen_this_year"),
        ({"self_care_unmet": 7}, "bound", "$.self_care_unmet"),
        ({"incomes": [{"member": "m1", "kind": "wage"}]}, "lacks", "$.incomes[0]"),
        ({"incomes": [income(1, "gift")]}, "kind", "$.incomes[0].kind"),
        ({"residence": "town"}, "kind", "$.residence"),
        ({"members": {}}, "kind", "$.members"),
        ({"members": [{**person(), "disability": {"kind": 8, "grade": 1}}]}, "bound", "$.members[0].disability.kind"),
        ({"members": [{**person(), "birth": "1970-02-30"}]}, "kind", "$.members[0].birth"),
        ({"members": [{**person(), "id": ""}]}, "kind", "$.members[0].id"),
        ({"on": "soon"}, "kind", "$.on"),
        ({"land_contract": "yes"}, "kind", "$.land_contract"),
    ],
)
def test_a_wrong_kind_or_number_is_refused_with_its_place(facts: dict[str, Any], code: str, place: str) -> None:
    error = refused({**home(), **facts})
    assert (error.code, error.facts["place"]) == (f"household.{code}", place)


@pytest.mark.parametrize("written", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"nul", b'{"members": "\xff"}'])
def test_what_is_no_json_is_refused(written: bytes) -> None:
    assert refused(written).code in {"household.not_json", "household.kind"}


@pytest.mark.parametrize("written", [b"[]", b"1", b"null", b'"x"', b"{}"])
def test_json_that_is_no_household_is_refused(written: bytes) -> None:
    assert refused(written).code in {"household.kind", "household.lacks"}


def test_a_byte_order_mark_and_keys_of_a_newer_program_are_passed_over() -> None:
    file = {**home(), "weather": {"rain": True}, "members": [{**person(), "shoe_size": 42}]}
    household = read(b"\xef\xbb\xbf" + json.dumps(file).encode())
    assert answer(assess(household, date.fromisoformat(DAY))) == told(home())


def test_a_programme_of_a_newer_program_is_kept_and_shown() -> None:
    found = finding(home(current=[{"member": "m1", "programme": "xin_jiuzhu", "since": "2025-01"}]), "xin_jiuzhu", "m1")
    assert found["result"] == "needs_confirmation"
    assert "xin_jiuzhu" in found["reasons"][0]["text"]


def test_a_file_may_say_as_little_as_one_id() -> None:
    bare = {"members": [{"id": "m1"}], "on": DAY}
    assert {one["result"] for one in told(bare)["findings"]} <= {"needs_confirmation", "not_eligible"}


def test_every_programme_is_answered_for() -> None:
    assert [one["programme"] for one in told(home())["findings"]] == list(PROGRAMMES)


NAMES = st.sampled_from(["m1", "m2", "m3"])
FEN = st.integers(0, 10_000_000)
MAYBE = st.sampled_from([True, False, None])
WORDS = st.lists(
    st.sampled_from(
        ["clergy_3y", "imprisoned", "detox", "missing", "no_capacity", "orphan", "father_dead", "mother_detox", "other"]
    ),
    max_size=2,
)
DISABILITIES = st.none() | st.fixed_dictionaries({"kind": st.integers(1, 7), "grade": st.integers(1, 4)})
BIRTHS = st.none() | st.dates(date(1930, 1, 1), date(2026, 5, 11)).map(date.isoformat)
MEMBERS = st.lists(
    st.fixed_dictionaries(
        {
            "id": NAMES,
            "birth": BIRTHS,
            "relation": st.sampled_from(
                ["01", "10", "20", "28", "30", "41", "51", "53", "61", "73", "97", "99", "", None]
            ),
            "co_living": MAYBE,
            "student": st.sampled_from(["none", "compulsory", "postgraduate", None]),
            "work": st.sampled_from(["none", "employed", "unable", None]),
            "disability": DISABILITIES,
            "serious_illness": MAYBE,
            "circumstances": WORDS,
        }
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: str(one["id"]),
)
ANSWERS = st.sampled_from(["within", "over", "unknown", None])
OBLIGOR = st.fixed_dictionaries(
    {
        "birth": BIRTHS,
        "programme": st.sampled_from(["none", "dibao", "tekun"]),
        "fen_last_12_months": st.none() | FEN,
        "property": ANSWERS,
        "disability": DISABILITIES,
        "circumstances": WORDS,
    }
)
PROGRAMME = st.sampled_from([*PROGRAMMES, "xin_jiuzhu"])
INCOME = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["wage", "business", "transfer"]),
        "fen_last_12_months": FEN,
        "item": st.sampled_from(["", "basic_pension_central", "scholarship", "rent"]),
        "stopped": st.sampled_from(["", "2007-01"]),
    }
)
HOUSEHOLDS = st.fixed_dictionaries(
    {
        "members": MEMBERS,
        "on": st.dates(date(2008, 1, 1), date(2030, 1, 1)).map(date.isoformat),
        "residence": st.sampled_from(["rural", "urban", None]),
        "lines": st.none() | st.lists(INCOME, max_size=4),
        "property": st.none()
        | st.fixed_dictionaries(dict.fromkeys(("dibao", "bianyuan", "tekun", "gangxing"), ANSWERS)),
        "obligors": st.none() | st.lists(OBLIGOR, max_size=2),
        "self_care_unmet": st.none() | st.integers(0, 6),
        "land_contract": MAYBE,
        "programmes": st.lists(PROGRAMME, max_size=2),
        "emergency": st.none() | st.fixed_dictionaries({"kind": st.just("fire"), "fen_needed": st.none() | FEN}),
        "linshi_received_fen_this_year": st.none() | FEN,
        "rigid_spending": st.none()
        | st.lists(
            st.fixed_dictionaries({"kind": st.sampled_from(["medical", "other"]), "fen_last_12_months": FEN}),
            max_size=2,
        ),
    }
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(drawn=HOUSEHOLDS)
def test_any_household_gets_an_answer_that_agrees_with_its_reasons(drawn: dict[str, Any]) -> None:
    lines, programmes = drawn.pop("lines"), drawn.pop("programmes")
    first = drawn["members"][0]["id"]
    for one in (*drawn["members"], *(drawn["obligors"] or ())):
        one["birth"] = one["birth"] if (one["birth"] or "") <= drawn["on"] else None
    incomes = None if lines is None else [{"member": first, **line} for line in lines]
    current = [{"member": first, "programme": one} for one in programmes]
    document = told({**drawn, "incomes": incomes, "current": current})
    json.dumps(document)
    for one in document["findings"]:
        holds = [each["holds"] for each in one["reasons"]]
        expected = "not_eligible" if False in holds else "needs_confirmation" if None in holds else "eligible"
        assert one["result"] == expected
        assert one["result"] == "eligible" or one["fen_per_month"] is None
        assert all(each["text"] and (each["source"] or each["holds"] is not True) for each in one["reasons"])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(home())), inner, max_size=4),
    max_leaves=12,
)


@given(key=st.sampled_from(sorted(home())), value=JSON)
def test_any_json_in_any_place_gives_an_answer_or_a_sentence(key: str, value: Any) -> None:
    try:
        told({**home(), key: value}, on=DAY)
    except Refused as error:
        assert text("errors", f"refused.{error.code}", **error.facts)


@given(written=st.binary(max_size=200))
def test_any_bytes_give_a_sentence(written: bytes) -> None:
    with pytest.raises(Refused):
        read(written)
