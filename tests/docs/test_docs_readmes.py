"""What the READMEs tell a newcomer to type exists, and prints what they show."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from functools import cache

import pytest

from tests.docs import commands
from tests.docs.pages import ROOT, fences, text

READMES = ("README.md", "README.zh-CN.md")
GUIDES = (*READMES, "CONTRIBUTING.md", "docs/operating.md", "docs/zh/handbook.md")
PROGRAM = re.compile(r"^(?:\S*/)?gongkai$")


def lines_to_type(page: str) -> list[list[str]]:
    """Return every command line of a page's ``sh`` and ``console`` blocks, in words."""
    typed = [line for block in fences(page, "sh") for line in block.splitlines()]
    for block in fences(page, "console"):
        typed += [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return [words for line in typed if (words := shlex.split(line, comments=True))]


def sessions(page: str) -> list[tuple[list[str], list[str]]]:
    """Return each ``console`` block as the command and the lines shown under it."""
    found = []
    for block in fences(page, "console"):
        first, *shown = block.splitlines()
        found.append((shlex.split(first.removeprefix("$ ")), shown))
    return found


@pytest.mark.parametrize("page", GUIDES)
def test_every_script_to_type_is_there_and_can_be_run(page: str) -> None:
    for words in lines_to_type(text(page)):
        if words[0].startswith("script/"):
            assert os.access(ROOT / words[0], os.X_OK), words


@pytest.mark.parametrize("page", GUIDES)
def test_every_command_to_type_exists_with_its_options(page: str) -> None:
    known = dict(commands.commands())
    for words in lines_to_type(text(page)):
        program = next((place for place, word in enumerate(words) if PROGRAM.match(word)), None)
        if program is None:
            continue
        rest = words[program + 1 :]
        name = next(
            (one for one in known if f"{' '.join(rest)} ".startswith(one.split(" ", 1)[1] + " ")),
            None,
        )
        assert name, f"{page}: {' '.join(words)}"
        if name == "gongkai manage":
            continue
        options = {option for one in known[name].params for option in one.opts}
        used = {word.split("=")[0] for word in rest if word.startswith("--")}
        assert used <= options, f"{page}: {' '.join(words)}"


@pytest.mark.parametrize("page", READMES)
def test_a_readme_shows_what_is_really_printed(page: str) -> None:
    found = sessions(text(page))
    assert len(found) == 5
    for words, shown in found:
        printed = iter(run(tuple(words[1:])))
        for line in shown:
            if line.strip() != "…":
                assert any(line.rstrip() == one for one in printed), f"not printed: {line}"


def test_both_readmes_show_the_same_sessions() -> None:
    assert sessions(text("README.md")) == sessions(text("README.zh-CN.md"))


def test_both_readmes_name_the_two_commands_and_show_both_pictures() -> None:
    for page in READMES:
        assert [words[0] for words in lines_to_type(text(page))[:2]] == [
            "script/demo",
            "script/test",
        ]
        for picture in ("portal.png", "workspace.png"):
            assert re.search(rf"!\[[^\]]+\]\(docs/pictures/{picture}\)", text(page))


@cache
def run(arguments: tuple[str, ...]) -> list[str]:
    """Run the command line as from a shell without a terminal; return its lines."""
    plain = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", "from gongkai.cli import main; main()", *arguments],
        cwd=ROOT,
        env=plain | {"PYTHONIOENCODING": "utf-8", "TERM": "dumb"},
        check=True,
        capture_output=True,
    )
    return [line.rstrip() for line in done.stdout.decode("utf-8").splitlines()]
