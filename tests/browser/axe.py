"""Accessibility by axe-core, with its findings in Chinese."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

_FOLDER = Path(__file__).parent / "vendor" / "axe-core"

_RUN = """async (locale) => {
    axe.configure({ locale: JSON.parse(locale) });
    const result = await axe.run(document, { resultTypes: ["violations"] });
    return result.violations;
}"""


def violations(page: Page) -> list[dict[str, Any]]:
    """Return axe's violations on ``page`` as it stands.

    The script goes in through the debugger, not as a tag, so the page's own content security
    policy stays as strict as in service.
    """
    page.evaluate(_read("axe.min.js"))
    found: list[dict[str, Any]] = page.evaluate(_RUN, _read("zh_CN.json"))
    return found


def check(page: Page) -> None:
    """Fail the test where axe finds anything, naming each rule and each place."""
    lines: list[str] = []
    for violation in violations(page):
        lines.append(f"[{violation['impact']}] {violation['id']}：{violation['help']}")
        for node in violation["nodes"]:
            lines.append(f"    {' '.join(map(str, node['target']))}")
            lines += (f"        {one}" for one in str(node["failureSummary"]).splitlines()[1:])
    if lines:
        pytest.fail(f"{page.url} 的无障碍问题：\n" + "\n".join(lines), pytrace=False)


@cache
def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
