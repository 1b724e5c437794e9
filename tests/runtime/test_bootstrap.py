"""script/bootstrap and script/demo, with a Python and a uv that only write down their calls."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.runtime.processes import CHECKOUT

# Stands for Python: answers what the script asks it, makes a folder for ``-m venv``, and writes
# every installation into the log. FAIL names the call that goes wrong.
PYTHON = """#!/bin/sh
case "$*" in
    -c*) echo "3.11.7 $0" ;;
    --version) echo "Python 3.11.7" ;;
    *"-m venv "*)
        case "${FAIL:-}" in venv) echo "ensurepip is not available"; exit 1 ;; esac
        for folder in "$@"; do :; done
        mkdir -p "$folder/bin" && cp "$0" "$folder/bin/python"
        echo "venv" >>"$LOG" ;;
    *"pip --version"*) ;;
    *"pip "*)
        echo "pip ${*#*--no-input }" >>"$LOG"
        case "$*" in *"${FAIL:-nothing}"*) exit 1 ;; esac ;;
esac
"""
UV = """#!/bin/sh
echo "uv $*" >>"$LOG"
case "$1" in
    venv)
        for folder in "$@"; do :; done
        mkdir -p "$folder/bin" && cp "$(dirname "$0")/python3" "$folder/bin/python" ;;
esac
"""
BASE = [
    "pip install --require-hashes --no-deps -r requirements/base.lock",
    "pip install --no-build-isolation --no-deps -e .",
]
DEV = ["pip install --require-hashes --no-deps -r requirements/dev.lock", BASE[1]]


class Checkout:
    """A checkout with a space in its path and nothing but what the scripts need."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "my checkout"
        self.tools = folder / "tools"
        self.log = folder / "log"
        (self.root / "requirements").mkdir(parents=True)
        (self.root / "script").mkdir()
        for name in ("bootstrap", "demo"):
            shutil.copy(CHECKOUT / "script" / name, self.root / "script")
        for name in ("requirements/base.lock", "requirements/dev.lock", "pyproject.toml"):
            (self.root / name).write_text(f"{name}\n", encoding="utf-8")
        self.tools.mkdir()
        self.tool("python3", PYTHON)

    def tool(self, name: str, text: str) -> Path:
        """Put a program on the path."""
        path = self.tools / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
        return path

    def run(
        self, *words: str, script: str = "bootstrap", **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a script from another folder, and forget the calls of earlier runs."""
        self.log.write_text("", encoding="utf-8")
        env = {"PATH": f"{self.tools}:/usr/bin:/bin", "LOG": str(self.log), "HOME": "/", **more}
        return subprocess.run(  # noqa: S603 - our own words
            [str(self.root / "script" / script), *words],
            env=env,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def calls(self) -> list[str]:
        """What was installed in the last run."""
        return self.log.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout without a virtual environment."""
    return Checkout(tmp_path)


def test_the_first_run_installs_from_the_lock_with_hashes_and_the_second_does_nothing(
    checkout: Checkout,
) -> None:
    assert checkout.run().returncode == 0
    assert checkout.calls == ["venv", *BASE]
    second = checkout.run()
    assert (second.returncode, second.stdout, checkout.calls) == (0, "", [])


def test_dev_adds_the_tools_once_and_covers_the_base(checkout: Checkout) -> None:
    checkout.run()
    assert checkout.run("--dev").returncode == 0
    assert checkout.calls == DEV
    checkout.run("--dev")
    assert checkout.calls == []
    checkout.run()
    assert checkout.calls == []


def test_a_changed_lock_is_installed(checkout: Checkout) -> None:
    checkout.run()
    (checkout.root / "requirements" / "base.lock").write_text("newer\n", encoding="utf-8")
    checkout.run()
    assert checkout.calls == BASE


def test_a_checkout_that_was_moved_is_installed_again(checkout: Checkout) -> None:
    checkout.run()
    checkout.root = checkout.root.rename(checkout.root.with_name("moved"))
    checkout.run()
    assert checkout.calls == BASE


def test_a_run_that_broke_off_is_begun_anew(checkout: Checkout) -> None:
    assert checkout.run(FAIL="base.lock").returncode != 0
    repaired = checkout.run()
    assert repaired.returncode == 0
    assert "上次没有装完，重新来过。" in repaired.stdout
    assert checkout.calls == ["venv", *BASE]
    checkout.run()
    assert checkout.calls == []


def test_an_environment_whose_python_is_gone_is_made_anew(checkout: Checkout) -> None:
    checkout.run()
    (checkout.root / ".venv" / "bin" / "python").unlink()
    checkout.run()
    assert checkout.calls == ["venv", *BASE]


def test_an_old_python_is_one_clear_line_and_nothing_is_made(checkout: Checkout) -> None:
    text = '#!/bin/sh\n[ "$1" != --version ] || echo "Python 3.9.2"\n'
    old = checkout.tool("old", text)
    refused = checkout.run(PYTHON=str(old))
    assert refused.returncode == 1
    assert refused.stderr == (
        f"script/bootstrap: 需要 Python 3.11 或更新的版本，这里的 {old} 是：Python 3.9.2；"
        "可用 PYTHON=… 指定一个。\n"
    )
    assert not (checkout.root / ".venv").exists()


def test_a_system_without_venv_says_what_to_install(checkout: Checkout) -> None:
    refused = checkout.run(FAIL="venv")
    assert refused.returncode == 1
    assert refused.stderr.endswith(
        "script/bootstrap: 建不了虚拟环境：请先安装 python3-venv"
        "（Debian/Ubuntu：apt-get install python3-venv）。\n"
    )
    assert checkout.run().returncode == 0


def test_uv_does_the_work_where_there_is_one(checkout: Checkout) -> None:
    checkout.tool("uv", UV)
    assert checkout.run().returncode == 0
    python = checkout.tools / "python3"
    install = "uv pip install --quiet --python .venv/bin/python"
    assert checkout.calls == [
        f"uv venv --quiet --allow-existing --python {python} .venv",
        f"{install} --require-hashes --no-deps -r requirements/base.lock",
        f"{install} --no-build-isolation --no-deps -e .",
    ]


def test_a_word_it_does_not_know_is_refused(checkout: Checkout) -> None:
    refused = checkout.run("--prod")
    assert refused.returncode == 1
    assert refused.stderr == "script/bootstrap: 不认识参数 --prod（只有 --dev）\n"


def test_demo_installs_and_then_becomes_the_command_itself(checkout: Checkout) -> None:
    checkout.run()
    command = checkout.root / ".venv" / "bin" / "gongkai"
    command.write_text('#!/bin/sh\necho "$$ $*"\n', encoding="utf-8")
    command.chmod(0o755)
    process = subprocess.Popen(  # noqa: S603 - our own words
        [str(checkout.root / "script" / "demo"), "--port", "20123"],
        env={"PATH": f"{checkout.tools}:/usr/bin:/bin", "LOG": os.devnull},
        stdout=subprocess.PIPE,
        text=True,
    )
    said, _ = process.communicate()
    # The same process id: killing script/demo is killing gongkai demo.
    assert said == f"{process.pid} demo --port 20123\n"
