"""``gongkai demo``: loads once, keeps apart from the real data, begins anew when asked."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.runtime.conftest import Start
from tests.runtime.processes import TINY_SITE, alive_in, environment, free_port, run, wait_until

LOADING = "正在载入演示数据（第一次或 --fresh 时）……\n样例：三个机构\n"
READY = "按 Ctrl-C 停止。"


def demo(*words: str) -> list[str]:
    return [sys.executable, "-m", "tests.runtime.with_stub_demo", "demo", *words]


@pytest.fixture
def env(home: Path) -> dict[str, str]:
    return environment(home, DJANGO_SETTINGS_MODULE=TINY_SITE)


def test_it_loads_once_prints_how_to_sign_in_and_begins_anew_with_fresh(
    home: Path, env: dict[str, str], start: Start
) -> None:
    port = free_port()
    first = start(demo("--port", str(port)), env)
    first.wait_for(READY)
    assert LOADING in first.said
    assert first.said.endswith(
        "\n登录  jingban / gongkai-2024  （钱经办，区住房局经办人）\n"
        f"公开网站  http://127.0.0.1:{port}/\n"
        f"工作台    http://127.0.0.1:{port}/workspace/\n"
        "按 Ctrl-C 停止。\n"
    )
    assert first.end(signal.SIGINT) == 0

    second = start(demo("--port", str(port)), env)
    second.wait_for(READY)
    assert LOADING not in second.said
    # Nothing of it is in the folder of the real data, beside which it lives.
    assert [one.name for one in home.iterdir()] == ["demo"]
    second.end(signal.SIGKILL)
    wait_until(lambda: not alive_in(home))

    third = start(demo("--port", str(port), "--fresh"), env)
    third.wait_for(READY)
    assert "正在清空演示数据……\n" in third.said
    assert LOADING in third.said


def test_fresh_on_a_named_database_without_the_ending_is_refused_before_anything_starts(
    home: Path, env: dict[str, str]
) -> None:
    url = "postgresql://zhao:hunter22@127.0.0.1:1/gongkai"
    words = demo("--port", str(free_port()), "--fresh")
    refused = run(words, env | {"GONGKAI_DATABASE_URL": url})
    assert refused.returncode == 2
    assert refused.stderr == (
        "gongkai: --fresh 会清空数据库，而 GONGKAI_DATABASE_URL 指的库 gongkai "
        "不以 _demo 结尾：不动它。\n"
    )
    assert not home.exists()
