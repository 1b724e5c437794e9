"""Every rule by its code: what it says, how much it matters, why, and the check that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gongkai.catalog.lint.tables import load
from gongkai.catalog.model import Finding, Severity

if TYPE_CHECKING:
    from gongkai.catalog.lint.subject import Subject

Check = Callable[["Subject"], Iterable[Finding]]

CHECKS: dict[Check, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as people read it. ``source`` names the law, the notice or the RULES.md id.

    ``before`` and ``after``: what a catalog prints, and what it should print. ``by_reader`` is
    true for what the reader itself notices; no check of this package stands behind it then.
    """

    code: str
    severity: Severity
    title: str
    why: str
    source: str
    before: str
    after: str
    by_reader: bool


def check(*codes: str) -> Callable[[Check], Check]:
    """Register a check under the codes of the rules it finds; one check for each code."""

    def register(function: Check) -> Check:
        known = {code for others in CHECKS.values() for code in others}
        if known & {*codes}:
            raise ValueError(f"two checks for {codes}")
        CHECKS[function] = codes
        return function

    return register


@cache
def described() -> dict[str, Rule]:
    """Return every rule by code: those of this package first, then those of the reader."""
    return {
        entry["code"]: Rule(
            entry["code"],
            Severity(entry["severity"]),
            entry["title"],
            entry["why"],
            entry["source"],
            entry["before"],
            entry["after"],
            by_reader,
        )
        for name, by_reader in (("rules", False), ("reader", True))
        for entry in load(name)["rule"]
    }
