"""``gongkai serve`` on a tiny site: all of it comes up, all of it goes down, whatever happens."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from gongkai.runtime.embedded import EmbeddedPostgres
from tests.runtime.conftest import Start
from tests.runtime.processes import (
    TINY_SITE,
    Command,
    alive_in,
    children_of,
    environment,
    free_port,
    gongkai,
    postmaster,
    run,
    wait_until,
)

READY = "按 Ctrl-C 停止。"


class Site:
    """A tiny site served by the real command."""

    def __init__(self, home: Path, start: Start, *options: str) -> None:
        self.home = home
        self.port = free_port()
        words = gongkai("serve", "--port", str(self.port), *options)
        self.command: Command = start(words, environment(home, DJANGO_SETTINGS_MODULE=TINY_SITE))
        self.command.wait_for(READY)

    def get(self, path: str = "/") -> str:
        """Return what a page says."""
        url = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(url, timeout=30) as answer:
            text: str = answer.read().decode()
        return text

    def web_server(self) -> int:
        """Return the process id of granian's main process."""
        pids = children_of(self.command.process.pid)
        (found,) = (pid for pid in pids if b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes())
        return found


@pytest.fixture(scope="module")
def seed(shared_folder: Path) -> Path:
    """A home whose tables are up to date: making one takes longer than the rest of a test."""
    made = shared_folder / "seed"
    done = run(gongkai("migrate"), environment(made, DJANGO_SETTINGS_MODULE=TINY_SITE))
    assert (done.returncode, done.stdout) == (0, "表结构已是最新。\n"), done.stderr
    assert alive_in(made) == []
    return made


@pytest.fixture
def site(seed: Path, home: Path, start: Start) -> Site:
    """A running site, to be treated badly."""
    copy_home(seed, home)
    return Site(home, start)


@pytest.fixture(scope="module")
def shared_site(seed: Path, shared_folder: Path, shared_start: Start) -> Site:
    """A running site for all tests that leave it running."""
    copy_home(seed, shared_folder / "home")
    return Site(shared_folder / "home", shared_start)


def copy_home(old: Path, new: Path) -> None:
    """Copy a home with its owners and modes."""
    subprocess.run(["cp", "-a", str(old), str(new)], check=True)  # noqa: S603, S607 - our own words


def test_one_command_serves_pages_and_prints_both_addresses(shared_site: Site) -> None:
    assert shared_site.get() == "database gongkai"
    assert f"公开网站  http://127.0.0.1:{shared_site.port}/\n" in shared_site.command.said
    assert f"工作台    http://127.0.0.1:{shared_site.port}/workspace/\n" in shared_site.command.said


def test_a_deferred_job_is_done_by_the_same_command(shared_site: Site, folder: Path) -> None:
    trace = folder / "trace"
    assert shared_site.get(f"/defer/?file={trace}") == "deferred"
    wait_until(lambda: trace.exists() and trace.read_text() == "done\n")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_in_good_order(site: Site, how: signal.Signals) -> None:
    assert len(alive_in(site.home)) > 3
    assert site.command.end(how) == 0
    assert alive_in(site.home) == []
    assert site.command.said.endswith("正在停止……\n已停止。\n")


def test_ctrl_c_at_the_terminal_reaches_the_whole_group_and_still_ends_in_order(
    seed: Path, home: Path, folder: Path
) -> None:
    copy_home(seed, home)
    output = folder / "output"
    with output.open("wb") as file:
        shell = subprocess.Popen(  # noqa: S603 - our own words
            gongkai("serve", "--port", str(free_port())),
            env=environment(home, DJANGO_SETTINGS_MODULE=TINY_SITE),
            stdout=file,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
    wait_until(lambda: READY in output.read_text() or shell.poll() is not None)
    os.killpg(shell.pid, signal.SIGINT)
    assert shell.wait(60) == 0, output.read_text()
    assert alive_in(home) == []
    assert output.read_text().endswith("正在停止……\n已停止。\n")


def test_a_signal_in_the_middle_of_the_start_leaves_nothing_behind(
    home: Path, start: Start
) -> None:
    words = gongkai("serve", "--port", str(free_port()))
    command = start(words, environment(home, DJANGO_SETTINGS_MODULE=TINY_SITE))
    command.wait_for("正在更新表结构")
    assert command.end(signal.SIGINT) == 130
    assert alive_in(home) == []
    assert "Traceback" not in command.said


def test_killing_the_command_leaves_nothing_behind_and_the_next_one_works(
    site: Site, start: Start
) -> None:
    site.command.end(signal.SIGKILL)
    wait_until(lambda: not alive_in(site.home))
    again = Site(site.home, start)
    assert again.get() == "database gongkai"


def test_a_killed_database_comes_back_and_the_site_answers_again(site: Site) -> None:
    assert site.get() == "database gongkai"
    os.kill(postmaster(site.home), signal.SIGKILL)
    site.command.wait_for("数据库已恢复。")
    # The first request after the loss may still meet its old connection.
    wait_until(lambda: answers(site))
    assert "数据库意外退出，正在重新启动……" in site.command.said


def test_a_job_deferred_after_the_database_came_back_is_done(site: Site, folder: Path) -> None:
    os.kill(postmaster(site.home), signal.SIGKILL)
    site.command.wait_for("数据库已恢复。")
    wait_until(lambda: answers(site))
    trace = folder / "trace"
    site.get(f"/defer/?file={trace}")
    wait_until(trace.exists)


def test_a_killed_web_server_comes_back_without_its_old_workers(site: Site) -> None:
    old = site.web_server()
    workers = children_of(old)
    assert workers
    os.kill(old, signal.SIGKILL)
    site.command.wait_for("网站服务已恢复。")
    assert site.get() == "database gongkai"
    assert [pid for pid in workers if Path(f"/proc/{pid}/cwd").exists()] == []


def test_a_second_serve_on_the_same_data_gets_one_clear_line(shared_site: Site) -> None:
    env = environment(shared_site.home, DJANGO_SETTINGS_MODULE=TINY_SITE)
    second = run(gongkai("serve", "--port", str(free_port())), env)
    assert second.returncode == 2
    holder = shared_site.command.process.pid
    assert second.stderr == (
        f"gongkai: 数据文件夹 {shared_site.home} 已有一个 gongkai 在用（进程 {holder}）："
        "请先停掉它，或用 GONGKAI_HOME 另指一处。\n"
    )
    assert shared_site.get() == "database gongkai"


def test_a_management_command_works_beside_the_running_site(shared_site: Site) -> None:
    env = environment(shared_site.home, DJANGO_SETTINGS_MODULE=TINY_SITE)
    done = run(gongkai("manage", "migrate", "--check"), env)
    assert (done.returncode, done.stderr) == (0, "")
    assert shared_site.get() == "database gongkai"


def test_a_management_command_brings_its_own_database_where_none_runs(
    seed: Path, home: Path
) -> None:
    copy_home(seed, home)
    env = environment(home, DJANGO_SETTINGS_MODULE=TINY_SITE)
    assert run(gongkai("manage", "migrate", "--check"), env).returncode == 0
    assert alive_in(home) == []


def test_the_worker_runs_alone_beside_a_site_and_ends_in_order(
    shared_site: Site, start: Start
) -> None:
    env = environment(shared_site.home, DJANGO_SETTINGS_MODULE=TINY_SITE)
    worker = start(gongkai("worker"), env)
    worker.wait_for("后台任务正在运行")
    assert worker.end(signal.SIGTERM) == 0
    assert shared_site.get() == "database gongkai"


def test_a_taken_port_is_one_clear_line_before_anything_starts(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        env = environment(home, DJANGO_SETTINGS_MODULE=TINY_SITE)
        refused = run(gongkai("serve", "--port", str(port)), env)
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert refused.stderr == f"gongkai: 端口 127.0.0.1:{port} 已被占用：请用 --port 换一个。\n"
    assert not home.exists()


def test_an_address_that_is_not_ours_is_one_clear_line(home: Path) -> None:
    env = environment(home, DJANGO_SETTINGS_MODULE=TINY_SITE)
    refused = run(gongkai("serve", "--host", "192.0.2.1", "--port", str(free_port())), env)
    assert refused.returncode == 2
    assert refused.stderr.startswith("gongkai: 本机没有地址 192.0.2.1:")


def test_a_mail_setting_nobody_can_read_stops_the_start_in_one_clear_line(home: Path) -> None:
    env = environment(home, GONGKAI_MAIL="pigeon://loft.example.test")
    refused = run(gongkai("serve", "--port", str(free_port())), env)
    assert refused.returncode == 2
    assert "gongkai: GONGKAI_MAIL 读不懂：" in refused.stderr
    assert "smtp://用户:口令@主机:587?tls=starttls" in refused.stderr
    assert alive_in(home) == []


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://zhao:hunter22@/gongkai?host=/nowhere",
        "postgresql://zhao:hunter22@127.0.0.1:1/gongkai",
        "not an address hunter22",
        "postgresql://zhao:hunter22@[broken/gongkai",
    ],
)
def test_a_wrong_database_address_is_one_clear_line_without_the_password(
    home: Path, url: str
) -> None:
    env = environment(home, DJANGO_SETTINGS_MODULE=TINY_SITE, GONGKAI_DATABASE_URL=url)
    refused = run(gongkai("serve", "--port", str(free_port())), env)
    assert refused.returncode == 2
    assert refused.stderr.startswith("gongkai: 连不上 GONGKAI_DATABASE_URL 指的数据库：")
    assert refused.stderr.count("\n") == 1
    assert "hunter22" not in refused.stderr
    assert not (home / "data").exists()


def test_a_named_database_is_used_and_no_server_of_ours_is_started(
    shared_site: Site, folder: Path, start: Start
) -> None:
    url = EmbeddedPostgres(shared_site.home).prepare()
    other = folder / "other"
    port = free_port()
    env = environment(other, DJANGO_SETTINGS_MODULE=TINY_SITE, GONGKAI_DATABASE_URL=url)
    command = start(gongkai("serve", "--port", str(port)), env)
    command.wait_for(READY)
    assert not (other / "data").exists()
    assert command.end(signal.SIGINT) == 0
    assert shared_site.get() == "database gongkai"


def test_the_keys_are_made_once_and_kept_to_their_owner(site: Site, start: Start) -> None:
    first = (site.home / "secret-key").read_text()
    assert (site.home / "secret-key").stat().st_mode & 0o077 == 0
    assert (site.home / "privacy-key").read_text() != first
    site.command.end(signal.SIGINT)
    Site(site.home, start)
    assert (site.home / "secret-key").read_text() == first


def test_a_command_tied_to_its_parent_stops_with_it(seed: Path, home: Path, start: Start) -> None:
    copy_home(seed, home)
    words = gongkai("serve", "--port", str(free_port()), "--die-with-parent")
    script = "import subprocess, sys; subprocess.run(sys.argv[1:])"
    env = environment(home, DJANGO_SETTINGS_MODULE=TINY_SITE)
    parent = start([sys.executable, "-c", script, *words], env)
    parent.wait_for(READY)
    parent.end(signal.SIGKILL)
    wait_until(lambda: not alive_in(home))


def answers(site: Site) -> bool:
    """Tell whether the page comes."""
    try:
        return site.get() == "database gongkai"
    except OSError:
        return False
