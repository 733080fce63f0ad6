"""keys.json and its copy on the disk: read whole, changed by one at a time."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from app.durable import disk, write_whole
from app.errors import Unavailable
from app.vault import ring
from app.vault.ring import Ring

# Of this process, whatever keyrings it makes for a folder. Other processes keep out by the store's lock.
_CHANGING: Final = threading.RLock()


class RingFile:
    """The file ``keys.json`` in a folder, and ``keys.json.bak``, which steps in for it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "keys.json"
        self._copy = folder / "keys.json.bak"

    def exists(self) -> bool:
        """Tell whether there is a keyring."""
        return self._file.exists() or self._copy.exists()

    def read(self) -> Ring:
        """Give the ring; Unavailable keys.missing, keys.damaged."""
        with disk():
            found = [ring.read(file.read_bytes()) for file in (self._file, self._copy) if file.exists()]
        if not found:
            raise Unavailable("keys.missing")
        whole = next((one for one in found if one is not None), None)
        if whole is None:
            raise Unavailable("keys.damaged")
        return whole

    def change(self, changed: Callable[[Ring], Ring]) -> Ring:
        """Put what `changed` makes of the ring on the disk, and give it; what it raises leaves the ring as it is."""
        with _CHANGING:
            return self.save(changed(self.read()))

    def save(self, made: Ring) -> Ring:
        """Put a ring on the disk: the copy follows, so that one of both is whole at any moment."""
        content = ring.written(made)
        with _CHANGING:
            write_whole(self._file, content)
            write_whole(self._copy, content)
        return made
