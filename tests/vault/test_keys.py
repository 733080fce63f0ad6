"""Key slots: who gets in, who does not, and what a lost file or password costs."""

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from app.errors import Refused, Unavailable
from app.vault import Keyring, ring
from app.vault.attempts import WAITS_S
from app.vault.slots import Cost

CHEAP = Cost(64, 1)
OFFICER, NAME = "01900000-0000-7000-8000-000000000001", "王德贵"
OTHER = "01900000-0000-7000-8000-000000000002"


@dataclass
class Clock:
    """A clock that goes on when it is told to."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 24, 1, tzinfo=UTC))
    passed_s: float = 1_000.0

    def __call__(self) -> datetime:
        return self.at

    def steady(self) -> float:
        return self.passed_s

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.passed_s += seconds

    def is_set(self, seconds: float) -> None:
        """Somebody sets the clock, forward or back."""
        self.at += timedelta(seconds=seconds)

    def starts_anew(self) -> None:
        """The PC does: what counts its seconds begins at nought."""
        self.passed_s = 0.0


@pytest.fixture
def now() -> Clock:
    return Clock()


@pytest.fixture
def keyring(tmp_path: Path, now: Clock) -> Keyring:
    return Keyring(tmp_path, now, now.steady)


@pytest.fixture
def data_key(keyring: Keyring) -> bytes:
    return keyring.create(OFFICER, NAME, "芝麻开门1", cost=CHEAP)


@pytest.fixture(scope="session")
def county() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


def code_of(action: Callable[[], object]) -> tuple[str, object]:
    with pytest.raises((Refused, Unavailable)) as caught:
        action()
    return caught.value.code, caught.value.facts.get("wait_s")


def test_the_password_opens_the_slot_and_nothing_else_does(keyring: Keyring, data_key: bytes) -> None:
    assert len(data_key) == 32
    assert keyring.open(OFFICER, "芝麻开门1") == data_key
    assert code_of(lambda: keyring.open(OFFICER, "芝麻开门2")) == ("unlock.wrong_password", 0)
    assert code_of(lambda: keyring.open(OTHER, "芝麻开门1")) == ("unlock.unknown_officer", None)


def test_a_password_typed_in_another_form_of_the_same_letters_opens(keyring: Keyring) -> None:
    key = keyring.create(OFFICER, NAME, "caf\u00e9", cost=CHEAP)
    assert keyring.open(OFFICER, "cafe\u0301") == key


def test_every_installation_has_a_key_of_its_own(tmp_path: Path) -> None:
    rings = [tmp_path / name for name in ("a", "b")]
    for folder in rings:
        folder.mkdir()
    assert len({Keyring(folder).create(OFFICER, NAME, "1", cost=CHEAP) for folder in rings}) == 2


def test_several_officers_have_slots_of_their_own(keyring: Keyring, data_key: bytes) -> None:
    keyring.add_slot(data_key, OTHER, "李秀英", "另一个", role="leader")
    assert keyring.open(OTHER, "另一个") == data_key
    assert [(slot.name, slot.role) for slot in keyring.officers()] == [(NAME, "window"), ("李秀英", "leader")]
    assert code_of(lambda: keyring.open(OTHER, "芝麻开门1"))[0] == "unlock.wrong_password"


def test_a_new_slot_costs_what_the_first_does(keyring: Keyring, data_key: bytes, tmp_path: Path) -> None:
    keyring.add_slot(data_key, OTHER, "李秀英", "另一个")
    locks = [owner["password"] for owner in json.loads((tmp_path / "keys.json").read_text("utf-8"))["owners"]]
    assert {(lock["memory_kib"], lock["passes"], lock["algorithm"]) for lock in locks} == {
        (64, 1, "argon2id+hkdf-sha256+aes-256-gcm/2")
    }


def test_a_removed_slot_opens_no_more_and_the_last_one_stays(keyring: Keyring, data_key: bytes) -> None:
    keyring.add_slot(data_key, OTHER, "李秀英", "另一个")
    keyring.remove_slot(OFFICER, data_key)
    assert code_of(lambda: keyring.open(OFFICER, "芝麻开门1"))[0] == "unlock.unknown_officer"
    assert code_of(lambda: keyring.remove_slot(OTHER, data_key))[0] == "keys.last_slot"
    assert keyring.open(OTHER, "另一个") == data_key


def test_an_empty_password_and_a_second_set_up_are_refused(keyring: Keyring, tmp_path: Path) -> None:
    assert code_of(lambda: keyring.create(OFFICER, NAME, "", cost=CHEAP))[0] == "password.empty"
    keyring.create(OFFICER, NAME, "1", cost=CHEAP)
    before = (tmp_path / "keys.json").read_bytes()
    assert code_of(lambda: keyring.create(OFFICER, NAME, "2", cost=CHEAP))[0] == "keys.exist"
    assert (tmp_path / "keys.json").read_bytes() == before


def test_the_wait_grows_with_every_wrong_password_and_a_right_one_ends_it(
    keyring: Keyring, data_key: bytes, now: Clock
) -> None:
    waits = []
    for _ in range(len(WAITS_S) + 2):
        _, wait_s = code_of(lambda: keyring.open(OFFICER, "不对"))
        waits.append(wait_s)
        now.wait(float(str(wait_s)))
    assert waits == [*WAITS_S, WAITS_S[-1], WAITS_S[-1]]
    assert keyring.open(OFFICER, "芝麻开门1") == data_key
    assert code_of(lambda: keyring.open(OFFICER, "不对")) == ("unlock.wrong_password", 0)


def fail(keyring: Keyring, times: int) -> None:
    for _ in range(times):
        code_of(lambda: keyring.open(OFFICER, "不对"))


def test_within_the_wait_even_the_right_password_is_not_tried(keyring: Keyring, data_key: bytes, now: Clock) -> None:
    fail(keyring, 3)
    assert code_of(lambda: keyring.open(OFFICER, "芝麻开门1")) == ("unlock.wait", 1)
    now.wait(1)
    assert keyring.open(OFFICER, "芝麻开门1") == data_key


def test_a_new_password_need_not_wait_for_the_wrong_ones_before(keyring: Keyring, data_key: bytes) -> None:
    fail(keyring, 5)
    keyring.add_slot(data_key, OFFICER, NAME, "新的口令")
    assert keyring.open(OFFICER, "新的口令") == data_key


@pytest.mark.usefixtures("data_key")
def test_a_restart_does_not_shorten_the_wait(keyring: Keyring, now: Clock, tmp_path: Path) -> None:
    fail(keyring, 3)
    assert code_of(lambda: Keyring(tmp_path, now, now.steady).open(OFFICER, "芝麻开门1")) == ("unlock.wait", 1)


@pytest.mark.usefixtures("data_key")
def test_a_try_that_was_killed_counts(keyring: Keyring, now: Clock, tmp_path: Path) -> None:
    attempts = Keyring(tmp_path, now, now.steady)._attempts  # noqa: SLF001 - stands for a program killed while it reckons
    for _ in range(3):
        attempts.begin(OFFICER)
    assert code_of(lambda: keyring.open(OFFICER, "芝麻开门1")) == ("unlock.wait", 1)


@pytest.mark.parametrize("seconds", [-86_400, -2, 2, 86_400, 10 * 365 * 86_400])
def test_a_clock_that_is_set_neither_ends_the_wait_nor_makes_it_longer(
    keyring: Keyring, data_key: bytes, now: Clock, seconds: float
) -> None:
    fail(keyring, 3)
    now.is_set(seconds)
    assert code_of(lambda: keyring.open(OFFICER, "芝麻开门1")) == ("unlock.wait", 1)
    now.wait(1)
    assert keyring.open(OFFICER, "芝麻开门1") == data_key


def test_after_a_start_of_the_pc_the_clock_counts_and_one_that_was_set_back_holds_nobody_for_long(
    keyring: Keyring, data_key: bytes, now: Clock
) -> None:
    fail(keyring, 3)
    now.starts_anew()
    now.is_set(-86_400)
    assert code_of(lambda: keyring.open(OFFICER, "芝麻开门1")) == ("unlock.wait", 1)
    now.is_set(86_401)
    assert keyring.open(OFFICER, "芝麻开门1") == data_key


def test_a_count_of_an_older_program_is_read(keyring: Keyring, data_key: bytes, now: Clock, tmp_path: Path) -> None:
    (tmp_path / "attempts.json").write_text(json.dumps({OFFICER: [3, "2026-11-24T01:00:00.000Z"]}))
    assert code_of(lambda: keyring.open(OFFICER, "芝麻开门1")) == ("unlock.wait", 1)
    now.wait(1)
    assert keyring.open(OFFICER, "芝麻开门1") == data_key


def test_one_officers_wrong_passwords_hold_up_nobody_else(keyring: Keyring, data_key: bytes) -> None:
    keyring.add_slot(data_key, OTHER, "李秀英", "另一个")
    fail(keyring, 3)
    assert keyring.open(OTHER, "另一个") == data_key


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"a": [1]}', b'{"a": ["x", "y"]}', b"\xff"])
def test_a_spoilt_count_locks_nobody_out(keyring: Keyring, data_key: bytes, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "attempts.json").write_bytes(content)
    assert keyring.open(OFFICER, "芝麻开门1") == data_key


@pytest.mark.usefixtures("data_key")
def test_nobody_becomes_leader_by_editing_the_file(keyring: Keyring, tmp_path: Path) -> None:
    edited = forged(tmp_path / "keys.json", role="leader")
    for name in ("keys.json", "keys.json.bak"):
        (tmp_path / name).write_bytes(edited)
    assert keyring.officers()[0].role == "leader"
    assert code_of(lambda: keyring.open(OFFICER, "芝麻开门1"))[0] == "unlock.wrong_password"


def forged(file: Path, **changes: object) -> bytes:
    """Give the file with a slot's words changed and the checksum made to fit."""
    fields = json.loads(file.read_text("utf-8"))
    del fields["checksum"]
    fields["owners"][0] |= changes
    return json.dumps(fields | {"checksum": ring.checksum(fields)}).encode()


@pytest.mark.parametrize("damage", [b"", b"{", b'{"checksum": 1}', b"null", b"\x00" * 300])
def test_the_copy_steps_in_for_a_damaged_file(keyring: Keyring, data_key: bytes, tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "keys.json").write_bytes(damage)
    assert keyring.open(OFFICER, "芝麻开门1") == data_key
    (tmp_path / "keys.json.bak").write_bytes(damage)
    assert code_of(lambda: keyring.open(OFFICER, "芝麻开门1"))[0] == "keys.damaged"


def test_a_flipped_bit_anywhere_in_the_file_is_found(keyring: Keyring, data_key: bytes, tmp_path: Path) -> None:
    (tmp_path / "keys.json.bak").unlink()
    whole = (tmp_path / "keys.json").read_bytes()
    for place in range(0, len(whole), 7):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1
        (tmp_path / "keys.json").write_bytes(spoilt)
        assert opens_or_says_so(keyring, data_key), place


def opens_or_says_so(keyring: Keyring, data_key: bytes) -> bool:
    """White space may change; anything else must be said."""
    try:
        return keyring.open(OFFICER, "芝麻开门1") == data_key
    except Unavailable as error:
        return error.code == "keys.damaged"


@pytest.mark.usefixtures("data_key")
def test_without_both_files_the_keys_are_missing(keyring: Keyring, tmp_path: Path) -> None:
    for name in ("keys.json", "keys.json.bak"):
        (tmp_path / name).unlink()
    assert code_of(lambda: keyring.open(OFFICER, "芝麻开门1"))[0] == "keys.missing"


@pytest.mark.usefixtures("data_key")
def test_a_keyring_copied_without_the_device_secret_is_worth_nothing(tmp_path: Path) -> None:
    thief = tmp_path / "thief"
    thief.mkdir()
    shutil.copy(tmp_path / "keys.json", thief)
    assert code_of(lambda: Keyring(thief).open(OFFICER, "芝麻开门1"))[0] == "keys.device_secret"
    (thief / "device.secret").write_bytes(b"plain:" + bytes(32))
    assert code_of(lambda: Keyring(thief).open(OFFICER, "芝麻开门1"))[0] == "unlock.wrong_password"


@pytest.mark.usefixtures("data_key")
@pytest.mark.parametrize("content", [b"", b"plain:", b"plain:short"])
def test_a_damaged_device_secret_is_no_wrong_password(keyring: Keyring, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "device.secret").write_bytes(content)
    assert code_of(lambda: keyring.open(OFFICER, "芝麻开门1"))[0] == "keys.device_secret"


def test_the_county_opens_what_lost_passwords_and_a_deleted_device_secret_closed(
    keyring: Keyring, data_key: bytes, tmp_path: Path, county: pyrage.x25519.Identity
) -> None:
    keyring.seal_recovery(data_key, str(county.to_public()))
    (tmp_path / "device.secret").unlink()
    assert keyring.recover(f"{county}\n") == data_key
    keyring.add_slot(data_key, OFFICER, NAME, "新密码")
    assert keyring.open(OFFICER, "新密码") == data_key


def test_after_recovery_the_old_passwords_open_again(
    keyring: Keyring, data_key: bytes, tmp_path: Path, county: pyrage.x25519.Identity
) -> None:
    keyring.seal_recovery(data_key, str(county.to_public()))
    (tmp_path / "device.secret").unlink()
    keyring.recover(str(county))
    assert keyring.open(OFFICER, "芝麻开门1") == data_key


def test_another_countys_key_recovers_nothing(
    keyring: Keyring, data_key: bytes, county: pyrage.x25519.Identity
) -> None:
    assert not keyring.has_recovery()
    assert code_of(lambda: keyring.recover(str(county)))[0] == "recovery.no_slot"
    assert code_of(lambda: keyring.seal_recovery(data_key, "age1nonsense"))[0] == "recovery.recipient"
    keyring.seal_recovery(data_key, str(county.to_public()))
    assert keyring.has_recovery()
    stranger = pyrage.x25519.Identity.generate()
    assert code_of(lambda: keyring.recover(str(stranger)))[0] == "recovery.wrong_key"
    assert code_of(lambda: keyring.recover("AGE-SECRET-KEY-1NONSENSE"))[0] == "recovery.wrong_key"


def test_only_the_user_may_read_the_files(keyring: Keyring, data_key: bytes, tmp_path: Path) -> None:
    assert keyring.open(OFFICER, "芝麻开门1") == data_key
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}


def test_neither_key_nor_password_nor_secret_stands_in_a_file(
    keyring: Keyring, data_key: bytes, tmp_path: Path
) -> None:
    assert keyring.open(OFFICER, "芝麻开门1") == data_key
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert data_key not in content
        assert data_key.hex().encode() not in content
        assert "芝麻开门1".encode() not in content


def measured(action: Callable[[], object]) -> float:
    """Give the CPU seconds of this thread: what an idle PC would take, whatever else this one does."""
    start = time.thread_time()
    action()
    return time.thread_time() - start


@pytest.mark.parametrize("times", [3, pytest.param(40, marks=pytest.mark.slow)])
def test_a_guess_costs_0_3_s_and_64_mib_and_unlocking_at_most_a_second(tmp_path: Path, now: Clock, times: int) -> None:
    keyring = Keyring(tmp_path, now, now.steady)
    data_key = keyring.create(OFFICER, NAME, "1")
    (owner,) = json.loads((tmp_path / "keys.json").read_text("utf-8"))["owners"]
    assert owner["password"]["memory_kib"] >= 64 * 1024

    guesses, opened = [], []
    for _ in range(times):
        guesses.append(measured(lambda: code_of(lambda: keyring.open(OFFICER, "不对"))))
        now.wait(60)
        opened.append(measured(lambda: keyring.open(OFFICER, "1")))

    assert keyring.open(OFFICER, "1") == data_key
    assert min(guesses) >= 0.25, "0.3 s when it was measured, and no two runs are alike"
    assert sorted(opened)[int(len(opened) * 0.95)] <= 1.0
