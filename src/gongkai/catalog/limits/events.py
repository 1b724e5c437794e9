"""What a catalog says sets a limit off: its words, and whether they can be an event at all."""

from __future__ import annotations

import re

from gongkai.catalog.limits.patterns import NUMBER, WITHIN, data, unit_pattern, words

_LONGEST = 60
# 在建, 在职: no 在 that leads up to an event.
_LEADS = "(?!在[建校册职线岗编读用任])"
_BRACKET = re.compile("（[^（）]*）$")


def event_of(printed: str | None) -> str | None:
    """Return the event in the catalog's words, without what only leads up to it (自该…)."""
    if not printed:
        return None
    event = printed.strip("，,、：: ")
    event = re.sub(
        f"^(?:{words('events', 'duties')})?{_LEADS}{words('events', 'leads')}", "", event
    )
    event = re.sub(f"^{words('events', 'conditions')}(?=.)", "", event)
    event = re.sub(f"^{words('events', 'fillers')}(?![他它余中])", "", event)
    return event.removesuffix("的") or None


def may_be_event(text: str) -> bool:
    """False where ``text`` holds another limit, a loose number or a word no event has.

    Without this a phrase of two limits would be read as one with a very long event.
    """
    bare = re.sub("《[^《》]*》|（[^（）]*）|〔[^〔〕]*〕[0-9]*号?", "", text)
    if not text or len(text) > _LONGEST or re.search("[0-9]", bare):
        return False
    if re.search(
        f"^(?:或|以及|并且|且|、)|(?:第|或者?)$|[前后]、|(?:{words('events', 'lasting')})[或、/]",
        bare,
    ):
        return False  # the rest of another limit; 每季度第[二周前]; 会前、会[后]
    if re.search(f"[前后]{NUMBER}{unit_pattern()}|{NUMBER}{unit_pattern()}[至到]", bare):
        return False
    if re.search(f"{NUMBER}{unit_pattern()}{WITHIN}", bare):
        return False
    # 事后自决定作出: 自 in the middle begins the event, so what is before it is no part of it.
    if re.search("(?<=.)自(?![然治主行有动愿来筹助身己])", bare):
        return False
    return re.search(words("events", "never"), bare) is None


def ends_in_event(text: str) -> bool:
    """True where ``text`` ends with a word for something that happens (形成, 批复, 召开)."""
    bare = _BRACKET.sub("", text).removesuffix("情况")
    if re.match("(?:收到|接到|获取|作出(?!的))..", bare) or bare.endswith(
        tuple(data()["events"]["verbs"])
    ):
        return True
    return re.search(f"{words('events', 'handing')}[至给到][^，。；]{{1,8}}$", bare) is not None


def subject_of(event: str) -> str | None:
    """Return what an event happens to (行政处罚决定作出 → 行政处罚决定), or None."""
    verb = words("events", "verbs")
    match = re.fullmatch(f"(?P<noun>.{{2,}}?)(?:{verb}(?:或者|或|、|和|及)?)+", event)
    return match["noun"] if match else None
