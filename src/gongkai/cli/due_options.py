"""What is typed after ``gongkai due``, read into values; each slip is one clear line."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

from gongkai.catalog.model import TimeLimit
from gongkai.catalog.numerals import half_width
from gongkai.refusals import Refused
from gongkai.workdays import Calendar, Extension, Ledger, Pause, Restart, load, official
from gongkai.workdays.official import data_folder
from gongkai.workdays.running import SHANGHAI

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?", re.ASCII)

# A period of nothing (0个工作日内, 零日): no count can be made of it. 10日 and 0.5日 are none such.
NOTHING = re.compile(
    r"(?<![\d.〇零一二三四五六七八九十百千])[0零〇]+个?(?:工作日|自然日|日|天|小时|周|星期|月|年)"
)


def limit_of(phrase: str, limit: TimeLimit) -> TimeLimit:
    """Return the limit as it was read; refuse one that could not be because it is of nothing."""
    if not limit.clauses and NOTHING.search(half_width(phrase)):
        raise Refused(
            "limit_of_nothing", f"时限“{_shown(phrase)}”的长度是0，算不出截止日，请核对原文。"
        )
    return limit


def start(text: str) -> date | datetime:
    """Return the day, or the moment: in Beijing time where no time zone is written."""
    if not MOMENT.fullmatch(text):
        return day(text, "--from")
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise _bad_date("--from", text) from None
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def day(text: str, option: str) -> date:
    """Return the day written after ``option`` as 2026-09-18."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise _bad_date(option, text)


def ledger(pauses: list[str], extensions: list[str], restarts: list[str]) -> Ledger:
    """Return the ledger of ``--pause A..B`` (``A..`` is open), ``--extend`` and ``--restart``."""
    return Ledger(
        pauses=tuple(_pause(text) for text in pauses),
        extensions=tuple(_extension(text) for text in extensions),
        restarts=tuple(Restart(day(text, "--restart")) for text in restarts),
    )


def calendar(place: str | None) -> Calendar:
    """Return the official calendar with the year files of a file or folder laid over it."""
    if place is None:
        return official()
    path = Path(place)
    try:
        if path.exists():
            return load(data_folder() / "years", path)
    except (OSError, ValueError):  # no right to read it, or no name a file can have
        pass
    raise Refused(
        "calendar_missing", f"--calendar 后的文件或文件夹“{_shown(place)}”读不到，请核对路径。"
    )


def _pause(text: str) -> Pause:
    sent, dots, closed = text.partition("..")
    if not dots:
        raise Refused(
            "bad_pause",
            f"--pause 后的“{_shown(text)}”不对，"
            "请写成 2026-03-10..2026-03-20；尚未结束的写成 2026-03-10..",
        )
    return Pause(day(sent, "--pause"), day(closed, "--pause") if closed else None)


def _extension(text: str) -> Extension:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise Refused(
            "bad_extension", f"--extend 后的“{_shown(text)}”不对，请写延长几个工作日，如 20。"
        )
    return Extension(int(text))


def _bad_date(option: str, text: str) -> Refused:
    return Refused(
        "bad_date", f"{option} 后的日期“{_shown(text)}”不对，请写成 2026-09-18 这样的日期。"
    )


def _shown(text: str) -> str:
    # A refusal is one line, whatever was typed.
    return " ".join(text.split())
