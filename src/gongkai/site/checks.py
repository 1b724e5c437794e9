"""A missing or odd setting stops the start with one clear line."""

from __future__ import annotations

import os
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email


@register(Tags.security)
def required_settings_are_there(**_: Any) -> list[CheckMessage]:
    """Report what has no safe default: the database and the secret key."""
    found: list[CheckMessage] = []
    if not os.environ.get("GONGKAI_DATABASE_URL"):
        found.append(
            Error(
                "没有设置 GONGKAI_DATABASE_URL。",
                hint="用 gongkai serve 自带的数据库，或写成 postgresql://用户:口令@主机/库名。",
                id="gongkai.E001",
            )
        )
    if not settings.SECRET_KEY:
        found.append(
            Error(
                "没有设置 GONGKAI_SECRET_KEY。",
                hint="gongkai serve 会自己生成并保存一把；单独部署时请自行设置 50 位以上的随机串。",
                id="gongkai.E002",
            )
        )
    return found


@register(Tags.security)
def mail_settings_are_readable(**_: Any) -> list[CheckMessage]:
    """Report what keeps reminders from being sent, or their links from leading anywhere."""
    found: list[CheckMessage] = []
    if settings.MAIL.problem:
        found.append(
            Error(
                f"GONGKAI_MAIL 读不懂：{settings.MAIL.problem}。",
                hint="写成 smtp://用户:口令@主机:587?tls=starttls，或者 console:；不发邮件就不设。",
                id="gongkai.E003",
            )
        )
    if not _is_sender(settings.DEFAULT_FROM_EMAIL, needed=bool(settings.EMAIL_HOST)):
        found.append(
            Error(
                "GONGKAI_MAIL_FROM 没有写，或者不是邮件地址。",
                hint="通过邮件服务器发送时必须设置，例如：政务公开 <gongkai@example.gov.cn>。",
                id="gongkai.E004",
            )
        )
    if settings.PUBLIC_ADDRESS and not _is_address(settings.PUBLIC_ADDRESS):
        found.append(
            Error(
                "GONGKAI_ADDRESS 不是网址。",
                hint="写成 https://gk.example.gov.cn，邮件里的链接以它开头。",
                id="gongkai.E005",
            )
        )
    if settings.REMIND_HOUR not in {str(hour) for hour in range(24)}:
        found.append(
            Error(
                "GONGKAI_REMIND_HOUR 不是 0 到 23 的整数。",
                hint="提醒从每天这个钟点（北京时间）起发出，例如 8。",
                id="gongkai.E006",
            )
        )
    return found


def _is_sender(value: str, *, needed: bool) -> bool:
    if not needed:
        return True
    try:
        validate_email(parseaddr(value)[1])
    except ValidationError:
        return False
    return True


def _is_address(value: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(value.replace("//localhost", "//127.0.0.1"))
    except ValidationError:
        return False
    return True
