"""The one door to PKCS#11: tokens by the library of their vendor, and what goes wrong with them, sorted.

python-pkcs11 is loaded only where there is a library. What a trouble is called, and what to do about it, says whoever
opened the token.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pkcs11

_WRONG_PIN: Final = frozenset({"PinIncorrect", "PinInvalid", "PinLenRange"})
_NO_KEY: Final = frozenset({"NoSuchKey", "MechanismInvalid", "KeyTypeInconsistent", "FunctionNotSupported"})
_OTHER_KEY: Final = frozenset({"EncryptedDataInvalid", "EncryptedDataLenRange", "DataInvalid", "DataLenRange"})
_PIN_FLAGS: Final = ("USER_PIN_LOCKED", "USER_PIN_FINAL_TRY", "USER_PIN_COUNT_LOW")


class Trouble(Enum):
    """What is wrong with a token."""

    PIN = auto()
    PIN_LOW = auto()  # wrong, and few tries are left
    PIN_FINAL = auto()  # wrong, and one try is left
    LOCKED = auto()
    NO_KEY = auto()  # it has no such key, or the key cannot do this
    OTHER_KEY = auto()  # what it was given is for another key
    GONE = auto()  # pulled out, or it does not answer


class NoLibrary(Exception):
    """The file is no library for tokens, or it cannot be loaded."""


class TokenTrouble(Exception):
    """A token did not do what it was asked for."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.name)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class RsaKey:
    """The public half of a key on a token."""

    id: bytes
    modulus: int
    exponent: int


class Session:
    """A token that is open; `raw` is the session for a library that speaks PKCS#11 itself."""

    def __init__(self, raw: "pkcs11.Session") -> None:
        self.raw = raw

    def key_ids(self) -> set[bytes]:
        """Give the ids of the private keys."""
        from pkcs11 import Attribute, ObjectClass  # noqa: PLC0415 - few PCs have a token, and no start waits for it

        return {bytes(key[Attribute.ID]) for key in self._objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})}

    def deciphering_keys(self) -> list[RsaKey]:
        """Give the RSA keys of which the token has the private half for deciphering."""
        from pkcs11 import Attribute, KeyType, ObjectClass  # noqa: PLC0415 - as above

        wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.KEY_TYPE: KeyType.RSA, Attribute.DECRYPT: True}
        return [
            RsaKey(
                bytes(key[Attribute.ID]),
                int.from_bytes(key[Attribute.MODULUS], "big"),
                int.from_bytes(key[Attribute.PUBLIC_EXPONENT], "big"),
            )
            for key in self._objects(wanted)
        ]

    def certificates(self) -> list[tuple[bytes, bytes]]:
        """Give the certificates as (id of the key, DER), in the token's order."""
        from pkcs11 import Attribute, ObjectClass  # noqa: PLC0415 - as above

        found = self._objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
        return [(bytes(one[Attribute.ID]), bytes(one[Attribute.VALUE])) for one in found]

    def decipher(self, key_id: bytes, wrapped: bytes) -> bytes:
        """Have the token open what was sealed to a key of it by OAEP with SHA-1."""
        from pkcs11 import MGF, Mechanism, ObjectClass  # noqa: PLC0415 - as above

        key: Any = self.raw.get_key(object_class=ObjectClass.PRIVATE_KEY, id=key_id)
        oaep = (Mechanism.SHA_1, MGF.SHA1, None)
        opened: bytes = key.decrypt(wrapped, mechanism=Mechanism.RSA_PKCS_OAEP, mechanism_param=oaep)
        return opened

    def digests_itself(self, *, on_curve: bool) -> bool:
        """Tell whether the token signs what it digested itself, with a key on a curve or an RSA key."""
        from pkcs11 import Mechanism  # noqa: PLC0415 - as above

        whole = Mechanism.ECDSA_SHA256 if on_curve else Mechanism.SHA256_RSA_PKCS
        return whole in self.raw.token.slot.get_mechanisms()

    def _objects(self, wanted: "dict[pkcs11.Attribute, Any]") -> list[Any]:
        return list(self.raw.get_objects(wanted))  # a search has to end before the next begins


@dataclass(frozen=True, slots=True)
class Token:
    """A token that is plugged in."""

    raw: "pkcs11.Token"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(self.raw.label).strip()

    @property
    def serial(self) -> str:
        """Its number as text."""
        return bytes(self.raw.serial).decode("ascii", "replace").strip()

    @contextlib.contextmanager
    def opened(self, pin: str) -> Iterator[Session]:
        """Log in, and out in the end, also where it has gone meanwhile; one that is locked is not asked again.

        TokenTrouble also for what the library says inside the block.
        """
        import pkcs11  # noqa: PLC0415 - as above

        if pkcs11.TokenFlag.USER_PIN_LOCKED in self.raw.flags:
            raise TokenTrouble(Trouble.LOCKED)
        with _sorted(self.raw):
            session = self.raw.open(user_pin=pin)
            try:
                yield Session(session)
            finally:
                with contextlib.suppress(pkcs11.PKCS11Error):  # who has gone needs no closing
                    session.close()


def plugged_in(library: str, *, afresh: bool = False) -> list[Token]:
    """Give the tokens that are plugged in and ready for use.

    `afresh` has the library forget what it knew: another may be in since, and open sessions end. NoLibrary,
    TokenTrouble.
    """
    try:
        import pkcs11  # noqa: PLC0415 - as above

        loaded: Any = pkcs11.lib(library)
    except (ImportError, RuntimeError, OSError) as error:
        raise NoLibrary from error
    with _sorted(None):
        if afresh:
            loaded.reinitialize()
        found = [slot.get_token() for slot in loaded.get_slots(token_present=True)]
    return [Token(one) for one in found if pkcs11.TokenFlag.TOKEN_INITIALIZED in one.flags]


@contextlib.contextmanager
def _sorted(token: "pkcs11.Token | None") -> Iterator[None]:
    """Turn errors of the library inside the block into troubles."""
    import pkcs11  # noqa: PLC0415 - as above

    try:
        yield
    except pkcs11.PKCS11Error as error:
        raise TokenTrouble(trouble_of(type(error).__name__, _pin_flags(token))) from error


def trouble_of(name: str, flags: frozenset[str]) -> Trouble:
    """Sort an error of the library by its name and the flags that the token shows afterwards.

    One that it does not explain is a token that left.
    """
    if name == "PinLocked" or (name in _WRONG_PIN and "USER_PIN_LOCKED" in flags):
        return Trouble.LOCKED
    if name in _WRONG_PIN:
        if "USER_PIN_FINAL_TRY" in flags:
            return Trouble.PIN_FINAL
        return Trouble.PIN_LOW if "USER_PIN_COUNT_LOW" in flags else Trouble.PIN
    if name in _NO_KEY:
        return Trouble.NO_KEY
    return Trouble.OTHER_KEY if name in _OTHER_KEY else Trouble.GONE


def _pin_flags(token: "pkcs11.Token | None") -> frozenset[str]:
    """Give the names of the flags of a token as they are now; none where it does not answer."""
    import pkcs11  # noqa: PLC0415 - as above

    if token is None:
        return frozenset()
    try:
        now = token.slot.get_token().flags
    except pkcs11.PKCS11Error:
        return frozenset()
    return frozenset(name for name in _PIN_FLAGS if pkcs11.TokenFlag[name] in now)
