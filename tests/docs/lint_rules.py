"""docs/lint-rules.md as the rules themselves describe themselves.

``python -m tests.docs.lint_rules`` writes the page.
"""

from __future__ import annotations

from gongkai.catalog.lint import Rule, described
from gongkai.catalog.lint.tables import load
from tests.docs.pages import DOCS

_HEADING = """\
# Lint rules

Written by `python -m tests.docs.lint_rules` from the rules themselves; a test compares the two.
`gongkai catalog lint FILE` gives these findings. A code is stable: programs may match on it.

- 错误 `error`: as it stands the catalog cannot be used, or is unlawful. The exit status is 1.
- 请核对 `warning`: an officer has to look.
- 提示 `info`: worth knowing.

A check may give a finding a lower severity than its rule has, where the case is less than certain:
a replacement marked 待核 is always 提示, and what is not ticked as 全社会 is no 错误 of privacy.
What the reader notices keeps the severity the reader gave it.

Three things look alike and are three codes: a column that the catalog does not have
(`column-absent`), a row that the text cuts off (`row-cut`), and a cell that is there and empty
(`item-value-missing`; `cell-blank` where a plain text cannot tell an empty cell from a merged one).
"""
_PREFIXES = {
    "basis": "公开依据",
    "limit": "公开时限",
    "audience": "公开对象和公开方式",
    "channel": "公开渠道",
    "column": "栏目",
    "item": "事项",
    "text": "文字",
    "privacy": "个人信息",
}
_SEVERITIES = {"error": "错误", "warning": "请核对", "info": "提示"}


def page() -> str:
    """Return what docs/lint-rules.md must say."""
    lines = [_HEADING]
    mine = [rule for rule in described().values() if not rule.by_reader]
    for prefix, title in _PREFIXES.items():
        rules = [rule for rule in mine if rule.code.split("-")[0] == prefix]
        lines += [f"## {title} `{prefix}-`", "", *_table(rules), ""]
    lines += ["## Which limit decides", "", _PRECEDENCE, "", *_limits(), ""]
    lines += ["## What the reader notices", ""]
    lines += _table([rule for rule in described().values() if rule.by_reader])
    return "\n".join(lines) + "\n"


_PRECEDENCE = (
    "Every rule below that speaks about an item is a candidate. A special rule goes before the "
    "general one, unless it is of a lower rank and would allow more time. Among special rules: the "
    "higher rank, then the later year, then the shortest. A finding names all candidates, the one "
    "that decides first."
)


def _table(rules: list[Rule]) -> list[str]:
    rows = [
        "| code | 程度 | 规则 | 为什么 | 出处 | 例：改前 | 例：改后 |",
        "|---|---|---|---|---|---|---|",
    ]
    for rule in rules:
        cells = (
            f"`{rule.code}`",
            _SEVERITIES[rule.severity.value],
            rule.title,
            rule.why,
            rule.source,
            rule.before,
            rule.after,
        )
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return rows


def _limits() -> list[str]:
    rows = ["| id | 规定 | 效力 | 期限 | 起算 | 状态 |", "|---|---|---|---|---|---|"]
    for entry in load("limits")["limit"]:
        unit = "个工作日" if entry["unit"] == "working_day" else "日"
        amount = f"{entry['n']}{unit}"
        cells = (entry["id"], entry["name"], entry["rank"], amount, entry["event"], entry["status"])
        rows.append("| " + " | ".join(cells) + " |")
    return rows


if __name__ == "__main__":
    (DOCS / "lint-rules.md").write_text(page(), encoding="utf-8")
