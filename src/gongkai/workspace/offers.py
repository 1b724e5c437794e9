"""What an officer can do to a disclosure now, and for the rest the sentence that says why not."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from gongkai.bodies.models import Officer
from gongkai.disclosures.models import Disclosure, State
from gongkai.disclosures.rules import VERBS, why_not
from gongkai.refusals import Refused

# verb -> (route, what the form asks for, style of the button, a sentence beside it)
_FORMS: dict[str, tuple[str, str, str, str]] = {
    "edit": ("edit", "link", "primary", ""),
    "submit": ("submit", "", "primary", "内容完整后交给另一位人员审核。"),
    "recall": ("recall", "", "outline-secondary", "收回到草稿，可以继续修改。"),
    "approve_content": ("review", "link", "primary", "在审核页上看修改对照，然后填写意见。"),
    "return_content": ("review", "link", "outline-danger", ""),
    "approve_secrecy": ("review", "link", "primary", "在审核页上看修改对照，然后填写意见。"),
    "return_secrecy": ("review", "link", "outline-danger", ""),
    "publish": ("publish", "", "primary", "立即公开，并停止计时。"),
    "schedule": ("schedule", "time", "outline-primary", "到时间自动公开。"),
    "unschedule": ("unschedule", "", "outline-secondary", "取消定时，仍为待发布。"),
    "keep_undisclosed": (
        "keep_undisclosed", "", "outline-danger", "按登记的法律依据结束，不公开到网站。",
    ),
    "start_correction": (
        "start_correction", "reason", "outline-primary",
        "开始一个新版本；审核发布前，已公开的内容保持不变。",
    ),
    "discard_correction": (
        "discard_correction", "", "outline-danger", "放弃新版本，公开的内容不变。",
    ),
    "withdraw": (
        "withdraw", "reason", "outline-danger",
        "内容从网站撤下，原地址留下带日期和理由的公告。",
    ),
    "supersede": (
        "supersede", "successor", "outline-danger", "原页面留下说明，指向替代它的信息。",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """One verb as a page offers it; ``refusal`` says why it is not possible now."""

    verb: str
    label: str
    url: str
    asks: str
    style: str
    hint: str
    refusal: Refused | None

    @property
    def possible(self) -> bool:
        """True where pressing the button may do something."""
        return self.refusal is None


def offers(officer: Officer, disclosure: Disclosure) -> tuple[list[Offer], list[Offer]]:
    """Return what is possible now, and what is not, of the verbs of the officer's roles.

    A correction can be discarded only where there is one: before that, it is not spoken of.
    """
    possible: list[Offer] = []
    refused: list[Offer] = []
    for verb in VERBS.values():
        if not officer.has_role(verb.role) or _beside_the_point(verb.name, disclosure):
            continue
        route, asks, style, hint = _FORMS[verb.name]
        refusal = why_not(verb.name, officer, disclosure)
        url = reverse(f"workspace:{route}", args=[disclosure.pk])
        offer = Offer(verb.name, verb.label, url, asks, style, hint, refusal)
        (refused if refusal else possible).append(offer)
    return possible, refused


def _beside_the_point(verb: str, disclosure: Disclosure) -> bool:
    never_public = disclosure.public_id is None
    if verb in {"discard_correction", "withdraw", "supersede", "start_correction"}:
        return never_public
    if verb == "unschedule":
        return disclosure.scheduled_for is None
    if verb in {"return_content", "return_secrecy"}:
        # Returning is on the same page as approving.
        return True
    if verb == "keep_undisclosed":
        return disclosure.latest is None or disclosure.latest.openness == "proactive"
    if verb in {"publish", "schedule"}:
        return disclosure.latest is not None and disclosure.latest.openness != "proactive"
    return False


STEPS = ("登记填写", "内容审核", "保密审查", "发布", "已公开")
_AT = {
    State.DRAFT: 0,
    State.RETURNED: 0,
    State.CONTENT_REVIEW: 1,
    State.SECRECY_REVIEW: 2,
    State.READY: 3,
    State.PUBLISHED: 4,
    State.UNDISCLOSED: 4,
    State.WITHDRAWN: 4,
    State.SUPERSEDED: 4,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: ``done``, ``now`` or ``ahead``."""

    name: str
    state: str
    word: str


def progress(disclosure: Disclosure) -> list[Step]:
    """Return the way to the public with where this disclosure stands on it."""
    at = _AT[State(disclosure.state)]
    last = len(STEPS) - 1
    steps = []
    for place, name in enumerate(STEPS):
        if place == last and disclosure.state not in {State.PUBLISHED, State.READY} and at == last:
            name = State(disclosure.state).label
        if place < at or (place == at == last):
            steps.append(Step(name, "done", "已完成"))
        elif place == at:
            steps.append(Step(name, "now", "当前"))
        else:
            steps.append(Step(name, "ahead", "未到"))
    return steps
