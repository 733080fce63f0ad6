"""UKeys: what is sealed to one opens with it and its PIN, and everything that can go wrong is said."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pkcs11
import pytest

from app import tokens as door
from app.errors import Refused, Unavailable
from app.vault import Keyring, token, token_lock
from app.vault.slots import Whose
from tests.vault.soft_tokens import PIN, Tokens
from tests.vault.test_keys import CHEAP, NAME, OFFICER, OTHER, code_of

WHOSE = Whose(OFFICER, NAME, "leader", "age1x")
SECRET, DEVICE = b"AGE-SECRET-KEY-1X", bytes(32)


@pytest.fixture(scope="session")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Tokens:
    made = Tokens(tmp_path_factory.mktemp("tokens"))
    made.make("li-hong", valid_days=200)
    made.make("zhao-yong")
    made.make("empty", with_key=False)
    return made


@pytest.fixture
def library(tokens: Tokens) -> Iterator[str]:
    """李红's UKey is plugged in."""
    tokens.plug_in("li-hong")
    yield tokens.library
    tokens.pull_out()


def locked(library: str) -> token_lock.TokenLock:
    return token_lock.lock(SECRET, WHOSE, token.key_of(library, PIN), DEVICE)


def test_what_is_sealed_to_a_token_opens_with_it_and_its_pin(library: str) -> None:
    made = locked(library)
    inner = token.unwrap(library, made, PIN)
    assert token_lock.opened(made, WHOSE, inner, DEVICE) == SECRET
    assert (made.label, made.valid_to) == ("li-hong", "2027-04-30T00:00:00.000Z")


def test_another_owner_another_pc_and_another_key_do_not_open(library: str) -> None:
    made = locked(library)
    inner = token.unwrap(library, made, PIN)
    for whose, secret, key, lock in (
        (replace(WHOSE, role="it"), DEVICE, inner, made),
        (WHOSE, bytes(31) + b"\x01", inner, made),
        (WHOSE, DEVICE, bytes(32), made),
        (WHOSE, DEVICE, inner, replace(made, valid_to="")),
        (WHOSE, DEVICE, inner, replace(made, sealed="!")),
    ):
        assert token_lock.opened(lock, whose, key, secret) is None


def test_a_wrong_pin_is_refused_and_when_few_tries_are_left_that_is_said(library: str) -> None:
    made = locked(library)
    assert code_of(lambda: token.unwrap(library, made, "999999"))[0] in {"token.pin", "token.pin_low"}
    assert code_of(lambda: token.unwrap(library, made, "1"))[0] in {"token.pin", "token.pin_low"}
    assert token.unwrap(library, made, PIN)


@pytest.mark.parametrize(
    ("name", "flags", "code"),
    [
        ("PinIncorrect", (), "token.pin"),
        ("PinIncorrect", ("USER_PIN_COUNT_LOW",), "token.pin_low"),
        ("PinIncorrect", ("USER_PIN_COUNT_LOW", "USER_PIN_FINAL_TRY"), "token.pin_final"),
        ("PinIncorrect", ("USER_PIN_LOCKED",), "token.locked"),
        ("PinLocked", (), "token.locked"),
        ("DeviceRemoved", (), "token.gone"),
        ("EncryptedDataInvalid", (), "token.foreign"),
        ("MechanismInvalid", (), "token.no_key"),
        ("SomethingElse", (), "token.gone"),
    ],
)
def test_every_error_of_a_token_has_its_word(name: str, flags: tuple[str, ...], code: str) -> None:
    assert token.explained(door.trouble_of(name, frozenset(flags))).code == code


class Locked:
    """A token that is locked; asking it would be one try too many."""

    flags = pkcs11.TokenFlag.USER_PIN_LOCKED

    def open(self, **_given: object) -> None:
        pytest.fail("asked")


def test_a_token_that_says_that_it_is_locked_is_not_asked_again(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = locked(library)
    monkeypatch.setattr(token, "_plugged_in", lambda *_: door.Token(Locked()))  # type: ignore[arg-type]  # all that is asked of it
    assert code_of(lambda: token.unwrap(library, made, PIN))[0] == "token.locked"


def test_no_token_two_tokens_and_one_without_a_key(tokens: Tokens, library: str) -> None:
    made = locked(library)
    tokens.pull_out()
    assert code_of(lambda: token.key_of(library, PIN))[0] == "token.none"
    assert code_of(lambda: token.unwrap(library, made, PIN))[0] == "token.none"
    tokens.plug_in("li-hong", "zhao-yong")
    assert code_of(lambda: token.key_of(library, PIN))[0] == "token.several"
    assert token.unwrap(library, made, PIN), "of several the right one is found"
    tokens.plug_in("empty")
    assert code_of(lambda: token.key_of(library, PIN))[0] == "token.no_key"


def test_a_foreign_token_is_named(tokens: Tokens, library: str) -> None:
    made = locked(library)
    tokens.plug_in("zhao-yong")
    with pytest.raises(Refused) as refused:
        token.unwrap(library, made, PIN)
    assert (refused.value.code, refused.value.facts) == ("token.foreign", {"label": "li-hong"})
    assert token.key_of(library, PIN).valid_to == "", "it has no certificate"


def test_a_token_pulled_out_in_the_midst_is_said(
    tokens: Tokens, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip - one line
    made, find = locked(library), token._plugged_in  # noqa: SLF001 - the moment between finding and opening

    def found_and_pulled_out(library: str, lock: token_lock.TokenLock) -> object:
        found = find(library, lock)
        tokens.pull_out(quietly=True)
        return found

    monkeypatch.setattr(token, "_plugged_in", found_and_pulled_out)
    assert code_of(lambda: token.unwrap(library, made, PIN))[0] == "token.gone"


@pytest.mark.parametrize("path", ["", "/nowhere/libtoken.so", __file__])
def test_a_library_that_is_not_there_or_is_none_is_said(path: str) -> None:
    assert code_of(lambda: token.key_of(path, PIN))[0] == "token.no_library"


# --- in the keyring
def test_an_officer_opens_by_password_or_token_also_after_a_new_data_key(library: str, tmp_path: Path) -> None:
    keyring = Keyring(tmp_path)
    key = keyring.create(OFFICER, NAME, "一", cost=CHEAP)
    keyring.add_slot(key, OTHER, "赵勇", "二")
    keyring.set_token(keyring.unlock(OFFICER, "一"), token.key_of(library, PIN))

    by_token = keyring.unlock_by_token(OFFICER, lambda lock: token.unwrap(library, lock, PIN))
    assert by_token.keys == keyring.unlock(OFFICER, "一").keys == (key,)
    assert [one.token for one in keyring.officers()] == ["li-hong", ""]
    assert code_of(lambda: keyring.unlock_by_token(OTHER, lambda _lock: b""))[0] == "unlock.no_token"
    assert code_of(lambda: keyring.unlock_by_token(OFFICER, lambda _lock: bytes(32)))[0] == "token.foreign"

    new_key = keyring.begin_rotation(key, {OTHER})
    keyring.end_rotation(new_key)
    assert keyring.unlock_by_token(OFFICER, lambda lock: token.unwrap(library, lock, PIN)).keys == (new_key,)
    keyring.set_token(keyring.unlock(OFFICER, "一"), None)
    assert code_of(lambda: keyring.unlock_by_token(OFFICER, lambda _lock: b""))[0] == "unlock.no_token"


def test_who_changes_their_password_keeps_the_token_and_who_gets_a_new_one_does_not(
    library: str, tmp_path: Path
) -> None:  # fmt: skip - one line
    keyring = Keyring(tmp_path)
    key = keyring.create(OFFICER, NAME, "一", cost=CHEAP)
    keyring.set_token(keyring.unlock(OFFICER, "一"), token.key_of(library, PIN))
    keyring.change_password(keyring.unlock(OFFICER, "一"), "二")
    assert keyring.unlock_by_token(OFFICER, lambda lock: token.unwrap(library, lock, PIN)).keys == (key,)
    keyring.add_slot(key, OFFICER, NAME, "三")
    with pytest.raises((Refused, Unavailable)) as caught:
        keyring.unlock_by_token(OFFICER, lambda lock: token.unwrap(library, lock, PIN))
    assert caught.value.code == "unlock.no_token"
