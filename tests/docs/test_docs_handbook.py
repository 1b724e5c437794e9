"""The clerk's handbook quotes messages that the code really gives, and names every role."""

from __future__ import annotations

import re

import pytest

from gongkai.bodies.models import Role
from tests.docs.pages import ROOT, rows, text

PAGE = text("docs/zh/handbook.md")
MESSAGES = [row[0] for row in rows(PAGE.split("## 常见提示")[1])]


def said_by_the_code() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "src/gongkai").rglob("*.py"))
    )


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_in_the_handbook_is_one_that_officers_see(message: str) -> None:
    code = said_by_the_code()
    for part in message.split("……"):
        pieces = [one for one in re.split(r"[：。]", part) if len(one) > 2]
        assert all(piece in code for piece in pieces), message


def test_the_handbook_names_every_role() -> None:
    named = {row[0] for row in rows(PAGE.split("## 一、登记")[0])}
    assert named == {role.label for role in Role}
