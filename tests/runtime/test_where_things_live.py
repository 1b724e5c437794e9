"""Which folder the data goes to, for whom, and what is never touched."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.refusals import Refused
from gongkai.runtime import accounts
from gongkai.runtime.accounts import Account
from gongkai.runtime.embedded import layout
from gongkai.runtime.embedded.layout import Layout, default_home, open_socket_folder, prepare_home
from tests.runtime.conftest import needs_root

NOBODY = Account("nobody", 65534, 65534)


@pytest.fixture
def checkout(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout everyone may pass through, with no variable set."""
    made = folder / "checkout"
    made.mkdir()
    made.chmod(0o755)
    monkeypatch.delenv("GONGKAI_HOME", raising=False)
    monkeypatch.setattr(layout, "_checkout", lambda: made)
    return made


def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "unprivileged", lambda: NOBODY)


def as_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "unprivileged", lambda: None)


def test_the_operators_choice_comes_first(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_HOME", "/srv/gongkai")
    assert default_home() == Path("/srv/gongkai")


def test_an_ordinary_users_data_stays_in_the_checkout(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_a_person(monkeypatch)
    checkout.chmod(0o700)
    assert default_home() == checkout / "var"


def test_roots_data_stays_in_an_open_checkout(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_root(monkeypatch)
    assert default_home() == checkout / "var"


@needs_root
def test_roots_data_leaves_a_closed_checkout_for_a_place_named_after_it(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_root(monkeypatch)
    checkout.chmod(0o700)
    chosen = default_home()
    assert chosen.parent == Path("/var/lib/gongkai")
    assert len(chosen.name) == 16
    assert chosen == default_home()


@needs_root
def test_roots_data_leaves_a_checkout_whose_var_is_closed(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_root(monkeypatch)
    (checkout / "var").mkdir(mode=0o700)
    assert default_home().parent == Path("/var/lib/gongkai")
    assert stat.S_IMODE((checkout / "var").stat().st_mode) == 0o700


def test_an_installed_package_uses_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    as_a_person(monkeypatch)
    monkeypatch.delenv("GONGKAI_HOME", raising=False)
    monkeypatch.setattr(layout, "_checkout", lambda: None)
    monkeypatch.setenv("XDG_DATA_HOME", "/home/zhao/data")
    assert default_home() == Path("/home/zhao/data/gongkai")


def test_a_new_home_is_closed_and_one_that_was_there_keeps_its_modes(folder: Path) -> None:
    expected = 0o711 if os.geteuid() == 0 else 0o700
    prepare_home(folder / "new" / "home")
    assert stat.S_IMODE((folder / "new" / "home").stat().st_mode) == expected
    old = folder / "old"
    old.mkdir()
    old.chmod(0o755)
    prepare_home(old)
    assert stat.S_IMODE(old.stat().st_mode) == 0o755


@needs_root
def test_a_home_the_databases_account_cannot_reach_is_refused_and_stays_closed(
    folder: Path,
) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(Refused) as refusal:
        prepare_home(closed / "home")
    assert refusal.value.code == "home_unreachable"
    assert str(closed / "home") in refusal.value.message
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_a_home_that_is_a_file_is_refused(folder: Path) -> None:
    (folder / "file").write_text("")
    with pytest.raises(Refused) as refusal:
        prepare_home(folder / "file")
    assert refusal.value.code == "home_odd"


@needs_root
def test_a_cluster_keeps_its_account_when_the_system_gets_a_better_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = folder / "home" / "data"
    data.mkdir(parents=True)
    os.chown(data, NOBODY.uid, NOBODY.gid)
    monkeypatch.setattr(layout, "unprivileged", lambda: Account("postgres", 101, 104))
    account = prepare_home(folder / "home").account
    assert account is not None
    assert account.uid == NOBODY.uid


@given(st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=120))
def test_the_socket_always_fits(name: str) -> None:
    socket = Layout(Path("/srv") / name, None).socket_folder / ".s.PGSQL.5432"
    assert len(os.fsencode(socket)) < 100


def test_a_socket_folder_open_to_others_is_refused(folder: Path) -> None:
    home = prepare_home(folder / "home")
    home.socket_folder.mkdir()
    home.socket_folder.chmod(0o777)
    with pytest.raises(Refused) as refusal:
        open_socket_folder(home)
    assert refusal.value.code == "socket_folder_taken"


def test_a_socket_folder_that_is_a_link_is_refused(folder: Path) -> None:
    home = prepare_home(folder / "home")
    (folder / "elsewhere").mkdir(mode=0o700)
    home.socket_folder.symlink_to(folder / "elsewhere")
    with pytest.raises(Refused) as refusal:
        open_socket_folder(home)
    assert refusal.value.code == "socket_folder_taken"


def test_an_account_reaches_what_the_modes_let_it_reach(folder: Path) -> None:
    file = folder / "file"
    file.write_text("")
    file.chmod(0o644)
    assert accounts.can_reach(NOBODY, file)
    file.chmod(0o600)
    assert not accounts.can_reach(NOBODY, file)
    file.chmod(0o644)
    folder.chmod(0o700)
    assert not accounts.can_reach(NOBODY, file)
    folder.chmod(0o711)
    assert accounts.can_reach(NOBODY, file)
    assert not accounts.can_reach(NOBODY, folder / "missing")


def test_an_owner_is_judged_by_the_owners_bits_alone(folder: Path) -> None:
    owner = Account("owner", folder.stat().st_uid, 1)
    folder.chmod(0o077)
    assert not accounts.can_pass(owner, folder)
    folder.chmod(0o755)


def test_only_root_hands_the_database_to_another_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert accounts.unprivileged() is None


def test_a_system_without_any_such_account_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(accounts, "_CANDIDATES", ("gongkai-no-such-account",))
    with pytest.raises(Refused) as refusal:
        accounts.unprivileged()
    assert refusal.value.code == "no_account"
