"""The commands that make packages, started by run.py: `package window`, `package fonts`, `try window`."""

from __future__ import annotations

import argparse
import sys

import county_package
import linux_fonts
import linux_window
import try_county
import try_upgrades
import try_window
import try_windows
import windows_setup


def main(words: list[str]) -> int:
    """Run one command and give its exit code."""
    parser = argparse.ArgumentParser(prog="run.py")
    acts = parser.add_subparsers(required=True)
    package = acts.add_parser("package", help="make a package").add_subparsers(required=True)
    trial = acts.add_parser("try", help="install a package in fresh systems and use it").add_subparsers(required=True)
    linux_window.words(package)
    linux_fonts.words(package)
    county_package.words(package)
    windows_setup.words(package)
    try_window.words(trial)
    try_county.words(trial)
    try_upgrades.words(trial)
    try_windows.words(trial)
    options = parser.parse_args(words)
    code: int = options.run(options)
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
