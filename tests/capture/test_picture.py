import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.capture.picture import MOST_BYTES, read_picture
from app.errors import Refused


def _saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def _two_halves(mode: str = "RGB") -> Image.Image:
    """Left half black, right half white."""
    picture = Image.new("RGB", (64, 32), "black")
    picture.paste("white", (32, 0, 64, 32))
    return picture.convert(mode)


def _refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_picture(data)
    return refused.value.code


def _png_of(wide: int, high: int) -> bytes:
    """A PNG that says it is this large and holds nothing of it."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


def test_no_bytes_are_an_empty_picture() -> None:
    assert _refusal(b"") == "picture.empty"


def test_text_is_no_picture() -> None:
    assert _refusal("这不是图片".encode() * 50) == "picture.unreadable"


def test_a_pdf_is_no_picture() -> None:
    assert _refusal(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n") == "picture.unreadable"


def test_more_than_20_mib_are_refused_unread() -> None:
    assert _refusal(b"\xff\xd8" + bytes(MOST_BYTES)) == "picture.too_large"


def test_a_hundred_megapixels_are_refused_from_the_header_alone() -> None:
    assert _refusal(_png_of(10_000, 10_000)) == "picture.too_many_pixels"


def test_a_bomb_beyond_every_limit_is_refused() -> None:
    assert _refusal(_png_of(200_000, 200_000)) == "picture.too_many_pixels"


def test_forty_megapixels_are_read_and_shrunk() -> None:
    picture = read_picture(_saved(Image.new("L", (8000, 5000), 200), "JPEG"))
    assert (picture.width, picture.height, picture.shrunk) == (8000, 5000, 2)
    assert picture.bgr.shape == (2500, 4000, 3)


def test_half_a_jpeg_is_unreadable() -> None:
    noise = Image.effect_noise((400, 300), 80).convert("RGB")
    whole = _saved(noise, "JPEG")
    assert _refusal(whole[: len(whole) // 2]) == "picture.unreadable"


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "CMYK", "I;16", "I", "F"])
def test_every_kind_of_pixels_gives_black_left_and_white_right(mode: str) -> None:
    picture = _two_halves(mode) if mode not in {"I;16", "I", "F"} else _deep(mode)
    kind = "TIFF" if mode in {"CMYK", "F", "I"} else "PNG"
    bgr = read_picture(_saved(picture, kind)).bgr
    assert bgr.dtype == np.uint8
    assert bgr[16, 8].max() < 60
    assert bgr[16, 56].min() > 200


def _deep(mode: str) -> Image.Image:
    levels = np.zeros((32, 64), np.uint16)
    levels[:, 32:] = 65535
    if mode == "I;16":
        return Image.fromarray(levels)
    return Image.fromarray(levels.astype(np.int32 if mode == "I" else np.float32))


def test_transparent_parts_are_white() -> None:
    picture = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert read_picture(_saved(picture)).bgr.min() == 255


@pytest.mark.parametrize(("mark", "corner"), [(1, (0, 0)), (3, (-1, -1)), (6, (0, -1)), (8, (-1, 0)), (2, (0, -1))])
def test_the_exif_mark_turns_the_picture(mark: int, corner: tuple[int, int]) -> None:
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste("black", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = mark
    read = read_picture(_saved(picture, "JPEG", exif=exif, quality=95))
    turned = mark in {6, 8}
    assert (read.width, read.height) == ((40, 60) if turned else (60, 40))
    assert read.bgr[corner].max() < 60


def test_the_first_picture_of_an_animation_is_read() -> None:
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue", "green")]
    data = _saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert read_picture(data).bgr[5, 5, 2] > 200


def test_broken_metadata_does_not_hide_the_picture() -> None:
    plain = _saved(_two_halves(), "JPEG")
    broken = plain[:2] + b"\xff\xe1\x00\x10Exif\x00\x00MM\x00*\xff\xff\xff\xff" + plain[2:]
    assert read_picture(broken).width == 64


_SEEDS = [
    _saved(_two_halves(), "JPEG"),
    _saved(_two_halves("RGBA")),
    _saved(_two_halves("P"), "GIF"),
    _saved(_two_halves(), "TIFF"),
    _saved(_two_halves(), "WEBP"),
    _saved(_two_halves(), "BMP"),
]


@pytest.mark.parametrize(("seed", "place", "value"), [(1, 11, 0), (1, 36, 0), (2, 30, 0), (3, 12, 1), (5, 30, 1)])
def test_errors_that_are_no_errors_of_files_are_refusals_too(seed: int, place: int, value: int) -> None:
    damaged = bytearray(_SEEDS[seed])
    damaged[place] = value
    assert _refusal(bytes(damaged)) == "picture.unreadable"


@given(
    seed=st.sampled_from(_SEEDS),
    changes=st.lists(st.tuples(st.integers(0, 400), st.binary(min_size=1, max_size=8)), min_size=1, max_size=6),
    cut=st.integers(0, 400),
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    seed: bytes, changes: list[tuple[int, bytes]], cut: int
) -> None:
    damaged = bytearray(seed)
    for at, part in changes:
        place = at % len(damaged)
        damaged[place : place + len(part)] = part
    try:
        picture = read_picture(bytes(damaged[: len(damaged) - cut % len(damaged)]))
    except Refused as refused:
        assert refused.code.startswith("picture.")
    else:
        assert picture.bgr.shape[2] == 3


@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_picture(data)
    except Refused as refused:
        assert refused.code.startswith("picture.")
