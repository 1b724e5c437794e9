"""A missing or odd setting stops the start with one clear line."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


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
