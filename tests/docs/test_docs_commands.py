"""Every command is in docs/commands.md, as it describes itself."""

from __future__ import annotations

from tests.docs import commands
from tests.docs.pages import text


def test_the_page_of_commands_says_what_the_command_line_says() -> None:
    assert text("docs/commands.md") == commands.page(), (
        "run: .venv/bin/python -m tests.docs.commands"
    )


def test_the_page_names_the_commands_a_clerk_begins_with() -> None:
    names = [name for name, _ in commands.commands()]
    assert {"gongkai catalog read", "gongkai catalog limit", "gongkai due", "gongkai serve"} <= {
        *names
    }
    for name in names:
        assert f"\n## `{name}`\n" in text("docs/commands.md")


def test_every_command_says_what_it_does() -> None:
    assert [name for name, command in commands.commands() if not command.help] == []
