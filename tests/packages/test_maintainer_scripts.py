"""What dpkg runs before and after unpacking: older versions refused, the one before kept, configuration taken over."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

LINUX = Path(__file__).parents[2] / "packaging/linux"
DEBCONF = """
db_get() { RET=$(cat "$DEBCONF_ANSWERS/$(basename "$1")" 2>/dev/null) || RET=; }
db_set() { printf '%s' "$2" >"$DEBCONF_ANSWERS/$(basename "$1")"; }
db_stop() { :; }
db_purge() { :; }
"""
CHECKS = '#!/bin/sh\n[ "$1 $2" = "config check" ] && grep -q good "$3"\n'


class Machine:
    """A folder that the scripts take for the whole system."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.opt = folder, folder / "opt/yimen"
        self.etc, self.state = folder / "etc/yimen", folder / "var/lib/yimen"
        self.answers = folder / "answers"
        tools = folder / "tools"
        for place in (self.opt, self.answers, self.state, tools):
            place.mkdir(parents=True)
        self.tool("dpkg-query", "echo 0.2.0")
        (self.opt / "yimen").write_text(CHECKS, "utf-8")
        (self.opt / "yimen").chmod(0o755)

    def tool(self, name: str, does: str) -> None:
        (self.folder / "tools" / name).write_text(f"#!/bin/sh\n{does}\n", "utf-8")
        (self.folder / "tools" / name).chmod(0o755)

    def has(self, place: str) -> Path:
        tree = self.opt / place
        tree.mkdir(parents=True)
        (tree / "release.json").write_text("{}", "utf-8")
        return tree

    def script(self, name: str) -> Path:
        text = (LINUX / name).read_text("utf-8").replace(". /usr/share/debconf/confmodule", DEBCONF)
        for place in ("/opt/yimen", "/var/lib/yimen", "/etc/yimen", "/lib/systemd"):
            text = text.replace(place, f"{self.folder}{place}")
        out = self.folder / name
        out.write_text(text.replace("/usr/share/debconf/confmodule", str(self.folder)), "utf-8")
        return out

    def run(self, name: str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.folder}/tools:{os.environ['PATH']}"
        environment = {"PATH": path, "DEBCONF_ANSWERS": str(self.answers), **more}
        line = ("sh", str(self.script(name)), *words)
        return subprocess.run(line, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    for name in ("udevadm", "systemctl", "runuser"):
        made.tool(name, "exit 0")
    return made


def config(place: Path, text: str = "good") -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")
    return place


def test_an_older_version_is_refused_with_a_sentence(machine: Machine) -> None:
    done = machine.run("preinst", "upgrade", "0.2.0", "0.1.9")
    assert done.returncode == 1
    assert "已经用过 0.2.0" in done.stderr


def test_an_older_version_is_refused_after_removal_too(machine: Machine) -> None:
    config(machine.state / "newest", "0.3.0\n")
    assert machine.run("preinst", "install", "", "0.2.0").returncode == 1
    assert machine.run("preinst", "install", "0.1.0", "0.3.0").returncode == 0


def test_the_version_before_is_kept_as_links_and_only_that(machine: Machine) -> None:
    tree = machine.has("versions/0.1.0")
    machine.has("kept/0.0.9")
    assert machine.run("preinst", "upgrade", "0.1.0", "0.2.0").returncode == 0
    kept = machine.opt / "kept/0.1.0/release.json"
    assert [path.name for path in (machine.opt / "kept").iterdir()] == ["0.1.0"]
    assert kept.stat().st_ino == (tree / "release.json").stat().st_ino


def test_the_same_version_again_keeps_what_was_kept(machine: Machine) -> None:
    machine.has("versions/0.2.0")
    machine.has("kept/0.1.0")
    assert machine.run("preinst", "upgrade", "0.2.0", "0.2.0").returncode == 0
    assert [path.name for path in (machine.opt / "kept").iterdir()] == ["0.1.0"]


def test_a_running_program_finds_its_files_until_the_next_upgrade(machine: Machine) -> None:
    machine.has("kept/0.1.0")
    machine.has("versions/0.2.0")
    assert machine.run("postinst", "configure", "0.1.0").returncode == 0
    assert (machine.opt / "versions/0.1.0/release.json").is_file()
    assert machine.run("preinst", "upgrade", "0.2.0", "0.3.0").returncode == 0
    assert not (machine.opt / "versions/0.1.0").is_symlink()


def test_the_configuration_of_the_environment_comes_first(machine: Machine) -> None:
    named = config(machine.folder / "stick/mine.toml", "good: named")
    config(machine.folder / "stick/update-root.json", "{}")
    config(machine.answers / "config", str(config(machine.folder / "answered.toml", "good: answered")))
    config(machine.state / "given/yimen.toml", "good: given")
    assert machine.run("postinst", "configure", "", YIMEN_CONFIG=str(named)).returncode == 0
    assert (machine.etc / "yimen.toml").read_text("utf-8") == "good: named"
    assert (machine.etc / "update-root.json").read_text("utf-8") == "{}"
    assert not (machine.state / "given").exists()


def test_an_answer_is_taken_once_and_what_was_changed_later_stays(machine: Machine) -> None:
    config(machine.answers / "config", str(config(machine.folder / "answered.toml", "good: answered")))
    assert machine.run("postinst", "configure", "").returncode == 0
    config(machine.etc / "yimen.toml", "good: by hand")
    assert machine.run("postinst", "configure", "0.1.0").returncode == 0
    assert (machine.etc / "yimen.toml").read_text("utf-8") == "good: by hand"
    assert machine.run("postinst", "configure", "0.1.0", DEBCONF_RECONFIGURE="1").returncode == 0
    assert (machine.etc / "yimen.toml").read_text("utf-8") == "good: answered"


@pytest.mark.parametrize("text", [None, "bad"])
def test_a_configuration_that_is_not_good_is_not_taken(machine: Machine, text: str | None) -> None:
    named = machine.folder / "mine.toml"
    if text:
        config(named, text)
    config(machine.etc / "yimen.toml", "good: old")
    done = machine.run("postinst", "configure", "", YIMEN_CONFIG=str(named))
    assert done.returncode == 1
    assert "dpkg --configure yimen" in done.stderr
    assert (machine.etc / "yimen.toml").read_text("utf-8") == "good: old"


def test_the_code_is_readable_for_all_and_asked_of_debconf_once(machine: Machine) -> None:
    config(machine.answers / "code", "一二三四五")
    assert machine.run("postinst", "configure", "").returncode == 0
    code = machine.state / "code"
    assert (code.read_text("utf-8"), code.stat().st_mode & 0o777) == ("一二三四五\n", 0o644)
    code.unlink()
    assert machine.run("postinst", "configure", "0.1.0").returncode == 0
    assert not code.exists()
    assert machine.run("postinst", "configure", "0.1.0", YIMEN_CODE="六七").returncode == 0
    assert code.read_text("utf-8") == "六七\n"


def test_anybody_may_bring_an_update_and_nobody_may_look_what_others_brought(machine: Machine) -> None:
    assert machine.run("postinst", "configure", "").returncode == 0
    assert (machine.state / "incoming").stat().st_mode & 0o7777 == 0o1733
    assert (machine.state / "newest").read_text("utf-8") == "0.2.0\n"


def as_dpkg(machine: Machine, *words: str, cwd: Path) -> None:
    """Run preinst from a process whose command line and folder are those of dpkg."""
    script = machine.script("preinst")
    dpkg = machine.folder / "dpkg.sh"
    dpkg.write_text(f"sh {script} install '' 0.2.0\nexit $?\n", "utf-8")
    subprocess.run(("sh", str(dpkg), "--status-fd", "9", "--unpack", *words), cwd=cwd, check=True)


@pytest.mark.parametrize("word", ["{stick}/yimen_0.2.0_amd64.deb", "yimen_0.2.0_amd64.deb", "{links}"])
def test_what_lies_beside_the_package_is_noted(machine: Machine, word: str) -> None:
    stick, links = machine.folder / "stick", machine.folder / "links"
    config(stick / "yimen_0.2.0_amd64.deb")
    config(stick / "yimen.toml", "good: beside")
    config(stick / "update-root.json", "{}")
    links.mkdir()
    (links / "001-yimen_0.2.0_amd64.deb").symlink_to(stick / "yimen_0.2.0_amd64.deb")
    as_dpkg(machine, word.format(stick=stick, links=links), cwd=stick)
    assert sorted(path.name for path in (machine.state / "given").iterdir()) == ["update-root.json", "yimen.toml"]


def test_what_lies_beside_the_package_is_not_asked_where_there_is_a_configuration(machine: Machine) -> None:
    config(machine.folder / "stick/yimen_0.2.0_amd64.deb")
    config(machine.folder / "stick/yimen.toml")
    config(machine.etc / "yimen.toml")
    as_dpkg(machine, "yimen_0.2.0_amd64.deb", cwd=machine.folder / "stick")
    assert not (machine.state / "given").exists()


def test_a_link_beside_the_package_is_not_followed(machine: Machine) -> None:
    config(machine.folder / "stick/yimen_0.2.0_amd64.deb")
    (machine.folder / "stick/yimen.toml").symlink_to(config(machine.folder / "elsewhere.toml"))
    as_dpkg(machine, "yimen_0.2.0_amd64.deb", cwd=machine.folder / "stick")
    assert not (machine.state / "given").exists()


def test_removal_leaves_the_configuration_and_purge_takes_it(machine: Machine) -> None:
    machine.has("versions/0.2.0")
    machine.has("kept/0.1.0")
    config(machine.etc / "yimen.toml")
    (machine.opt / "yimen").unlink()
    assert machine.run("postrm", "remove").returncode == 0
    assert not machine.opt.exists()
    assert (machine.etc / "yimen.toml").is_file()
    done = machine.run("postrm", "purge")
    assert not machine.etc.exists()
    assert not machine.state.exists()
    assert "没有动" in done.stderr


def test_the_other_packages_fonts_stay(machine: Machine) -> None:
    machine.has("versions/0.2.0")
    config(machine.opt / "fonts/RareHan.ttf")
    assert machine.run("postrm", "remove").returncode == 0
    assert (machine.opt / "fonts/RareHan.ttf").is_file()


@pytest.mark.parametrize("name", ["yimen", "preinst", "postinst", "prerm", "postrm", "config", "compile-python.sh"])
def test_a_script_can_be_read_by_the_plainest_shell(name: str) -> None:
    shell = shutil.which("dash") or "sh"
    done = subprocess.run((shell, "-n", str(LINUX / name)), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
