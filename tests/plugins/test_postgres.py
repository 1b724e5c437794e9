"""The test run's own database: there when asked for, absent when not, gone at the end."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.runtime.conftest import folder  # noqa: F401 - a fixture
from tests.runtime.processes import CHECKOUT, TINY_SITE, alive_in, environment, run, wait_until

CONFTEST = "from tests.conftest import django_db_modify_db_settings\n"
WITH_DATABASE = """
import pytest
from django.db import connection

@pytest.mark.django_db
def test_it_is_there():
    with connection.cursor() as cursor:
        cursor.execute("SHOW fsync")
        assert cursor.fetchone() == ("off",)
"""
WITHOUT_DATABASE = """
import os
from pathlib import Path

def test_nothing_was_started():
    assert not (Path(os.environ["GONGKAI_HOME"]) / "data").exists()
"""
DIES = WITH_DATABASE.replace("assert cursor", "import os; os.kill(os.getpid(), 9); assert cursor")


@pytest.mark.parametrize("text", [WITH_DATABASE, WITHOUT_DATABASE, "def test_no(): assert False"])
def test_a_run_leaves_neither_a_process_nor_a_folder(folder: Path, text: str) -> None:  # noqa: F811
    done = run_tests(folder, text)
    assert done == (1 if "assert False" in text else 0)
    assert alive_in(folder) == []
    assert list((folder / "tmp").iterdir()) == []


def test_a_run_that_is_killed_takes_its_database_along(folder: Path) -> None:  # noqa: F811
    assert run_tests(folder, DIES) == -9
    wait_until(lambda: not alive_in(folder))


def run_tests(folder: Path, text: str) -> int:  # noqa: F811
    """Run one file of tests as the project's own are run; return the exit status."""
    (folder / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (folder / "test_inner.py").write_text(text, encoding="utf-8")
    temporary = folder / "tmp"
    temporary.mkdir()
    temporary.chmod(0o755)
    words = ["-c", str(CHECKOUT / "pyproject.toml"), "-p", "no:cacheprovider", str(folder)]
    env = environment(DJANGO_SETTINGS_MODULE=TINY_SITE, TMPDIR=str(temporary))
    done = run([sys.executable, "-m", "pytest", "-q", *words], env)
    assert "passed" in done.stdout or "failed" in done.stdout or done.returncode < 0, done
    return done.returncode
