"""keys.json from the first format to this one, a new data key for all who stay, and who slips into the file."""

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyrage
import pytest

from app.domain.key_deed import Deed, KeyDeed
from app.errors import Refused, Unavailable
from app.vault import Keyring, own_key, ring
from tests.vault.test_keys import CHEAP, NAME, OFFICER, OTHER, code_of

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = Path(__file__).parents[1] / "data" / "keys" / "format1"
KNOWN: dict[str, Any] = json.loads((FIRST / "known.json").read_text("utf-8"))
(LI, LIS), (HONG, HONGS) = KNOWN["officers"]
DATA_KEY = bytes.fromhex(KNOWN["data_key"])
THIRD = "01900000-0000-7000-8000-000000000003"


@pytest.fixture
def first(tmp_path: Path) -> Keyring:
    """A keyring as the first program left it."""
    return Keyring(Path(shutil.copytree(FIRST, tmp_path / "first")))


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path)


@pytest.fixture
def data_key(keyring: Keyring) -> bytes:
    """Three officers, a recovery slot."""
    key = keyring.create(OFFICER, NAME, "一", cost=CHEAP)
    keyring.add_slot(key, OTHER, "李秀英", "二", role="leader")
    keyring.add_slot(key, THIRD, "赵勇", "三")
    return key


def written(folder: Path) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads((folder / "keys.json").read_text("utf-8"))
    return fields


def put(folder: Path, fields: dict[str, Any]) -> None:
    """Write a file as a forger would: with a checksum that fits."""
    fields.pop("checksum", None)
    content = json.dumps(fields | {"checksum": ring.checksum(fields)}).encode()
    for name in ("keys.json", "keys.json.bak"):
        (folder / name).write_bytes(content)


# --- the first format
def test_a_keyring_of_the_first_format_opens_for_everybody(first: Keyring) -> None:
    assert [first.open(officer, password) for officer, password in KNOWN["officers"]] == [DATA_KEY, DATA_KEY]
    assert [(one.name, one.role, one.is_old) for one in first.officers()] == [
        ("张三", "window", True),
        ("李红", "leader", True),
    ]
    assert first.recover(KNOWN["county"]) == DATA_KEY


def test_each_gets_a_key_of_their_own_when_they_open_and_the_others_go_on_as_they_were(
    first: Keyring, tmp_path: Path
) -> None:
    first.renew_form(first.unlock(LI, LIS))

    assert written(tmp_path / "first")["format"] == 2
    assert [one.is_old for one in first.officers()] == [False, True]
    assert [first.open(officer, password) for officer, password in KNOWN["officers"]] == [DATA_KEY, DATA_KEY]
    opened = first.unlock(LI, LIS)
    assert first.renew_form(opened) == opened, "once is enough"
    first.renew_form(first.unlock(HONG, HONGS))
    assert first.open(HONG, HONGS) == DATA_KEY
    assert first.recover(KNOWN["county"]) == DATA_KEY


def test_the_new_form_costs_no_second_guess(first: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.vault import slots  # noqa: PLC0415 - looked into here only

    opened = first.unlock(LI, LIS)
    monkeypatch.setattr(slots, "stretched", lambda *_: pytest.fail("Argon2id a second time"))
    first.renew_form(opened)
    assert not first.officers()[0].is_old


def test_who_has_not_opened_since_stays_by_name_when_the_data_key_changes(first: Keyring) -> None:
    opened = first.renew_form(first.unlock(LI, LIS))
    new_key = first.begin_rotation(opened.keys[-1], frozenset())
    first.end_rotation(new_key)

    assert first.open(LI, LIS) == new_key != DATA_KEY
    assert first.officers()[1].waits
    assert code_of(lambda: first.open(HONG, HONGS))[0] == "unlock.needs_password"
    first.add_slot(new_key, HONG, "李红", "新的口令", role="leader")
    assert first.open(HONG, "新的口令") == new_key
    assert first.recover(KNOWN["county"]) == new_key


# --- one's own password
def test_another_password_opens_and_the_old_one_no_more(keyring: Keyring, data_key: bytes) -> None:
    public = keyring.held().owner(OFFICER).public
    keyring.change_password(keyring.unlock(OFFICER, "一"), "新的一")

    assert keyring.open(OFFICER, "新的一") == data_key
    assert code_of(lambda: keyring.open(OFFICER, "一"))[0] == "unlock.wrong_password"
    assert keyring.held().owner(OFFICER).public == public, "what is sealed to the officer stays so"
    assert code_of(lambda: keyring.change_password(keyring.unlock(OFFICER, "新的一"), ""))[0] == "password.empty"


def test_a_password_of_the_first_form_is_changed_too(first: Keyring) -> None:
    first.change_password(first.unlock(LI, LIS), "新的口令")
    assert first.open(LI, "新的口令") == DATA_KEY


def test_a_new_password_for_somebody_keeps_since_when_they_are_here(keyring: Keyring, data_key: bytes) -> None:
    before = keyring.officers()
    keyring.add_slot(data_key, OTHER, "李秀英", "忘了又设", role="leader")
    assert keyring.officers() == before
    assert keyring.open(OTHER, "忘了又设") == data_key


# --- a new data key
def test_a_new_data_key_opens_for_all_who_stay_and_for_the_county(keyring: Keyring, data_key: bytes) -> None:
    county = pyrage.x25519.Identity.generate()
    keyring.seal_recovery(data_key, str(county.to_public()))

    new_key = keyring.begin_rotation(data_key, {THIRD})
    both = [keyring.unlock(officer, password).keys for officer, password in ((OFFICER, "一"), (OTHER, "二"))]
    assert both == [(data_key, new_key)] * 2, "as long as either may be the database's"
    assert keyring.recover_all(str(county)) == (data_key, new_key)
    keyring.end_rotation(new_key)

    assert keyring.unlock(OFFICER, "一").keys == keyring.unlock(OTHER, "二").keys == (new_key,)
    assert keyring.recover(str(county)) == new_key
    assert code_of(lambda: keyring.open(THIRD, "三"))[0] == "unlock.unknown_officer"


def test_of_two_data_keys_the_old_one_can_be_kept(keyring: Keyring, data_key: bytes) -> None:
    keyring.begin_rotation(data_key, {THIRD})
    keyring.end_rotation(data_key)
    assert keyring.unlock(OFFICER, "一").keys == (data_key,)


def test_between_two_data_keys_nothing_else_is_changed(keyring: Keyring, data_key: bytes) -> None:
    new_key = keyring.begin_rotation(data_key, {THIRD})
    for change in (
        lambda: keyring.add_slot(new_key, THIRD, "赵勇", "四"),
        lambda: keyring.begin_rotation(new_key, {OTHER}),
        lambda: keyring.change_password(keyring.unlock(OFFICER, "一"), "五"),
        lambda: keyring.remove_slot(OTHER, new_key),
    ):
        assert code_of(change)[0] == "keys.unfinished"


def test_the_last_one_who_can_open_is_not_removed(first: Keyring, keyring: Keyring, data_key: bytes) -> None:
    assert code_of(lambda: keyring.begin_rotation(data_key, {OFFICER, OTHER, THIRD}))[0] == "keys.last_slot"
    assert code_of(lambda: keyring.begin_rotation(data_key, {LI + "x"}))[0] == "unlock.unknown_officer"
    first.renew_form(first.unlock(LI, LIS))
    assert code_of(lambda: first.begin_rotation(DATA_KEY, {LI}))[0] == "keys.last_slot"
    assert keyring.unlock(THIRD, "三").keys == (data_key,)


# --- who slips into the file
def own_public() -> str:
    return own_key.make()[1]


@pytest.mark.usefixtures("data_key")
@pytest.mark.parametrize("change", ["public", "name", "stranger", "recipient", "seal"])
def test_nothing_is_sealed_to_whom_the_data_key_does_not_know(keyring: Keyring, tmp_path: Path, change: str) -> None:
    key = keyring.open(OFFICER, "一")
    keyring.seal_recovery(key, own_public())
    fields = written(tmp_path)
    forge: dict[str, Callable[[], object]] = {
        "public": lambda: fields["owners"][1].update(public=own_public()),
        "name": lambda: fields["owners"][1].update(name="李红"),
        "stranger": lambda: fields["owners"].append(fields["owners"][1] | {"officer": "x", "public": own_public()}),
        "recipient": lambda: fields["epochs"][0]["recovery"].update(recipient=own_public()),
        "seal": lambda: fields["epochs"][0].update(seal=""),
    }
    forge[change]()
    put(tmp_path, fields)

    assert keyring.open(OFFICER, "一") == key, "whoever works here is not kept out"
    for act in (
        lambda: keyring.begin_rotation(key, {THIRD}),
        lambda: keyring.add_slot(key, THIRD, "赵勇", "四"),
        lambda: keyring.end_rotation(key),
        lambda: keyring.seal_recovery(key, own_public()),
    ):
        assert code_of(act)[0] == "keys.forged"


@pytest.mark.usefixtures("data_key")
@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 2**40},
        {"memory_kib": 0},
        {"passes": 10**9},
        {"lanes": -1},
        {"algorithm": "rot13"},
        {"memory_kib": "64"},
    ],
)
def test_a_lock_that_no_program_of_ours_made_is_damage(
    keyring: Keyring, tmp_path: Path, change: dict[str, object]
) -> None:
    fields = written(tmp_path)
    fields["owners"][0]["password"] |= change
    put(tmp_path, fields)
    assert code_of(lambda: keyring.open(OFFICER, "一"))[0] == "keys.damaged"


@pytest.mark.usefixtures("data_key")
@pytest.mark.parametrize(
    "change",
    [{"epochs": []}, {"format": 3}, {"owners": None}, {"untold": [1]}, {"format": "2"}],
)
def test_a_ring_of_another_form_is_damage(keyring: Keyring, tmp_path: Path, change: dict[str, object]) -> None:
    put(tmp_path, written(tmp_path) | change)
    assert code_of(keyring.officers)[0] == "keys.damaged"


@pytest.mark.usefixtures("data_key")
def test_an_officer_stands_there_once_and_epochs_rise(keyring: Keyring, tmp_path: Path) -> None:
    twice = written(tmp_path)
    put(tmp_path, twice | {"owners": twice["owners"] * 2})
    assert code_of(keyring.officers)[0] == "keys.damaged"
    put(tmp_path, twice | {"epochs": twice["epochs"] * 2})
    assert code_of(keyring.officers)[0] == "keys.damaged"


@pytest.mark.usefixtures("data_key")
@pytest.mark.parametrize("sealed", ["", "!", "AAAA"])
def test_a_sealed_part_that_is_nonsense_is_no_crash(keyring: Keyring, tmp_path: Path, sealed: str) -> None:
    fields = written(tmp_path)
    fields["owners"][0]["password"]["sealed"] = sealed
    fields["epochs"][0]["keys"][OTHER] = sealed
    put(tmp_path, fields)
    assert code_of(lambda: keyring.open(OFFICER, "一"))[0] == "unlock.wrong_password"
    assert code_of(lambda: keyring.open(OTHER, "二"))[0] == "keys.damaged"


# --- what the journal has still to hear
def test_a_deed_waits_in_the_file_until_the_journal_has_it(keyring: Keyring, data_key: bytes) -> None:
    deed = KeyDeed("d1", Deed.RENEWED.value, OTHER, "李秀英", OFFICER, "2026-11-30T01:00:00.000Z", 0)
    keyring.add_slot(data_key, OTHER, "李秀英", "四", deed=deed)
    (waiting,) = keyring.held().untold
    assert (waiting.id, waiting.epoch) == ("d1", 1)
    keyring.told({"d1"})
    assert keyring.held().untold == ()


def test_a_recovery_slot_in_which_somebody_sealed_nonsense_is_told_as_another_key(
    keyring: Keyring, data_key: bytes, tmp_path: Path
) -> None:
    county = pyrage.x25519.Identity.generate()
    keyring.seal_recovery(data_key, str(county.to_public()))
    for nonsense in (b"nonsense", b"[]", b'{"data_key": 1, "device_secret": 2}'):
        fields = written(tmp_path)
        fields["epochs"][0]["recovery"]["sealed"] = own_key.seal(nonsense, str(county.to_public()))
        put(tmp_path, fields)
        with pytest.raises((Refused, Unavailable)) as caught:
            keyring.recover(str(county))
        assert caught.value.code == "recovery.wrong_key"
