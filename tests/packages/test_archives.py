"""Where Debian is fetched from is read from apt's own files, in both of their forms."""

import archives

OLD = """
# deb http://old.example/debian bookworm main
deb [signed-by=/usr/share/keyrings/a.gpg arch=amd64] http://one.example/debian bookworm main
deb-src http://source.example/debian bookworm main
deb http://else.example/tools cloud-sdk-bookworm main
deb http://two.example/debian-security bullseye-security main
"""
NEW = """
Types: deb deb-src
# a comment
URIs: http://three.example/debian
  http://four.example/debian
Suites: trixie trixie-updates
Components: main

Types: deb
URIs: http://node.example
Suites: nodistro

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: trixie
"""


def test_lines_of_a_sources_list_give_their_addresses() -> None:
    assert archives.one_line(OLD) == ["http://one.example/debian", "http://two.example/debian-security"]


def test_paragraphs_of_a_sources_file_give_their_addresses() -> None:
    assert archives.deb822(NEW) == ["http://three.example/debian", "http://four.example/debian"]
