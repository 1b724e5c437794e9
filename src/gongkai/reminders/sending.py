"""Handing letters over to the mail server, each at most once (docs/decisions/0021).

A letter is claimed in the database just before it is handed over. Whoever dies in between leaves
the claim behind: nobody knows then whether the server took it, so it is not handed over again.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.db.models import F
from django.utils import timezone

from gongkai.bodies.models import Officer
from gongkai.refusals import Refused
from gongkai.reminders.letters import compose, mail_is_set
from gongkai.reminders.models import Letter, LetterState
from gongkai.reminders.times import sending

log = logging.getLogger(__name__)

# The key of the lock that one sender holds: any number, but this one everywhere.
_ONE_SENDER = 2_019_04_03
_OK, _PERMANENT = 250, 500


@dataclass(frozen=True, slots=True)
class Sent:
    """How many letters were handed over, refused, and left unclear."""

    handed_over: int = 0
    refused: int = 0
    unclear: int = 0


class Unreachable(Exception):
    """The mail server does not answer: nothing was claimed, all letters wait."""


def send(today: date) -> Sent:
    """Hand over the letters of ``today`` that wait; those of a sender that died become unclear.

    Only one sender is at work at a time; a second one returns at once.
    """
    if not mail_is_set():
        return Sent()
    with _alone() as alone:
        if not alone:
            return Sent()
        # Nobody else is sending: who claimed these is gone.
        _end_unclear()
        waiting = Letter.objects.filter(state=LetterState.WAITING, on=today)
        letters = list(waiting.select_related("officer__office__body").order_by("pk"))
        ends = _send_all(letters) if letters else []
    return Sent(
        handed_over=ends.count(LetterState.SENT),
        refused=ends.count(LetterState.FAILED) + ends.count(LetterState.WAITING),
        unclear=ends.count(LetterState.UNKNOWN),
    )


def send_test(*, actor: Officer) -> None:
    """Send a letter to ``actor``. Refuses where that cannot be, with what the server said."""
    if not mail_is_set():
        raise Refused("no-mail", "本站没有设置邮件服务器（GONGKAI_MAIL），不能发送邮件。")
    if not actor.email:
        raise Refused("no-address", "您还没有登记电子邮箱，请先在人员页填写。")
    message = EmailMessage(
        subject="政务公开提醒：测试邮件",
        body="收到这封邮件，说明提醒可以发到这个地址。\n",
        to=[actor.email],
    )
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as problem:
        raise Refused("mail-failed", f"邮件没有发出：{_words(problem)}") from problem


def _send_all(letters: list[Letter]) -> list[LetterState]:
    ends: list[LetterState] = []
    line = get_connection()
    try:
        for letter in letters:
            message = compose(letter)
            if message is None:
                # Everything was done since it was written; it was never handed over.
                letter.delete()
                continue
            _open(line)
            if _claim(letter):
                ends.append(_hand_over(line, letter, message))
    except Unreachable as problem:
        log.warning("邮件服务器没有应答，稍后再试：%s", problem)
    finally:
        _close(line)
    return ends


def _open(line: BaseEmailBackend) -> None:
    """Have a line on which the server answers, before anything is claimed."""
    server = getattr(line, "connection", None)
    if isinstance(server, smtplib.SMTP):
        try:
            if server.noop()[0] == _OK:
                return
        except (smtplib.SMTPException, OSError):
            pass
        _close(line)
    try:
        line.open()
    except (smtplib.SMTPException, OSError) as problem:
        raise Unreachable(_words(problem)) from problem


def _claim(letter: Letter) -> bool:
    """Write that the letter is being handed over; false where another one has it."""
    mine = Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING)
    return bool(
        mine.update(
            state=LetterState.SENDING, claimed_at=timezone.now(), tries=F("tries") + 1, error=""
        )
    )


def _hand_over(line: BaseEmailBackend, letter: Letter, message: EmailMessage) -> LetterState:
    try:
        line.send_messages([message])
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        return _end_refused(letter, code, words)
    except smtplib.SMTPSenderRefused as refused:
        # The site's own sender: an administrator can put it right, the officer cannot.
        return _end_refused(letter, 0, refused.smtp_error)
    except smtplib.SMTPResponseException as refused:
        return _end_refused(letter, refused.smtp_code, refused.smtp_error)
    except (smtplib.SMTPNotSupportedError, UnicodeError) as problem:
        return _end_refused(letter, _PERMANENT, str(problem))
    except (smtplib.SMTPException, OSError) as problem:
        # The line broke while the server had it, or had not: nobody can tell.
        return _end(letter, LetterState.UNKNOWN, _words(problem))
    return _end(letter, LetterState.SENT)


def _end_refused(letter: Letter, code: int, words: bytes | str) -> LetterState:
    """The server said no, so it does not have it: try again later, unless that is of no use."""
    letter.refresh_from_db(fields=["tries"])
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    for_good = code >= _PERMANENT or letter.tries >= sending().tries
    tries = max(letter.tries, sending().tries) if code >= _PERMANENT else letter.tries
    Letter.objects.filter(pk=letter.pk).update(tries=tries)
    state = LetterState.FAILED if for_good else LetterState.WAITING
    return _end(letter, state, f"{code or ''} {text}".strip())


def _end(letter: Letter, state: LetterState, error: str = "") -> LetterState:
    sent_at = timezone.now() if state is LetterState.SENT else None
    Letter.objects.filter(pk=letter.pk).update(state=state, error=error[:300], sent_at=sent_at)
    return state


def _end_unclear() -> None:
    Letter.objects.filter(state=LetterState.SENDING).update(
        state=LetterState.UNKNOWN, error="交付时中断，不知道是否已经送出。"
    )


@contextmanager
def _alone() -> Iterator[bool]:
    """Hold the lock of the one sender, or learn that another has it. A sender that dies loses its
    connection to the database, and the lock with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ONE_SENDER])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ONE_SENDER])


def _close(line: BaseEmailBackend) -> None:
    try:
        line.close()
    except (smtplib.SMTPException, OSError):
        log.info("邮件服务器的连接没有正常关闭")


def _words(problem: Exception) -> str:
    return str(problem).strip() or type(problem).__name__
