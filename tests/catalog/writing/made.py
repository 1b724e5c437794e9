"""Makes catalogs for the tests of exports: through the reader, and of any values at all."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from gongkai.catalog import read_file
from gongkai.catalog.model import (
    Catalog,
    Channel,
    Clause,
    Element,
    ElementKind,
    Finding,
    Item,
    LegalBasis,
    LimitKind,
    LimitUnit,
    Origin,
    Place,
    Severity,
    SourceCell,
    TimeLimit,
)
from gongkai.catalog.writing.checking import FIELDS, value
from tests.catalog.tables import read_one, tabbed

HEADINGS = (
    *("序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体"),
    *("公开渠道和载体", "全社会", "特定群体", "主动", "依申请", "县级", "乡级", "备注"),
)
_HAN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_WORD = st.text(alphabet=_HAN, min_size=1, max_size=6)
_ANY = st.text(max_size=12)
_TICK = st.sampled_from(["√", ""])
_LIMITS = ("20个工作日内", "即时公开", "每季度更新", "另行通知", "7日内；长期公示")
_CONTENTS = ("1.申请条件；2.申请材料", "文件名称、文号、发布日期", "=1+1", "-", "甲|乙", "a\\b")


@st.composite
def row(draw: st.DrawFn, number: int) -> list[str]:
    """Draw the cells of one row under :data:`HEADINGS`."""
    channels = draw(st.sampled_from(["■政府网站 □政府公报", "政府网站、公开查阅点", "■精准推送"]))
    bases = draw(
        st.sampled_from(["《城市房地产法》", "《土地法》（主席令第28号）第三条", "《甲》；《乙》"])
    )
    return [
        str(number),
        draw(st.sampled_from(["住房保障", "行政执法"])),
        draw(_WORD),
        draw(st.one_of(_WORD, st.sampled_from(_CONTENTS))),
        bases,
        draw(st.sampled_from(_LIMITS)),
        draw(_WORD) + "科",
        channels,
        *(draw(_TICK) for _ in range(6)),
        draw(st.one_of(st.just(""), _WORD)),
    ]


@st.composite
def read_catalogs(draw: st.DrawFn) -> Catalog:
    """Draw a catalog as the reader gives it."""
    count = draw(st.integers(1, 4))
    return read_one(
        tabbed(*(draw(row(number)) for number in range(1, count + 1)), headings=HEADINGS)
    )


_places = st.builds(Place, st.none() | _ANY, st.integers(1, 99), st.none() | st.integers(1, 9))
_findings = st.builds(
    Finding,
    _ANY,
    st.sampled_from(Severity),
    _ANY,
    st.none() | _ANY,
    st.none() | _ANY,
    st.none() | st.integers(1, 99),
    st.none() | _places,
    st.none() | _ANY,
)
_clauses = st.builds(
    Clause,
    st.sampled_from(LimitKind),
    st.none() | st.integers(0, 99),
    st.none() | st.sampled_from(LimitUnit),
    *[st.none() | _ANY] * 4,
)
_pairs = st.lists(st.tuples(_ANY, _ANY), max_size=2).map(tuple)
_texts = st.lists(_ANY, max_size=3).map(tuple)
_items = st.builds(
    Item,
    seq=st.none() | _ANY,
    process=st.none() | _ANY,
    levels=_texts,
    content=_ANY,
    elements=st.lists(
        st.builds(
            Element,
            _ANY,
            st.none() | _ANY,
            st.sampled_from(ElementKind),
            st.booleans(),
            st.booleans(),
            st.none() | st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
    legal_bases=st.lists(
        st.builds(LegalBasis, _ANY, st.none() | _ANY, st.none() | _ANY), max_size=2
    ).map(tuple),
    time_limit=st.none()
    | st.builds(
        TimeLimit,
        _ANY,
        st.lists(_clauses, max_size=2).map(tuple),
        st.lists(_findings, max_size=1).map(tuple),
    ),
    publisher=st.none() | _ANY,
    channels=st.lists(st.builds(Channel, _ANY, st.booleans()), max_size=2).map(tuple),
    audiences=_texts,
    modes=_texts,
    tiers=_texts,
    form=st.none() | _ANY,
    remarks=st.none() | _ANY,
    origin=st.dictionaries(_ANY, st.sampled_from(Origin), max_size=3),
    line=st.none() | st.integers(1, 99),
    details=_pairs,
    extras=_pairs,
    cells=st.lists(
        st.builds(SourceCell, _ANY, _ANY, _ANY, _places, st.sampled_from(Origin)), max_size=2
    ).map(tuple),
)
any_catalogs = st.builds(
    Catalog,
    _ANY,
    st.none() | _ANY,
    st.lists(_items, max_size=3).map(tuple),
    st.lists(_findings, max_size=2).map(tuple),
    _texts,
    _texts,
)


def read_back(data: bytes, folder: Path, to: str) -> tuple[Catalog, ...]:
    """Write ``data`` to a file of the format and read it."""
    path = folder / f"导出.{to}"
    path.write_bytes(data)
    return read_file(path).catalogs


def fields_of(catalog: Catalog) -> list[dict[str, object]]:
    """Return every field of every item that an export keeps."""
    return [{name: value(item, name) for name in FIELDS} for item in catalog.items]
