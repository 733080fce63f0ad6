"""A standard has risen (DOMAIN rule 32 and row 32): who is raised, what is owed, who is looked at, who is visited."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.domain.case import Case, Conflict
from app.domain.steps.aid import AID, Changed, Heard
from app.domain.steps.people import Died, HouseholdChanged
from app.services import aid_steps, packs_used, rosters, standards
from app.services.desk import Desk
from app.services.standards import Reckoned, Why
from tests.find.whole_desk import member
from tests.made_up import on_the_way as way
from tests.made_up import standards as made
from tests.made_up.standards import DECEMBER, raised, reckoned, run
from tests.store.township import desk_at


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    at = desk_at(tmp_path)
    yield way.on(at, DECEMBER)
    at.store.close()


def why(desk: Desk) -> str:
    (one,) = reckoned(desk).looks
    return one.why


def test_rule_32_three_people_get_47_yuan_more_each_and_six_months_are_owed(desk: Desk) -> None:
    made.aided(desk)
    found = reckoned(desk)
    (one,) = found.raises
    assert (one.old_fen, one.new_fen, one.from_month) == (109_900, 109_900 + 3 * 4_700, "2024-07")
    assert (one.old_standard_fen, one.new_standard_fen, one.source) == (53_300, 58_000, "达州市 2024年7月标准")
    assert (one.months, one.back_fen, found.back_fen) == (6, 6 * 3 * 4_700, 6 * 3 * 4_700)
    assert (found.same, found.looks, found.revisits) == ((), (), ())


def test_rule_32_the_roster_pays_what_is_owed_once(desk: Desk) -> None:
    case = made.aided(desk)
    rosters.set_closing_day(desk, "20")
    (one,) = reckoned(desk).raises
    (done,) = raised(desk, one).done
    assert done.progress.changes[0].facts == "标准提高，每月从 1,099 元调到 1,240 元，从 2024-07 起"

    shares = {month: run(rosters.read(desk, month)).lines[0].share for month in ("2024-12", "2025-01", "2025-02")}
    assert [(share.fen, share.back_fen) for share in shares.values()] == [
        (109_900, 0),
        (124_000, 6 * 3 * 4_700),
        (124_000, 0),
    ]
    assert [line.case.id for line in reckoned(desk).same] == [case.id]
    assert reckoned(desk).raises == ()


def test_sums_are_reckoned_on_totals(desk: Desk) -> None:
    case = made.accepted(way.on(desk, date(2024, 5, 6)), year_fen=1_000_000)
    made.in_aid(desk, case, 76_567)  # 1,599 less 833.33
    (one,) = reckoned(desk).raises
    assert one.new_fen == 90_667


def test_a_standard_after_the_closing_day_owes_a_month_more(desk: Desk) -> None:
    made.aided(desk)
    rosters.set_closing_day(desk, "5")
    (one,) = reckoned(desk).raises
    assert one.months == 7


def test_without_an_account_nothing_was_paid_and_nothing_is_owed_beside_it(desk: Desk) -> None:
    case = made.aided(desk)
    bare = replace(case, progress=replace(case.progress, account=None))
    line = standards.line_of(desk, bare, "青龙村", packs_used.times(desk))
    assert (line.rises, line.months, line.back_fen) == (True, 0, 0)


def test_what_was_decided_by_the_new_standard_stays(desk: Desk) -> None:
    made.aided(desk, standard=58_000)
    assert [line.old_fen for line in reckoned(desk).same] == [124_000]


def test_who_begins_after_the_new_standard_is_raised_from_the_first_month(desk: Desk) -> None:
    case = made.accepted(way.on(desk, date(2024, 9, 2)))
    made.in_aid(desk, case, 109_900, date(2024, 9, 20))
    (one,) = reckoned(desk).raises
    assert (one.from_month, one.months) == ("2024-10", 3)


def test_each_of_two_standards_is_a_step_of_its_own(desk: Desk) -> None:
    case = made.aided(desk)
    later = way.on(desk, date(2025, 8, 11))
    aid_steps.recheck(later, case.id, "没变", unchanged=True, unsteady=False)
    (one,) = reckoned(later).raises
    assert (one.from_month, one.new_standard_fen) == ("2024-07", 58_000)
    raised(later, one)
    (two,) = reckoned(later).raises
    assert (two.from_month, two.old_fen, two.new_fen) == ("2025-07", 124_000, 136_000)


def test_what_the_program_had_before_the_county_spoke_is_known_as_the_standard_behind(desk: Desk) -> None:
    case = made.accepted(way.on(desk, date(2024, 9, 2)))
    made.in_aid(desk, case, 124_000, date(2024, 9, 20))
    made.county(desk, made.rural("2024-07-15", 59_000))
    made.county(desk, made.rural("2024-07-01", 60_000), "quxian-2")
    (one,) = reckoned(desk).raises
    assert (one.old_standard_fen, one.new_standard_fen, one.from_month) == (58_000, 60_000, "2024-10")


def test_a_pack_whose_file_is_gone_is_no_standard_behind(desk: Desk) -> None:
    made.county(desk, "[dibao.standard]\nurban_fen = 80000\nrural_fen = 60000\n")
    for place in (desk.data / "blobs").rglob("*"):
        if place.is_file():
            place.unlink()
    assert len(packs_used.times(desk).views) == 2


def test_in_tiers_the_new_tier_takes_the_place_of_the_old(desk: Desk) -> None:
    tiers = '[dibao.amount]\nmode = "tiers"\n' + made.dated(
        "dibao.tier",
        ("2024-01-01", "2024-06-30", "rural = { A = 30000 }; urban = { A = 43500 }"),
        ("2024-07-01", "", "rural = { A = 32000 }; urban = { A = 46000 }"),
    )
    made.county(desk, tiers)
    case = made.aided(desk, year_fen=0, standard=30_000)
    assert why(desk) == Why.UNKNOWN, "nobody has a tier"
    line = standards.line_of(desk, with_tier(case), "青龙村", packs_used.times(desk))
    assert (line.old_fen, line.new_fen, line.from_month) == (90_000, 96_000, "2024-07")
    assert (line.old_standard_fen, line.new_standard_fen, line.rises) == (0, 0, True)


def with_tier(case: Any) -> Any:
    confirmed = replace(case.progress.confirmed, tier="A")
    return replace(case, progress=replace(case.progress, confirmed=confirmed))


def test_tekun_rises_with_its_own_standard_and_its_care(desk: Desk) -> None:
    alone = member("周桂芳", "1948-04-09", 16)
    case = made.accepted(way.on(desk, date(2024, 5, 6)), alone, year_fen=0)
    made.in_aid(desk, case, 69_300, programme="tekun")
    (one,) = reckoned(desk).raises
    assert (one.new_fen, one.old_standard_fen, one.new_standard_fen, one.months) == (75_400, 69_300, 75_400, 6)

    made.county(desk, "[tekun.care]\nfull_fen = 60000\nhalf_fen = 30000\n")
    (one,) = reckoned(desk).raises
    assert one.new_fen == 75_400
    cared = replace(case.progress, confirmed=replace(made_of(desk, case.id).progress.confirmed, monthly_fen=99_300))
    told = standards.line_of(desk, replace(made_of(desk, case.id), progress=cared), "", packs_used.times(desk))
    assert (told.old_fen, told.new_fen) == (99_300, 105_400)


def test_care_that_the_county_pays_no_more_is_asked_for(desk: Desk) -> None:
    made.county(desk, "[tekun.care]\nfull_fen = 60000\n")
    alone = member("周桂芳", "1948-04-09", 16)
    case = made.accepted(way.on(desk, date(2024, 5, 6)), alone, year_fen=0)
    made.in_aid(desk, case, 129_300, programme="tekun")
    assert [line.new_fen for line in reckoned(desk).raises] == [135_400]
    made.county(desk, "[tekun.care]\nhalf_fen = 30000\n", "quxian-2")
    assert why(desk) == Why.UNKNOWN


def made_of(desk: Desk, case_id: str) -> Any:
    return desk.store.case(case_id)


def test_danren_rises_where_the_county_has_set_a_sum(desk: Desk) -> None:
    case = made.accepted(way.on(desk, date(2024, 5, 6)), member("周桂芳", "1968-04-09", 16), year_fen=0)
    made.in_aid(desk, case, 40_000, programme="dibao_danren")
    assert why(desk) == Why.UNKNOWN
    periods = ("2024-01-01", "2024-10-31", "fen = 40000"), ("2024-11-01", "", "fen = 42000")
    made.county(desk, made.dated("dibao_danren.standard", *periods))
    (one,) = reckoned(desk).raises
    assert (one.new_fen, one.from_month, one.months, one.new_standard_fen) == (42_000, "2024-11", 2, 42_000)


def test_a_community_is_town_or_country_by_what_was_decided(desk: Desk) -> None:
    made.aided(desk, village="文昌社区", standard=74_000)
    (one,) = reckoned(desk).raises
    assert (one.old_standard_fen, one.new_standard_fen, one.new_fen) == (74_000, 78_800, 3 * 78_800 - 50_000)
    opinion = one.case.progress.opinion
    assert opinion is not None
    rural = replace(one.case, progress=replace(one.case.progress, opinion=replace(opinion, residence="rural")))
    assert standards.line_of(desk, rural, "", packs_used.times(desk)).why == Why.NOT_RECKONED


# --- what an officer looks at
def test_a_sum_that_no_standard_gives_is_looked_at(desk: Desk) -> None:
    case = made.accepted(way.on(desk, date(2024, 5, 6)))
    made.in_aid(desk, case, 100_001)
    assert why(desk) == Why.NOT_RECKONED


def test_incomes_that_nobody_asked_for_are_no_zero(desk: Desk) -> None:
    made.aided(desk, year_fen=-1, standard=53_300)
    assert why(desk) == Why.UNKNOWN


def test_people_who_came_or_died_since_are_looked_at(desk: Desk) -> None:
    case = made.aided(desk)
    gone = HouseholdChanged("2024-11-04", "left", "外出打工", "", (case.members[2].id,))
    aid_steps.change_household(desk, case.id, gone)
    assert why(desk) == Why.MEMBERS


def test_a_death_is_looked_at_until_it_was_decided_about(desk: Desk) -> None:
    case = made.aided(desk)
    aid_steps.record_death(desk, case.id, Died(case.members[2].id, "2024-12-01", "", "李秀英", "母亲", "", ""))
    assert why(desk) == Why.MEMBERS


def test_a_recheck_that_is_late_comes_first(desk: Desk) -> None:
    made.aided(desk)
    assert [line.why for line in reckoned(way.on(desk, date(2025, 6, 2))).looks] == [Why.RECHECK]


def test_a_phase_that_runs_out_is_looked_at(desk: Desk) -> None:
    case = made.aided(desk)
    heard = Heard("2024-12-09", "2024-12-09", "phase_out", "找到工作", "agrees", "没意见", "")
    aid_steps.hear(desk, case.id, heard)
    change = Changed(
        "", "phase_out", "work", 50_000, "2025-01", "找到工作", "第33条", "", "", "", until_month="2025-03"
    )
    aid_steps.change_aid(way.as_leader(desk), case.id, change)
    assert why(desk) == Why.PHASING_OUT


def test_a_sum_that_changed_after_the_new_standard_began_is_looked_at(desk: Desk) -> None:
    case = made.aided(desk)
    change = Changed("", "raise", "income", 119_900, "2024-10", "收入少了", "第31条", "", "", "")
    aid_steps.change_aid(way.as_leader(desk), case.id, change)
    assert why(desk) == Why.NOT_RECKONED
    progress = made_of(desk, case.id).progress
    same = replace(progress, changes=(replace(progress.changes[0], monthly_fen=109_900),))
    line = standards.line_of(desk, replace(made_of(desk, case.id), progress=same), "", packs_used.times(desk))
    assert line.why == Why.CHANGED


def test_a_standard_that_fell_asks_for_a_hearing(desk: Desk) -> None:
    made.aided(desk, standard=58_000)
    made.county(desk, made.rural("2024-01-01", 57_000))
    assert why(desk) == Why.LOWER


def test_two_words_about_one_sum_are_settled_first(desk: Desk) -> None:
    disputed = replace(made.aided(desk), conflicts=(Conflict("a", "b", "case.aid_changed", (AID,), settled=False),))
    assert standards.line_of(desk, disputed, "", packs_used.times(desk)).why == Why.DISPUTED


def test_a_household_that_cannot_be_reckoned_is_looked_at(desk: Desk) -> None:
    case = made.aided(desk)
    line = standards.line_of(desk, replace(case, accepted=None), "", packs_used.times(desk))
    assert line.why == Why.UNREAD


def test_what_is_paid_once_or_by_another_rule_is_not_reckoned(desk: Desk) -> None:
    subsidy = made.accepted(way.on(desk, date(2024, 5, 6)), member("周桂芳", "1968-04-09", 16), year_fen=0)
    then = way.on(desk, made.MAY)
    way.confirmed(then, way.proposed(then, way.looked_into(then, subsidy), fen=0, programme="dibao_bianyuan"))
    assert reckoned(desk) == Reckoned()
    case = made.aided(desk)
    assert standards.is_reckoned(case)
    once = replace(case.progress.confirmed, monthly_fen=0, once_fen=100) if case.progress.confirmed else None
    assert not standards.is_reckoned(replace(case, progress=replace(case.progress, confirmed=once)))


def raised_by_hand(desk: Desk, fen: int, month: str, cause: str = "standard") -> Case:
    """A household that was raised on the page of its case, from a month that was typed."""
    change = Changed("", "raise", cause, fen, month, "标准提高", "渠民发", "", "", "")
    return aid_steps.change_aid(way.as_leader(desk), made.aided(desk).id, change)


def test_a_standard_that_was_followed_too_late_holds_from_its_first_month_and_is_paid_once(desk: Desk) -> None:
    raised_by_hand(way.on(desk, date(2024, 10, 9)), 124_000, "2024-11")
    rosters.set_closing_day(desk, "20")
    (one,) = reckoned(desk).raises
    assert (one.old_fen, one.new_fen, one.from_month) == (124_000, 124_000, "2024-07")
    assert (one.months, one.back_fen) == (4, 4 * 3 * 4_700), "November and December were paid right"

    (done,) = raised(desk, one).done
    assert done.progress.changes[-1].facts == "标准提高，每月 1,240 元改从 2024-07 起"
    paid = [run(rosters.read(desk, month)).lines[0].share for month in ("2024-12", "2025-01", "2025-02")]
    assert [(share.fen, share.back_fen) for share in paid] == [(124_000, 0), (124_000, 4 * 14_100), (124_000, 0)]
    assert reckoned(desk).raises == ()


def test_a_standard_that_was_followed_in_time_lacks_nothing(desk: Desk) -> None:
    raised_by_hand(desk, 124_000, "2024-07")
    assert len(reckoned(desk).same) == 1


def test_what_rose_for_another_reason_is_no_standard_that_came_late(desk: Desk) -> None:
    raised_by_hand(desk, 124_000, "2024-11", "other")
    assert len(reckoned(desk).same) == 1


def test_what_lacks_from_before_an_earlier_change_is_looked_at(desk: Desk) -> None:
    case = raised_by_hand(way.on(desk, date(2024, 9, 9)), 114_900, "2024-10", "income")
    change = Changed("", "raise", "standard", 124_000, "2024-12", "标准提高", "渠民发", "", "", "")
    aid_steps.change_aid(way.as_leader(desk), case.id, change)
    assert why(desk) == Why.CHANGED


def test_a_raise_that_begins_beyond_the_roster_is_reckoned_too(desk: Desk) -> None:
    raised_by_hand(desk, 124_000, "2025-04")
    (one,) = reckoned(desk).raises
    assert (one.from_month, one.months) == ("2024-07", 6)
