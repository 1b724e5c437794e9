"""The form a catalog makes: one field per element of the items a disclosure is filed under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongkai.catalog.model import ElementKind
from gongkai.duties.models import Element


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What the form asks for. Fields of one ``group`` make a table whose rows may repeat."""

    key: str
    name: str
    group: str
    kind: ElementKind
    masked: bool
    inferred: bool


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What was filled in: one value, or one per row of the field's group; or a waiver's reason."""

    key: str
    name: str
    group: str
    kind: ElementKind
    masked: bool
    values: tuple[str, ...] = ()
    waiver: str = ""

    @property
    def filled(self) -> bool:
        """True where every row has a value and there is at least one."""
        return bool(self.values) and all(value.strip() for value in self.values)


@dataclass(frozen=True, slots=True)
class FieldTable:
    """A group as citizens read it: a heading, column names, rows; waived columns apart."""

    name: str
    columns: tuple[FieldValue, ...]
    waived: tuple[FieldValue, ...] = ()
    rows: tuple[tuple[str, ...], ...] = field(default=())


def key_of(element: Element) -> str:
    """Return the key of an element: its group and name, so that it outlives an edition."""
    return f"{element.group}/{element.name}"


def specs_for(elements: Iterable[Element]) -> tuple[FieldSpec, ...]:
    """Return the fields for these elements, each key once: the same element of two items is
    asked for once. It is masked where either item wants it masked."""
    specs: dict[str, FieldSpec] = {}
    for element in elements:
        key = key_of(element)
        known = specs.get(key)
        specs[key] = FieldSpec(
            key=key,
            name=element.name,
            group=element.group,
            kind=known.kind if known else ElementKind(element.kind),
            masked=element.masked or (known.masked if known else False),
            inferred=element.inferred,
        )
    return tuple(specs.values())


@dataclass(frozen=True, slots=True)
class Conflict:
    """An element that several items ask for as different kinds; the form takes the first."""

    name: str
    group: str
    kinds: tuple[ElementKind, ...]


def conflicts_among(elements: Iterable[Element]) -> tuple[Conflict, ...]:
    """Return the elements asked for once whose kinds differ, in the order they are first met."""
    kinds: dict[str, dict[ElementKind, None]] = {}
    first: dict[str, Element] = {}
    for element in elements:
        first.setdefault(key_of(element), element)
        kinds.setdefault(key_of(element), {})[ElementKind(element.kind)] = None
    return tuple(
        Conflict(first[key].name, first[key].group, tuple(met))
        for key, met in kinds.items()
        if len(met) > 1
    )


def fill(
    specs: Sequence[FieldSpec],
    values: Mapping[str, Sequence[str]],
    waivers: Mapping[str, str],
) -> tuple[FieldValue, ...]:
    """Put values and waivers (both by key) into the fields; rows that are blank throughout go."""
    keep = _rows_in_use(specs, values)
    filled = []
    for spec in specs:
        given = [value.strip() for value in values.get(spec.key, ())]
        if spec.group:
            rows = keep[spec.group]
            given = [given[row] if row < len(given) else "" for row in rows]
        filled.append(
            FieldValue(
                key=spec.key,
                name=spec.name,
                group=spec.group,
                kind=spec.kind,
                masked=spec.masked,
                values=tuple(given) if any(given) else (),
                waiver=waivers.get(spec.key, "").strip(),
            )
        )
    return tuple(filled)


def _rows_in_use(
    specs: Sequence[FieldSpec], values: Mapping[str, Sequence[str]]
) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for group in {spec.group for spec in specs if spec.group}:
        columns = [values.get(spec.key, ()) for spec in specs if spec.group == group]
        height = max((len(column) for column in columns), default=0)
        rows[group] = [
            row
            for row in range(height)
            if any(row < len(column) and column[row].strip() for column in columns)
        ]
    return rows


def missing(values: Iterable[FieldValue]) -> tuple[FieldValue, ...]:
    """Return the fields that are neither filled nor waived."""
    return tuple(value for value in values if not value.filled and not value.waiver)


def tables(values: Sequence[FieldValue]) -> tuple[FieldTable, ...]:
    """Arrange values for reading: one table a group (the ungrouped share one), in form order."""
    groups = dict.fromkeys(value.group for value in values)
    arranged = []
    for group in groups:
        inside = [value for value in values if value.group == group]
        columns = tuple(value for value in inside if value.values)
        height = max((len(value.values) for value in columns), default=0)
        rows = tuple(
            tuple(value.values[row] if row < len(value.values) else "" for value in columns)
            for row in range(height)
        )
        waived = tuple(value for value in inside if value.waiver and not value.values)
        arranged.append(FieldTable(name=group, columns=columns, waived=waived, rows=rows))
    return tuple(arranged)


def to_json(values: Iterable[FieldValue]) -> list[dict[str, Any]]:
    """Return the values as plain data for the version row."""
    return [
        {
            "key": value.key,
            "name": value.name,
            "group": value.group,
            "kind": value.kind.value,
            "masked": value.masked,
            "values": list(value.values),
            "waiver": value.waiver,
        }
        for value in values
    ]


def from_json(data: Iterable[Mapping[str, Any]]) -> tuple[FieldValue, ...]:
    """Return the values a version row holds."""
    return tuple(
        FieldValue(
            key=row["key"],
            name=row["name"],
            group=row["group"],
            kind=ElementKind(row["kind"]),
            masked=row["masked"],
            values=tuple(row["values"]),
            waiver=row["waiver"],
        )
        for row in data
    )
