"""Foreign eyes on signatures: poppler's pdfsig, openssl on the CMS, qpdf."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.pades.authority import Authority

_RANGE = re.compile(rb"/ByteRange ?\[ ?(\d+) (\d+) (\d+) (\d+)")


@dataclass(frozen=True)
class Said:
    """What pdfsig says of one signature."""

    field: str
    is_valid: bool
    is_trusted: bool
    covers_all: bool


def pdfsig_says(pdf: bytes, folder: Path, authority: Authority | None = None) -> list[Said]:
    """Give what poppler finds, the newest first as it lists them; its exit code says nothing."""
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    trust = ("-nssdir", str(nss_with(authority, folder))) if authority else ()
    done = subprocess.run(("pdfsig", *trust, str(file)), capture_output=True, text=True, check=False)
    return [_said(part) for part in done.stdout.split("Signature #")[1:]]


def nss_with(authority: Authority, folder: Path) -> Path:
    """Give a folder with the certificates that poppler trusts: its library has its own kind of store."""
    place = folder / "nss"
    if not place.exists():
        place.mkdir()
        root = folder / "root.pem"
        root.write_bytes(authority.pem)
        subprocess.run(("certutil", "-d", f"sql:{place}", "-N", "--empty-password"), check=True, capture_output=True)
        line = ("certutil", "-d", f"sql:{place}", "-A", "-n", "root", "-t", "CT,C,C", "-i", str(root))
        subprocess.run(line, check=True, capture_output=True)
    return place


def cms_is_whole(pdf: bytes, nth: int, authority: Authority, folder: Path) -> bool:
    """Tell whether openssl verifies a signature's CMS over the bytes that it names, and knows its certificate."""
    one = list(_RANGE.finditer(pdf))[nth]
    start, length, after, rest = (int(one[group]) for group in range(1, 5))
    cms = bytes.fromhex(pdf[start + length + 1 : after - 1].decode("ascii"))
    (folder / "cms.der").write_bytes(cms)
    (folder / "content").write_bytes(pdf[start : start + length] + pdf[after : after + rest])
    (folder / "ca.pem").write_bytes(authority.pem)
    names = ("-in", "cms.der", "-content", "content", "-CAfile", "ca.pem", "-attime", "1795485600", "-out", "out")
    line = ("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any", *names)
    return subprocess.run(line, cwd=folder, capture_output=True, check=False).returncode == 0


def _said(part: str) -> Said:
    field = re.search(r"Signature Field Name: (.*)", part)
    return Said(
        field[1].strip() if field else "",
        "Signature is Valid." in part,
        "Certificate is Trusted." in part,
        "\n  - Total document signed" in part,
    )


def qpdf_is_clean(pdf: bytes, folder: Path) -> bool:
    """Tell whether qpdf finds nothing wrong."""
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(("qpdf", "--check", str(file)), capture_output=True, text=True, check=False)
    return done.returncode == 0 and "No syntax or stream encoding errors" in done.stdout
