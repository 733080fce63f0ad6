"""A key on a token that signs: a UKey of a CA, by its vendor's module. `app.tokens` speaks to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app import tokens
from app.errors import Refused, Unavailable
from app.pades.key import OpenKey, fit_to_sign
from app.tokens import NoLibrary, Session, TokenTrouble, Trouble

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate

_WRONG_PIN = frozenset({Trouble.PIN, Trouble.PIN_LOW, Trouble.PIN_FINAL})


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
        try:
            with _found(self).opened(secret) as session:
                yield _key_in(session, now)
        except NoLibrary as error:
            raise Refused("seal.no_module", file=self.module.name) from error
        except TokenTrouble as error:
            raise _explained(error.trouble) from error


def _explained(trouble: Trouble) -> Refused | Unavailable:
    if trouble is Trouble.LOCKED:
        return Refused("seal.pin_locked")
    return Refused("seal.wrong_pin") if trouble in _WRONG_PIN else Unavailable("seal.token_gone")


def _found(token: Token) -> tokens.Token:
    there = tokens.plugged_in(str(token.module), afresh=True)
    meant = [one for one in there if not token.label or one.label == token.label]
    if len(meant) != 1:
        raise Unavailable("seal.several_tokens" if meant else "seal.no_token")
    return meant[0]


def _key_in(session: Session, now: datetime) -> OpenKey:
    from pyhanko.sign.pkcs11 import PKCS11Signer  # noqa: PLC0415 - only who signs with a token loads it

    found = _pair(session)
    if found is None:
        raise Refused("seal.no_key")
    certificate, name = found
    holder = fit_to_sign(certificate, now)
    # A token that does not digest by itself is given the digest.
    is_raw = not session.digests_itself(on_curve=certificate.public_key.algorithm == "ec")
    signer = PKCS11Signer(
        session.raw, signing_cert=certificate, key_id=name, bulk_fetch=False, use_raw_mechanism=is_raw
    )
    return OpenKey(signer, holder)


def _pair(session: Session) -> "tuple[Certificate, bytes] | None":
    """Give the first certificate whose key is on the token too, and the id of both."""
    from asn1crypto.x509 import Certificate  # noqa: PLC0415 - as above

    keys = session.key_ids()
    for name, certificate in session.certificates():
        if name in keys:
            return Certificate.load(certificate), name
    return None
