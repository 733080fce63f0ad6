"""A key on a PKCS#11 token: a UKey of a CA, by its vendor's module."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import Refused, Unavailable
from app.pades.key import OpenKey, fit_to_sign

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate


@dataclass(frozen=True, slots=True)
class Token:
    """A token by its vendor's module (.so, .dll); `label` only where several are plugged in."""

    module: Path
    label: str = ""

    @contextmanager
    def opened(self, secret: str, now: datetime) -> Iterator[OpenKey]:
        """Give the key on the token.

        Refused seal.no_module, seal.wrong_pin, seal.pin_locked, seal.no_key, and as `fit_to_sign`; Unavailable
        seal.no_token, and seal.token_gone when it is pulled out before the signing ends.
        """
        import pkcs11  # noqa: PLC0415 - only who signs with a token loads it

        try:
            found = _found(self)
            with _logged_in(found, secret) as session:
                yield _key_in(session, now)
        except pkcs11.PinLocked as error:
            raise Refused("seal.pin_locked") from error
        except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange) as error:
            raise Refused("seal.wrong_pin") from error
        except pkcs11.PKCS11Error as error:
            raise Unavailable("seal.token_gone") from error


@contextmanager
def _logged_in(token: Any, pin: str) -> Iterator[Any]:
    """Open the token and close it, also where it has gone meanwhile."""
    import pkcs11  # noqa: PLC0415 - as above

    session = token.open(user_pin=pin)
    try:
        yield session
    finally:
        with suppress(pkcs11.PKCS11Error):  # who has gone needs no closing
            session.close()


def _found(token: Token) -> Any:
    import pkcs11  # noqa: PLC0415 - as above

    try:
        module = pkcs11.lib(str(token.module))
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
        raise Refused("seal.no_module", file=token.module.name) from error
    module.reinitialize()  # what is plugged in may be another one since
    there = [one for one in module.get_tokens() if not token.label or one.label == token.label]
    usable = [one for one in there if pkcs11.TokenFlag.TOKEN_INITIALIZED in one.flags]
    if len(usable) != 1:
        raise Unavailable("seal.several_tokens" if usable else "seal.no_token")
    return usable[0]


def _key_in(session: Any, now: datetime) -> OpenKey:
    from pkcs11 import Mechanism  # noqa: PLC0415 - as above
    from pyhanko.sign.pkcs11 import PKCS11Signer  # noqa: PLC0415 - as above

    found = _pair(session)
    if found is None:
        raise Refused("seal.no_key")
    certificate, name = found
    holder = fit_to_sign(certificate, now)
    # A token that does not digest by itself is given the digest.
    whole = Mechanism.ECDSA_SHA256 if certificate.public_key.algorithm == "ec" else Mechanism.SHA256_RSA_PKCS
    is_raw = whole not in session.token.slot.get_mechanisms()
    signer = PKCS11Signer(session, signing_cert=certificate, key_id=name, bulk_fetch=False, use_raw_mechanism=is_raw)
    return OpenKey(signer, holder)


def _pair(session: Any) -> "tuple[Certificate, bytes] | None":
    """Give the first certificate whose key is on the token too, and the id of both."""
    from asn1crypto.x509 import Certificate  # noqa: PLC0415 - as above
    from pkcs11 import Attribute, ObjectClass  # noqa: PLC0415 - as above

    keys = {bytes(key[Attribute.ID]) for key in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})}
    for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        name = bytes(one[Attribute.ID])
        if name in keys:
            return Certificate.load(one[Attribute.VALUE]), name
    return None
