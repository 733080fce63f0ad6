"""The age file around a bundle, written and read as a stream: memory stays flat whatever its size."""

import errno
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from app.errors import Refused

_PIECE: Final = 64 * 2**10  # of age: each is sealed by itself
_TAG: Final = 16
_HEAD: Final = 512  # more than age's header for one receiver


def sealed_size(plain: int) -> int:
    """Give the most bytes that so many plain bytes take when they are sealed."""
    return plain + _HEAD + _TAG * (plain // _PIECE + 1)


def seal(pieces: Iterator[bytes], file: BinaryIO, recipient: str) -> None:
    """Seal what `pieces` give to `recipient` and write it; what they raise, and the file's errors, come through.

    Refused bundle.county_key where the recipient is no age key.
    """
    import pyrage  # noqa: PLC0415 - only those who carry sticks need it

    try:
        receiver = pyrage.x25519.Recipient.from_str(recipient)
    except (pyrage.RecipientError, ValueError) as error:
        raise Refused("bundle.county_key") from error
    source, target = _Source(pieces), _Target(file.write)
    try:
        pyrage.encrypt_io(source, target, [receiver])
    except (pyrage.EncryptError, OSError) as error:
        raise source.error or target.error or error from error


def unseal(file: BinaryIO, identity: str, take: Callable[[bytes], object]) -> None:
    """Open a sealed file and hand its plain bytes to `take`, each piece only after its seal was found right.

    Refused bundle.none (no bundle at all), bundle.not_for_us (sealed to another), bundle.damaged (altered or cut).
    """
    import pyrage  # noqa: PLC0415 - only those who carry sticks need it

    opener = pyrage.x25519.Identity.from_str(identity)
    source, target = _File(file), _Target(take)
    try:
        pyrage.decrypt_io(source, target, [opener])
    except (pyrage.DecryptError, OSError) as error:
        raise source.error or target.error or _why(error, source) from error


def _why(error: Exception, source: "_File") -> Exception:
    said = str(error)
    if "No matching keys" in said:
        return Refused("bundle.not_for_us")
    return Refused("bundle.damaged" if source.looks_sealed else "bundle.none")


class _Source:
    """A file to read from, over pieces that are made as they are asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, memoryview(b"")
        self.error: Exception | None = None

    def read(self, count: int = -1) -> bytes:
        try:
            while not self._rest:
                if (piece := next(self._pieces, None)) is None:
                    return b""
                self._rest = memoryview(piece)  # cut without copying: age asks for little at a time
        except Exception as error:
            self.error = error
            raise OSError(errno.EIO, "source") from error
        count = len(self._rest) if count < 0 else count
        given, self._rest = bytes(self._rest[:count]), self._rest[count:]
        return given


class _File:
    """A file to read from that remembers its error, and how it began."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: Exception | None = None
        self.looks_sealed: bool | None = None

    def read(self, count: int = -1) -> bytes:
        try:
            piece = self._file.read(count)
        except OSError as error:
            self.error = error
            raise
        if self.looks_sealed is None:
            self.looks_sealed = piece.startswith(b"age-encryption.org/")
        return piece


class _Target:
    """A file to write to that remembers what went wrong first, and takes nothing after that: pyrage tries once more."""

    def __init__(self, take: Callable[[bytes], object]) -> None:
        self._take = take
        self.error: Exception | None = None

    def write(self, piece: bytes) -> int:
        if self.error is not None:
            raise OSError(errno.EIO, "target")
        try:
            self._take(piece)
        except Exception as error:
            self.error = error
            raise OSError(errno.EIO, "target") from error
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back here."""
