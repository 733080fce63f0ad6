"""Nobody's password opens: the county's recovery key, keys.json or the sheet of paper."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyrage import x25519

from app.domain.officer import Role
from app.errors import Refused, Unavailable
from app.ids import uuid7
from app.services import officer_keys, recovering, session
from app.services.backup import backup, restore
from app.services.desk import Desk
from app.services.key_paper import recovery_sheet as recovery_sheet_paper
from app.services.session import SetUp
from app.vault import recovery_sheet
from app.vault.keys import Keyring
from tests.services.conftest import COST, NAME, PASSWORD, enrol, monday
from tests.services.test_officer_keys import code_of, deeds
from tests.services.test_session import AGE, granted, tell

NEW = "县里给的一个新口令"
KEY_FILE = f"# created: 2026-10-01\n# public key: {AGE.to_public()}\n{AGE}\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An installation of a leader, with the county's recovery slot."""
    folder = tmp_path / "window"
    officer = session.set_up(folder, SetUp(NAME, PASSWORD, Role.LEADER.value), enrol, cost=COST, now=monday)
    for _ in "once to hear of the county's key, once to seal the slot":
        desk = session.unlock(folder, officer, PASSWORD, now=monday)
        tell(desk.store)
        desk.store.close()
        if Keyring(folder).has_recovery():
            break
    return folder


@pytest.fixture
def desk(data: Path) -> Iterator[Desk]:
    opened = session.unlock(data, mine(data), PASSWORD, now=monday)
    yield opened
    opened.store.close()


def mine(data: Path) -> str:
    return session.officers(data)[0].officer_id


def test_the_countys_key_gives_an_officer_a_new_password(data: Path) -> None:
    assert recovering.recover(data, KEY_FILE, mine(data), NEW, cost=COST, now=monday) == NAME

    desk = session.unlock(data, mine(data), NEW, now=monday)
    assert deeds(desk.store) == [("recovered", NAME, 1)]
    desk.store.close()
    assert code_of(lambda: session.unlock(data, mine(data), PASSWORD)) == "unlock.wrong_password"


def test_behind_the_lock_the_open_store_is_used(desk: Desk) -> None:
    recovering.recover(desk.data, str(AGE), mine(desk.data), NEW, store=desk.store, cost=COST, now=monday)
    assert session.reopen(desk, mine(desk.data), NEW).store is desk.store
    assert deeds(desk.store) == [("recovered", NAME, 1)]


def test_without_it_a_running_window_is_in_the_way(desk: Desk) -> None:
    assert code_of(lambda: recovering.recover(desk.data, str(AGE), mine(desk.data), NEW)) == "store.in_use"


@pytest.mark.parametrize(
    ("identity", "officer", "password", "code"),
    [
        ("another", "", NEW, "recovery.wrong_key"),
        ("age1publicnotprivate", "", NEW, "recovery.no_key"),
        ("right", "nobody", NEW, "unlock.unknown_officer"),
        ("right", "", "1234567", "password.short"),
    ],
)
def test_what_will_not_do_changes_nothing(data: Path, identity: str, officer: str, password: str, code: str) -> None:
    keys = {"another": str(x25519.Identity.generate()), "right": str(AGE)}
    given = keys.get(identity, identity)
    assert code_of(lambda: recovering.recover(data, given, officer or mine(data), password)) == code
    session.unlock(data, mine(data), PASSWORD, now=monday).store.close()


def test_a_removal_that_was_cut_off_is_brought_to_its_end_by_the_countys_key(desk: Desk) -> None:
    other = session.add_officer(desk, PASSWORD, "赵勇", "另一个口令一", cost=COST)
    Keyring(desk.data).begin_rotation(Keyring(desk.data).open(mine(desk.data), PASSWORD), {other})
    desk.store.close()

    recovering.recover(desk.data, str(AGE), mine(desk.data), NEW, cost=COST, now=monday)

    assert len(Keyring(desk.data).held().epochs) == 1
    session.unlock(desk.data, mine(desk.data), NEW, now=monday).store.close()


def test_on_another_pc_a_backup_opens_by_the_countys_key(desk: Desk, tmp_path: Path) -> None:
    backup(desk.store, desk.vault, tmp_path / "safe.yimen")
    there = tmp_path / "there" / "window"
    there.parent.mkdir()
    restore(tmp_path / "safe.yimen", there, recovery_key=str(AGE))
    (there / "device.secret").unlink()

    recovering.recover(there, str(AGE), mine(there), NEW, cost=COST, now=monday)

    opened = session.unlock(there, mine(there), NEW, now=monday)
    assert [one.deed for one in Keyring(there).held().untold] == ["recovered"], "until it has a number of its own"
    opened.store.close()


def test_keys_that_are_not_those_of_the_open_store_change_nothing(desk: Desk) -> None:
    old = Keyring(desk.data).held()
    other = session.add_officer(desk, PASSWORD, "赵勇", "另一个口令一", cost=COST)
    officer_keys.remove(desk, PASSWORD, other)
    Keyring(desk.data).put_back(old)
    code = code_of(lambda: recovering.recover(desk.data, str(AGE), mine(desk.data), NEW, store=desk.store))
    assert code == "recovery.other_store"


# --- the sheet of paper
def lost(desk: Desk) -> recovery_sheet.RecoverySheet:
    """Give what the sheet says, and lose keys.json and the device secret."""
    sheet = recovery_sheet.joined(recovery_sheet.parts(recovering.sheet_of(desk)))
    desk.store.close()
    for name in ("keys.json", "keys.json.bak", "device.secret"):
        (desk.data / name).unlink()
    return sheet


def test_the_sheet_opens_what_lost_its_key_file(desk: Desk) -> None:
    known = uuid7()
    tell(desk.store, granted("何志明", known, 1))

    officer = recovering.recover_by_sheet(desk.data, lost(desk), KEY_FILE, " 何志明 ", NEW, cost=COST, now=monday)

    opened = session.unlock(desk.data, known, NEW, now=monday)
    assert (officer, opened.roles) == (known, ("leader",))
    assert deeds(opened.store)[-1] == ("recovered", "何志明", 1)
    opened.store.close()
    assert Keyring(desk.data).recover(str(AGE)) == Keyring(desk.data).open(known, NEW)


def test_whom_the_county_does_not_know_becomes_a_window_officer(desk: Desk) -> None:
    officer = recovering.recover_by_sheet(desk.data, lost(desk), KEY_FILE, "何志明", NEW, cost=COST, now=monday)
    assert [(one.officer_id, one.role) for one in session.officers(desk.data)] == [(officer, "window")]


def test_a_sheet_from_before_somebody_was_removed_opens_nothing(desk: Desk) -> None:
    old = recovering.sheet_of(desk)
    other = session.add_officer(desk, PASSWORD, "赵勇", "另一个口令一", cost=COST)
    officer_keys.remove(desk, PASSWORD, other)
    lost(desk)
    code = code_of(lambda: recovering.recover_by_sheet(desk.data, old, str(AGE), NAME, NEW, cost=COST))
    assert code == "store.wrong_key"
    assert not Keyring(desk.data).exists()


@pytest.mark.parametrize(
    ("name", "password", "code"), [("", NEW, "officer.name_missing"), (NAME, "1", "password.short")]
)
def test_the_sheet_asks_for_name_and_password(desk: Desk, name: str, password: str, code: str) -> None:
    sheet = lost(desk)
    assert code_of(lambda: recovering.recover_by_sheet(desk.data, sheet, str(AGE), name, password)) == code


def test_the_sheet_makes_nothing_anew_where_keys_json_is_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = recovering.sheet_of(desk)
    act: Callable[[], object] = lambda: recovering.recover_by_sheet(desk.data, sheet, str(AGE), NAME, NEW)  # noqa: E731 - said twice
    assert code_of(act) == "keys.exist"

    def gone(*_given: object) -> None:
        raise Unavailable("store.gone")

    monkeypatch.setattr("app.vault.ring_file.RingFile.read", gone)
    assert code_of(act) == "store.gone"


def test_a_store_that_is_no_device_yet_is_recovered_but_cannot_be_worked_with(tmp_path: Path) -> None:
    officer = session.set_up(tmp_path, SetUp(NAME, PASSWORD), lambda _store: None, cost=COST)
    keyring = Keyring(tmp_path)
    keyring.seal_recovery(keyring.open(officer, PASSWORD), str(AGE.to_public()))
    held = keyring.held().epoch
    assert held.recovery is not None
    sheet = recovery_sheet.RecoverySheet("", "", held.number, held.since, held.recovery)
    (tmp_path / "keys.json").unlink()
    (tmp_path / "keys.json.bak").unlink()
    code = code_of(lambda: recovering.recover_by_sheet(tmp_path, sheet, str(AGE), NAME, NEW, cost=COST))
    assert code == "device.not_enrolled"
    assert Keyring(tmp_path).is_whole()


def test_the_sheet_on_paper_says_what_it_opens_and_is_another_one_after_a_removal(desk: Desk) -> None:
    first = recovery_sheet_paper(desk)
    assert recovery_sheet_paper(desk) == first
    other = session.add_officer(desk, PASSWORD, "赵勇", "另一个口令一", cost=COST)
    officer_keys.remove(desk, PASSWORD, other)
    assert recovery_sheet_paper(desk).pdf != first.pdf


def test_the_sheet_of_a_slot_of_the_first_form_has_no_days(desk: Desk) -> None:
    keyring = Keyring(desk.data)
    held = keyring.held()
    slot = held.epoch.recovery
    assert slot is not None
    keyring.put_back(held.with_epoch(replace(held.epoch, since="", recovery=replace(slot, since=""))))
    assert recovery_sheet_paper(desk).pages == 2


def test_only_a_leader_or_it_has_the_sheet_and_only_with_a_recovery_slot(desk: Desk, tmp_path: Path) -> None:
    assert recovering.sheet_of(desk).number == "0A"
    window = replace(desk, roles=("window",), book=None)
    assert code_of(lambda: recovering.sheet_of(window)) == "duty.role"
    officer = session.set_up(tmp_path / "new", SetUp(NAME, PASSWORD, "leader"), enrol, cost=COST, now=monday)
    fresh = session.unlock(tmp_path / "new", officer, PASSWORD, now=monday)
    with pytest.raises(Refused) as refused:
        recovering.sheet_of(fresh)
    assert refused.value.code == "recovery.no_slot"
    fresh.store.close()
