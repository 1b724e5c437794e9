"""A mail server that takes what it is given, refuses, or breaks off, as a test wants it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

BACKEND = f"{__name__}.Server"


class Server(BaseEmailBackend):
    """What it took is in ``taken``; ``answer`` is called with each message before it is taken,
    ``after`` when it was; ``opening`` when a line is asked for."""

    taken: ClassVar[list[EmailMessage]] = []
    opened: ClassVar[int] = 0
    answer: ClassVar[Callable[[EmailMessage], None] | None] = None
    after: ClassVar[Callable[[EmailMessage], None] | None] = None
    opening: ClassVar[Callable[[], None] | None] = None

    @classmethod
    def reset(cls) -> None:
        """Begin with a server that takes everything."""
        cls.taken, cls.opened = [], 0
        cls.answer = cls.after = cls.opening = None

    def open(self) -> bool:
        kind = type(self)
        if kind.opening is not None:
            kind.opening()
        kind.opened += 1
        return True

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        kind = type(self)
        for message in messages:
            if kind.answer is not None:
                kind.answer(message)
            kind.taken.append(message)
            if kind.after is not None:
                kind.after(message)
        return len(messages)


def ids() -> list[str]:
    """Return the Message-ID of everything the server took."""
    return [str(message.extra_headers["Message-ID"]) for message in Server.taken]


def raising(error: BaseException) -> Callable[..., Any]:
    """Return what answers with ``error``."""

    def answer(*_args: object) -> None:
        raise error

    return answer
