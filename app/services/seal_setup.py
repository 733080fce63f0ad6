"""Which certificates and which seal this PC signs papers with: a file of the installation, nothing secret in it."""

import contextlib
from pathlib import Path
from typing import Final

import msgspec

from app.domain.duties import Act
from app.durable import disk, write_whole
from app.errors import Refused, Unavailable
from app.pades.folder import Folder
from app.pades.key import Holder
from app.pades.key_file import KeyFile
from app.pades.token import Token
from app.services.desk import Desk
from app.services.duty import needs

FILE: Final = "seals.json"
PICTURE: Final = "seal.png"
KINDS: Final = ("", "file", "token", "folder")
_MOST_BYTES: Final = 256 * 1024


class Source(msgspec.Struct, frozen=True):
    """Where a key is: `kind` is empty (none), file, token or folder; `label` names a token among several."""

    kind: str = ""
    place: str = ""
    label: str = ""

    @property
    def is_set(self) -> bool:
        """Whether there is any."""
        return bool(self.kind and self.place)


class SealSetup(msgspec.Struct, frozen=True):
    """The office's seal, whether it has a picture of its own, and each officer's certificate by the officer's id."""

    seal: Source = Source()
    has_picture: bool = False
    officers: dict[str, Source] = {}

    def officer(self, officer: str) -> Source:
        """Give where an officer's key is."""
        return self.officers.get(officer, Source())


def load(data: Path) -> SealSetup:
    """Give what is set up here; nothing where there is nothing, or it cannot be read."""
    with contextlib.suppress(OSError, msgspec.DecodeError), (data / FILE).open("rb") as file:
        return msgspec.json.decode(file.read(_MOST_BYTES), type=SealSetup)
    return SealSetup()


def set_seal(data: Path, source: Source) -> SealSetup:
    """Let the office's seal come from there; Unavailable store.* when the disk does not let it."""
    return _keep(data, msgspec.structs.replace(load(data), seal=source))


def set_officer(data: Path, officer: str, source: Source) -> SealSetup:
    """Let an officer's key come from there."""
    setup = load(data)
    return _keep(data, msgspec.structs.replace(setup, officers={**setup.officers, officer: source}))


def set_picture(data: Path, picture: bytes) -> SealSetup:
    """Keep a picture of the seal, or none: then it is drawn. Refused seal.picture."""
    from app.forms.seal import pictured_seal  # noqa: PLC0415 - reportlab, which no start of the program needs

    if picture:
        pictured_seal(picture)
        write_whole(data / PICTURE, picture)
    else:
        with disk():
            (data / PICTURE).unlink(missing_ok=True)
    return _keep(data, msgspec.structs.replace(load(data), has_picture=bool(picture)))


@needs(Act.LOOK_AFTER)
def seal_picture(desk: Desk) -> bytes:
    """Give the seal as a small PDF: the office's picture, or drawn with its name."""
    from app.forms.seal import drawn_seal, pictured_seal  # noqa: PLC0415 - as above

    if load(desk.data).has_picture:
        with disk():
            return pictured_seal((desk.data / PICTURE).read_bytes())
    return drawn_seal(desk.office.name, training=desk.training)


def key_source(source: Source) -> KeyFile | Token:
    """Give what opens a key; Refused seal.not_set_up."""
    if source.kind == "file" and source.place:
        return KeyFile(Path(source.place))
    if source.kind == "token" and source.place:
        return Token(Path(source.place), source.label)
    raise Refused("seal.not_set_up")


def folder_of(source: Source) -> Folder | None:
    """Give the folder of another sealing program, where that is where the seal comes from."""
    return Folder(Path(source.place)) if source.kind == "folder" and source.place else None


@needs(Act.LOOK_AFTER)
def try_out(desk: Desk, source: Source, secret: str) -> tuple[Holder, bytes] | None:
    """Seal a paper that means nothing, and give who seals and the paper; None for a folder that is there.

    Refused and Unavailable as the key's source, seal.not_set_up, seal.no_folder.
    """
    from app.forms.seal import RADIUS, sample_paper  # noqa: PLC0415 - as above
    from app.pades.sign import SealBox, try_on  # noqa: PLC0415 - as above

    folder = folder_of(source)
    if folder is not None:
        if not folder.path.is_dir():
            raise Unavailable("seal.no_folder")
        return None
    with key_source(source).opened(secret, desk.now()) as key:
        paper = sample_paper()
        box = SealBox(paper.seals[0].page, paper.seals[0].x, paper.seals[0].y, RADIUS)
        return key.holder, try_on(paper.pdf, key, desk.now(), seal_picture(desk), box)


def _keep(data: Path, setup: SealSetup) -> SealSetup:
    write_whole(data / FILE, msgspec.json.format(msgspec.json.encode(setup)))
    return setup
