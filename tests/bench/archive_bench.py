"""How small archive pictures are, and how much of the text on them is still read; seeds from 61,000."""

import difflib
import io
import time
import unicodedata

import cv2
import numpy as np
from PIL import Image, ImageDraw

from app.capture import text
from app.capture.archive import archive
from app.capture.picture import Bgr, read_picture
from app.capture.quad import Quad
from app.capture.rectify import CARD, paper_size, rectify
from app.capture.two_sides import two_sides
from app.forms.papers import make_forms
from tests.made_up import household, id_card, people, signed
from tests.made_up.fonts import font
from tests.made_up.scene import MATS, Shot, photograph

_HELD_BACK, _PAGES, _CARDS = 61_000, 4, 4
_SEAL = (200, 40, 50, 200)
_AT, _RADIUS = (1300, 1930), 160
_SURE = 0.5


def archive_table(pages: int = _PAGES, cards: int = _CARDS) -> dict[str, float | str]:
    """Give sizes in KB (1000 bytes), the part of characters still read, and the red that is left of a seal."""
    kb, peers, red, right, total, seconds = [], [], [], 0, 0, 0.0
    for nth in range(pages):
        flat = _flat_form(nth)
        start = time.process_time()
        kept = archive(flat, "own_form")
        seconds += time.process_time() - start
        kb.append(len(kept) / 1000)
        peers.append(len(_grey_jpeg(flat)) / 1000)
        same, of = _still_read(flat, read_picture(kept).bgr)
        right, total = right + same, total + of
        red.append(_redness(read_picture(kept).bgr))
    sides = [len(two_sides(*_card(nth))) / 1000 for nth in range(cards)]
    return {
        "a4_kb_mean": round(float(np.mean(kb)), 1),
        "a4_kb_worst": round(max(kb), 1),
        "bar_a4_kb": 40,
        "grey_jpeg_kb_mean": round(float(np.mean(peers)), 1),
        "characters_still_read": round(right / total, 4),
        "bar_characters": 0.995,
        "seal_red_least": round(min(red), 1),
        "both_sides_kb_worst": round(max(sides), 1),
        "bar_both_sides_kb": 80,
        "archive_cpu_s": round(seconds / pages, 2),
    }


def _flat_form(nth: int) -> Bgr:
    """A page of a set with a seal, photographed at 5 megapixels and made flat."""
    forms = make_forms(household.draft(), household.office(), household.TODAY, signed.HANDLER)
    form = (forms.authorisations[0], forms.application)[nth % 2]
    page = signed.printed(form.pdf, nth // 2 % form.pages).copy()
    stamp = Image.new("RGBA", page.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(stamp)
    (x, y), reach = _AT, _RADIUS
    pen.ellipse((x - reach, y - reach, x + reach, y + reach), outline=_SEAL, width=12)
    pen.text((x, y), household.office().name, font=font(40), fill=_SEAL, anchor="mm")
    page.alpha_composite(stamp)
    shot = Shot(
        size=(1944, 2592), mat=sorted(MATS)[nth % len(MATS)], width=0.86, turn=1.5, noise=3.0 + nth % 3, jpeg=90
    )
    photo = photograph(page, shot, _HELD_BACK + nth)
    return rectify(read_picture(photo.jpeg).bgr, photo.corners, paper_size(photo.corners)).bgr


def _card(nth: int) -> tuple[bytes, bytes]:
    person = people.person(_HELD_BACK + nth)
    done = []
    for side in (id_card.front(person), id_card.back(person)):
        photo = photograph(side, Shot(mat=sorted(MATS)[nth % len(MATS)], noise=4.0), _HELD_BACK + nth)
        done.append(archive(rectify(read_picture(photo.jpeg).bgr, photo.corners, CARD).bgr, "id_front"))
    return done[0], done[1]


def _still_read(flat: Bgr, kept: Bgr) -> tuple[int, int]:
    """Of the characters that are read surely on the flat page: how many are read the same on the archive picture."""
    large = np.asarray(cv2.resize(kept, flat.shape[1::-1], interpolation=cv2.INTER_CUBIC), np.uint8)
    right = total = 0
    for quad in text.find_lines(flat, 1600):
        signs = text.read_line(text.cut(flat, quad))
        if signs and min(sign.sure for sign in signs) > _SURE:
            first, second = _plain("".join(sign.text for sign in signs)), _line(large, quad)
            right += sum(part.size for part in difflib.SequenceMatcher(None, first, second).get_matching_blocks())
            total += len(first)
    return right, total


def _line(page: Bgr, quad: Quad) -> str:
    return _plain("".join(sign.text for sign in text.read_line(text.cut(page, quad))))


def _plain(words: str) -> str:
    """Full and half width look the same to the reader."""
    return unicodedata.normalize("NFKC", words)


def _redness(page: Bgr) -> float:
    """How much redder than blue the seal's ring is."""
    scale = page.shape[1] / 1654
    ring = [(_AT[0] + _RADIUS * np.cos(a) - 4, _AT[1] + _RADIUS * np.sin(a) - 4) for a in np.linspace(0, 6, 30)]
    pixels = np.array([page[round(y * scale), round(x * scale)] for x, y in ring], np.float64)
    return float(np.median(pixels[:, 2] - pixels[:, 0]))


def _grey_jpeg(flat: Bgr) -> bytes:
    """What a scanner's grey page at 150 dpi takes."""
    small = Image.fromarray(flat[:, :, ::-1]).convert("L").resize((1240, 1754), Image.Resampling.BOX)
    stream = io.BytesIO()
    small.save(stream, "JPEG", quality=35)
    return stream.getvalue()
