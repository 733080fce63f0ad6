"""`yimen --self-test`: does the program on this PC work, in all its parts, with nobody's data?

It starts every part that an installation may have lost or that a system may lack: every module, the encrypted store,
reading a document, forms, checking a signed paper, the window. Nothing of the PC's own data is opened.
"""

import argparse
import importlib.util
import os
import pkgutil
import platform
import secrets
import ssl
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import resources
from app.errors import Refused, Unavailable
from app.version import VERSION
from resources import text
from ui.console import EXIT_NOT_WELL, EXIT_OK, give

_DAY: Final = date(2026, 11, 24)
_MOMENT: Final = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
_PICTURE: Final = "training/wang_degui_front.jpg"
_ID_NUMBER: Final = "511725195003121238"
_PDF: Final = b"%PDF-"
_WAIT_S: Final = 30
_OBJECT_STORE: Final = "sync.county.object_store"  # a window's package has none, and `demo` needs none


def self_test(options: argparse.Namespace) -> int:
    """Try every part and print how each went; exit code 1 when one did not."""
    found = [_tried(name, check) for name, check in _CHECKS.items()]
    well = all(one["ok"] for one in found)
    report = {"ok": well, "version": VERSION, "python": platform.python_version(), "checks": found}
    give(options, report, lambda _report: [_line(one) for one in found])
    return EXIT_OK if well else EXIT_NOT_WELL


def _tried(name: str, check: Callable[[], str]) -> dict[str, Any]:
    start = time.perf_counter()
    try:
        ok, said = True, check()
    except (Refused, Unavailable) as error:
        ok, said = False, error.code
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what this test looks for
        ok, said = False, f"{type(error).__name__}: {error}"
    return {"name": name, "ok": ok, "said": said, "ms": round((time.perf_counter() - start) * 1000)}


def _line(one: dict[str, Any]) -> str:
    return text("cli", "self_test.line", sign="✓" if one["ok"] else "▲", **one)


def _modules() -> str:
    names = [
        found.name
        for top in ("app", "sync", "ui", "resources")
        for found in pkgutil.walk_packages(importlib.import_module(top).__path__, f"{top}.")
        if ".migrations." not in found.name  # Alembic runs these, they are not imported
        and not (found.name == _OBJECT_STORE and importlib.util.find_spec("obstore") is None)
    ]
    for name in names:
        importlib.import_module(name)
    return str(len(names))


def _store() -> str:
    from app.store import Store  # noqa: PLC0415 - each check loads what it tries, so that one fault is one line
    from app.store.versions import versions  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory() as folder:
        path, key = Path(folder) / "yimen.db", secrets.token_bytes(32)
        Store.create(path, key).close()
        with closing(Store.open(path, key)) as store:
            store.settle()
        try:
            Store.open(path, secrets.token_bytes(32)).close()
        except Unavailable:
            return "SQLite {}, SQLCipher {}".format(*versions())
        raise RuntimeError("a store opens with any key")


def _reading() -> str:
    from app.capture import Reader  # noqa: PLC0415 - as above

    with closing(Reader()) as reader:
        reading = reader.read(resources.path(_PICTURE))
    found = reading.fields.get("id_number")
    if found is None or found.value != _ID_NUMBER:
        raise RuntimeError(f"read {found}")
    return reading.kind


def _form() -> bytes:
    from app.domain import case_number  # noqa: PLC0415 - as above
    from app.domain.office import Office  # noqa: PLC0415 - as above
    from app.forms.blank import make_blank  # noqa: PLC0415 - as above

    office = Office("t-000000", "511725123", text("cli", "self_test.office"), confirmer="county")
    return make_blank(case_number.make(office.division, _DAY, "0A", 1), office, f"{_DAY}", legal_days=22).pdf


def _forms() -> str:
    from app.forms.preview import page_count, preview  # noqa: PLC0415 - as above

    pdf = _form()
    seen = preview(pdf, 1, 400)
    if not pdf.startswith(_PDF) or len(set(seen.pixels[:: seen.width])) < 2:  # noqa: PLR2004 - paper and ink
        raise RuntimeError("the paper is empty")
    return str(page_count(pdf))


def _signed() -> str:
    from app.pades.reader import check_pdf  # noqa: PLC0415 - as above

    return check_pdf(_form(), (), _MOMENT).verdict.value


def _window() -> str:
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and os.name == "posix":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.main import make_application  # noqa: PLC0415 - after the platform is chosen
    from ui.program import Program  # noqa: PLC0415 - as above

    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(application, Path(folder))
        try:
            program.start()
            program.window.resize(1366, 768)
            program.window.show()
            program.jobs.wait(_WAIT_S)
            picture = program.window.grab().toImage()
        finally:
            program.close()
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
    if len(colours) < 3:  # noqa: PLR2004 - ground, ink, an accent
        raise RuntimeError("the window is empty")
    return application.platformName()


def _printing() -> str:
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - as above

    return str(len(QPrinterInfo.availablePrinterNames()))


def _line_to_the_county() -> str:
    from sync.client import trust  # noqa: PLC0415 - as above

    trust.checked_address("https://county.invalid:8470")
    if not ssl.HAS_TLSv1_3:
        raise RuntimeError("no TLS 1.3")
    return ssl.OPENSSL_VERSION


def _place() -> str:
    return f"{platform.system()} {platform.machine()} {sys.executable}"


_CHECKS: Final = {
    "place": _place,
    "store": _store,
    "reading": _reading,
    "forms": _forms,
    "signed": _signed,
    "window": _window,
    "printing": _printing,
    "line": _line_to_the_county,
    "modules": _modules,
}
