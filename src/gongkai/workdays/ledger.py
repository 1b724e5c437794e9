"""What stops a clock, makes it run longer or starts it again, as values (RPL-33c/d, COR-30)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date

from gongkai.refusals import Refused


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count: those after ``sent`` and not after ``closed`` (RPL-33d).

    ``closed`` is None while the pause is open. ``cause`` is why, in Chinese (征求第三方意见).
    """

    sent: date
    closed: date | None
    cause: str = "暂停"

    def __post_init__(self) -> None:
        if self.closed is not None and self.closed < self.sent:
            raise Refused(
                "pause-ends-before-it-starts", f"暂停的结束日{self.closed}早于开始日{self.sent}。"
            )


@dataclass(frozen=True, slots=True)
class Extension:
    """So many working days more (RPL-33c: deadline2 = deadline1 + k working days)."""

    working_days: int
    cause: str = "延长"

    def __post_init__(self) -> None:
        if self.working_days < 1:
            raise Refused("extension-of-nothing", "延长的工作日须大于0。")


@dataclass(frozen=True, slots=True)
class Restart:
    """The clock counts anew from ``on``, which is not counted (COR-30, FEE-06c)."""

    on: date
    cause: str = "重新起算"


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries of one clock. Pauses do not overlap and only the last may be open."""

    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    restarts: tuple[Restart, ...] = ()

    def __post_init__(self) -> None:
        ordered = sorted(self.pauses, key=lambda pause: pause.sent)
        for one, following in itertools.pairwise(ordered):
            if one.closed is None or following.sent < one.closed:
                raise Refused(
                    "pauses-overlap", f"{following.sent}开始的暂停与{one.sent}开始的暂停重叠。"
                )

    def __bool__(self) -> bool:
        return bool(self.pauses or self.extensions or self.restarts)


NOTHING = Ledger()
