"""docs/commands.md as the command line itself describes its commands.

``python -m tests.docs.commands`` writes the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from gongkai.cli.app import build
from tests.docs.pages import DOCS

_HEADING = """\
# Commands

Written by `python -m tests.docs.commands` from the command line itself; a test compares the two.
In a checkout every command is `.venv/bin/gongkai …`. A refusal is one line on standard error and
exit status 2.
"""


def commands() -> Iterator[tuple[str, Any]]:
    """Yield each command with its full name, groups left out, in the order of ``--help``."""
    yield from _below("gongkai", typer.main.get_command(build()))


def _below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    under = getattr(command, "commands", None)
    if under is None:
        yield name, command
        return
    for sub, child in under.items():
        yield from _below(f"{name} {sub}", child)


def page() -> str:
    """Return what docs/commands.md must say."""
    return "\n".join([_HEADING, *(_section(name, command) for name, command in commands())])


def _section(name: str, command: Any) -> str:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    usage = " ".join([name, *map(_name, arguments)])
    lines = [f"## `{name}`", "", (command.help or "").strip(), "", "```text", usage, "```", ""]
    if arguments or options:
        lines += ["| | |", "|---|---|"]
    lines += [f"| `{_name(one)}` | {_help(one)} |" for one in arguments]
    for option in options:
        names = "`, `".join([*option.opts, *option.secondary_opts])
        lines.append(f"| `{names}` | {_help(option)}{_default(option)} |")
    return "\n".join([*lines, ""]) if arguments or options else "\n".join(lines)


def _name(argument: Any) -> str:
    return str(argument.metavar or argument.name).upper()


def _help(parameter: Any) -> str:
    return str(getattr(parameter, "help", "") or "")


def _default(option: Any) -> str:
    if option.required:
        return "（必填）"
    value = option.default
    if value in (None, "") or callable(value) or isinstance(value, bool):
        return ""
    return f"（默认 {getattr(value, 'value', value)}）"


if __name__ == "__main__":
    (DOCS / "commands.md").write_text(page(), encoding="utf-8")
