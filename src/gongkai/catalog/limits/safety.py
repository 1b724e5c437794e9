"""The last look at a phrase: a number that is printed but in no clause must be named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.catalog.limits.patterns import NUMBER, unit_pattern
from gongkai.catalog.limits.pieces import numbered
from gongkai.catalog.model import Clause, Finding
from gongkai.catalog.numerals import to_int

_CITATION = "《[^《》]*》(?:（[^（）]*）)?"
_ONCE = "(?:[1一]次|半年|次年|第二[天日]|[一1]年一次)"


def unaccounted(
    plain: str, clauses: Sequence[Clause], findings: Sequence[Finding]
) -> tuple[str, ...]:
    """Return the numbers of ``plain`` that are in no clause and in no finding."""
    known = {number for clause in clauses for number in _numbers_of(clause)}
    said = "".join(
        finding.message
        for finding in findings
        if finding.code in ("limit-unreadable", "limit-unit-missing", "limit-remark")
    )
    text = re.sub(_CITATION, "", "；".join(numbered(plain)))
    text = re.sub(_ONCE, "", text)
    lost = []
    for match in re.finditer(f"[0-9]+|{NUMBER}(?={unit_pattern()})", text):
        number = to_int(match.group())
        if (number is None or number not in known) and match.group() not in said:
            lost.append(match.group())
    return tuple(lost)


def _numbers_of(clause: Clause) -> set[int]:
    """Return every number a clause holds; a period of one unit is a 1, a quarter its months."""
    printed = " ".join(part for part in (clause.period, clause.on) if part)
    found = {int(number) for number in re.findall("[0-9]+", printed)}
    for words in (clause.event, clause.scope):
        found |= {
            number
            for run in re.findall(f"[0-9]+|{NUMBER}", words or "")
            if (number := to_int(run)) is not None
        }
    if clause.n is not None:
        found.add(clause.n)
    return found | ({1} if clause.period else set())
