"""Bodies packed and unpacked on both sides: zstd, with a trained dictionary where both have it, and gzip."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, Protocol

from zstandard import ZstdCompressionDict, ZstdCompressor, ZstdDecompressor, ZstdError, get_frame_parameters

import resources

if TYPE_CHECKING:
    from zstandard import ZstdDecompressionObj

DICTIONARY_HEADER: Final = "Yimen-Dictionary"  # of a request: with which dictionary its answer may be packed
SIP: Final = 256  # packed bytes at a time: even the worst bomb cannot make more than 8 MiB of one sip
_FOLDER: Final = "wire"
_WINDOW_BYTES: Final = 2**23  # a frame that asks for more memory than a whole batch is not read
_HEAD: Final = 18  # bytes in which a frame tells its dictionary
_GZIP: Final = 16 + zlib.MAX_WBITS
_SMALL: Final = 32 * 2**10  # a case or two: to pack them well takes a few milliseconds
_LEVEL, _LEVEL_SMALL = 3, 19


class NotPacked(ValueError):
    """What arrived is not packed as it says."""


class UnknownDictionary(NotPacked):
    """It is packed with a dictionary that is not here."""


class Unpacker(Protocol):
    """Takes a packed body in sips of at most SIP bytes, so that what comes out of one is bounded."""

    def feed(self, sip: bytes) -> bytes:
        """Give what a sip unpacks to; NotPacked."""

    def end(self) -> bytes:
        """Give the rest; NotPacked where the body is cut off."""


@cache
def dictionaries() -> Mapping[str, bytes]:
    """Give the dictionaries that this program has, by id, the newest last."""
    files = sorted(resources.path(_FOLDER).glob("*.zdict"), key=lambda file: int(file.stem))
    return {file.stem: file.read_bytes() for file in files}


def shared(theirs: Iterable[str]) -> str:
    """Give the id of the newest dictionary that both sides have; empty where there is none."""
    known = set(theirs)
    return next((name for name in reversed(_read()) if name in known), "")


def pack(body: bytes, dictionary: str = "") -> bytes:
    """Pack with zstd, and with a dictionary of that id where it is here."""
    level = _LEVEL_SMALL if len(body) <= _SMALL else _LEVEL
    return ZstdCompressor(level=level, dict_data=_read().get(dictionary)).compress(body)


def unpacker(encoding: str) -> Unpacker | None:
    """Give what unpacks a Content-Encoding; None for one that is not spoken."""
    if encoding == "zstd":
        return _Unzstd()
    return _Ungzip() if encoding == "gzip" else None


def sips(packed: bytes) -> Iterator[bytes]:
    """Cut packed bytes into sips."""
    return (packed[at : at + SIP] for at in range(0, len(packed), SIP))


class _Unzstd:
    """Several frames in a row are one body; each tells its dictionary."""

    def __init__(self) -> None:
        self._waiting, self._frames = b"", 0
        self._frame: ZstdDecompressionObj | None = None

    def feed(self, sip: bytes) -> bytes:
        self._waiting += sip
        unpacked: list[bytes] = []
        while self._waiting and (self._frame is not None or len(self._waiting) >= _HEAD):
            unpacked.append(self._some())
        return b"".join(unpacked)

    def end(self) -> bytes:
        unpacked: list[bytes] = []
        while self._waiting:
            unpacked.append(self._some())
        if self._frame is not None or not self._frames:
            raise NotPacked("cut off")
        return b"".join(unpacked)

    def _some(self) -> bytes:
        try:
            frame = self._frame or _begun(self._waiting)
            unpacked = frame.decompress(self._waiting)
        except ZstdError as error:
            raise NotPacked("zstd") from error
        self._waiting, self._frames = frame.unused_data, self._frames + 1
        self._frame = None if frame.eof else frame
        return unpacked


class _Ungzip:
    """Several members in a row are one body."""

    def __init__(self) -> None:
        self._member, self._is_whole = zlib.decompressobj(_GZIP), False

    def feed(self, sip: bytes) -> bytes:
        unpacked: list[bytes] = []
        while sip:
            self._member = zlib.decompressobj(_GZIP) if self._is_whole else self._member
            try:
                unpacked.append(self._member.decompress(sip))
            except zlib.error as error:
                raise NotPacked("gzip") from error
            sip, self._is_whole = self._member.unused_data, self._member.eof
        return b"".join(unpacked)

    def end(self) -> bytes:
        if not self._is_whole:
            raise NotPacked("cut off")
        return b""


@cache
def _read() -> dict[str, ZstdCompressionDict]:
    return {name: ZstdCompressionDict(content) for name, content in dictionaries().items()}


def _begun(head: bytes) -> "ZstdDecompressionObj":
    named = get_frame_parameters(head[:_HEAD]).dict_id
    dictionary = _read().get(str(named)) if named else None
    if named and dictionary is None:
        raise UnknownDictionary(str(named))
    return ZstdDecompressor(dict_data=dictionary, max_window_size=_WINDOW_BYTES).decompressobj()
