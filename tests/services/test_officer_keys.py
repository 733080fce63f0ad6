"""Who can open a PC: passwords that change, officers who leave, and what the journal hears of it."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.officer import Role
from app.errors import Refused, Unavailable
from app.services import officer_keys, session
from app.services.desk import Desk
from app.services.session import SetUp
from app.store import Store
from app.store.engine import Database
from app.vault.keys import Keyring
from tests.services.conftest import COST, NAME, PASSWORD, enrol, monday
from tests.services.test_session import AGE, tell

OTHER, OTHERS, NEW = "赵勇", "另一个口令一", "换过的一个新口令"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """陈素华, a leader, is at the desk."""
    folder = tmp_path / "window"
    officer = session.set_up(folder, SetUp(NAME, PASSWORD, Role.LEADER.value), enrol, cost=COST, now=monday)
    opened = session.unlock(folder, officer, PASSWORD, now=monday)
    yield opened
    opened.store.close()


@pytest.fixture
def other(desk: Desk) -> str:
    """赵勇 has a key of this window, too."""
    return session.add_officer(desk, PASSWORD, OTHER, OTHERS, cost=COST)


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises((Refused, Unavailable)) as caught:
        action()
    return caught.value.code


def deeds(store: Store) -> list[tuple[str, str, int]]:
    """Give what the journal tells: deed, whose, epoch."""
    entries = [one.entry for one in store.entries_of_type("officer")]
    bodies = [entry.body or {} for entry in entries if entry.kind == "officer.key_changed"]
    return [(body["deed"], body["name"], body["epoch"]) for body in bodies]


def window_officer(desk: Desk, officer: str) -> Desk:
    return session.reopen(desk, officer, OTHERS)


def test_ones_own_password_is_another_one_and_the_journal_says_so(desk: Desk) -> None:
    officer_keys.change_password(desk, PASSWORD, NEW, cost=COST)

    assert code_of(lambda: session.reopen(desk, desk.author.officer, PASSWORD)) == "unlock.wrong_password"
    assert session.reopen(desk, desk.author.officer, NEW).officer_name == NAME
    assert deeds(desk.store) == [("changed", NAME, 1)]
    assert Keyring(desk.data).held().untold == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (PASSWORD, "1234567", "password.short"),
        ("错的", NEW, "unlock.wrong_password"),
        (PASSWORD, PASSWORD, "password.same"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(desk: Desk, old: str, new: str, code: str) -> None:
    assert code_of(lambda: officer_keys.change_password(desk, old, new)) == code
    assert session.reopen(desk, desk.author.officer, PASSWORD)
    assert deeds(desk.store) == []


def test_a_leader_gives_a_new_password_to_who_forgot_theirs(desk: Desk, other: str) -> None:
    officer_keys.give_password(desk, PASSWORD, other, NEW, cost=COST)

    assert session.reopen(desk, other, NEW).officer_name == OTHER
    assert code_of(lambda: session.reopen(desk, other, OTHERS)) == "unlock.wrong_password"
    assert deeds(desk.store) == [("added", OTHER, 1), ("renewed", OTHER, 1)]


def test_who_is_neither_leader_nor_it_manages_no_keys_but_their_own(desk: Desk, other: str) -> None:
    window, leader = window_officer(desk, other), desk.author.officer
    for act in (
        lambda: officer_keys.give_password(window, OTHERS, leader, NEW),
        lambda: officer_keys.remove(window, OTHERS, leader),
    ):
        assert code_of(act) == "duty.role"
    assert not officer_keys.pc_keys(window).may_manage
    officer_keys.change_password(window, OTHERS, NEW, cost=COST)
    assert session.reopen(desk, other, NEW)


def test_a_leader_does_not_lock_themselves_out(desk: Desk) -> None:
    mine = desk.author.officer
    assert code_of(lambda: officer_keys.give_password(desk, PASSWORD, mine, NEW)) == "keys.own_password"
    assert code_of(lambda: officer_keys.remove(desk, PASSWORD, mine)) == "keys.yourself"


def test_without_the_password_of_who_is_at_the_desk_nothing_happens(desk: Desk, other: str) -> None:
    assert code_of(lambda: officer_keys.give_password(desk, "错的", other, NEW)) == "unlock.wrong_password"
    assert code_of(lambda: officer_keys.give_password(desk, PASSWORD, other, "1")) == "password.short"
    assert code_of(lambda: officer_keys.remove(desk, "错的", other)) == "unlock.wrong_password"
    assert code_of(lambda: officer_keys.remove(desk, PASSWORD, "x")) == "unlock.unknown_officer"
    assert session.reopen(desk, other, OTHERS)


def test_a_removed_officer_is_out_and_what_they_knew_opens_nothing_any_more(desk: Desk, other: str) -> None:
    known = Keyring(desk.data).open(other, OTHERS)
    third = session.add_officer(desk, PASSWORD, "王敏", "第三个口令呀", cost=COST)

    officer_keys.remove(desk, PASSWORD, other)

    assert code_of(lambda: session.reopen(desk, other, OTHERS)) == "unlock.unknown_officer"
    assert session.reopen(desk, third, "第三个口令呀").store is desk.store
    assert deeds(desk.store)[-1] == ("removed", OTHER, 2), "the open store goes on under the new key"
    desk.store.close()
    assert code_of(lambda: Store.open(desk.data / session.DATABASE, known)) == "store.wrong_key"
    session.unlock(desk.data, third, "第三个口令呀", now=monday).store.close()


def test_the_countys_slot_is_sealed_anew_with_the_data_key(desk: Desk, other: str) -> None:
    tell(desk.store)
    Keyring(desk.data).seal_recovery(Keyring(desk.data).open(other, OTHERS), str(AGE.to_public()))
    officer_keys.remove(desk, PASSWORD, other)
    assert Keyring(desk.data).recover(str(AGE)) == Keyring(desk.data).open(desk.author.officer, PASSWORD)
    found = officer_keys.pc_keys(desk)
    assert (found.epoch, found.recovery_is_current, found.old) == (2, True, ())


def test_the_page_knows_who_opens_and_that_the_county_cannot_yet(desk: Desk, other: str) -> None:
    found = officer_keys.pc_keys(desk)
    assert [(one.officer_id, one.since[:10], one.waits) for one in found.officers] == [
        (desk.author.officer, "2026-10-12", False),
        (other, "2026-10-12", False),
    ]
    assert (found.recovery, found.recovery_is_current, found.county, found.epoch) == (None, False, "", 1)
    assert (found.me, found.may_manage) == (desk.author.officer, True)


# --- what goes wrong in the midst
def test_a_disk_without_room_leaves_all_as_it_was(desk: Desk, other: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Keyring(desk.data).held()

    def full(_database: Database, _key: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Database, "rekey", full)
    with pytest.raises(OSError, match="space"):
        desk.store.rekey(bytes(32))
    monkeypatch.setattr(Database, "rekey", lambda *_: None)  # as SQLCipher does: it says nothing, and changes nothing

    assert code_of(lambda: officer_keys.remove(desk, PASSWORD, other)) == "store.io"

    assert Keyring(desk.data).held() == before
    assert session.reopen(desk, other, OTHERS)


def test_a_disk_that_went_away_in_the_midst_leaves_both_keys_and_the_next_start_ends_it(
    desk: Desk, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_given: object) -> None:
        raise Unavailable("store.gone")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "rekey", gone)
        broken.setattr(Store, "opens", lambda _store: False)
        assert code_of(lambda: officer_keys.remove(desk, PASSWORD, other)) == "store.gone"
    assert len(Keyring(desk.data).held().epochs) == 2
    desk.store.close()

    again = session.unlock(desk.data, desk.author.officer, PASSWORD, now=monday)

    assert len(Keyring(desk.data).held().epochs) == 1
    assert deeds(again.store)[-1] == ("removed", OTHER, 2)
    assert code_of(lambda: session.reopen(again, other, OTHERS)) == "unlock.unknown_officer"
    again.store.close()
    session.unlock(desk.data, desk.author.officer, PASSWORD, now=monday).store.close()


def test_a_program_killed_after_the_database_had_its_new_key_only_forgets_the_old_one(desk: Desk, other: str) -> None:
    keyring = Keyring(desk.data)
    new_key = keyring.begin_rotation(keyring.open(desk.author.officer, PASSWORD), {other})
    desk.store.rekey(new_key)
    desk.store.close()

    session.unlock(desk.data, desk.author.officer, PASSWORD, now=monday).store.close()

    assert keyring.unlock(desk.author.officer, PASSWORD).keys == (new_key,)


def test_what_cannot_be_ended_now_is_tried_at_the_next_start(
    desk: Desk, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise Unavailable("store.disk_full")

    key = Keyring(desk.data).open(desk.author.officer, PASSWORD)
    Keyring(desk.data).begin_rotation(key, {other})
    desk.store.close()
    with monkeypatch.context() as broken:
        broken.setattr(Store, "rekey", full)
        session.unlock(desk.data, desk.author.officer, PASSWORD, now=monday).store.close()
    assert len(Keyring(desk.data).held().epochs) == 2
    session.unlock(desk.data, desk.author.officer, PASSWORD, now=monday).store.close()
    assert len(Keyring(desk.data).held().epochs) == 1


def test_a_key_that_is_of_no_epoch_opens_no_store(desk: Desk) -> None:
    desk.store.close()
    wrong = (bytes(32), bytes(range(32)))
    assert code_of(lambda: session.open_store(desk.data, wrong)) == "store.wrong_key"
    assert code_of(lambda: session.open_store(desk.data / "nowhere", wrong)) == "store.gone"


def test_a_deed_is_told_once_though_the_program_was_killed_before_it_was_forgotten(
    desk: Desk, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(Keyring, "told", lambda *_: None)
        officer_keys.give_password(desk, PASSWORD, other, NEW, cost=COST)
    assert len(Keyring(desk.data).held().untold) == 1
    desk.store.close()

    again = session.unlock(desk.data, other, NEW, now=monday)

    assert deeds(again.store) == [("added", OTHER, 1), ("renewed", OTHER, 1)]
    assert Keyring(desk.data).held().untold == ()
    again.store.close()


def test_what_the_journal_cannot_take_now_waits(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> None:
        raise Unavailable("store.disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(type(desk.store), "work", full)
        officer_keys.change_password(desk, PASSWORD, NEW, cost=COST)
    assert [one.deed for one in Keyring(desk.data).held().untold] == ["changed"]
    assert session.reopen(desk, desk.author.officer, NEW)


def test_who_only_reads_changes_no_key(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Keyring(desk.data).export()
    monkeypatch.setattr(session, "renew", lambda *_: pytest.fail("another process has the lock"))
    session.unlock(desk.data, desk.author.officer, PASSWORD, read_only=True, now=monday).store.close()
    assert Keyring(desk.data).export() == before
