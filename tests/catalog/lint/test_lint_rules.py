"""Every code is described, every description has a source, and the list is in order."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import gongkai.catalog
from gongkai.catalog import read_file
from gongkai.catalog.lint import described, lint
from gongkai.catalog.lint.registry import CHECKS, check
from gongkai.catalog.lint.tables import NAMES, load
from gongkai.catalog.model import Severity
from tests.catalog.lint.cataloging import TODAY, catalog, noticed, row

ROOM = Path(gongkai.catalog.__file__).parent
EXAMPLES = Path(__file__).parents[3] / "examples" / "catalogs"
PREFIXES = ("basis", "limit", "audience", "channel", "item", "text", "privacy", "column")
# Where other things than findings are named with hyphens.
_NOT_THE_READER = ("lint", "diff")
_CODE = re.compile('(?<![\\w.-])"([a-z]+(?:-[a-z]+)+)"(?!\\s*:)')
_REFUSED = re.compile('(?:Refused|refuse\\w*|_no)\\(\\s*"([a-z-]+)"')


def entries() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{name}.{table}.{place}", entry)
        for name in NAMES
        for table, found in load(name).items()
        if isinstance(found, list) and found and isinstance(found[0], dict)
        for place, entry in enumerate(found)
    ]


@pytest.mark.parametrize(
    ("name", "entry"), entries(), ids=lambda one: one if isinstance(one, str) else ""
)
def test_every_entry_names_its_source(name: str, entry: dict[str, Any]) -> None:
    assert entry["source"].strip(), name
    assert all(value not in ("", [], {}) for value in entry.values()), name
    assert entry.get("status", "V") in ("V", "S", "C", "M")


def test_every_replacement_has_the_day_it_takes_effect_and_how_well_it_is_known() -> None:
    for table in ("version", "void"):
        for entry in load("laws")[table]:
            assert isinstance(entry["since"], date)
            assert entry["status"] in ("V", "S", "M"), entry["title"]


def test_every_pattern_of_the_data_can_be_read() -> None:
    for _, entry in entries():
        for key in ("printed", "not", "pattern", "words", "not_words"):
            if isinstance(entry.get(key), str):
                re.compile(entry[key])


def test_every_check_is_described_and_every_description_has_its_check() -> None:
    lint(catalog(row(1)), today=TODAY)  # loads every check
    mine = {code for code, rule in described().items() if not rule.by_reader}
    assert {code for codes in CHECKS.values() for code in codes} == mine


def test_two_checks_cannot_share_a_code() -> None:
    lint(catalog(row(1)), today=TODAY)
    with pytest.raises(ValueError, match="two checks for"):
        check("text-typo")(lambda subject: ())


def test_every_rule_of_ours_begins_with_what_it_is_about() -> None:
    for code, rule in described().items():
        assert rule.by_reader or code.split("-")[0] in PREFIXES
        assert rule.title
        assert rule.why.endswith("。")
        assert rule.before != rule.after


def codes_of_the_reader() -> set[str]:
    """Return every name with hyphens that the reader's source holds, refusals left out."""
    codes: set[str] = set()
    for path in sorted(ROOM.rglob("*.py")):
        if path.relative_to(ROOM).parts[0] in _NOT_THE_READER:
            continue
        source = path.read_text(encoding="utf-8")
        refused = {*_REFUSED.findall(source)}
        codes |= {code for code in _CODE.findall(source) if code not in refused}
    return {code for code in codes if not _is_refusal(code)}


def test_every_code_the_reader_can_give_is_described() -> None:
    unknown = codes_of_the_reader() - {*described()}
    assert unknown == set(), "describe them in lint/data/reader.toml"


def test_no_code_is_described_that_the_reader_never_gives() -> None:
    reader = {code for code, rule in described().items() if rule.by_reader}
    assert reader - codes_of_the_reader() == set(), "take them out of lint/data/reader.toml"


def _is_refusal(code: str) -> bool:
    return code.startswith("catalog-") and code != "catalog-empty"


def test_only_what_is_unusable_or_unlawful_is_an_error() -> None:
    errors = {code for code, rule in described().items() if rule.severity is Severity.ERROR}
    assert errors == {
        *("row-cut", "row-too-long", "row-mixed", "catalog-empty", "cell-too-long"),
        *("limit-over-law", "privacy-id", "privacy-account"),
    }


def test_findings_come_by_row_and_the_whole_catalog_first() -> None:
    rows = [row(1, content="医疗结构"), row(2, content="医疗结构"), row(4, publisher="公式栏")]
    columns = ("seq", "levels", "content", "time_limit", "publisher", "channels")
    found = lint(catalog(*rows, columns=columns), today=TODAY)
    assert [(one.seq, one.code) for one in found] == [
        (None, "column-absent"),
        ("1", "text-typo"),
        ("2", "text-typo"),
        ("4", "item-number-gap"),
        ("4", "text-typo"),
    ]


def test_a_finding_of_the_reader_gets_the_cell_it_is_about() -> None:
    item = row(1)
    (found,) = lint(
        catalog(item, findings=[noticed("number-odd", item, "legal_bases")]), today=TODAY
    )
    assert found.place is not None
    assert found.place.label == "原文第11行第4格"
    assert found.message == "读取时的话。"


def test_a_catalog_without_fault_has_no_finding() -> None:
    assert lint(catalog(row(1), row(2), row(3)), today=TODAY) == ()


def test_an_empty_catalog_is_looked_at_like_any_other() -> None:
    assert lint(catalog(), today=TODAY) == ()


COUNTS = {
    "chongqing-affordable-housing": {
        "basis-yearly-expired": 32,
        "limit-over-guidance": 1,
        "privacy-address": 1,
        "privacy-impact": 12,
        "row-cut": 1,
    },
    "city-housing-bureau": {"column-absent": 1, "limit-as-required": 4, "limit-soon": 3},
    "linzi-housing-centre": {
        "basis-superseded": 4,
        "limit-as-required": 1,
        "limit-over-guidance": 1,
    },
    "zhoucun-science-bureau": {
        "basis-amended": 1,
        "basis-superseded": 5,
        "basis-yearly-expired": 1,
        "limit-as-required": 6,
        "limit-soon": 1,
    },
}


@pytest.mark.parametrize("slug", sorted(COUNTS))
def test_the_example_catalogs_get_what_a_clerk_would_agree_with(slug: str) -> None:
    (read,) = read_file(EXAMPLES / f"{slug}.txt").catalogs
    counted: dict[str, int] = {}
    for finding in lint(read, today=TODAY):
        assert finding.code in described()
        if not described()[finding.code].by_reader or finding.severity is Severity.ERROR:
            counted[finding.code] = counted.get(finding.code, 0) + 1
    assert counted == COUNTS[slug]
