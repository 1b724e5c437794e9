"""Values for the elements of a form: by name where the data file knows it, else by kind."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from gongkai.catalog.model import ElementKind
from gongkai.demo.pieces import html_of, put_in
from gongkai.demo.seeds import data
from gongkai.disclosures.fields import FieldSpec, FieldValue, fill
from gongkai.privacy.identity import check_character

_NOTHING_SPECIAL = "详见正文"
_WAIVER = "本期没有这项内容。"


class Values:
    """Fills forms with invented values; the same seed gives the same values."""

    def __init__(self, rng: random.Random) -> None:
        known = data("values.toml")
        self._rng = rng
        self._by_name: dict[str, list[str]] = known["names"]
        self._by_kind: dict[str, list[str]] = known["kinds"]

    def filled(
        self,
        specs: Sequence[FieldSpec],
        words: Mapping[str, str],
        formed_on: date,
        *,
        files: Sequence[str] = (),
        waive: str = "",
    ) -> tuple[FieldValue, ...]:
        """Fill ``specs``; ``waive`` names the element that gets a reason in place of a value."""
        rows = {
            group: self._rng.randint(3, 6) for group in dict.fromkeys(one.group for one in specs)
        }
        values: dict[str, list[str]] = {}
        waivers: dict[str, str] = {}
        left = list(files)
        for spec in specs:
            if spec.name == waive or (spec.kind is ElementKind.FILE and not left):
                waivers[spec.key] = _WAIVER
                continue
            if spec.kind is ElementKind.FILE:
                values[spec.key] = [left[0] if len(left) == 1 else left.pop(0)]
                continue
            count = rows[spec.group] if spec.group else 1
            values[spec.key] = [self._one(spec, words, formed_on) for _ in range(count)]
        return fill(specs, values, waivers)

    def corrected(self, values: tuple[FieldValue, ...]) -> tuple[FieldValue, ...]:
        """Return the values with one number put right, as a correction would."""
        for place, value in enumerate(values):
            if value.kind is ElementKind.COUNT and value.values:
                new = (str(int(value.values[0]) + 2), *value.values[1:])
                return (*values[:place], replace(value, values=new), *values[place + 1 :])
        return values

    def _one(self, spec: FieldSpec, words: Mapping[str, str], formed_on: date) -> str:
        if spec.kind is ElementKind.ID_NUMBER:
            return self._identity_number()
        if spec.kind is ElementKind.DATE:
            return (formed_on - timedelta(days=self._rng.randint(0, 9))).isoformat()
        named = self._by_name.get(spec.name)
        if named is None and spec.kind in {ElementKind.COUNT, ElementKind.AREA, ElementKind.MONEY}:
            return self._number(spec.kind)
        options = named or self._by_kind[spec.kind.value]
        text = put_in(self._rng.choice(options), {**words, "element": spec.name})
        text = text.strip() or _NOTHING_SPECIAL
        return html_of(text) if spec.kind is ElementKind.RICH_TEXT else text

    def _number(self, kind: ElementKind) -> str:
        if kind is ElementKind.COUNT:
            return str(self._rng.randint(24, 960))
        if kind is ElementKind.AREA:
            return f"{self._rng.randint(3500, 9500) / 100:.2f}"
        return f"{self._rng.randint(9600, 96000) / 100:.2f}"

    def _identity_number(self) -> str:
        """A number nobody has: no region 000000 exists, and the birth lies in 2099. Its check
        character is right, so that it is masked as a real one would be."""
        rng = self._rng
        birth = f"2099{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
        first17 = f"000000{birth}{rng.randint(0, 999):03d}"
        return first17 + check_character(first17)
