"""Letters over a real line to a small mail server (RFC 5321)."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Thread

import pytest
from pytest_django import Settings

from gongkai.reminders.models import Letter, LetterState
from gongkai.reminders.passing import remind
from tests.reminders.owing import FRI_9, WED_30, House, a_house, owed

pytestmark = pytest.mark.django_db


@dataclass
class Post:
    """What the mail server heard, whom it refuses, and after which letter it hangs up."""

    port: int = 0
    lines: int = 0
    letters: list[str] = field(default_factory=list)
    refuses: str = ""
    hangs_up_in: str = ""

    def serve(self, talk: socketserver.StreamRequestHandler) -> None:
        """Answer one line to the end."""
        self.lines += 1
        talk.wfile.write(b"220 post\r\n")
        for raw in talk.rfile:
            word = raw.decode().strip()
            verb = word[:4].upper()
            if verb == self.hangs_up_in:
                self.hangs_up_in = ""
                return
            if verb == "DATA":
                talk.wfile.write(b"354 go on\r\n")
                self.letters.append(self._letter(talk))
            elif verb == "RCPT" and self.refuses and self.refuses in word:
                talk.wfile.write(b"550 no such user\r\n")
                continue
            talk.wfile.write(b"221 bye\r\n" if verb == "QUIT" else b"250 ok\r\n")
            if verb == "QUIT":
                return

    @staticmethod
    def _letter(talk: socketserver.StreamRequestHandler) -> str:
        text = []
        for raw in talk.rfile:
            if raw == b".\r\n":
                break
            text.append(raw.decode())
        return "".join(text)


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    heard = Post()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            heard.serve(self)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        heard.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", heard.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = ""
        settings.EMAIL_TIMEOUT = 5
        yield heard
        server.shutdown()
        thread.join(5)


@pytest.fixture
def house() -> House:
    house = a_house()
    for officer, name in ((house.lin, "lin"), (house.service, "su")):
        officer.email = f"{name}@example.gov.cn"
        officer.save()
    owed(house.duty, FRI_9)
    return house


def states() -> list[str]:
    return list(Letter.objects.order_by("to").values_list("state", flat=True))


def test_all_letters_go_over_one_line(house: House, post: Post) -> None:
    assert remind(WED_30).sent.handed_over == 2
    assert (post.lines, len(post.letters)) == (1, 2)
    assert "Message-ID: <reminders." in post.letters[0]
    assert states() == [LetterState.SENT, LetterState.SENT]


def test_a_refused_reader_does_not_spoil_the_line_for_the_next(house: House, post: Post) -> None:
    post.refuses = "lin@"
    remind(WED_30)
    assert states() == [LetterState.FAILED, LetterState.SENT]
    assert Letter.objects.get(to="lin@example.gov.cn").error == "550 no such user"


def test_a_line_that_went_dead_between_two_letters_is_opened_again(
    house: House, post: Post
) -> None:
    post.hangs_up_in = "NOOP"
    assert remind(WED_30).sent.handed_over == 2
    assert (post.lines, len(post.letters)) == (2, 2)


def test_a_line_that_breaks_while_a_letter_is_handed_over_leaves_it_unclear(
    house: House, post: Post
) -> None:
    post.hangs_up_in = "DATA"
    sent = remind(WED_30).sent
    assert (sent.unclear, sent.handed_over) == (1, 1)
    assert states() == [LetterState.UNKNOWN, LetterState.SENT]
    remind(WED_30)
    assert len(post.letters) == 1


def test_where_nobody_listens_nothing_is_claimed(
    house: House, post: Post, settings: Settings
) -> None:
    settings.EMAIL_PORT = 1
    remind(WED_30)
    assert states() == [LetterState.WAITING, LetterState.WAITING]
    settings.EMAIL_PORT = post.port
    assert remind(WED_30).sent.handed_over == 2
