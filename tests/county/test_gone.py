"""Relayed entries count once an administrator confirms that their author is gone."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from app.errors import Refused
from app.ids import uuid7
from sync.county import cli, gone, schema
from sync.county.deeds import Deeds
from sync.county.embedded import County
from sync.county.enrolment import Enrolment
from sync.county.gone import Counted, Counting
from sync.county.ledger import Ledger
from sync.county.verify import verify
from tests.county.test_relay import relay, waiting

Confirm = Callable[..., Counted]


@pytest.fixture
def confirm(county_of_own: County) -> Confirm:
    site = county_of_own.site
    counting = Counting(Enrolment(site), Ledger(site), Deeds(site))

    def run(device: str, seen: int | None = None) -> Counted:
        return site.database.write(lambda c: counting.confirm(c, device, ("1", "何平"), "电脑烧了", seen)).result()

    return run


@pytest.fixture
def author(county_of_own: County, make_window: Any) -> Any:
    """A window with five entries of which the county has the first."""
    window = make_window("511725001", at=county_of_own)
    for _ in range(5):
        window.append()
    window.push(window.chain[:1])
    return window


def acked(county: County, device: str) -> int | None:
    with county.site.database.reading() as connection:
        return connection.execute(select(schema.chain.c.acked_seq).where(schema.chain.c.device == device)).scalar()


def let_back_in(county: County, device: str) -> None:
    back = update(schema.device).where(schema.device.c.id == device).values(revoked_at=None)
    county.site.database.write(lambda connection: connection.execute(back).rowcount).result()


def test_what_an_author_left_gets_its_orders_and_the_author_is_shut_out(
    author: Any, witness: Any, county_of_own: County, confirm: Confirm, problem_of: Any
) -> None:
    relay(witness, author.chain)

    done = confirm(author.id)

    assert (done.entries, done.withheld, done.left) == (4, 0, 0)
    assert [line["entry"]["hash"] for line in witness.pull()] == [entry.hash for entry in author.chain]
    assert county_of_own.orders(author.id) == {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}
    assert (waiting(county_of_own), acked(county_of_own, author.id)) == ([], 5)
    assert problem_of(author.call("GET", "/v1/devices/me")) == (401, "token")
    assert {state for _, _, state in relay(witness, author.chain).json()["relayed"]} == {"known"}
    assert verify(county_of_own.site).broken == ()
    assert [(one.what, one.name, one.detail) for one in Deeds(county_of_own.site).newest(author.id)] == [
        ("gone", "何平", "电脑烧了")
    ]


def test_what_nobody_brought_stays_missing_and_the_rest_counts_all_the_same(
    author: Any, witness: Any, county_of_own: County, confirm: Confirm
) -> None:
    _, _, third, _, fifth = author.chain
    relay(witness, [third, fifth])

    assert confirm(author.id).entries == 2

    assert county_of_own.orders(author.id) == {1: 1, 3: 2, 5: 3}
    assert acked(county_of_own, author.id) == 1
    assert verify(county_of_own.site).broken == ()


def test_what_is_brought_later_closes_the_gap(
    author: Any, witness: Any, county_of_own: County, confirm: Confirm
) -> None:
    _, second, third, _, fifth = author.chain
    for some in ([third, fifth], [second]):
        relay(witness, some)
        confirm(author.id)

    assert acked(county_of_own, author.id) == 3
    assert verify(county_of_own.site).broken == ()


@pytest.mark.parametrize("up_to", [2, 3, 5])
def test_an_author_who_comes_back_after_all_brings_the_rest_and_doubles_nothing(
    author: Any, witness: Any, county_of_own: County, confirm: Confirm, up_to: int
) -> None:
    _, _, third, _, fifth = author.chain
    relay(witness, [third, fifth])
    confirm(author.id)
    let_back_in(county_of_own, author.id)

    told = author.push(author.chain[:up_to]).json()

    orders = {1: 1, 2: 4, 3: 2, 4: 5, 5: 3}
    assert told["orders"] == [[seq, orders[seq]] for seq in range(1, up_to + 1)]
    assert acked(county_of_own, author.id) == {2: 3, 3: 3, 5: 5}[up_to]
    assert author.push().json()["orders"] == [[seq, order] for seq, order in orders.items()]
    assert county_of_own.entries(author.id) == author.chain
    assert verify(county_of_own.site).broken == ()


def test_an_author_who_wrote_something_else_there_is_told_of_a_fork(
    author: Any, witness: Any, county_of_own: County, confirm: Confirm, problem_of: Any
) -> None:
    relay(witness, author.chain[2:])
    confirm(author.id)
    let_back_in(county_of_own, author.id)
    author.chain = author.chain[:2]
    author.append({"note": "另一条"})

    answer = author.push()

    assert problem_of(answer) == (409, "fork")
    assert (answer.json()["seq"], answer.json()["acked_seq"]) == (3, 1)


def test_what_fits_nowhere_stays_aside(author: Any, witness: Any, county_of_own: County, confirm: Confirm) -> None:
    honest = list(author.chain)
    author.chain = honest[:2]
    another = author.append({"note": "同一个位置的另一条"})
    behind = author.append()
    relay(witness, [honest[1], honest[2], honest[4]])
    relay(witness, [another])

    done = confirm(author.id)  # the third is there twice; the fifth stands beside a gap
    assert (done.entries, done.left) == (2, 2)
    relay(witness, [behind])
    assert confirm(author.id).left == 3  # the fifth, which is counted, does not follow it
    assert waiting(county_of_own) == [(author.id, 3), (author.id, 3), (author.id, 4)]
    assert county_of_own.orders(author.id) == {1: 1, 2: 2, 5: 3}
    relay(witness, [honest[3]])
    assert verify(county_of_own.site).broken == ()


def test_an_entry_that_does_not_follow_the_one_before_stays_aside(
    author: Any, witness: Any, county_of_own: County, confirm: Confirm
) -> None:
    author.chain = []
    for _ in range(2):
        author.append()
    relay(witness, author.chain[1:])

    assert (confirm(author.id).entries, county_of_own.orders(author.id)) == (0, {1: 1})


def test_a_subject_that_began_elsewhere_is_withheld(
    author: Any, witness: Any, county_of_own: County, confirm: Confirm, make_window: Any
) -> None:
    subject = f"case:{uuid7()}"
    elsewhere = make_window("511725002", at=county_of_own)
    elsewhere.append(subject=subject)
    elsewhere.push()
    moved = author.append(subject=subject)
    relay(witness, [moved])

    assert (confirm(author.id).withheld, county_of_own.orders(author.id)) == (1, {1: 1, 6: None})


def test_documents_are_read_where_those_could_read_them_who_brought_the_entries(
    witness: Any, county_of_own: County, confirm: Confirm, make_window: Any, make_stranger: Any
) -> None:
    lost, third = make_stranger(county_of_own), make_window("511725001", at=county_of_own)
    foreign = make_window("511725002", at=county_of_own)
    lost.scope = witness.scope
    mine, secret = witness.upload(b"picture"), foreign.upload(b"secret!")
    for sha256 in (mine, secret):
        lost.append({"page": {"sha256": sha256, "size": 7, "media_type": "image/jpeg"}})
    relay(witness, lost.chain)
    assert third.blob(mine).status_code == 404

    confirm(lost.id)

    assert third.blob(mine).content == b"picture"
    assert third.blob(secret).status_code == 404
    assert foreign.blob(mine).status_code == 404


def test_authors_are_told_apart(
    author: Any, witness: Any, county_of_own: County, make_stranger: Any, confirm: Confirm
) -> None:
    stranger, before = make_stranger(county_of_own), make_stranger(county_of_own)
    for one in (stranger, before):
        one.scope = witness.scope
        one.append()
    former = {"device": before.id, "acked_seq": 1, "head_hash": before.chain[0].hash}
    county_of_own.site.database.write(
        lambda connection: connection.execute(insert(schema.chain).values(former)).rowcount
    ).result()
    before.append()
    relay(witness, [*author.chain[1:], stranger.chain[0], before.chain[1]])

    with county_of_own.site.database.reading() as connection:
        found = {one.device: one for one in gone.authors(connection)}
    assert {(one.device, one.number, one.is_county, one.entries) for one in found.values()} == {
        (author.id, "00", False, 4),
        (stranger.id, "", False, 1),
        (before.id, "", True, 1),
    }
    assert found[author.id].office == "清河镇"
    assert found[author.id].relayers == (witness.id,)
    with pytest.raises(Refused, match=r"relay\.more"):
        confirm(author.id, seen=3)
    assert confirm(author.id, seen=4).entries == 4
    with pytest.raises(Refused, match=r"relay\.nothing"):
        confirm(author.id)


def test_the_command_lists_authors_and_counts_one(
    author: Any, witness: Any, county_of_own: County, make_stranger: Any, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    stranger = make_stranger(county_of_own)
    stranger.scope = witness.scope
    stranger.append()
    place = ["gone", "--data", str(county_of_own.site.data)]
    if url := county_of_own._database:  # noqa: SLF001 - the command is to look where the county does
        place += ["--database", url]

    def said(*words: str) -> str:
        assert cli.main([*place, *words]) == 0
        return capfdbinary.readouterr().out.decode()

    assert "没有别的窗口转来" in said()
    honest = list(author.chain)
    author.chain = honest[:2]
    relay(witness, [*honest[1:3], stranger.next_entry(seq=9)])
    relay(witness, [author.append({"note": "另一条"})])
    listed = said()
    assert f"清河镇 00 号窗口　{author.id}　3 条，1 台窗口转来" in listed
    assert f"不认识的窗口（多半是备份以后才开通的）　{stranger.id}　1 条" in listed
    assert "算进去 1 条，暂存 0 条" in said("--device", author.id)
    counted = json.loads(said("--device", stranger.id, "--json"))
    assert counted == {"device": stranger.id, "entries": 1, "withheld": 0, "left": 0}
    assert cli.main([*place, "--device", stranger.id]) == 3
    assert "没有转来、还没算进去的记录" in capfdbinary.readouterr().err.decode()
