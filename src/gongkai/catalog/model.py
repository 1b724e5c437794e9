"""What a catalog says, as frozen values: nothing here reads, guesses or stores."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Origin(StrEnum):
    """Where the value of one field of one item came from."""

    PRINTED = "printed"  # the cell of this row holds it
    CARRIED = "carried"  # a merged cell of an earlier row holds it, and the table says so
    ABSENT = "absent"  # the catalog has no such column, or the cell is empty on purpose
    UNRESOLVED = "unresolved"  # the text cannot tell; a finding says why


class Severity(StrEnum):
    """How much a finding matters to the officer who adopts the catalog."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class ElementKind(StrEnum):
    """What an element holds, and so which widget and which checks its field gets."""

    TEXT = "text"
    RICH_TEXT = "rich_text"
    DATE = "date"
    COUNT = "count"
    AREA = "area"
    MONEY = "money"
    PERSON_NAME = "person_name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    ADDRESS = "address"
    FILE = "file"


class LimitKind(StrEnum):
    """The kinds of time limit that catalogs state (RULES.md §5, phrase dictionary)."""

    AFTER_EVENT = "after_event"
    BEFORE_EVENT = "before_event"
    REALTIME = "realtime"
    PERIODIC = "periodic"
    FIXED_DATE = "fixed_date"
    DURATION = "duration"
    AS_REQUIRED = "as_required"


class LimitUnit(StrEnum):
    """The unit a limit counts in; 日 and 天 are calendar days, 工作日 working days (CAL-04)."""

    WORKING_DAY = "working_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the reader noticed; ``where`` names the item and the field (or cell)."""

    code: str
    severity: Severity
    message: str
    seq: str | None = None
    field: str | None = None
    line: int | None = None  # 1-based line of the source text, where known


@dataclass(frozen=True, slots=True)
class Element:
    """One named thing that must be made public under an item.

    ``group`` is the name of the group it stands in (审核结果), or None. ``masked`` is true where
    the catalog asks for part of the value to be hidden (隐藏部分号码). ``inferred`` is true where
    the name or the kind was worked out and not printed as such.
    """

    name: str
    group: str | None = None
    kind: ElementKind = ElementKind.TEXT
    masked: bool = False
    inferred: bool = True


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A cited law or notice. ``number`` is normalised (国办发〔2016〕80号, 国务院令第711号)."""

    title: str
    number: str | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One limit inside a phrase.

    ``n`` and ``unit``: how much of what. ``event``: what sets it off, in the catalog's words.
    ``period``: month, quarter, half_year, year, week, … for periodic limits; ``MM-DD`` for a
    fixed date. ``scope``: the part of the item it is for, or None for all of it.
    """

    kind: LimitKind
    n: int | None = None
    unit: LimitUnit | None = None
    event: str | None = None
    period: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The phrase as printed, what it was read as, and what could not be read."""

    text: str
    clauses: tuple[Clause, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel a catalog names; ``required`` is true where its box is filled (■)."""

    name: str
    required: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a catalog. ``origin`` has one entry per field below, by field name.

    For ``levels`` that entry is the weakest of its columns (unresolved, carried, printed, absent,
    in that order); where they differ, ``levels.0``, ``levels.1`` … give each level column, counted
    by the table's columns and not by the entries of ``levels``, which leaves out what is absent or
    unresolved.

    ``audiences`` holds ``everyone`` and ``specific``; ``modes`` ``proactive`` and ``on_request``;
    ``tiers`` ``city``, ``county`` and ``township``; each in that order and without repeats.
    ``line`` is the 1-based line of the source its row starts on; its findings carry the same.
    """

    seq: str | None
    process: str | None
    levels: tuple[str, ...]
    content: str
    elements: tuple[Element, ...]
    legal_bases: tuple[LegalBasis, ...]
    time_limit: TimeLimit | None
    publisher: str | None
    channels: tuple[Channel, ...]
    audiences: tuple[str, ...]
    modes: tuple[str, ...]
    tiers: tuple[str, ...]
    form: str | None
    remarks: str | None
    origin: dict[str, Origin] = field(hash=False)
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Catalog:
    """One catalog: a heading, its rows, and what the reader noticed on the way."""

    title: str
    issuer: str | None
    items: tuple[Item, ...]
    findings: tuple[Finding, ...]
