"""The register in the store: lists, counts, search, and what a large list does to them."""

from pathlib import Path
from typing import Any

import pytest

from app.domain import low_income as rules
from app.domain.fact import Fact
from app.domain.low_income import ListedPerson, Listing
from app.domain.visit import Visitor
from app.services import intake, leads, low_income
from app.services.desk import Desk
from app.services.leads import Sighting
from app.services.verify import verify
from app.vault import BlobVault
from tests.made_up.household import id_number
from tests.made_up.register import HEAD, listing, other
from tests.store import township
from tests.store.damage import run
from tests.store.exchange import Exchange, other_device
from tests.store.township import AUTHOR


def names(desk: Desk, typed: str = "", of_class: str = "", village: str = "") -> list[str]:
    rows, count = desk.store.listed_households(typed, of_class, village)
    assert count == len(rows)
    return [row.listing.name for row in rows]


def test_the_register_is_searched_by_anything_it_says_and_filtered_by_class_and_village(desk: Desk) -> None:
    low_income.add(desk, listing())
    low_income.add(desk, other(village="石桥村", classes=("dibao", "tekun")))

    assert names(desk) == ["李桂兰", "王德贵"]
    assert names(desk, "王建军") == names(desk, HEAD[-4:]) == ["王德贵"]
    assert names(desk, "%") == names(desk, "_") == names(desk, "name") == []
    assert names(desk, "", "tekun") == names(desk, "", "", "石桥村") == ["李桂兰"]
    assert names(desk, "", "dibao") == ["李桂兰", "王德贵"]


def test_no_more_rows_than_asked_for_but_all_are_counted(desk: Desk) -> None:
    low_income.add(desk, listing())
    low_income.add(desk, other())

    rows, count = desk.store.listed_households(limit=1)

    assert (len(rows), count) == (1, 2)


def test_the_register_is_counted_by_class_and_village_without_those_who_left(desk: Desk) -> None:
    low_income.add(desk, listing(classes=("dibao", "fangzhi_fanpin")))
    gone = low_income.add(desk, other())
    low_income.remove(desk, gone.id, "搬走了")

    counts = desk.store.register_counts()

    assert counts.by_class == {"dibao": 1, "fangzhi_fanpin": 1}
    assert (counts.by_village, counts.households, counts.people) == ({"青龙村": 1}, 1, 2)
    assert [(row.on_list, row.reason) for row in desk.store.every_listing()] == [(False, "搬走了"), (True, "")]


def test_everybody_of_a_household_is_found_by_name_pinyin_number_and_village(desk: Desk) -> None:
    kept = low_income.add(desk, listing())

    found = desk.store.find("wangjianjun")

    assert [(one.subject, one.kind, one.name, one.applicant, one.relation, one.state) for one in found] == [
        (f"household:{kept.id}", "household", "王建军", "王德贵", "20", "on_list")
    ]
    assert [one.name for one in desk.store.find("青龙村")] == ["王德贵"]
    low_income.change(desk, kept.id, listing(members=()))
    assert desk.store.find("王建军") == ()
    low_income.remove(desk, kept.id, "搬走了")
    assert [one.state for one in desk.store.find("王德贵")] == ["unlisted"]


def test_who_has_an_application_is_found_before_the_whole_register(desk: Desk) -> None:
    for nth in range(25):
        low_income.add(desk, other(name="王大明", id_number=id_number("1950-01-01", nth)))
    case = intake.accept(desk, township.application(desk, 1)).case
    assert case.accepted is not None
    name = case.accepted.members[0].identity.name
    low_income.add(desk, other(name=name, id_number=id_number("1950-01-01", 77)))

    assert [one.kind for one in desk.store.find(name)] == ["case", "household"]
    assert len(desk.store.find("王大明")) == 20


def test_a_lead_is_a_matter_and_is_found(desk: Desk) -> None:
    who = Visitor("张婆婆", village="石桥村")
    kept = leads.find(desk, Sighting(who, "石桥村桥头", "米缸空了", "网格员", "2026-11-23"))

    (row,) = desk.store.matters("lead", "open")
    assert (row.subject, row.name, row.what, row.receiver) == (f"lead:{kept.id}", "张婆婆", "石桥村桥头", "网格员")
    assert [(one.kind, one.state) for one in desk.store.find("张婆婆")] == [("lead", "open")]
    assert desk.store.lead(kept.id) == kept
    assert desk.store.lead("nobody") is None


def test_lists_that_were_lost_or_spoilt_are_made_again(desk: Desk, tmp_path: Path) -> None:
    low_income.add(desk, listing())
    low_income.add(desk, other())
    before = desk.store.every_listing()
    run(tmp_path / "yimen.db", "DELETE FROM low_income WHERE name = '李桂兰'")
    run(tmp_path / "yimen.db", 'UPDATE low_income SET listing = \'{"name": "x"}\'')

    report = verify(desk.store, BlobVault(desk.data / "blobs"))
    list(desk.store.rebuild())

    assert [finding.what for finding in report.findings] == ["read_model", "read_model"]
    assert desk.store.every_listing() == before
    assert [one.name for one in desk.store.find("李桂兰")] == ["李桂兰"]
    assert verify(desk.store, BlobVault(desk.data / "blobs")).ok


@pytest.mark.parametrize(
    "fact",
    [
        Fact("household:h", "household.listed", 2, {}),
        Fact("household:h", "household.listed", 1, {"listing": {"name": 7}}),
        Fact("household:h", "household.list_changed", 1, {"fields": {"phone": "1"}}),
        Fact("lead:l", "lead.found", 1, {"person": 3}),
        Fact("lead:l", "lead.settled", 1, {"settled_on": "2026-11-24", "result": "declined", "handler": "o"}),
    ],
)
def test_whatever_another_window_wrote_stops_nothing(desk: Desk, fact: Fact) -> None:
    with desk.store.work(AUTHOR) as work:
        work.append([fact])

    assert (desk.store.every_listing(), desk.store.matters("lead")) == ((), ())
    assert verify(desk.store, BlobVault(desk.data / "blobs")).ok


def test_two_windows_that_changed_a_household_apart_show_the_same_and_that_they_differ(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    store = township.open_store(tmp_path / "other", device=other_device())
    there = township.desk_of(tmp_path / "other", store)
    kept = low_income.add(desk, listing())
    exchange = Exchange()
    exchange.sync(desk.store, store)
    low_income.change(desk, kept.id, listing(phone="1"))
    low_income.change(there, kept.id, listing(phone="2"))

    exchange.sync(desk.store, store)

    assert desk.store.every_listing() == store.every_listing()
    assert [row.conflicts for row in store.every_listing()] == [1]
    held = store.every_listing()[0].listing
    low_income.change(there, kept.id, held)
    exchange.sync(desk.store, store)
    assert [(row.conflicts, row.listing) for row in desk.store.every_listing()] == [(0, held)]
    store.close()


def test_many_households_in_one_work_are_all_in_the_lists_and_whole(desk: Desk) -> None:
    def one(nth: int) -> Any:
        child = ListedPerson(f"王小{nth}", id_number("2012-01-01", nth))
        known = Listing(f"王大{nth}", id_number("1950-01-01", nth), classes=("dibao",), members=(child,))
        return rules.listed(f"h{nth}", low_income.listed(desk, known))

    with desk.store.work(AUTHOR) as work:
        work.append(map(one, range(450)))

    assert desk.store.register_counts().people == 900
    assert [hit.name for hit in desk.store.find("王小449")] == ["王小449"]
    assert verify(desk.store, BlobVault(desk.data / "blobs")).ok
