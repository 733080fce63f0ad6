"""Pictures of documents: taken, found, straightened, judged and read.

Importing this package is cheap; OpenCV and the OCR models are loaded in a child process with the first picture.
"""

from app.capture.client import Reader
from app.capture.files import read_pictures
from app.capture.reading import DOUBT_BELOW, KINDS, Barcode, Corners, Field, Point, Quality, Reading

__all__ = [
    "DOUBT_BELOW",
    "KINDS",
    "Barcode",
    "Corners",
    "Field",
    "Point",
    "Quality",
    "Reader",
    "Reading",
    "read_pictures",
]
