"""How long an officer waits: certifying, sealing, checking; medians of CPU ms, beside the bare signature of the key."""

import hashlib
import statistics
import time
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from app.forms.papers import make_forms
from app.forms.seal import drawn_seal
from app.pades.check import check
from app.pades.key_file import read_key_file
from app.pades.reader import check_pdf
from app.pades.roots import read_roots
from app.pades.sign import SealBox, certify, seal
from tests.made_up import household
from tests.pades.authority import NOW, PASSWORD, Authority

ROUNDS = 15


def run() -> dict[str, float | str]:
    """Give all times and sizes."""
    authority, key = Authority(), rsa.generate_private_key(65537, 2048)
    files = [authority.issue(name, key=key).p12() for name in ("陈素华", "渠县土溪镇人民政府")]
    officer, office = (read_key_file(one, PASSWORD, NOW) for one in files)
    pdf = make_forms(household.draft(), household.office(), household.TODAY, "陈素华").application.pdf
    shown, box, picture = hashlib.sha256(pdf).hexdigest(), SealBox(0, 160, 240, 21), drawn_seal("渠县土溪镇人民政府")
    certified = certify(pdf, shown, officer, NOW, box)
    sealed = seal(certified, office, NOW, picture)
    roots = read_roots([authority.pem])
    start = time.monotonic()
    check_pdf(sealed, [authority.pem], NOW)
    return {
        "certify_ms": median_ms(lambda: certify(pdf, shown, officer, NOW, box)),
        "seal_ms": median_ms(lambda: seal(certified, office, NOW, picture)),
        "check_ms": median_ms(lambda: check(sealed, roots, NOW)),
        "check_in_a_process_ms": round((time.monotonic() - start) * 1000, 1),
        "open_key_file_ms": median_ms(lambda: read_key_file(files[0], PASSWORD, NOW)),
        "bare_signature_ms": median_ms(lambda: key.sign(pdf, padding.PKCS1v15(), SHA256())),
        "paper_kib": round(len(pdf) / 1024, 1),
        "certified_adds_kib": round((len(certified) - len(pdf)) / 1024, 1),
        "sealed_adds_kib": round((len(sealed) - len(certified)) / 1024, 1),
    }


def median_ms(work: Callable[[], object]) -> float:
    """Give the median of some rounds after a first one that does not count."""
    work()
    return round(statistics.median(_ms(work) for _ in range(ROUNDS)), 1)


def _ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000
