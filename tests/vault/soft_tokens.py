"""UKeys made of software (SoftHSM2): made once, plugged in and pulled out by moving their folders."""

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pkcs11 import Attribute, KeyType, ObjectClass

PIN, KEY_ID = "123456", b"\x01\x02"
_PLACES: Final = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/libsofthsm2.so",
)


class Tokens:
    """A folder of tokens; `library` is what opens those that are plugged in."""

    def __init__(self, folder: Path) -> None:
        self._stash, self._plugged = folder / "stash", folder / "plugged"
        for place in (self._stash, self._plugged):
            place.mkdir(parents=True)
        self.library = next(place for place in _PLACES if Path(place).exists())
        self._conf = folder / "softhsm2.conf"
        self._conf.write_text(
            f"directories.tokendir = {self._plugged}\nobjectstore.backend = file\nlog.level = ERROR\n"
        )
        os.environ["SOFTHSM2_CONF"] = str(self._conf)

    def make(self, label: str, *, valid_days: int | None = None, with_key: bool = True) -> None:
        """Make a token; with a certificate that is valid for so many days from now, if any."""
        self.pull_out()
        words = ["--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "12345678"]
        subprocess.run(["softhsm2-util", *words], check=True, stdout=subprocess.DEVNULL)
        self._again()
        if with_key:
            self._fill(label, valid_days)
        shutil.copytree(self._plugged, self._stash / label, dirs_exist_ok=True)

    def plug_in(self, *labels: str) -> None:
        """Plug in these and no others."""
        self.pull_out()
        for label in labels:
            shutil.copytree(self._stash / label, self._plugged, dirs_exist_ok=True)
        self._again()

    def pull_out(self, *, quietly: bool = False) -> None:
        """Pull all out; `quietly`: the library has not noticed yet."""
        for place in self._plugged.iterdir():
            shutil.rmtree(place)
        if not quietly:
            self._again()

    def _again(self) -> None:
        pkcs11.lib(self.library).reinitialize()

    def _fill(self, label: str, valid_days: int | None) -> None:
        key = rsa.generate_private_key(65_537, 2_048)
        numbers = key.private_numbers()
        fields = {
            Attribute.MODULUS: numbers.public_numbers.n,
            Attribute.PUBLIC_EXPONENT: numbers.public_numbers.e,
            Attribute.PRIVATE_EXPONENT: numbers.d,
            Attribute.PRIME_1: numbers.p,
            Attribute.PRIME_2: numbers.q,
            Attribute.EXPONENT_1: numbers.dmp1,
            Attribute.EXPONENT_2: numbers.dmq1,
            Attribute.COEFFICIENT: numbers.iqmp,
        }
        private = {name: value.to_bytes((value.bit_length() + 7) // 8, "big") for name, value in fields.items()}
        common = {Attribute.TOKEN: True, Attribute.ID: KEY_ID}
        with pkcs11.lib(self.library).get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
            session.create_object(
                private
                | common
                | {
                    Attribute.CLASS: ObjectClass.PRIVATE_KEY,
                    Attribute.KEY_TYPE: KeyType.RSA,
                    Attribute.DECRYPT: True,
                    Attribute.SENSITIVE: True,
                }
            )
            if valid_days is not None:
                session.create_object(common | _certificate(key, valid_days))


def _certificate(key: rsa.RSAPrivateKey, valid_days: int) -> dict[Attribute, object]:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "李红")])
    until = datetime(2026, 10, 12, tzinfo=UTC) + timedelta(days=valid_days)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(until - timedelta(days=365))
        .not_valid_after(until)
        .sign(key, hashes.SHA256())
    )
    return {
        Attribute.CLASS: ObjectClass.CERTIFICATE,
        Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
        Attribute.SUBJECT: name.public_bytes(),
        Attribute.VALUE: made.public_bytes(serialization.Encoding.DER),
    }
