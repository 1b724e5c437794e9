"""What a catalog's marks and limits say, in the words a citizen reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongkai.bodies.models import Tier
from gongkai.duties.limit_words import limit_in_words

__all__ = ["AUDIENCES", "MODES", "TIERS", "limit_in_words", "named"]

AUDIENCES = {"everyone": "全社会", "specific": "特定群众（群体）"}
MODES = {"proactive": "主动公开", "on_request": "依申请公开"}
TIERS: dict[str, str] = {tier.value: str(tier.label) for tier in Tier}


def named(values: Iterable[str], names: Mapping[str, str]) -> str:
    """Return ``values`` in Chinese, in one line; empty where there are none."""
    return "、".join(names.get(value, value) for value in values)
