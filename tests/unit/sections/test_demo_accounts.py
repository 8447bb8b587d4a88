"""The file of demo accounts: written for its owner alone, read with patience."""

from __future__ import annotations

import stat
from pathlib import Path

from sections.accounts import DemoAccount, read_demo_accounts, write_demo_accounts
from sections.models import normalise_email


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "accounts"
    accounts = [DemoAccount("editor", "editor@demo.example", "word")]
    write_demo_accounts(path, accounts)
    assert read_demo_accounts(path) == accounts
    assert path.read_text() == "editor editor@demo.example word\n"


def test_a_file_that_others_could_read_is_replaced_by_one_that_they_cannot(tmp_path: Path) -> None:
    path = tmp_path / "accounts"
    path.write_text("old")
    path.chmod(0o644)
    write_demo_accounts(path, [])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_lines_that_are_no_accounts_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "accounts"
    path.write_text("\n# note\neditor editor@demo.example word\nbroken line\n")
    assert [account.role for account in read_demo_accounts(path)] == ["editor"]
    assert read_demo_accounts(tmp_path / "missing") == []


def test_an_address_has_one_spelling() -> None:
    assert normalise_email(" One@Example.ORG ") == "one@example.org"
