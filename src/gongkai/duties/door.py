"""The door of this room: what an officer or a business system typed becomes what is stored."""

from __future__ import annotations

from gongkai import privacy
from gongkai.refusals import Refused


def line_at_the_door(text: str, longest: int, called: str) -> str:
    """Return one line as it may be stored and shown: spaces put right, identity numbers masked.

    ``called`` is what the page calls it (理由). Raises ``Refused`` where nothing is left, and
    where it is longer than ``longest`` characters. Rules: PII-R15, RULES.md §6.
    """
    # PostgreSQL stores no NUL; a pasted one means nothing.
    kept, _ = privacy.mask_text(" ".join(text.replace("\x00", "").split()))
    if not kept:
        raise Refused(f"no-{_CODES.get(called, 'text')}", f"请填写{called}。")
    if len(kept) > longest:
        raise Refused(f"{_CODES.get(called, 'text')}-too-long", f"{called}不能超过{longest}字。")
    return kept


_CODES = {
    "理由": "reason",
    "意见": "note",
    "事件": "name",
    "事由": "title",
    "来源编号": "reference",
}
