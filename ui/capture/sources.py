"""Pictures that come without a camera: a file, the clipboard, something dropped."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from app.errors import Refused
from ui.capture.shot import Shot

MOST_BYTES = 20 * 1024 * 1024


def load(place: Path, source: str = "file") -> Shot:
    """Give the picture of a file, whatever it holds; Refused picture.missing, picture.too_large."""
    try:
        size = place.stat().st_size
        if size > MOST_BYTES:
            raise Refused("picture.too_large", mib=size // 2**20)
        return Shot(place.read_bytes(), source)
    except OSError as error:
        raise Refused("picture.missing", name=place.name) from error


def files_in(mime: QMimeData) -> tuple[Path, ...]:
    """Give the files of this machine that were dropped or copied."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


def picture_in(mime: QMimeData) -> Shot | None:
    """Give the picture itself that was dropped or copied, as PNG; None where there is none."""
    image = mime.imageData() if mime.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return None
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return Shot(bytes(written.data()), "clipboard")


def holds_picture(mime: QMimeData) -> bool:
    """Tell whether something dropped could be a picture."""
    return mime.hasImage() or bool(files_in(mime))
