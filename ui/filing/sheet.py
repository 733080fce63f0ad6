"""One page of this visit as it goes on its way: taken, read, perhaps asked about, filed. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.capture.edit import Edit
from app.capture.reading import Reading
from app.services.filing import Place
from app.services.intake import Picture
from app.services.placing import Spot
from ui.capture.shot import Shot


class At(StrEnum):
    """Where a page is on its way; the list has a word for each."""

    SAVING = "saving"
    READING = "reading"
    ASKED = "asked"  # the officer has to say something
    WAITS = "waits"  # it can still be taken back and is not written
    WRITING = "writing"
    KEPT = "kept"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: `key` is unique in this visit, `tray` its place in the tray, `part` which of several things it is.

    `about` is the case that was on the desk, `after` the key of the card's front that came just before.
    `place` is where a paper of ours belongs, `spot` where any other page does; `refused` the code of what is in the
    way of reading or placing it, with its `facts` and `sentence`. `overruled` is why an officer uses a bad picture,
    `stays` that a page of somebody else belongs to the case on the desk all the same.
    """

    key: str
    shot: Shot
    tray: str = ""
    part: int = 0
    about: str = ""
    after: str = ""
    at: At = At.SAVING
    reading: Reading | None = None
    place: Place | None = None
    spot: Spot | None = None
    refused: str = ""
    sentence: str = ""
    facts: Mapping[str, object] | None = None
    overruled: str = ""
    stays: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The texts of the codes on it."""
        return tuple(code.text for code in self.reading.barcodes) if self.reading else ()

    @property
    def picture(self) -> bytes:
        """What is shown of it: the flat page, or the picture as it came."""
        return (self.reading.archive if self.reading else b"") or self.shot.data

    @property
    def kept_picture(self) -> Picture:
        """The picture as it is filed."""
        reading = self.reading
        return Picture(
            original=self.shot.data,
            original_type=self.shot.media_type,
            archive=self.picture,
            read={name: one.value for name, one in reading.fields.items()} if reading else {},
            verdict=reading.quality.verdict if reading else "",
            source=self.shot.source,
            overruled=self.overruled,
            taken=self.tray,
            edit=Edit(reading.page, kind=reading.kind).to_json() if reading else {},
        )
