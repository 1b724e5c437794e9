"""The address of the mail server, and the checks that stop a start with a bad one."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from gongkai.site import mail
from gongkai.site.checks import mail_settings_are_readable


def test_no_address_is_no_mail() -> None:
    assert mail.read("") == mail.Mail()
    assert not mail.read("").sends


def test_the_console_needs_nothing_else() -> None:
    found = mail.read("console:")
    assert found.sends
    assert found.backend == "django.core.mail.backends.console.EmailBackend"


@pytest.mark.parametrize(
    ("url", "host", "port", "starttls", "ssl"),
    [
        ("smtp://mail.example.gov.cn", "mail.example.gov.cn", 587, True, False),
        ("smtp://mail.example.gov.cn:2525?tls=none", "mail.example.gov.cn", 2525, False, False),
        ("smtp://mail.example.gov.cn?tls=none", "mail.example.gov.cn", 25, False, False),
        ("smtp://mail.example.gov.cn?tls=ssl", "mail.example.gov.cn", 465, False, True),
        ("smtp://[::1]:587?tls=starttls", "::1", 587, True, False),
    ],
)
def test_a_server_is_read_with_its_port_and_its_tls(
    url: str, host: str, port: int, starttls: bool, ssl: bool
) -> None:
    found = mail.read(url)
    assert (found.host, found.port, found.starttls, found.ssl) == (host, port, starttls, ssl)
    assert found.sends
    assert not found.problem


def test_signs_in_a_password_are_written_with_per_cent() -> None:
    found = mail.read("smtp://gongkai%40example.gov.cn:p%2Fw%3F@mail.example.gov.cn")
    assert (found.user, found.password) == ("gongkai@example.gov.cn", "p/w?")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mail.example.gov.cn", "不认识"),
        ("https://mail.example.gov.cn", "不认识“https”"),
        ("smtp://", "没有写邮件服务器"),
        ("smtp://mail.example.gov.cn:abc", "端口"),
        ("smtp://mail.example.gov.cn:99999", "端口"),
        ("smtp://mail.example.gov.cn?tls=yes", "只能写 tls="),
        ("smtp://mail.example.gov.cn?ssl=1", "只能写 tls="),
    ],
)
def test_an_address_that_is_none_sends_nothing_and_says_why(url: str, words: str) -> None:
    found = mail.read(url)
    assert words in found.problem
    assert not found.sends


def ids() -> list[str | None]:
    return [found.id for found in mail_settings_are_readable()]


def test_the_settings_as_they_are_pass(settings: Settings) -> None:
    assert ids() == []


@pytest.mark.parametrize(
    ("name", "value", "id_"),
    [
        ("MAIL", mail.Mail(problem="不认识"), "gongkai.E003"),
        ("DEFAULT_FROM_EMAIL", "政务公开", "gongkai.E004"),
        ("PUBLIC_ADDRESS", "gk.example.gov.cn", "gongkai.E005"),
        ("PUBLIC_ADDRESS", "ftp://gk.example.gov.cn", "gongkai.E005"),
        ("REMIND_HOUR", "24", "gongkai.E006"),
        ("REMIND_HOUR", "八点", "gongkai.E006"),
    ],
)
def test_each_bad_setting_is_one_error(
    settings: Settings, name: str, value: object, id_: str
) -> None:
    settings.EMAIL_HOST = "mail.example.gov.cn"
    settings.DEFAULT_FROM_EMAIL = "政务公开 <gongkai@example.gov.cn>"
    setattr(settings, name, value)
    assert ids() == [id_]


@pytest.mark.parametrize("address", ["https://gk.example.gov.cn", "http://localhost:8000"])
def test_public_addresses_that_lead_somewhere_pass(settings: Settings, address: str) -> None:
    settings.PUBLIC_ADDRESS = address
    assert ids() == []
