"""The county's steps of a case, from what waits for it to the window that pulls what it decided."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.domain.steps.means_check import Doubt
from app.domain.steps.opinion import Proposal
from app.errors import Refused
from app.ids import uuid7
from app.services import check_steps, intake
from app.services.desk import Desk
from app.services.verify import verify as verify_window
from sync.county import acts
from sync.county.acts import Act
from sync.county.embedded import County
from sync.county.verify import verify as verify_county
from tests.county.at_the_county import Township
from tests.store import township as made_up
from tests.sync.window import Window, until_quiet

NOW = datetime(2026, 10, 28, 2, 0, tzinfo=UTC)
DIVISION = "511725106"
REPORT = acts.report(qualified=True, valid_until=date(2027, 4, 28))


@pytest.fixture
def county(tmp_path: Path, database_url: str) -> Iterator[County]:
    with County(tmp_path / "county", database=database_url, now=lambda: NOW) as running:
        yield running


@pytest.fixture
def open_window(tmp_path: Path, county: County) -> Iterator[Callable[..., Window]]:
    windows: list[Window] = []

    def make(division: str = DIVISION) -> Window:
        window = Window(tmp_path / f"window{len(windows)}")
        windows.append(window)
        window.clock.now = lambda: NOW  # type: ignore[method-assign]  # all of it happens on one day
        return window.enrol(county.enrol_code(division, "青龙镇").code, county.url)

    yield make
    for window in windows:
        window.close()


@pytest.fixture
def township(open_window: Callable[..., Window]) -> Township:
    return Township(open_window())


def do(county: County, case: str, act: Act, name: str = "周敏", on: date | None = None) -> None:
    deciding = county.deciding
    deciding.act(case, deciding.by(name, on), act)


def waits(county: County, division: str = "") -> list[tuple[str, str, str]]:
    return [(one.waits, one.since, one.due) for one in county.deciding.waiting(division)]


def code_of(county: County, case: str, act: Act, name: str = "周敏", on: date | None = None) -> str:
    before = county.counts()["entries"]
    with pytest.raises(Refused) as refused:
        do(county, case, act, name, on)
    assert county.counts()["entries"] == before
    return refused.value.code


def ready(township: Township, **proposed: Any) -> str:
    """A case that has come as far as the county's decision, but for its check."""
    case = township.accept()
    township.ask_for_check(case)
    township.visit(case)
    township.propose(case, **proposed)
    township.post(case)
    township.bring()
    return case


def test_what_a_window_asks_of_the_county_comes_back_into_its_case(
    county: County, open_window: Callable[..., Window]
) -> None:
    """The whole way: accepted, asked for, pushed, reported by the county, pulled, folded; and both sides are whole."""
    window = open_window()
    device = window.store.device()
    assert device is not None
    office = replace(device.office, confirmer="county")
    with window.store.work() as work:
        work.set_device(replace(device, office=office))
    desk = Desk(window.home, window.store, window.vault, window.author, "陈素华", ("window",), office, window.clock.now)
    case = intake.accept(desk, made_up.application(desk, 5)).case
    check_steps.request_check(desk, case.id)
    until_quiet(window)
    (waiting,) = county.deciding.waiting()
    assert (waiting.number, waiting.case, waiting.waits) == (case.number, case.id, "check")
    assert (waiting.since, waiting.due) == ("2026-10-28", "2026-11-02")

    doubts = (Doubt("", "vehicle", "川S12345 小车", amount_fen=3_500_000),)
    do(county, case.number, acts.report(qualified=True, valid_until=None, doubts=doubts))
    until_quiet(window)

    folded = window.store.case(case.id)
    assert folded is not None
    report = folded.progress.report
    assert report is not None
    assert (report.reported_on, report.valid_until_on, report.by) == ("2026-10-28", "2027-04-28", "周敏")
    assert report.number == folded.progress.request.number if folded.progress.request else ""
    assert (folded.state, folded.needs_newer) == ("means_check_doubts", False)
    assert county.deciding.waiting() == ()
    assert verify_county(county.site).broken == ()
    assert verify_window(window.store, window.vault).findings == ()


def test_a_county_step_stands_in_the_scope_of_its_case_and_names_what_was_there(
    county: County, township: Township
) -> None:
    case = township.accept()
    township.ask_for_check(case)
    township.bring()
    asked = township.window.store.entries(f"case:{case}")[-1].entry

    deciding = county.deciding
    done = deciding.act(township.number(), deciding.by("周敏"), REPORT)

    assert (done.entry.subject, done.entry.scope) == (f"case:{case}", township.window.scope())
    assert (done.entry.parents, done.entry.seq) == ((asked.hash,), 1)
    assert done.entry.actor == deciding.by(" 周敏 ").officer != deciding.by("吴刚").officer
    assert done.entry.actor != done.entry.device


def test_another_office_hears_nothing_of_it(
    county: County, township: Township, open_window: Callable[..., Window]
) -> None:
    other = open_window("511725107")
    case = township.accept()
    township.ask_for_check(case)
    township.bring()
    do(county, case, REPORT)

    other.sync()

    assert other.store.case(case) is None
    assert waits(county, "511725107") == []


def test_what_the_window_wrote_meanwhile_and_the_county_s_report_stand_side_by_side(
    county: County, township: Township
) -> None:
    case = township.accept()
    township.ask_for_check(case)
    township.bring()
    do(county, case, REPORT)
    township.visit(case)

    until_quiet(township.window)

    folded = township.window.store.case(case)
    assert folded is not None
    assert (bool(folded.progress.report), len(folded.progress.visits), folded.conflicts) == (True, 1, ())


def test_the_county_confirms_exactly_what_was_proposed_once_its_turn_has_come(
    county: County, township: Township
) -> None:
    case = ready(township, monthly_fen=38_000)
    assert [one[0] for one in waits(county)] == ["check", "decide"]
    assert code_of(county, case, acts.confirm()) == "opinion.check_waits"
    do(county, case, REPORT, on=date(2026, 10, 16))
    assert waits(county) == [("decide", "2026-10-28", "2026-11-11")]

    do(county, case, acts.confirm(unsteady=True))

    until_quiet(township.window)
    folded = township.window.store.case(case)
    assert folded is not None
    made = folded.progress.confirmed
    assert made is not None
    assert (made.organ, made.by, made.number, made.monthly_fen) == ("渠县民政局", "周敏", folded.number, 38_000)
    assert (made.from_month, made.next_check_on, made.unsteady) == ("2026-11", "2027-04-28", True)
    assert code_of(county, case, acts.confirm()) == "decision.made"
    assert waits(county) == []


def test_a_notice_that_hangs_and_an_open_objection_keep_the_case_from_the_county(
    county: County, township: Township
) -> None:
    case = ready(township)
    do(county, case, REPORT)

    assert code_of(county, case, acts.confirm(), on=date(2026, 10, 27)) == "decision.notice_runs"
    assert county.deciding.waiting(on=date(2026, 10, 27)) == ()
    township.object_to(case)
    township.bring()
    assert waits(county) == []
    assert code_of(county, case, acts.confirm()) == "decision.objection_open"


def test_the_county_refuses_with_facts_and_article_and_says_by_when_it_must_be_told(
    county: County, township: Township
) -> None:
    case = township.accept()
    township.propose(case, Proposal.REFUSE.value, monthly_fen=0)
    township.bring()
    assert waits(county) == [("decide", "2026-10-20", "2026-11-03")]
    assert code_of(county, case, acts.refuse(" ", "第22条")) == "decision.no_reason"

    do(county, case, acts.refuse("人均 900 元，高于 620 元", "社会救助法第45条", number="渠民函1号"))

    until_quiet(township.window)
    folded = township.window.store.case(case)
    assert folded is not None
    made = folded.progress.not_confirmed
    assert made is not None
    assert (made.number, made.notice_by_on, folded.state) == ("渠民函1号", "2026-11-02", "refused")


def test_kin_of_an_official_are_seen_by_the_county_before_it_decides(county: County, township: Township) -> None:
    case = township.accept()
    township.name_kin(case)
    township.propose(case, Proposal.REFUSE.value, monthly_fen=0)
    township.bring()
    assert waits(county) == [("visit", "2026-10-14", "")]
    assert code_of(county, case, acts.visit(("周敏", " "), "属实")) == "visit.two_investigators"

    do(county, case, acts.visit(("周敏", "吴刚"), "属实"))

    assert [one[0] for one in waits(county)] == ["decide"]
    assert code_of(county, case, acts.refuse("f", "a"), "吴刚") == "decision.investigator"
    assert code_of(county, case, acts.refuse("f", "a"), "李红") == "decision.kin"
    do(county, case, acts.refuse("f", "a"), "郑直")


def test_who_went_to_the_home_for_the_township_does_not_decide_for_the_county(
    county: County, township: Township
) -> None:
    case = ready(township)
    do(county, case, REPORT)

    assert code_of(county, case, acts.confirm(), "赵勇") == "decision.investigator"


@pytest.mark.parametrize(("confirmer", "code"), [("township", "decision.township"), ("", "decision.confirmer_unknown")])
def test_what_is_not_the_county_s_to_decide_does_not_wait_for_it(
    county: County, open_window: Callable[..., Window], confirmer: str, code: str
) -> None:
    township = Township(open_window(), confirmer)
    case = ready(township)
    do(county, case, REPORT)

    assert waits(county) == []
    assert code_of(county, case, acts.confirm()) == code


def test_the_county_fills_in_who_confirms_once_and_then_somebody_can_decide(
    county: County, open_window: Callable[..., Window]
) -> None:
    township = Township(open_window(), "")
    case = ready(township)
    do(county, case, REPORT)
    assert code_of(county, case, acts.name_confirmer("county", " ")) == "correction.no_reason"
    assert code_of(county, case, acts.name_confirmer("", "社会救助法44")) == "correction.unknown_field"

    do(county, case, acts.name_confirmer("county", "社会救助法44"))

    assert [one[0] for one in waits(county)] == ["decide"]
    assert code_of(county, case, acts.name_confirmer("township", "改了")) == "correction.unknown_field"
    do(county, case, acts.confirm())
    until_quiet(township.window)
    folded = township.window.store.case(case)
    assert folded is not None
    assert folded.progress.confirmed is not None


def test_the_county_consents_to_what_goes_beyond_the_cap(county: County, township: Township) -> None:
    case = ready(township, programme="linshi_jiuzhu", monthly_fen=0, once_fen=1_300_000)
    do(county, case, REPORT)
    do(county, case, acts.confirm())
    township.route_up(case)
    township.bring()
    assert [one[0] for one in waits(county)] == ["lift-cap"]
    assert code_of(county, case, acts.lift_cap(300_000, " ")) == "county.no_reference"
    assert code_of(county, case, acts.lift_cap(-1, "渠府函2号")) == "urgent.no_aid"

    do(county, case, acts.lift_cap(300_000, "渠府函2号"))

    until_quiet(township.window)
    folded = township.window.store.case(case)
    assert folded is not None
    assert folded.progress.lifted_fen(folded.progress.cap_lifted[0].lifted_on[:4]) == 300_000
    assert waits(county) == []


def test_the_county_says_no_to_what_goes_beyond_the_cap_and_is_not_asked_again(
    county: County, township: Township
) -> None:
    case = ready(township, programme="linshi_jiuzhu", monthly_fen=0, once_fen=1_300_000)
    do(county, case, REPORT)
    do(county, case, acts.confirm())
    township.route_up(case)
    township.bring()

    do(county, case, acts.lift_cap(0, "渠府函3号"))

    until_quiet(township.window)
    folded = township.window.store.case(case)
    assert folded is not None
    (no,) = folded.progress.cap_lifted
    assert (no.amount_fen, folded.progress.lifted_fen(no.lifted_on[:4])) == (0, 0)
    assert waits(county) == []


def test_a_case_is_found_by_its_number_or_its_id_and_nothing_else(county: County, township: Township) -> None:
    case = township.accept()
    township.bring()

    assert code_of(county, case.upper(), REPORT) == "check.not_requested"
    assert code_of(county, township.number().lower(), REPORT) == "check.not_requested"
    assert code_of(county, uuid7(), REPORT) == "county.no_case"
    assert code_of(county, township.number()[:-1] + "?", REPORT) == "case_number.check"
    assert code_of(county, "511725106-261012-0A-00099-Y", REPORT) in {"county.no_case", "case_number.check"}


def test_nobody_acts_without_a_name_or_ahead_of_the_day(county: County) -> None:
    with pytest.raises(Refused, match=r"county\.nobody"):
        county.deciding.by(" ")
    with pytest.raises(Refused, match=r"county\.ahead"):
        county.deciding.by("周敏", date(2026, 10, 29))
    assert county.deciding.by("周敏", date(2026, 10, 27)).on == date(2026, 10, 27)


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        ("vehicle:川S12345 小车", Doubt("", "vehicle", "川S12345 小车")),
        ("deposit：农行：35,000.50", Doubt("", "deposit", "农行", amount_fen=3_500_050)),
        ("other:时间 8:30", Doubt("", "other", "时间 8", amount_fen=3_000)),
        ("company:某公司:法人", Doubt("", "company", "某公司:法人")),
        ("income:1200", Doubt("", "income", "1200")),
    ],
)
def test_a_line_of_doubt_is_read_as_typed(written: str, doubt: Doubt) -> None:
    assert acts.doubt_of(written) == doubt


@pytest.mark.parametrize("written", ["", "vehicle", "vehicle:", "car:川S12345", "vehicle: :300"])
def test_a_line_that_says_nothing_is_refused(written: str) -> None:
    with pytest.raises(Refused, match=r"county\.doubt"):
        acts.doubt_of(written)
