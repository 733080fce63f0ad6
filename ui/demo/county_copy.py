"""The training county's folder, kept beside a training store as one sealed file: a county's documents are plain."""

import io
import zipfile
from pathlib import Path
from typing import Final

import pyrage

from app.durable import write_whole
from app.services.desk import Desk

FILE: Final = "county.age"
_KEY: Final = "training_county_key"  # setting: the age identity that opens the file


def keep(desk: Desk, folder: Path) -> None:
    """Seal the county's folder into the window's; the key is in the encrypted store. The county is stopped by then."""
    identity = pyrage.x25519.Identity.generate()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for place in sorted(place for place in folder.rglob("*") if place.is_file()):
            archive.write(place, place.relative_to(folder))
    write_whole(desk.data / FILE, pyrage.encrypt(packed.getvalue(), [identity.to_public()]))
    with desk.store.work() as work:
        work.set_setting(_KEY, str(identity))


def bring_back(desk: Desk, folder: Path) -> None:
    """Unpack the county's folder to where it can start again."""
    identity = pyrage.x25519.Identity.from_str(desk.store.setting(_KEY))
    packed = pyrage.decrypt((desk.data / FILE).read_bytes(), [identity])
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)
