"""UKeys by PKCS#11: which one is plugged in, its public key, and opening what is sealed to it.

The library is the vendor's, by its path in the settings; python-pkcs11 is loaded only where there is one. Errors of
both are translated here and nowhere else.
"""

import contextlib
from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from app import clock
from app.errors import Refused, Unavailable
from app.journal.sign import decode
from app.vault.token_lock import TokenKey, TokenLock

if TYPE_CHECKING:
    import pkcs11

_GONE: Final = frozenset(
    {
        "DeviceRemoved",
        "DeviceError",
        "TokenNotPresent",
        "TokenNotRecognised",
        "SessionHandleInvalid",
        "SessionClosed",
        "GeneralError",
        "FunctionFailed",
        "SlotIDInvalid",
        "ObjectHandleInvalid",
        "KeyHandleInvalid",
    }
)  # fmt: skip - names of errors
_WRONG_PIN: Final = frozenset({"PinIncorrect", "PinInvalid", "PinLenRange"})
_NO_KEY: Final = frozenset({"NoSuchKey", "MechanismInvalid", "KeyTypeInconsistent", "FunctionNotSupported"})
_OTHER_KEY: Final = frozenset({"EncryptedDataInvalid", "EncryptedDataLenRange", "DataInvalid", "DataLenRange"})


def key_of(library: str, pin: str) -> TokenKey:
    """Give the public key of the one UKey that is plugged in, after its PIN was found right.

    Unavailable token.no_library, token.gone (pulled out in the midst). Refused token.none, token.several, token.no_key
    (no RSA key that deciphers), token.pin, token.pin_low, token.pin_final, token.locked.
    """
    token = _only(library)
    with _session(token, pin) as session:
        return _public_key(token, session)


def unwrap(library: str, lock: TokenLock, pin: str) -> bytes:
    """Give what the token makes of a lock's `wrapped`; errors as `key_of`, and token.foreign for another UKey."""
    token = _plugged_in(library, lock)
    with _session(token, pin) as session:
        import pkcs11  # noqa: PLC0415 - loaded by now

        key: Any = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, id=bytes.fromhex(lock.key_id))
        oaep = (pkcs11.Mechanism.SHA_1, pkcs11.MGF.SHA1, None)
        opened: bytes = key.decrypt(
            decode(lock.wrapped), mechanism=pkcs11.Mechanism.RSA_PKCS_OAEP, mechanism_param=oaep
        )
        return opened


def _tokens(library: str) -> "list[pkcs11.Token]":
    if not library:
        raise Unavailable("token.no_library")
    try:
        import pkcs11  # noqa: PLC0415 - few PCs have a UKey, and no start waits for it

        loaded: Any = pkcs11.lib(library)
    except (ImportError, RuntimeError, OSError) as error:
        raise Unavailable("token.no_library") from error
    with _translated():
        found = [slot.get_token() for slot in loaded.get_slots(token_present=True)]
    return [token for token in found if pkcs11.TokenFlag.TOKEN_INITIALIZED in token.flags]


def _only(library: str) -> "pkcs11.Token":
    found = _tokens(library)
    if not found:
        raise Refused("token.none")
    if len(found) > 1:
        raise Refused("token.several")
    return found[0]


def _plugged_in(library: str, lock: TokenLock) -> "pkcs11.Token":
    found = _tokens(library)
    if not found:
        raise Refused("token.none")
    for token in found:
        if serial_of(token) == lock.serial:
            return token
    raise Refused("token.foreign", label=lock.label)


@contextlib.contextmanager
def _session(token: "pkcs11.Token", pin: str) -> "Iterator[pkcs11.Session]":
    import pkcs11  # noqa: PLC0415 - loaded by now

    if pkcs11.TokenFlag.USER_PIN_LOCKED in token.flags:
        raise Refused("token.locked")
    with _translated(token):
        session = token.open(user_pin=pin)
    with contextlib.closing(session), _translated(token):
        yield session


@contextlib.contextmanager
def _translated(token: "pkcs11.Token | None" = None) -> Iterator[None]:
    """Turn errors of the library inside the block into ours; one that it does not explain is a UKey that left."""
    import pkcs11  # noqa: PLC0415 - loaded by now

    try:
        yield
    except pkcs11.PKCS11Error as error:
        raise explained(type(error).__name__, _flags(token)) from error


def explained(name: str, flags: frozenset[str]) -> Refused | Unavailable:
    """Give what an error of the library means, by its name and the flags that the token shows afterwards."""
    if name == "PinLocked" or (name in _WRONG_PIN and "USER_PIN_LOCKED" in flags):
        return Refused("token.locked")
    if name in _WRONG_PIN:
        if "USER_PIN_FINAL_TRY" in flags:
            return Refused("token.pin_final")
        return Refused("token.pin_low" if "USER_PIN_COUNT_LOW" in flags else "token.pin")
    if name in _NO_KEY:
        return Refused("token.no_key")
    if name in _OTHER_KEY:
        return Refused("token.foreign", label="")
    return Unavailable("token.gone")


def _flags(token: "pkcs11.Token | None") -> frozenset[str]:
    """Give the names of the flags of a token as they are now; none where it does not answer."""
    import pkcs11  # noqa: PLC0415 - loaded by now

    if token is None:
        return frozenset()
    try:
        now = token.slot.get_token().flags
    except pkcs11.PKCS11Error:
        return frozenset()
    wanted = ("USER_PIN_LOCKED", "USER_PIN_FINAL_TRY", "USER_PIN_COUNT_LOW")
    return frozenset(name for name in wanted if pkcs11.TokenFlag[name] in now)


def _public_key(token: "pkcs11.Token", session: "pkcs11.Session") -> TokenKey:
    """Give the first RSA key of which the token has the private half for deciphering."""
    from pkcs11 import Attribute, KeyType, ObjectClass  # noqa: PLC0415 - loaded by now

    wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.KEY_TYPE: KeyType.RSA, Attribute.DECRYPT: True}
    for private in list(session.get_objects(wanted)):  # a search has to end before the next begins
        key_id = bytes(private[Attribute.ID])
        modulus = int.from_bytes(private[Attribute.MODULUS], "big")
        exponent = int.from_bytes(private[Attribute.PUBLIC_EXPONENT], "big")
        valid_to = _valid_to(session, key_id)
        return TokenKey(serial_of(token), token.label.strip(), key_id.hex(), modulus, exponent, valid_to)
    raise Refused("token.no_key")


def _valid_to(session: "pkcs11.Session", key_id: bytes) -> str:
    """Give until when the certificate of a key is valid; empty where there is none that can be read."""
    from cryptography import x509  # noqa: PLC0415 - few PCs have a UKey
    from pkcs11 import Attribute, ObjectClass  # noqa: PLC0415 - loaded by now

    certificates = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.ID: key_id}
    for found in list(session.get_objects(certificates)):
        with contextlib.suppress(ValueError):
            until = x509.load_der_x509_certificate(bytes(found[Attribute.VALUE])).not_valid_after_utc
            return clock.text(until.astimezone(UTC))
    return ""


def serial_of(token: "pkcs11.Token") -> str:
    """Give the serial of a token as text."""
    return bytes(token.serial).decode("ascii", "replace").strip()
