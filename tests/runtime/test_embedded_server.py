"""The embedded database as a person meets it: private, quick to come back, never left behind."""

from __future__ import annotations

import os
import signal
import stat
import threading
from pathlib import Path

import psycopg
import pytest

from gongkai.refusals import Refused
from gongkai.runtime.embedded import EmbeddedPostgres
from tests.runtime.conftest import Start
from tests.runtime.processes import (
    alive_in,
    environment,
    hold,
    postmaster,
    run,
    wait_until,
)


def embedded(home: Path) -> EmbeddedPostgres:
    """Return a server that does not wait for the disk: these tests start many."""
    return EmbeddedPostgres(home, durable=False)


def test_it_starts_empty_and_keeps_what_was_written(home: Path) -> None:
    with EmbeddedPostgres(home).running() as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT '公开' AS word")
    with embedded(home).running() as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("公开",)
    assert alive_in(home) == []


def test_the_site_signs_in_without_being_a_superuser(home: Path) -> None:
    with embedded(home).running() as url, psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert found == ("gongkai", False, True)


def test_it_speaks_utf8_and_finds_chinese_by_trigrams(home: Path) -> None:
    with embedded(home).running() as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        connection.execute("CREATE EXTENSION pg_trgm")
        found = connection.execute("SELECT '住房保障目录' %> '保障目录'").fetchone()
    assert found == (True,)


def test_a_wrong_password_is_refused_even_on_the_socket(home: Path) -> None:
    with embedded(home).running() as url:
        wrong = psycopg.conninfo.make_conninfo(url, password="guess")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)


def test_it_listens_on_no_network_at_all(home: Path) -> None:
    with embedded(home).running() as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        where = connection.execute("SELECT inet_server_addr()").fetchone()
    assert where == (None,)


def test_everything_in_the_home_is_closed_to_others(home: Path) -> None:
    with embedded(home).running():
        modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in home.iterdir()}
        inside = stat.S_IMODE((home / "data" / "base").stat().st_mode)
    assert inside == 0o700
    assert modes == {
        "data": 0o700,
        "run": 0o700,
        "database-password": 0o600,
        "superuser-password": 0o600,
        "lock": 0o600,
        "postgres.log": 0o600,
    }


def test_a_path_too_long_for_a_socket_and_with_odd_signs_is_no_obstacle(folder: Path) -> None:
    home = folder / ('a "quoted", spaced folder ' + "x" * 90) / "公开 home"
    with embedded(home).running() as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        where = psycopg.conninfo.conninfo_to_dict(url)["host"]
    assert len(os.fsencode(str(where))) < 100
    Path(str(where)).rmdir()


def test_the_second_start_on_a_home_gets_one_clear_line(home: Path, start: Start) -> None:
    first = start(hold(home), environment())
    first.wait_for("ready")
    second = run(hold(home), environment())
    assert second.returncode == 1
    assert second.stderr == (
        f"home_busy: 数据文件夹 {home} 已有一个 gongkai 在用（进程 {first.process.pid}）："
        "请先停掉它，或用 GONGKAI_HOME 另指一处。\n"
    )
    assert first.end(signal.SIGTERM) == 0
    assert alive_in(home) == []


def test_killing_the_launcher_takes_the_server_with_it_and_the_next_start_works(
    home: Path, start: Start
) -> None:
    launcher = start(hold(home), environment())
    launcher.wait_for("ready")
    assert launcher.end(signal.SIGKILL) == -signal.SIGKILL
    wait_until(lambda: not alive_in(home))
    with embedded(home).running() as url:
        psycopg.connect(url).close()


def test_a_start_right_after_the_kill_waits_for_the_old_server_to_go(
    home: Path, start: Start
) -> None:
    launcher = start(hold(home), environment())
    launcher.wait_for("ready")
    old = postmaster(home)
    launcher.end(signal.SIGKILL)
    with embedded(home).running() as url:
        psycopg.connect(url).close()
        assert postmaster(home) != old


def test_a_killed_server_comes_back_with_what_was_committed(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        url = server.start()
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        os.kill(postmaster(home), signal.SIGKILL)
        wait_until(lambda: not server.alive())
        server.restart()
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_stale_process_file_that_names_somebody_else_is_dropped(home: Path) -> None:
    with embedded(home).running():
        text = (home / "data" / "postmaster.pid").read_text(encoding="utf-8")
    stale = home / "data" / "postmaster.pid"
    stale.write_text(text.replace(text.split("\n", 1)[0], str(os.getpid()), 1), encoding="utf-8")
    with embedded(home).running() as url:
        psycopg.connect(url).close()


def test_a_lost_password_stops_the_start_with_the_file_it_misses(home: Path) -> None:
    with embedded(home).running():
        pass
    (home / "superuser-password").unlink()
    with pytest.raises(Refused) as refusal:
        embedded(home).start()
    assert refusal.value.code == "password_lost"
    assert str(home / "superuser-password") in refusal.value.message


def test_a_password_that_fits_no_longer_is_said_in_one_line(home: Path) -> None:
    with embedded(home).running():
        pass
    (home / "superuser-password").write_text("another\n", encoding="ascii")
    with pytest.raises(Refused) as refusal:
        embedded(home).start()
    assert refusal.value.code == "password_lost"
    assert alive_in(home) == []


def test_a_disk_that_takes_no_more_leaves_no_half_made_cluster(home: Path) -> None:
    # 64 blocks of 512 bytes: the limit on a file's size stands for a disk that is full.
    words = ["sh", "-c", 'ulimit -f 64; exec "$@"', "sh", *hold(home)]
    failed = run(words, environment())
    assert failed.returncode == 1
    assert failed.stderr.startswith("initdb_failed: 建立数据库失败")
    assert not (home / "data").exists()
    assert not (home / "data.new").exists()
    assert not (home / "superuser-password.lent").exists()
    with embedded(home).running() as url:
        psycopg.connect(url).close()


def test_a_start_outside_the_main_thread_is_a_mistake_of_the_caller(home: Path) -> None:
    problems: list[BaseException] = []

    def attempt() -> None:
        try:
            embedded(home).start()
        except RuntimeError as problem:
            problems.append(problem)

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    assert [str(one) for one in problems] == ["children are started from the main thread only"]
    assert not (home / "data").exists()


def test_another_command_finds_the_server_that_runs_already(home: Path) -> None:
    with embedded(home).running() as url:
        assert embedded(home).running_elsewhere() == url
    assert embedded(home).running_elsewhere() is None


def test_a_held_home_lets_nobody_start(home: Path) -> None:
    with embedded(home).running():
        pass
    with embedded(home).held(), pytest.raises(Refused) as refusal:
        embedded(home).start()
    assert refusal.value.code == "home_busy"
