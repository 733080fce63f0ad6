"""恢复单: its codes can be read from a picture of it, and nothing on it opens anything by itself."""

from pathlib import Path

import numpy as np
import pyrage

from app.capture.barcode import find_codes
from app.forms.preview import at_resolution
from app.forms.recovery_sheet import RecoveryPaper, make_recovery_sheet
from app.vault import recovery
from app.vault.recovery_sheet import RecoverySheet, joined, parts
from tests.forms import reading

KEY, SECRET = bytes(range(32)), bytes(range(32, 64))
COUNTY = pyrage.x25519.Identity.generate()
SLOT = recovery.seal(KEY, SECRET, str(COUNTY.to_public()), "2026-10-12T01:00:00.000Z")
SHEET = RecoverySheet("渠县青龙镇人民政府", "0A", 2, "2026-10-12T01:00:00.000Z", SLOT)
FACTS = RecoveryPaper("渠县青龙镇人民政府", "0A", 2, "2026-10-12", "2026-10-12", SLOT.recipient, parts(SHEET))


def test_the_codes_are_read_from_pictures_of_its_pages() -> None:
    form = make_recovery_sheet(FACTS)
    texts = []
    for number in range(form.pages):
        image = at_resolution(form.pdf, number, 150)
        grey = np.frombuffer(bytes(image.pixels), np.uint8).reshape(image.height, image.width)
        texts += [code.text for code in find_codes(np.dstack([grey, grey, grey]))]

    assert joined(texts) == SHEET
    assert recovery.unseal(joined(texts).recovery, str(COUNTY)) == (KEY, SECRET)


def test_it_says_whose_it_is_and_can_be_typed(tmp_path: Path) -> None:
    form = make_recovery_sheet(FACTS)
    text = "".join(reading.text_of(form.pdf, tmp_path).split())

    assert "渠县青龙镇人民政府" in text
    assert SLOT.recipient in text
    assert "第2把，2026年10月12日起用" in text
    assert make_recovery_sheet(FACTS) == form, "the same facts give the same bytes"
    assert KEY.hex() not in text
