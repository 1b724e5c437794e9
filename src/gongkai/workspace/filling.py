"""The part of the form that a catalog made: fields and tables of fields, as typed and checked."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.http import QueryDict

from gongkai import privacy
from gongkai.catalog.model import ElementKind
from gongkai.disclosures.fields import FieldSpec, FieldValue, fill
from gongkai.workspace.missing import field_id

VALUE, WAIVER = "value:", "waiver:"
_DAY_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")


@dataclass(frozen=True, slots=True)
class Widget:
    """How a kind of element is typed in: HTML's ``type`` and ``inputmode``, a unit, a hint."""

    type: str = "text"
    inputmode: str = ""
    unit: str = ""
    hint: str = ""
    autocomplete: str = "off"


WIDGETS: dict[ElementKind, Widget] = {
    ElementKind.TEXT: Widget(),
    ElementKind.RICH_TEXT: Widget(type="rich"),
    ElementKind.DATE: Widget(type="date"),
    ElementKind.COUNT: Widget(inputmode="numeric", hint="整数"),
    ElementKind.AREA: Widget(inputmode="decimal", unit="㎡"),
    ElementKind.MONEY: Widget(inputmode="decimal", unit="元"),
    ElementKind.PERSON_NAME: Widget(),
    ElementKind.ID_NUMBER: Widget(inputmode="text"),
    ElementKind.PHONE: Widget(type="tel"),
    ElementKind.ADDRESS: Widget(),
    ElementKind.FILE: Widget(hint="写附件的文件名，文件在下面上传"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One input: what it holds and what is wrong with it."""

    value: str
    error: str = ""
    row: int = 0

    @property
    def looks_like_a_day(self) -> bool:
        """True where a date input can show the value without losing it."""
        return not self.value or _as_day(self.value) == self.value


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the form with its cells (one, or one a row of its group)."""

    spec: FieldSpec
    id: str
    cells: tuple[Cell, ...]
    waiver: str

    @property
    def name(self) -> str:
        """The HTML name of its inputs."""
        return VALUE + self.spec.key

    @property
    def waiver_name(self) -> str:
        """The HTML name of the reason for leaving it out."""
        return WAIVER + self.spec.key

    @property
    def widget(self) -> Widget:
        """How it is typed in."""
        return WIDGETS[self.spec.kind]

    @property
    def hint(self) -> str:
        """A line under the input."""
        if self.spec.kind is ElementKind.ID_NUMBER and self.spec.masked:
            return "18位；保存时即隐去部分号码，原号不留存"
        return self.widget.hint

    @property
    def error(self) -> str:
        """The first thing that is wrong, or nothing."""
        return next((cell.error for cell in self.cells if cell.error), "")


@dataclass(frozen=True, slots=True)
class FormGroup:
    """Fields under one heading: single ones where ``name`` is empty, else a table with rows."""

    name: str
    fields: tuple[FormField, ...]
    id: str
    rows: tuple[tuple[tuple[FormField, Cell], ...], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with a POST, by the keys of the fields; ``errors`` by key and row."""

    values: Mapping[str, Sequence[str]]
    waivers: Mapping[str, str]
    errors: Mapping[tuple[str, int], str]


def read(specs: Sequence[FieldSpec], posted: QueryDict) -> Typed:
    """Return what was typed for these fields, tidied where its kind can be read."""
    values: dict[str, list[str]] = {}
    errors: dict[tuple[str, int], str] = {}
    for spec in specs:
        values[spec.key] = []
        for row, typed in enumerate(posted.getlist(VALUE + spec.key)):
            tidy, error = check(spec, typed.strip())
            values[spec.key].append(tidy)
            if error:
                errors[spec.key, row] = error
    waivers = {spec.key: posted.get(WAIVER + spec.key, "") for spec in specs}
    return Typed(values, waivers, errors)


def stored(values: Sequence[FieldValue]) -> Typed:
    """Return what a version holds in the shape of what is typed."""
    return Typed(
        {value.key: value.values for value in values},
        {value.key: value.waiver for value in values},
        {},
    )


def filled(specs: Sequence[FieldSpec], typed: Typed) -> tuple[FieldValue, ...]:
    """Return the values for storing."""
    return fill(specs, typed.values, typed.waivers)


def arrange(specs: Sequence[FieldSpec], typed: Typed, more_rows: str = "") -> list[FormGroup]:
    """Lay the form out in the catalog's order; group ``more_rows`` gets one more blank row."""
    fields = [_field(place, spec, typed) for place, spec in enumerate(specs)]
    groups = []
    for number, name in enumerate(dict.fromkeys(spec.group for spec in specs)):
        inside = [one for one in fields if one.spec.group == name]
        if name:
            height = max(1, *(len(one.cells) for one in inside)) + (name == more_rows)
            inside = [replace(one, cells=_padded(one.cells, height)) for one in inside]
            rows = tuple(tuple((one, one.cells[row]) for one in inside) for row in range(height))
        else:
            inside = [replace(one, cells=_padded(one.cells, 1)[:1]) for one in inside]
            rows = ()
        groups.append(FormGroup(name, tuple(inside), f"group-{number}", rows))
    return groups


def _field(place: int, spec: FieldSpec, typed: Typed) -> FormField:
    cells = tuple(
        Cell(value, typed.errors.get((spec.key, row), ""), row)
        for row, value in enumerate(typed.values.get(spec.key, ()))
    )
    return FormField(spec, field_id(place), cells, typed.waivers.get(spec.key, ""))


def _padded(cells: tuple[Cell, ...], height: int) -> tuple[Cell, ...]:
    return cells + tuple(Cell("", "", row) for row in range(len(cells), height))


def check(spec: FieldSpec, typed: str) -> tuple[str, str]:
    """Return what was typed as its kind is written, and what is wrong with it (or nothing)."""
    reader = _READERS.get(spec.kind)
    if reader is None or not typed:
        return typed, ""
    if spec.kind is ElementKind.ID_NUMBER and not spec.masked:
        return typed, ""
    return reader(typed)


def _day(typed: str) -> tuple[str, str]:
    day = _as_day(typed)
    return (day, "") if day else (typed, "请填写日期，如 2027-03-05。")


def _as_day(typed: str) -> str:
    for pattern in _DAY_FORMATS:
        try:
            return datetime.strptime(typed, pattern).date().isoformat()  # noqa: DTZ007  a day only
        except ValueError:
            continue
    return ""


def _plain_number(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).replace(",", "").replace(" ", "")


def _whole(typed: str) -> tuple[str, str]:
    number = _plain_number(typed)
    if number.isascii() and number.isdigit():
        return number, ""
    return typed, "请填写整数，不带单位。"


def _decimal(typed: str) -> tuple[str, str]:
    number = _plain_number(typed)
    whole, _, part = number.partition(".")
    digits = whole + part
    if digits.isascii() and digits.isdigit() and whole and number.count(".") <= 1:
        return number, ""
    return typed, "请填写数字，不带单位。"


def _identity(typed: str) -> tuple[str, str]:
    number = unicodedata.normalize("NFKC", typed).replace(" ", "").upper()
    if privacy.already_masked(number) or privacy.is_identity_number(number):
        return number, ""
    return typed, "身份证号有误（位数或校验位不符），请核对。"


_READERS: dict[ElementKind, Callable[[str], tuple[str, str]]] = {
    ElementKind.DATE: _day,
    ElementKind.COUNT: _whole,
    ElementKind.AREA: _decimal,
    ElementKind.MONEY: _decimal,
    ElementKind.ID_NUMBER: _identity,
}
