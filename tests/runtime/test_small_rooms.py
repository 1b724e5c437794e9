"""Private files, ports, the leash, and what --fresh will not remove."""

from __future__ import annotations

import signal
import socket
import stat
import sys
from pathlib import Path

import psycopg
import pytest

from gongkai.cli import fresh
from gongkai.refusals import Refused
from gongkai.runtime import children, database, ports, private_files, settings
from gongkai.runtime.embedded import EmbeddedPostgres
from gongkai.runtime.ports import Address
from tests.runtime.processes import CHECKOUT, alive_in, environment, run, wait_until


def test_a_secret_is_made_once_and_read_back(tmp_path: Path) -> None:
    first = private_files.read_or_create(tmp_path / "key")
    assert len(first) >= 50
    assert private_files.read_or_create(tmp_path / "key") == first
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["key"]


def test_a_secret_that_others_can_read_is_refused_and_not_quietly_closed(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("secret\n")
    (tmp_path / "key").chmod(0o644)
    with pytest.raises(Refused) as refusal:
        private_files.read_or_create(tmp_path / "key")
    assert refusal.value.code == "secret_open"
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o644


def test_an_empty_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").touch(mode=0o600)
    with pytest.raises(Refused) as refusal:
        private_files.read(tmp_path / "key")
    assert refusal.value.code == "secret_empty"


def test_a_free_port_passes_and_a_taken_one_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refused) as refusal:
            ports.check_free(Address("127.0.0.1", port))
    assert refusal.value.message == f"端口 127.0.0.1:{port} 已被占用：请用 --port 换一个。"
    ports.check_free(Address("127.0.0.1", port))


def test_a_host_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        ports.check_free(Address("no-such-host.invalid", 20000))
    assert refusal.value.code == "host_unknown"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:80/"),
        ("0.0.0.0", "http://127.0.0.1:80/"),  # noqa: S104 - an address to print
        ("::", "http://[::1]:80/"),
        ("site.gov.example", "http://site.gov.example:80/"),
    ],
)
def test_the_printed_address_is_one_this_machine_can_open(host: str, url: str) -> None:
    assert Address(host, 80).url == url


def test_a_child_gets_the_signal_when_its_parent_is_killed(folder: Path) -> None:
    script = (
        "import os, signal, sys; from gongkai.runtime import children;"
        "children.spawn(['/bin/sleep', '1000'], death_signal=signal.SIGTERM,"
        " environment={'MARK': sys.argv[1]});"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = run([sys.executable, "-c", script, str(folder)], environment())
    assert done.returncode == -signal.SIGKILL
    wait_until(lambda: not alive_in(folder))


def test_a_child_started_for_a_parent_that_is_gone_does_not_start() -> None:
    leash = CHECKOUT / "src" / "gongkai" / "runtime" / "leash.py"
    words = [sys.executable, "-I", "-S", str(leash), "1", "15", "-1", "-1", "/bin/echo", "ran"]
    done = run(words, environment())
    assert done.returncode == 1
    assert done.stdout == ""


def test_stopping_goes_on_to_a_harder_signal_and_takes_the_whole_group(folder: Path) -> None:
    script = "trap '' TERM; sleep 1000 & wait; wait"
    child = children.spawn(
        ["/bin/sh", "-c", script, str(folder)],
        death_signal=signal.SIGKILL,
        environment={"MARK": str(folder)},
    )
    wait_until(lambda: any("sleep" in one for one in alive_in(folder)))
    child.stop([(signal.SIGTERM, 0.1), (signal.SIGKILL, 5)])
    assert not child.alive()
    wait_until(lambda: not alive_in(folder))
    child.stop([(signal.SIGTERM, 0.1)])


def test_fresh_does_not_touch_a_folder_that_is_no_home_of_ours(folder: Path) -> None:
    precious = folder / "demo"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work")
    with pytest.raises(Refused) as refusal:
        fresh.remove(precious)
    assert refusal.value.code == "not_a_home"
    assert (precious / "thesis.txt").exists()


def test_fresh_does_not_follow_a_link(folder: Path) -> None:
    real = folder / "real"
    real.mkdir()
    (real / "lock").touch()
    (folder / "demo").symlink_to(real)
    with pytest.raises(Refused):
        fresh.remove(folder / "demo")
    assert (real / "lock").exists()


def test_fresh_waits_for_nobody_and_removes_nothing_under_a_running_demonstration(
    home: Path,
) -> None:
    with EmbeddedPostgres(home, durable=False).running():
        with pytest.raises(Refused) as refusal:
            fresh.remove(home)
        assert refusal.value.code == "home_busy"
        assert (home / "data").is_dir()
    fresh.remove(home)
    assert not home.exists()


def test_fresh_refuses_a_named_database_that_is_not_called_a_demonstration(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    with EmbeddedPostgres(home, durable=False).running() as url:
        monkeypatch.setenv(settings.DATABASE_URL, url)
        with pytest.raises(Refused) as refusal:
            fresh.clear(home / "demo", said.append)
    assert refusal.value.message == (
        "--fresh 会清空数据库，而 GONGKAI_DATABASE_URL 指的库 gongkai 不以 _demo 结尾：不动它。"
    )
    assert said == []


def test_fresh_empties_a_named_demonstration_database(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EmbeddedPostgres(home, durable=False).running() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE town_demo")
        demo = psycopg.conninfo.make_conninfo(url, dbname="town_demo")
        with psycopg.connect(demo) as connection:
            connection.execute("CREATE TABLE left_over ()")
        monkeypatch.setenv(settings.DATABASE_URL, demo)
        fresh.clear(home / "no demo yet", lambda line: None)
        with psycopg.connect(demo) as connection:
            found = connection.execute("SELECT to_regclass('left_over')").fetchone()
    assert found == (None,)


def test_the_name_of_a_database_is_read_from_any_kind_of_address() -> None:
    assert database.name_of("postgresql://zhao@db/town_demo?sslmode=require") == "town_demo"
    assert database.name_of("host=db dbname=town") == "town"
    assert database.name_of("postgresql://zhao@db") == "zhao"
