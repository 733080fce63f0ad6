"""What is tried of the Windows setup, each in a fresh Wine prefix."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import places
import windows_launcher
import windows_setup
import windows_tree
from windows_pc import ENTRY
from wine import windows_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from try_windows import Setups
    from windows_pc import Pc, Steps

_GOOD = '[county]\nserver = "https://county.example:8470"\n\n[office]\nname = "青龙镇人民政府"\n'
_BAD = '[office]\nnamme = "青龙镇"\n'
_CODE = "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF-GGGGG-HHHHH"
_KILLS = 12
_PATIENCE_S = 300.0
_LONG = 150  # characters of a folder
_REFUSED_OLDER, _LACKS, _BAD_CONFIGURATION = 3, 4, 5
_PASSWORD = "of a trial"  # noqa: S105 - of a key that lives as long as the trial
_WRONG = 3  # of `yimen config`

# Wine keeps variables of Qt to itself: the screen is named within the process.
_SELF_TEST = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from ui.cli import main
raise SystemExit(main(["--self-test", "--json"]))
"""


def life(pc: Pc, steps: Steps, setups: Setups) -> None:
    """From the first installation of the whole program to the last trace of it."""
    pc.begin("win7")
    steps.same("an old Windows is refused", pc.install(setups.after[0]), _LACKS)
    pc.wine.run("winecfg", "/v", "win10")
    good, bad = pc.write("stick/好 的.toml", _GOOD), pc.write("stick/bad.toml", _BAD)
    code = pc.install(setups.whole, f"/CONFIG={windows_path(good)}", f"/CODE={_CODE}")
    steps.same("a silent installation", code, 0)
    _is_there(pc, steps, setups.version)
    steps.same("the configuration is taken", (pc.kept / "yimen.toml").read_text("utf-8"), _GOOD)
    steps.same("the code is taken", (pc.kept / "code").read_text("ascii").strip(), _CODE)
    _commands(pc, steps, good, bad)
    _wrong_configuration(pc, steps, setups, bad)
    pc.write("ProgramData/Yimen/data/somebody's work", "…")
    pc.uninstall()
    steps.expect(
        "nothing of the program is left", not (pc.home / "versions").exists() and not (pc.home / "yimen.exe").exists()
    )
    steps.same("no entry is left", pc.wine.value(ENTRY, "DisplayVersion"), "")
    steps.expect("data stay", (pc.kept / "data" / "somebody's work").is_file() and (pc.kept / "yimen.toml").is_file())
    steps.same("after that an older one is refused", pc.install(setups.before), _REFUSED_OLDER)
    steps.same("the next one installs", pc.install(setups.after[0]), 0)
    steps.expect("with what was kept", "青龙镇" in pc.command("config", "show").stdout)
    pc.uninstall("/PURGE")
    steps.expect("/PURGE leaves nothing", not pc.kept.exists() and not pc.wine.value(r"HKLM\Software\Yimen", "Newest"))


def _is_there(pc: Pc, steps: Steps, version: str) -> None:
    steps.same("one version lies there", pc.versions(), [version])
    listed = json.loads((pc.home / "versions" / version / "release.json").read_text("utf-8"))
    tree = pc.home / "versions" / version
    missing = [name for name in listed["files"] if not (tree / name).is_file()]
    steps.same(f"all {len(listed['files'])} files are there", missing, [])
    steps.same("the list of programs says the version", pc.wine.value(ENTRY, "DisplayVersion"), version)
    size = int(pc.wine.value(ENTRY, "EstimatedSize"), 16)
    steps.expect("and the size", size > 100_000, size)  # noqa: PLR2004 - in KB
    steps.expect("and how to uninstall quietly", pc.wine.value(ENTRY, "QuietUninstallString").endswith("/S"))
    menu = list((pc.wine.drive / "ProgramData/Microsoft/Windows/Start Menu/Programs").glob("*.lnk"))
    steps.same("the start menu has it", [one.name for one in menu], ["一门.lnk"])


def _commands(pc: Pc, steps: Steps, good: Path, bad: Path) -> None:
    said = pc.command("config", "show")
    steps.expect("the program reads the configuration", said.returncode == 0 and "青龙镇人民政府" in said.stdout, said)
    said = pc.command("config", "check", windows_path(bad))
    steps.expect(
        "a command's exit code and words come through", said.returncode == _WRONG and "namme" in said.stdout, said
    )
    said = pc.command("config", "check", windows_path(good), "--json")
    steps.expect("a name with a space and Chinese comes through", json.loads(said.stdout)["ok"], said)


def _wrong_configuration(pc: Pc, steps: Steps, setups: Setups, bad: Path) -> None:
    code = pc.install(setups.after[0], f"/CONFIG={windows_path(bad)}")
    steps.same("a wrong configuration is refused", code, _BAD_CONFIGURATION)
    steps.same("the old one is kept", (pc.kept / "yimen.toml").read_text("utf-8"), _GOOD)
    steps.same("the old version is kept", pc.versions(), [setups.version])
    steps.expect("the log says which and why", "bad.toml 有错" in pc.log() and "office.namme" in pc.log(), pc.log())
    steps.same(
        "one that is not there is refused", pc.install(setups.after[0], "/CONFIG=C:\\none.toml"), _BAD_CONFIGURATION
    )
    steps.expect("the program still works", pc.works())


def parts(pc: Pc, steps: Steps, setups: Setups) -> None:
    """The self-test of the installed program: every part runs, on a screen that nobody sees."""
    pc.begin("win10")
    steps.same("installation", pc.install(setups.whole), 0)
    python = pc.home / "versions" / setups.version / "python" / "python.exe"
    said = pc.wine.run(python, "-I", "-B", "-X", "utf8", "-c", _SELF_TEST)
    report = json.loads(said.stdout or "{}")
    for part in report.get("checks", []):
        steps.expect(f"{part['name']}: {part['said']}", part["ok"], said.stderr)
    steps.expect("the self-test is well", said.returncode == 0 and report["ok"], said)


def versions(pc: Pc, steps: Steps, setups: Setups) -> None:
    """Upgrades lie side by side; the launcher goes back when the newest does not come up."""
    pc.begin("win10")
    first, second = (f"{setups.version}.{number}" for number in (1, 2))
    steps.same("the release before", pc.install(setups.before, f"/CODE={_CODE}"), 0)
    before = pc.versions()
    steps.same("an upgrade", pc.install(setups.after[0]), 0)
    steps.same("both lie side by side", pc.versions(), sorted([*before, first]))
    steps.same("a second upgrade", pc.install(setups.after[1]), 0)
    steps.same("the first has gone", pc.versions(), [first, second])
    steps.same("downgrade is refused", pc.install(setups.after[0]), _REFUSED_OLDER)
    steps.same("nothing has changed", pc.versions(), [first, second])
    steps.expect("the log says why", f"已经用过 {second}" in pc.log(), pc.log())
    steps.same("the same version again", pc.install(setups.after[1]), 0)
    steps.same("both are there", pc.versions(), [first, second])
    _goes_back(pc, steps, first, second)


def _goes_back(pc: Pc, steps: Steps, first: str, second: str) -> None:
    """Each version's Python tells in a file which it is, in place of opening a window, which Wine cannot."""
    for version in (first, second):
        cli = pc.home / "versions" / version / "code" / "ui" / "cli.py"
        cached = cli.parent / "__pycache__" / "cli.cpython-313.pyc"
        cached.unlink()
        cli.write_text(_TELLS, "utf-8")
    told = pc.wine.drive / "told.txt"
    seen = []
    for _ in range(4):
        told.unlink(missing_ok=True)
        pc.wine.run(pc.home / "yimen.exe", more={"PYTHONPATH": "C:\\evil", "YIMEN_WENT_BACK": "9"})
        pc.wine.wait()
        seen.append(told.read_text("utf-8") if told.is_file() else "")
    wanted = [f"{second}||", f"{second}||", f"{first}|{second}|", f"{first}|{second}|"]
    steps.same("after two failed starts the version before starts", seen, wanted)
    steps.same("the count stays", pc.starts().read_text("ascii").split(), [second, "2"])
    pc.starts().unlink()
    pc.wine.run(pc.home / "yimen.exe")
    pc.wine.wait()
    steps.same("when it was well, the newest starts again", told.read_text("utf-8"), wanted[0])


_TELLS = """
import os, pathlib, sys
version = pathlib.Path(__file__).parents[2].name
said = [version, os.environ.get("YIMEN_WENT_BACK", ""), os.environ.get("PYTHONPATH", "")]
pathlib.Path("C:/told.txt").write_text("|".join(said), "utf-8")
"""


def other_places(pc: Pc, steps: Steps, setups: Setups) -> None:
    """A folder with Chinese and a long name, and one that is too long."""
    pc.begin("win10")
    beside = pc.write("stick/yimen.toml", _GOOD).parent
    (beside / "setup.exe").write_bytes(setups.after[0].read_bytes())
    (beside / "RareHan.ttf").write_bytes(b"a font")
    deep = ("C:\\" + "民政所的程序（新）\\" * 16)[:_LONG].rstrip("\\")
    steps.same(
        f"an installation into {len(deep)} characters of Chinese, the configuration beside the setup",
        pc.install(beside / "setup.exe", f"/D={deep}"),
        0,
    )
    pc.home = pc.wine.drive.joinpath(*deep.split("\\")[1:])
    steps.same("all is there", pc.versions(), [f"{setups.version}.1"])
    steps.expect("it works", "青龙镇" in pc.command("config", "show").stdout, pc.command("config", "show"))
    steps.expect("the rare characters are there", (pc.home / "fonts" / "RareHan.ttf").is_file())
    steps.same("an upgrade finds the folder by itself", pc.install(setups.after[1]), 0)
    steps.same("beside the one before", len(pc.versions()), 2)
    too_long = "C:\\" + "\\".join(["名字太长"] * 40)
    steps.same("a longer one is refused", pc.install(setups.after[1], f"/D={too_long}"), _LACKS)
    steps.expect("with a sentence", "名字太长" in pc.log().splitlines()[-1], pc.log())


def killed(pc: Pc, steps: Steps, setups: Setups) -> None:
    """Wherever the setup is killed, a whole version works, and the next run of the setup goes through."""
    pc.begin("win10")
    first, second = (f"{setups.version}.{number}" for number in (1, 2))
    began = time.monotonic()
    steps.same("the release before", pc.install(setups.after[0]), 0)
    whole_s = time.monotonic() - began
    for number in range(1, _KILLS + 1):
        _kill(pc, setups.after[1], whole_s * number / _KILLS)
        steps.expect(f"killed with {' '.join(pc.versions())} there: it works", first in pc.versions() and pc.works())
    shutil.rmtree(pc.home / "versions" / second, ignore_errors=True)
    _kill(pc, setups.after[1], _PATIENCE_S, second)
    steps.expect("killed as soon as the new version was there: it works", second in pc.versions() and pc.works())
    steps.same("then it goes through", pc.install(setups.after[1]), 0)
    steps.same("and nothing half is left", pc.versions(), [first, second])
    steps.same("Windows knows of it", pc.wine.value(ENTRY, "DisplayVersion"), second)


def _kill(pc: Pc, setup: Path, after_s: float, there: str = "") -> None:
    """Start a setup, and kill it with all of Wine after a time, or as soon as a version is there."""
    running = pc.wine.start(setup, "/S")
    until = time.monotonic() + after_s
    while running.poll() is None and time.monotonic() < until and there not in pc.versions():
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(0.02)
    pc.wine.kill()
    running.wait()


def signed(pc: Pc, steps: Steps, setups: Setups) -> None:
    """With a key, what Windows is to trust is signed: the launchers, the uninstaller, the setup itself."""
    pc.begin("win10")
    folder = places.fresh(places.BUILD / "signing")
    p12, certificate = _made_up_key(folder)
    named = {windows_launcher.P12: str(p12), windows_launcher.PASSWORD: _PASSWORD}
    with _environment(named):
        tree = windows_setup.stage(f"{setups.version}.1")
        setup = windows_setup.make(tree, f"{setups.version}.1", folder, is_fast=True)
    steps.same("installation", pc.install(setup), 0)
    for file in (setup, *(pc.home / name for name in ("yimen.exe", "yimen-cli.exe", "uninstall.exe"))):
        verify = ("osslsigncode", "verify", "-CAfile", certificate, "-in", file)
        done = subprocess.run(verify, capture_output=True, text=True, check=False)
        steps.expect(f"{file.name} is signed", "Signature verification: ok" in done.stdout, done.stdout + done.stderr)


def same(pc: Pc, steps: Steps, setups: Setups) -> None:
    """Made twice from one tree, the setup is the same to the last byte; so are two trees of one commit."""
    del pc
    version = f"{setups.version}.1"
    tree, folder = windows_setup.stage(version), places.BUILD / "again"
    first = places.sha256(windows_setup.make(tree, version, folder, is_fast=True))
    time.sleep(2)  # noqa: TID251 - the clock must show another second, nothing is waited for
    steps.same("the setup", places.sha256(windows_setup.make(tree, version, folder, is_fast=True)), first)
    whole = windows_setup.stage(setups.version)
    again = whole.with_name("again")
    windows_tree.build(again, setups.version)
    steps.same("the tree", (again / "release.json").read_bytes(), (whole / "release.json").read_bytes())


def _made_up_key(folder: Path) -> tuple[Path, Path]:
    key, certificate, p12 = folder / "key.pem", folder / "certificate.pem", folder / "key.p12"
    subject = ("-subj", "/CN=Yimen trial", "-addext", "extendedKeyUsage=codeSigning")
    places.run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject, "-keyout", key, "-out", certificate
    )
    places.run(
        "openssl", "pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", p12, "-passout", f"pass:{_PASSWORD}"
    )
    return p12, certificate


@contextlib.contextmanager
def _environment(named: dict[str, str]) -> Iterator[None]:
    os.environ.update(named)
    try:
        yield
    finally:
        for name in named:
            del os.environ[name]
