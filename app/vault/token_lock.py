"""A lock by a token: an officer's own key, sealed to the public key on their UKey."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TokenLock:
    """A lock as it stands in keys.json: which token (serial, key id), until when its certificate is valid.

    `wrapped` is what the token opens, `sealed` nonce and sealed secret, all base64url; `valid_to` is empty without a
    certificate.
    """

    algorithm: str
    serial: str
    label: str
    key_id: str
    valid_to: str
    wrapped: str
    sealed: str
