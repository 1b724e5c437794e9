"""The limits of the forty items of a catalog, spread as the real catalogs spread them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ITEMS = 40


@dataclass(frozen=True, slots=True)
class Limit:
    """A phrase, how many items of forty have it, and the months of its period (0: none)."""

    phrase: str
    items: int
    months: int = 0

    def opens_after(self, today: date) -> date | None:
        """Return the first day of the next period, None for what has no period."""
        if not self.months:
            return None
        month = today.month - 1 - (today.month - 1) % self.months + self.months
        return date(today.year + month // 12, month % 12 + 1, 1)


LIMITS = (
    Limit("自信息形成或者变更之日起20个工作日内公开", 23),
    Limit("自信息形成或者变更之日起7个工作日内公开", 5),
    Limit("自信息形成或者变更之日起3个工作日内公开", 4),
    Limit("及时公开", 4),
    Limit("自信息形成之日起1个月内公开", 1),
    Limit("每月结束后10个工作日内公开", 1, 1),
    Limit("每季度结束后15个工作日内公开", 1, 3),
    Limit("每年1月31日前公开", 1, 12),
)
_BY_POSITION = [limit for limit in LIMITS for _ in range(limit.items)]


def limit_of_position(position: int) -> Limit:
    """Return the limit of the item at ``position``, 0 to 39."""
    return _BY_POSITION[position]
