"""What a catalog says, as frozen values: nothing here reads, guesses or stores."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Origin(StrEnum):
    """Where the value of one field of one item came from."""

    PRINTED = "printed"  # the cell of this row holds it
    CARRIED = "carried"  # a merged cell of an earlier row holds it, and the table says so
    INFERRED = "inferred"  # worked out from what the cells look like; a finding says how
    ABSENT = "absent"  # the catalog has no such column, or the cell is empty on purpose
    UNRESOLVED = "unresolved"  # the text cannot tell; a finding says why
    CORRECTED = "corrected"  # an officer put it right after it was read


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
class Place:
    """Where something is printed: ``part`` is the sheet or table (None in a plain text).

    ``row`` counts from 1: the row of the part, or the line of the text. ``column`` counts the
    cells of the row from 1, where known.
    """

    part: str | None
    row: int
    column: int | None = None

    @property
    def label(self) -> str:
        """The place in plain words: 原文第14行, 表2第3行第5格."""
        row = f"{self.part}第{self.row}行" if self.part else f"原文第{self.row}行"
        return f"{row}第{self.column}格" if self.column else row


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the reader or a lint rule noticed.

    ``line`` is the row of the source it stands on (of the text, or of ``place.part``), where
    known; ``suggestion`` is what to print instead, where that can be said.
    """

    code: str
    severity: Severity
    message: str
    seq: str | None = None
    field: str | None = None
    line: int | None = None
    place: Place | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """One named thing that must be made public under an item.

    ``group`` is the name of the group it stands in (审核结果), or None. ``masked`` is true where
    the catalog asks for part of the value to be hidden (隐藏部分号码). ``inferred`` is true where
    the name or the kind was worked out and not printed as such. ``required`` is true where the
    catalog marks it as a must (●必选), false where it marks it as a choice (〇可选), else None.
    """

    name: str
    group: str | None = None
    kind: ElementKind = ElementKind.TEXT
    masked: bool = False
    inferred: bool = True
    required: bool | None = None


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

    ``on``: the day inside the period that a periodic limit names, as ``month-day`` counted inside
    the period (每季度第一个月15日前 is quarter, ``1-15``; 每月5日前 is month, ``1-5``), for weeks
    as a weekday 1 to 7. A periodic limit with ``n`` and ``unit`` and no ``period`` comes every n
    units (每20个工作日更新). A duration with an ``event`` lasts until it (任期内: 任期). An
    after-event limit with ``n`` 0 is due on the day of the event (同步, 当日).
    """

    kind: LimitKind
    n: int | None = None
    unit: LimitUnit | None = None
    event: str | None = None
    period: str | None = None
    scope: str | None = None
    on: str | None = None


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
class SourceCell:
    """One cell an item was read from: its column, its text as printed, where it stands.

    ``field`` is an item field, or ``unknown`` for a column the model has no field for. ``origin``
    tells whether the cell is of this row, of a merged cell above it, or was placed by inference.
    """

    field: str
    heading: str
    text: str
    place: Place
    origin: Origin = Origin.PRINTED


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a catalog. ``origin`` has one entry per field below, by field name.

    For ``levels`` that entry is the weakest of its columns (unresolved, carried, printed, absent,
    in that order); where they differ, ``levels.0``, ``levels.1`` … give each level column, counted
    by the table's columns and not by the entries of ``levels``, which leaves out what is absent or
    unresolved.

    ``audiences`` holds ``everyone`` and ``specific``; ``modes`` ``proactive`` and ``on_request``;
    ``tiers`` ``city``, ``county`` and ``township``; each in that order and without repeats.
    ``line`` is the 1-based line of the source its row starts on (of a sheet or table: its row);
    its findings carry the same. ``details`` are words printed in a column of ticks, by heading
    (特定群体: 教师). ``extras`` are the columns the model has no field for, by their own headings.
    ``cells`` are the cells of the row in the order of the columns: the provenance of every value.
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
    details: tuple[tuple[str, str], ...] = ()
    extras: tuple[tuple[str, str], ...] = ()
    cells: tuple[SourceCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """One catalog: a heading, its rows, and what the reader noticed on the way.

    ``columns`` are the item fields its table has a column for, and ``headings`` the headings as
    printed, both in the order of the columns; a field that is missing here has no column, which
    is something else than an empty cell.
    """

    title: str
    issuer: str | None
    items: tuple[Item, ...]
    findings: tuple[Finding, ...]
    columns: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
