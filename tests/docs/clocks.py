"""docs/clocks.md: every item of the example catalogs, how its limit is read and a worked date.

``python -m tests.docs.clocks`` writes the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from gongkai.catalog import read_file
from gongkai.catalog.model import Catalog, Item, LimitKind, TimeLimit
from gongkai.duties.limit_order import Decided, Question, decide
from gongkai.duties.limit_words import clause_in_words
from gongkai.workdays import Due, StepKind, due
from gongkai.workdays.defaults import cite
from gongkai.workdays.recurrence import period_containing, recurring_part
from gongkai.workdays.steps import spoken
from tests.docs.pages import DOCS, ROOT

# Days that are over and whose notices are known: the page does not change with the calendar.
EVENT_ON = date(2026, 9, 18)
PERIOD_WITH = (date(2026, 5, 12), date(2025, 5, 12))
CATALOGS = ROOT / "examples" / "catalogs"

_HOLIDAY = re.compile(r"，(\w+)放假")
_HEADING = """\
# Clocks

Written by `python -m tests.docs.clocks` from the example catalogs and the engine; a test compares
the two. Every item of the four catalogs has a clock that runs: the tables below give each limit as
it is printed, how it is read, what sets it off, one worked date and what the date rests on. Any
other phrase: `gongkai due 时限 --from YYYY-MM-DD --explain --format text`.

## What a clock is

A limit is read into clauses ([catalog format](catalog-format.md)). What sets a clock off is an
*obligation* (应公开任务): information that was formed or changed, an event an officer or a business
system registered, a period that began, another publication it is linked to, or the adoption of a
catalog. The engine counts from that day and keeps each step it took; the obligation's page shows
the steps as they were kept.

| kind | 例 | the last day |
|---|---|---|
| after an event, working days | 20个工作日内 | the n-th working day after the day of it |
| after an event, days | 批复后20日内 | the n-th day, or the first working day after it |
| after an event, months or years | 3个月内 | the same number of the last month, or its end |
| after an event, hours | 5小时内 | the moment so many hours later; the day of it on the boards |
| before an event | 听证会前7日 | counted backwards from the event |
| real time | 实时、及时 | the body's own target, with the ceiling of 条例第二十六条 beside it |
| periodic | 季度更新 | the end of the period and its grace, or the day the phrase names |
| fixed date | 每年3月31日前 | that day, also where it is a day off |
| duration | 公示期7日 | says how long, not when: 条例第二十六条 says when |
| as required | 按规定公开 | the special rule that speaks of the item, else 条例第二十六条 |

A phrase that cannot be read, and an item without a limit, fall under 条例第二十六条: 20 working
days.

**States** are derived and never stored: 未到期, 即将到期 (five working days or fewer left), 已逾期,
按时完成, 逾期完成 (by how many working days), 免责 (a second person agreed).

**Pauses** leave out the days after one was begun up to the day it is closed; while one is open the
date moves on each day and the page shows the date without any pause beside it. An extension adds
working days once, by approval; a restart counts anew. All are rows that can be taken back, and each
move of a due date is kept with its cause.

**Provisional dates** (暂定) reach into a year whose notice of the State Council is not loaded. They
are computed again when it is ([calendars](calendars.md)), with the change kept.

## Which limit decides

Several sources may speak of one item: the catalog, the law, a local rule. All are shown with their
sources on the item's page 适用时限, and one is marked:

1. 法律, then 行政法规, 国务院文件, 规章, 地方 (local rules and the catalog itself).
2. A special rule goes before the general one (条例第二十六条), unless it is of a lower rank and
   allows more time than the general one does.
3. Then the later, then the shortest. Where the holidays decide which of two is shorter (30日 and
   20个工作日), both are kept and the earlier day counts.
4. What is 待核 (its text was not seen) is shown and never decides.
5. What cannot be compared stays the catalog's own: a period, a fixed date, a day before an event, a
   limit from another event. 及时 and 实时 stay the body's own target; a special rule of the law is
   their last day.
6. An administrator may register a local rule, or choose another candidate, with a reason. What is
   open is computed again, and what it was before is kept.

The statutory limits are listed in [lint rules](lint-rules.md#which-limit-decides).
"""


@dataclass(frozen=True, slots=True)
class Worked:
    """One item with its clock: what decides, from which day it was worked, to which."""

    item: Item
    decided: Decided
    start: date
    period: str
    due: Due


def catalogs() -> list[Catalog]:
    """Return the example catalogs in the order of their files."""
    return [catalog for path in sorted(CATALOGS.iterdir()) for catalog in read_file(path).catalogs]


def worked(catalog: Catalog) -> list[Worked]:
    """Return every item of ``catalog`` with a worked date."""
    return [_worked(item) for item in catalog.items]


def page() -> str:
    """Return what docs/clocks.md must say."""
    found = [(catalog, worked(catalog)) for catalog in catalogs()]
    lines = [_HEADING]
    for catalog, rows in found:
        lines += [f"## {catalog.title}", "", f"{len(rows)}项。", "", *_table(rows), ""]
    rules = sorted({rule for _, rows in found for row in rows for rule in row.due.rule.split()})
    lines += ["## 规则", "", "| 规则 | 依据 |", "|---|---|"]
    lines += [f"| {rule} | {cite([rule])} |" for rule in rules]
    return "\n".join(lines) + "\n"


def _worked(item: Item) -> Worked:
    decided = decide(
        Question(
            item.levels[-1] if item.levels else "",
            item.content,
            item.time_limit or TimeLimit(""),
            item.modes != ("on_request",),
        )
    )
    recurring = recurring_part(decided.limit)
    if recurring is None:
        return Worked(item, decided, EVENT_ON, "", due(decided.limit, EVENT_ON))
    for day in PERIOD_WITH:
        period = period_containing(decided.limit, day)
        assert period is not None
        answer = due(recurring, period.start)
        if not answer.provisional:
            return Worked(item, decided, period.start, period.label, answer)
    raise AssertionError(f"{item.levels} is provisional on every day tried")


def _table(rows: list[Worked]) -> Iterator[str]:
    yield "| 序号 | 事项 | 时限原文 | 读法 | 起算 | 例 | 依据 |"
    yield "|---|---|---|---|---|---|---|"
    for place, row in enumerate(rows, start=1):
        cells = (
            row.item.seq or str(place),
            row.item.levels[-1] if row.item.levels else row.item.content[:30],
            row.item.time_limit.text if row.item.time_limit else "（未写明）",
            _reading(row),
            _trigger(row),
            _example(row),
            _source(row),
        )
        yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _reading(row: Worked) -> str:
    said = "；".join(clause_in_words(asdict(clause)) for clause in row.decided.limit.clauses)
    notes = [step.text for step in row.due.steps if step.kind is StepKind.NOTE and not step.on]
    return "。".join(dict.fromkeys([said, *notes] if said else notes))


def _trigger(row: Worked) -> str:
    if row.period:
        return "一期开始"
    clause = row.due.clause
    if clause is not None and clause.kind is LimitKind.AFTER_EVENT and clause.event:
        return clause.event
    return "信息形成或者变更"


def _example(row: Worked) -> str:
    kinds = [step.kind for step in row.due.steps]
    assert row.due.due is not None
    begun = f"{row.period}（{row.start}起）" if row.period else spoken(row.start)
    skipped = [step.text for step in row.due.steps if step.kind is StepKind.SKIPPED]
    holidays = dict.fromkeys(name for text in skipped for name in _HOLIDAY.findall(text))
    with_them = f"（含{'、'.join(holidays)}）" if holidays else ""
    steps = [f"计入{kinds.count(StepKind.COUNTED)}{_unit(row)}"]
    if skipped:
        steps.append(f"跳过{len(skipped)}天{with_them}")
    rolled = [step for step in row.due.steps if step.kind is StepKind.ROLLED]
    if rolled:
        steps = [steps[0], "最后一日是休假日，顺延到下一个工作日"]
    ends = [step.text for step in row.due.steps if step.kind is StepKind.NOTE and step.on]
    return f"{begun} → **{spoken(row.due.due)}**：{'，'.join(steps)}" + "".join(
        f"；{end}" for end in ends
    )


def _unit(row: Worked) -> str:
    counted = next((one.text for one in row.due.steps if one.kind is StepKind.COUNTED), "")
    return "个工作日" if "工作日" in counted else "天"


def _source(row: Worked) -> str:
    chosen = next(one for one in row.decided.candidates if one.chosen)
    said = f"{chosen.source}（{chosen.rank_name}）：{chosen.why}"
    unseen = [one.source for one in row.decided.candidates if not one.seen]
    beside = f"；待核：{'、'.join(unseen)}" if unseen else ""
    return f"{said}{beside}。{row.due.rule}"


if __name__ == "__main__":
    (DOCS / "clocks.md").write_text(page(), encoding="utf-8")
