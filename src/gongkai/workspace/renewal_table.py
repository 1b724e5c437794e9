"""A renewal as its page shows it: four groups of rows, each change in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai.bodies.models import Office
from gongkai.catalog.diff import ChangeKind
from gongkai.catalog.diff.words import KINDS, label
from gongkai.disclosures.forms import in_work_under
from gongkai.duties.models import Duty, Resolution
from gongkai.duties.models.duty import not_found
from gongkai.duties.renewal import Fate, RenewalLine, RenewalPlan
from gongkai.workspace.wording import ELEMENT_KINDS

# In the order of the page: what needs a decision first.
FATES: dict[Fate, tuple[str, str]] = {
    Fate.CHANGED: ("改动", "责任延续，要求有变；起始日之前仍按现版次。"),
    Fate.NEW: ("新增", "现版次没有的事项，自起始日起成为责任。"),
    Fate.ENDED: ("停止", "新版次不再列的事项，自所填日期起不再登记；已公开的信息保留。"),
    Fate.KEPT: ("沿用", "目录要求没有变化，责任科室和表单照旧。"),
}
# Told by the columns beside it, or said for the whole line.
_ELSEWHERE = frozenset({"elements", "publisher", "seq"})
_MOST_DATES = 900  # a form sends at most a thousand fields
_LONG = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs, in words; ``long`` where it is folded away."""

    label: str
    before: str
    after: str
    note: str
    long: bool


@dataclass(frozen=True, slots=True)
class RenewalRow:
    """One line of the plan, ready to be shown.

    ``earlier`` are the names of the old items where they differ; ``date_name`` is the name of
    the field for its day, empty where the page has too many to send; ``typed`` what it holds.
    """

    key: int
    names: tuple[str, ...]
    earlier: tuple[str, ...]
    marks: tuple[str, ...]
    differences: tuple[Difference, ...]
    offices: str
    offices_before: str
    office_marks: tuple[str, ...]
    form: tuple[tuple[str, str], ...]
    drafts: int
    open_tasks: int
    date_name: str
    typed: str


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one fate."""

    fate: str
    name: str
    meaning: str
    rows: tuple[RenewalRow, ...]


def groups_of(plan: RenewalPlan, typed: Mapping[str, str]) -> list[Group]:
    """Return the lines of ``plan`` by what becomes of them; ``typed`` are the days of the form."""
    drafts = in_work_under(duty for line in plan.lines for duty in line.old)
    dated = _with_a_date(plan)
    return [
        Group(
            fate.value,
            name,
            meaning,
            tuple(
                _row(line, drafts, typed, line.key in dated)
                for line in plan.lines
                if line.fate == fate
            ),
        )
        for fate, (name, meaning) in FATES.items()
    ]


def date_name(key: int) -> str:
    """Return the name of the field for the day of an item."""
    return f"start-{key}"


def _with_a_date(plan: RenewalPlan) -> frozenset[int]:
    order = list(FATES)
    lines = sorted(plan.lines, key=lambda line: order.index(line.fate))
    return frozenset(line.key for line in lines[:_MOST_DATES])


def _row(
    line: RenewalLine, drafts: Mapping[int, int], typed: Mapping[str, str], dated: bool
) -> RenewalRow:
    names = tuple(one.item.path for one in line.new) or tuple(one.item.path for one in line.old)
    before = tuple(duty.item.path for duty in line.old)
    return RenewalRow(
        key=line.key,
        names=names,
        earlier=before if line.new and before and before != names else (),
        marks=tuple(
            KINDS[kind]
            for kind in line.kinds
            if kind in {ChangeKind.REWORDED, ChangeKind.MOVED, ChangeKind.SPLIT, ChangeKind.MERGED}
        ),
        differences=_differences(line),
        offices=_offices_after(line) if line.new else _offices_before(line.old),
        offices_before=_offices_before(line.old) if line.offices_change else "",
        office_marks=_office_marks(line),
        form=_form(line),
        drafts=sum(drafts.get(duty.pk, 0) for duty in line.old),
        open_tasks=line.open_tasks,
        date_name=date_name(line.key) if dated else "",
        typed=typed.get(date_name(line.key), ""),
    )


def _differences(line: RenewalLine) -> tuple[Difference, ...]:
    if not line.old or not line.new:
        return ()
    return tuple(
        Difference(
            label(one.field),
            one.before,
            one.after,
            one.note,
            max(len(one.before), len(one.after)) > _LONG,
        )
        for one in line.fields
        if one.field not in _ELSEWHERE
    )


def _offices_before(duties: Sequence[Duty]) -> str:
    return "；".join(
        dict.fromkeys(_offices(one.lead, one.offices.all(), one.any_office) for one in duties)
    )


def _offices_after(line: RenewalLine) -> str:
    answers = (one.answer for one in line.new)
    return "；".join(
        dict.fromkeys(_offices(one.lead, one.offices, one.any_office) for one in answers)
    )


def _offices(lead: Office, offices: Iterable[Office], any_office: bool) -> str:
    others = [office.name for office in offices if office.pk != lead.pk]
    return "、".join([lead.name, *others]) + ("及相关科室" if any_office else "")


def _office_marks(line: RenewalLine) -> tuple[str, ...]:
    marks = []
    if any(one.carried for one in line.new):
        marks.append("沿用本机关的调整")
    marks.extend(
        dict.fromkeys(
            f"{not_found(one.item.publisher)}，待核对"
            for one in line.new
            if one.answer.resolution == Resolution.UNRESOLVED
        )
    )
    if any(not one.applies for one in line.new):
        marks.append("不适用于本层级")
    return tuple(marks)


def _form(line: RenewalLine) -> tuple[tuple[str, str], ...]:
    form = line.form
    kinds = "、".join(
        f"{name}（{ELEMENT_KINDS.get(before, before)}改为{ELEMENT_KINDS.get(after, after)}）"
        for name, before, after in form.kinds
    )
    said = (
        ("增加", "、".join(form.added)),
        ("去掉", "、".join(form.removed)),
        ("改类型", kinds),
        ("新隐藏号码", "、".join(form.masked)),
        ("不再隐藏号码", "、".join(form.unmasked)),
        ("沿用本机关的要素修改", "、".join(str(element) for element, _ in line.corrections)),
    )
    return tuple((what, which) for what, which in said if which)
