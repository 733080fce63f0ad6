"""An encrypted document: where it lies and what opens it."""

from dataclasses import dataclass, field

from app.domain.fact import BlobRef


@dataclass(frozen=True, slots=True)
class SealedBlob:
    """A document in the vault: `file` is its random name there, `key` its own 32 bytes and nowhere else written."""

    ref: BlobRef
    file: str
    key: bytes = field(repr=False)
