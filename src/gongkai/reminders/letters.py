"""One letter a day to an officer: which reminders it tells of, and its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.template.loader import render_to_string
from django.urls import reverse

from gongkai.bodies.models import Officer
from gongkai.reminders.groups import groups
from gongkai.reminders.models import Letter, LetterState, Pass, Reminder
from gongkai.reminders.times import sending
from gongkai.reminders.wording import TITLES, says, spoken

_OPEN = Q(obligation__fulfilled_on=None, obligation__excused_on=None)
_SHOWN = 50
AGAIN = "上次邮件没有确认发出"


@dataclass(frozen=True, slots=True)
class Line:
    """One obligation in a letter."""

    what: str
    said: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one kind; ``more`` are not listed."""

    title: str
    lines: tuple[Line, ...]
    more: int


def mail_is_set() -> bool:
    """Return whether the site sends mail at all (GONGKAI_MAIL)."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def write_letters(today: date) -> int:
    """Write the letters of ``today`` and return how many are new; none without a mail server.

    To every active officer with an address, in a body that sends mail and works today, who was
    told something today; or whose last letter was not confirmed and still speaks of something.
    """
    if not mail_is_set():
        return 0
    with transaction.atomic():
        passes = _to_write(today)
        working = [group for group in groups() if group.works(today)] if passes else []
        if not working:
            return 0
        _give_up_old(today)
        bodies = [body for group in working if group.times.by_mail for body in group.bodies]
        fresh = _OPEN & Q(on__in=[one.on for one in passes], letter=None)
        letters = [_letter(officer, today) for officer in _readers(bodies, fresh, today)]
        Letter.objects.bulk_create(letters)
        mine = Letter.objects.filter(officer=OuterRef("officer"), on=today)
        Reminder.objects.filter(fresh, officer__letters__on=today).update(
            letter=Subquery(mine.values("pk")[:1])
        )
        Pass.objects.filter(pk__in=[one.pk for one in passes]).update(lettered=True)
    return len(letters)


def compose(letter: Letter) -> EmailMessage | None:
    """Return the letter as it reads now, or None where nothing it speaks of is still open."""
    news = list(_lines_of(letter.reminders.filter(_OPEN)))
    told = {reminder.obligation_id for reminder in news}
    earlier = _lines_of(
        Reminder.objects.filter(
            _OPEN,
            letter__in=_not_confirmed(letter.on).filter(officer=letter.officer_id),
        )
    )
    again = [one for one in _last_of_each(earlier) if one.obligation_id not in told]
    if not news and not again:
        return None
    parts = [
        _part(title, [one for one in news if one.kind == kind], letter.on)
        for kind, title in TITLES.items()
    ]
    parts = [part for part in (*parts, _part(AGAIN, again, letter.on)) if part.lines]
    context = {
        "officer": letter.officer,
        "body": letter.officer.body,
        "on": letter.on,
        "parts": parts,
        "inbox": _link("workspace:reminders"),
    }
    return EmailMessage(
        subject=_subject(letter.on, parts),
        body=render_to_string("reminders/letter.txt", context),
        to=[letter.to],
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
    )


def _to_write(today: date) -> list[Pass]:
    """Return the passes whose reminders are in no letter yet, locked; none before today's pass,
    or when its letters are written."""
    since = today - timedelta(days=sending().catch_up_days)
    rows = Pass.objects.select_for_update().filter(lettered=False, on__gt=since, on__lte=today)
    passes = list(rows)
    return passes if any(one.on == today for one in passes) else []


def _readers(bodies: Sequence[int], fresh: Q, today: date) -> QuerySet[Officer]:
    """Return who is written to: who has something new, or was left without an answer."""
    news = Reminder.objects.filter(fresh).order_by().values("officer")
    again = Reminder.objects.filter(_OPEN, letter__in=_not_confirmed(today, provoking=True))
    reached = Officer.objects.filter(is_active=True, office__body__in=bodies).exclude(email="")
    return reached.filter(Q(pk__in=news) | Q(pk__in=again.order_by().values("officer"))).order_by(
        "pk"
    )


def _letter(officer: Officer, today: date) -> Letter:
    place = urlsplit(settings.PUBLIC_ADDRESS).hostname or "gongkai.invalid"
    return Letter(
        officer=officer,
        on=today,
        to=officer.email,
        message_id=f"<reminders.{officer.pk}.{today:%Y%m%d}@{place}>",
    )


def _give_up_old(today: date) -> None:
    """A letter of an earlier day that was never handed over speaks of days that are gone: what
    is still open stands in the next one."""
    old = Letter.objects.filter(state=LetterState.WAITING, on__lt=today)
    old.update(state=LetterState.FAILED, error="当天没有发出，内容并入下一封。")


def _not_confirmed(today: date, *, provoking: bool = False) -> QuerySet[Letter]:
    """Return the letters before ``today`` of which nobody knows that they arrived, with no
    confirmed one since. ``provoking``: those for whose sake another is written."""
    limits = sending()
    state = Q(state=LetterState.UNKNOWN)
    failed = Q(state=LetterState.FAILED)
    state |= failed & Q(tries__lt=limits.tries) if provoking else failed
    confirmed = Letter.objects.filter(
        officer=OuterRef("officer"), state=LetterState.SENT, on__gt=OuterRef("on")
    )
    return Letter.objects.filter(
        state, ~Exists(confirmed), on__lt=today, on__gte=today - timedelta(days=limits.relist_days)
    ).order_by()


def _lines_of(rows: QuerySet[Reminder]) -> QuerySet[Reminder]:
    return rows.select_related("obligation__duty__item", "change__before", "letter").order_by(
        "due_on", "obligation", "pk"
    )


def _last_of_each(rows: Iterable[Reminder]) -> list[Reminder]:
    return list({one.obligation_id: one for one in rows}.values())


def _part(title: str, rows: Sequence[Reminder], today: date) -> Part:
    lines = tuple(
        Line(
            what=one.obligation.label,
            said=_said(one, today),
            url=_link("workspace:obligation", one.obligation_id),
        )
        for one in rows[:_SHOWN]
    )
    return Part(title, lines, max(0, len(rows) - _SHOWN))


def _said(reminder: Reminder, today: date) -> str:
    # Days left or late were counted on the day it was told; of an older one the date is said.
    if reminder.on == today:
        return says(reminder)
    obligation = reminder.obligation
    mark = "（暂定）" if obligation.provisional else ""
    return f"到期日：{obligation.due_on:%Y-%m-%d}{mark}"


def _subject(on: date, parts: Sequence[Part]) -> str:
    counts = "、".join(f"{len(part.lines) + part.more}项{part.title}" for part in parts)
    return f"政务公开提醒（{spoken(on)}）：{counts}"


def _link(route: str, *args: int) -> str:
    if not settings.PUBLIC_ADDRESS:
        return ""
    return f"{settings.PUBLIC_ADDRESS}{reverse(route, args=args)}"
