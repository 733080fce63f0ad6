"""Ed25519 signatures over the statements of the protocol, and the names of keys."""

import base64
import hashlib
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.journal.canonical import canonical


def new_key() -> bytes:
    """Give a new random private key: 32 raw bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> str:
    """Give the public key of a private key, base64url without padding."""
    return encode(Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw())


def kid(public: str) -> str:
    """Give the RFC 7638 thumbprint (SHA-256, base64url) of a public key as an OKP JWK."""
    jwk = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": public}, separators=(",", ":"))
    return encode(hashlib.sha256(jwk.encode("ascii")).digest())


def statement(purpose: str, device: str, number: int, digest: str) -> bytes:
    """Give the bytes that a signature covers: purpose, device, a seq or size, and a hash (hex)."""
    return f"yimen/{purpose}/1\n{device}\n{number}\n{digest}".encode()


def countersign_statement(device: str, size: int, root: str, at: str) -> bytes:
    """Give what the county signs when it has the same `root` over the first `size` entries of `device`."""
    fields = {"device": device, "size": size, "root": root, "at": at}
    return statement("countersign", device, size, hashlib.sha256(canonical(fields)).hexdigest())


def sign(private: bytes, signed: bytes) -> str:
    """Give the signature of `signed`, base64url without padding."""
    return encode(Ed25519PrivateKey.from_private_bytes(private).sign(signed))


def is_signed(public: str, signed: bytes, signature: str) -> bool:
    """Tell whether `signature` is that of `signed` by the owner of `public`; False also for nonsense."""
    try:
        Ed25519PublicKey.from_public_bytes(decode(public)).verify(decode(signature), signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def encode(raw: bytes) -> str:
    """Give base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def decode(text: str) -> bytes:
    """Read base64url without padding; ValueError for anything else."""
    raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if encode(raw) != text:
        raise ValueError("not base64url without padding")
    return raw
