"""Roots of Debian releases in which packages are built and tried: made once by debootstrap, then unpacked.

A command in a root runs in mount names of its own: what it mounts is gone with it, however it ends.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import archives
import places

SUITES = {"11": "bullseye", "12": "bookworm", "13": "trixie"}
COMPILERS = (
    "build-essential", "ca-certificates", "libbz2-dev", "libexpat1-dev", "libffi-dev", "liblzma-dev", "pkg-config",
    "xz-utils", "zlib1g-dev",
)  # fmt: skip
_ENTER = """
mount --rbind /dev "$1/dev"
mount -t proc proc "$1/proc"
mount -t sysfs -o ro sys "$1/sys"
mount -t tmpfs tmpfs "$1/dev/shm"
exec chroot "$@"
"""
_NO_SERVICES = "#!/bin/sh\nexit 101\n"


def base(suite: str, packages: tuple[str, ...] = ()) -> Path:
    """Give a tar file with a smallest root of a release and these packages; made at the first call."""
    tar = places.BUILD / "roots" / f"{suite}-{places.digest(*packages)}.tar"
    if tar.is_file():
        return tar
    places.say(f"making a root of {suite} …")
    folder = places.fresh(tar.with_suffix(".making"))
    include = (f"--include={','.join(packages)}",) if packages else ()
    made = places.output("debootstrap", "--variant=minbase", *include, suite, folder, archives.archive(suite))
    (tar.parent / f"{tar.name}.log").write_text(made, "utf-8")
    script = folder / "usr/sbin/policy-rc.d"
    script.write_text(_NO_SERVICES, "utf-8")
    script.chmod(0o755)
    places.run("chroot", folder, "apt-get", "clean")
    part = tar.with_suffix(".part")
    places.run("tar", "-C", folder, "--numeric-owner", "--one-file-system", "-cf", part, ".")
    places.run("rm", "-rf", "--one-file-system", folder)
    part.rename(tar)
    return tar


def unpacked(tar: Path, folder: Path) -> Path:
    """Give the folder with the root of a tar file in it, and nothing of an earlier one."""
    remove(folder)
    folder.mkdir(parents=True)
    places.run("tar", "-C", folder, "--numeric-owner", "-xf", tar)
    resolver = Path("/etc/resolv.conf")
    if resolver.is_file():
        (folder / "etc/resolv.conf").write_bytes(resolver.read_bytes())
    return folder


def remove(folder: Path) -> None:
    """Remove a root; nothing that is mounted is ever reached into."""
    places.run("rm", "-rf", "--one-file-system", folder)


def line_in(folder: Path, *line: str | Path) -> list[str]:
    """Give the words that run a command in a root, with /dev, /proc and /sys for as long as it runs."""
    enter = ("unshare", "--mount", "--propagation", "private", "sh", "-ec", _ENTER, "sh", folder)
    return [str(word) for word in (*enter, *line)]


def inside(folder: Path, *line: str | Path, more: dict[str, str] | None = None) -> None:
    """Run a command in a root; CalledProcessError when it fails."""
    places.run(*line_in(folder, *line), more=_plain(more))


def output_inside(folder: Path, *line: str | Path, more: dict[str, str] | None = None) -> str:
    """Run a command in a root and give what it prints; CalledProcessError when it fails."""
    return places.output(*line_in(folder, *line), more=_plain(more))


def tried_inside(
    folder: Path, *line: str | Path, more: dict[str, str] | None = None, before: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a command in a root and give how it ended, with all that it said; `before` are words before the command."""
    environment, words = places.clean(_plain(more)), [*before, *line_in(folder, *line)]
    with tempfile.TemporaryFile() as said:  # a file: what goes on in the background would hold a pipe open
        done = subprocess.run(words, env=environment, stdout=said, stderr=subprocess.STDOUT, check=False)
        said.seek(0)
        return subprocess.CompletedProcess(words, done.returncode, said.read().decode("utf-8", "replace"), "")


def _plain(more: dict[str, str] | None) -> dict[str, str]:
    return {
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "DEBIAN_FRONTEND": "noninteractive",
        "HOME": "/nonexistent",
        "LC_ALL": "C.UTF-8",
        **(more or {}),
    }
