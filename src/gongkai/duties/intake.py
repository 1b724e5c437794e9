"""Events as a business system tells them: words and numbers in, one event or a reason out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from gongkai.bodies.models import Body
from gongkai.duties.actions.events import register_event
from gongkai.duties.event_queries import event_duties
from gongkai.duties.models import Duty, Event, EventOrigin, Obligation
from gongkai.duties.queries import duties_of
from gongkai.refusals import Refused

_WORDS = {
    "body": "机关网址名", "name": "事件", "title": "事由", "on": "日期", "reference": "来源编号",
}  # fmt: skip
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Told:
    """One event as told. ``body`` is the body's slug, ``on`` a day or a moment (ISO 8601; without
    an offset it is Asia/Shanghai), ``items`` numbers or names of items (none: those whose limit
    waits for such an event)."""

    body: str
    name: str
    title: str
    on: str
    reference: str
    items: tuple[str, ...] = ()


def read_told(data: object) -> Told:
    """Return one line of JSON as told; refuses what is no object, lacks a key or has another."""
    if not isinstance(data, Mapping):
        raise Refused("bad-line", "这一行不是一个事件，应是 {…} 形式。")
    unknown = sorted(set(map(str, data)) - {*_WORDS, "items"})
    if unknown:
        raise Refused("unknown-key", f"不认识“{'”“'.join(unknown)}”，请核对名称。")
    for key, word in _WORDS.items():
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise Refused("no-key", f"缺“{key}”（{word}），它应是一段文字。")
    items = data.get("items", [])
    if not isinstance(items, list) or not all(isinstance(one, str | int) for one in items):
        raise Refused("bad-items", '“items”应是序号或者名称的列表，例如 ["5", "政府会议"]。')
    words = {key: data[key].strip() for key in _WORDS}
    if any("\ud800" <= sign <= "\udfff" for sign in "".join((*words.values(), *map(str, items)))):
        raise Refused("bad-line", "这一行有不能保存的字符，请核对文件。")
    return Told(**words, items=tuple(str(one).strip() for one in items))


def tell(told: Told) -> dict[str, Any]:
    """Register one event of a business system; return the answer as JSON says it.

    Told twice it is one event (``new`` is false). Refuses a body, a day or an item that is not
    there, an event nothing waits for, and what ``register_event`` refuses.
    """
    body = Body.objects.filter(slug=told.body).first()
    if body is None:
        raise Refused("no-body", f"没有网址名为“{told.body}”的机关。")
    on, at = _when(told.on)
    duties = _named(body, told.items) if told.items else event_duties(body, told.name)
    if not duties:
        raise Refused(
            "nothing-waits", f"{body}没有公开事项在等“{told.name}”，请写明是哪些公开事项（items）。"
        )
    known = Event.objects.filter(
        body=body, origin=EventOrigin.SYSTEM, reference=told.reference
    ).exists()
    event, obligations = register_event(
        actor=None,
        body=body,
        name=told.name,
        title=told.title,
        happened_on=on,
        happened_at=at,
        duties=duties,
        origin=EventOrigin.SYSTEM,
        reference=told.reference,
    )
    return {
        "event": event.pk,
        "reference": event.reference,
        "new": not known,
        "obligations": [_owed(one) for one in obligations],
    }


def _owed(obligation: Obligation) -> dict[str, Any]:
    return {
        "id": obligation.pk,
        "item": obligation.duty.item.path,
        "due_on": obligation.due_on.isoformat(),
        "provisional": obligation.provisional,
    }


def _when(text: str) -> tuple[date, datetime | None]:
    """Return the day in Asia/Shanghai and the moment, where one is told."""
    try:
        if "T" not in text and " " not in text:
            return date.fromisoformat(text), None
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(
            "bad-day", f"看不懂日期“{text}”，应如 2026-11-16 或者 2026-11-16T09:30。"
        ) from None
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    return timezone.localdate(moment), moment


def _named(body: Body, items: Iterable[str]) -> list[Duty]:
    """Return the duties in force under these numbers, names or paths (保障性住房 › 政府会议)."""
    duties = list(duties_of(body).filter(applies=True))
    found: dict[Duty, None] = {}
    for wanted in items:
        found |= dict.fromkeys(_one(body, duties, wanted))
    return list(found)


def _one(body: Body, duties: Sequence[Duty], wanted: str) -> list[Duty]:
    """A name takes every item that bears it; a number that several catalogs print, none."""
    plain = _plain(wanted)
    called = [duty for duty in duties if plain in (_plain(duty.item.name), _plain(duty.item.path))]
    numbered = [duty for duty in duties if duty.item.seq == wanted]
    if not called and not numbered:
        raise Refused("no-such-item", f"{body}没有序号或者名称为“{wanted}”的公开事项。")
    if not called and len(numbered) > 1:
        names = "、".join(duty.item.path for duty in numbered[:_SHOWN])
        raise Refused("several-items", f"序号{wanted}对应多个公开事项（{names}），请写名称。")
    return called or numbered


def _plain(text: str) -> str:
    return "".join(text.split()).replace(">", "›").replace("/", "›")
