"""The key pair that is an officer's own: what is sealed to its public half opens with the private one, by age.

The private half never lies open: a password locks it, or a token. So a new data key can be sealed to officers who are
not there.
"""

from app.journal.sign import decode, encode


def make() -> tuple[bytes, str]:
    """Give a new pair: the private half as age writes it, and the public one (``age1…``)."""
    import pyrage  # noqa: PLC0415 - no window needs it before somebody unlocks

    identity = pyrage.x25519.Identity.generate()
    return str(identity).encode("ascii"), str(identity.to_public())


def seal(secret: bytes, public: str) -> str:
    """Seal a secret to a public half, base64url; ValueError for what is no age key."""
    import pyrage  # noqa: PLC0415 - see above

    try:
        target = pyrage.x25519.Recipient.from_str(public.strip())
    except pyrage.RecipientError as error:
        raise ValueError("not an age key") from error
    return encode(pyrage.encrypt(secret, [target]))


def unseal(sealed: str, private: str) -> bytes | None:
    """Give what was sealed to the public half of `private`; None for anything else."""
    import pyrage  # noqa: PLC0415 - see above

    try:
        identity = pyrage.x25519.Identity.from_str(private.strip())
        opened: bytes = pyrage.decrypt(decode(sealed), [identity])
    except (pyrage.IdentityError, pyrage.DecryptError, ValueError):
        return None
    return opened
