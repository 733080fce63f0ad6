"""What is secret: the key slots of the officers, and the encrypted documents."""

from app.vault.blobs import BlobVault
from app.vault.keys import Keyring, SlotInfo

__all__ = ["BlobVault", "Keyring", "SlotInfo"]
