"""Pictures that come without a camera: a file, the clipboard, something dropped."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from app.capture.folder import MOST_BYTES, MOST_PDF_BYTES
from app.errors import Refused
from ui.capture.shot import PDF, Shot

_HEAD = 4


def load(place: Path, source: str = "file") -> Shot:
    """Give the picture or the PDF of a file, whatever it holds; Refused picture.missing, picture.too_large."""
    try:
        size = place.stat().st_size
        with place.open("rb") as file:
            most = MOST_PDF_BYTES if file.read(_HEAD) == PDF else MOST_BYTES
            if size > most:
                raise Refused("picture.too_large", mib=size // 2**20)
            file.seek(0)
            return Shot(file.read(most), source, place.name)
    except OSError as error:
        raise Refused("picture.missing", name=place.name) from error


def files_in(mime: QMimeData) -> tuple[Path, ...]:
    """Give the files of this machine that were dropped or copied, in the order in which they were chosen."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


def image_in(mime: QMimeData) -> QImage | None:
    """Give the picture itself that was dropped or copied; None where there is none."""
    image = mime.imageData() if mime.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None


def as_shot(image: QImage) -> Shot:
    """Give a picture as PNG; takes a while, so not on the UI thread."""
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return Shot(bytes(written.data()), "clipboard")


def holds_picture(mime: QMimeData) -> bool:
    """Tell whether something dropped could be a picture."""
    return mime.hasImage() or bool(files_in(mime))
