"""The door: what an officer typed becomes what is stored. Nothing unmasked gets past it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import nh3
from django.utils import timezone

from gongkai import privacy
from gongkai.catalog.model import ElementKind
from gongkai.disclosures.fields import FieldValue
from gongkai.disclosures.grounds import grounds
from gongkai.disclosures.models.disclosure import Openness
from gongkai.refusals import Refused

# What the editor can make, and no more: no images, styles, scripts or handlers.
_TAGS = {
    "p", "br", "h2", "h3", "h4", "strong", "em", "u", "s", "sub", "sup", "blockquote",
    "ol", "ul", "li", "a", "hr", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
)
# RULES.md §7 (GB/T 9704-2012 7.2.5): 机关代字〔年份〕序号号. Other brackets are put right.
_DOCUMENT_NUMBER = re.compile(r"^[\u4e00-\u9fa5]{1,16}〔(?:19|20)\d{2}〕[1-9]\d{0,4}号$")
_ORDER_NUMBER = re.compile(r"^[\u4e00-\u9fa5]{1,20}令第\d{1,5}号$")
_BRACKETS = str.maketrans(dict.fromkeys("[［【(（﹝<", "〔") | dict.fromkeys("]］】)）﹞>", "〕"))


@dataclass(frozen=True, slots=True)
class Content:
    """What one version says, before it is stored; ``values`` in form order."""

    title: str
    formed_on: date
    summary: str = ""
    body_html: str = ""
    document_number: str = ""
    openness: Openness = Openness.PROACTIVE
    openness_ground: str = ""
    valid_until: date | None = None
    values: tuple[FieldValue, ...] = ()
    note: str = ""


def at_the_door(content: Content) -> Content:
    """Return ``content`` as it may be stored: cleaned, normalised, identity numbers masked.

    Raises ``Refused`` for what no draft may hold: no title, a document number that cannot be
    read, a ground that does not go with the openness. Rules: PII-R15, RULES.md §6 and §7.
    """
    title = _masked(" ".join(content.title.split()))
    if not title:
        raise Refused("no-title", "请填写标题。")
    # After masking: an old number of 15 digits becomes 18 signs.
    if len(title) > 200:
        raise Refused("title-too-long", "标题不能超过200字。")
    summary = _masked(" ".join(content.summary.split()))
    if len(summary) > 300:
        raise Refused("summary-too-long", "内容概述不能超过300字。")
    if content.formed_on > timezone.localdate():
        raise Refused("formed-in-the-future", "形成日期不能晚于今天。")
    if content.valid_until and content.valid_until < content.formed_on:
        raise Refused("validity-before-forming", "有效期不能早于生成日期。")
    return replace(
        content,
        title=title,
        summary=summary,
        body_html=_masked_html(content.body_html),
        document_number=normal_document_number(content.document_number),
        openness_ground=_checked_ground(content.openness, content.openness_ground),
        values=tuple(_masked_value(value) for value in content.values),
        note=reason_at_the_door(content.note, 300),
    )


def reason_at_the_door(text: str, longest: int) -> str:
    """Return a reason or an opinion as it may be stored and shown: trimmed, numbers masked.

    Raises ``Refused`` where it is longer than ``longest`` characters.
    """
    kept = _masked(text.strip())
    if len(kept) > longest:
        raise Refused("reason-too-long", f"理由或意见不能超过{longest}字。")
    return kept


def clean_html(html: str) -> str:
    """Keep what the editor can make; an empty paragraph counts as nothing."""
    cleaned = str(_CLEANER.clean(html)).strip()
    return "" if not re.sub(r"<[^>]+>|&nbsp;|\s", "", cleaned) else cleaned


def plain_text(html: str) -> str:
    """Return the words of cleaned HTML, for summaries and the search index."""
    spaced = re.sub(r"</(?:p|li|h\d|tr|td|th|blockquote)>|<br>", " ", html)
    return " ".join(nh3.clean(spaced, tags=set()).replace("&nbsp;", " ").split())


def normal_document_number(text: str) -> str:
    """Return 文号 with the right brackets and without spaces; refuse what is not one."""
    compact = "".join(unicodedata.normalize("NFKC", text).split())
    if not compact or _ORDER_NUMBER.match(compact):
        return compact
    number = compact.translate(_BRACKETS)
    if not _DOCUMENT_NUMBER.match(number):
        raise Refused("bad-document-number", f"文号“{text}”不合规范，应如 国办发〔2016〕80号。")
    return number


def _checked_ground(openness: Openness, code: str) -> str:
    if openness == Openness.PROACTIVE:
        return ""
    ground = grounds().get(code)
    if ground is None:
        raise Refused(
            "no-ground", "不主动公开的，须选择法律依据（《条例》第十四、十五、十六条等）。"
        )
    if openness not in ground.openness:
        raise Refused(
            "ground-does-not-fit", f"“{ground.name}”不能作为“{Openness(openness).label}”的依据。"
        )
    return code


def _masked(text: str) -> str:
    # PostgreSQL stores no NUL; a pasted one means nothing.
    masked, _ = privacy.mask_text(text.replace("\x00", ""))
    return masked


def _masked_html(html: str) -> str:
    masked = _masked(clean_html(html))
    # A tag inside a number hides it from the mask and from nobody who reads the page.
    if privacy.find_identity_numbers(plain_text(masked)):
        raise Refused(
            "id-number-across-tags",
            "正文里有一个身份证号被加粗、换行等格式拆开，请去掉号码中间的格式后再保存。",
        )
    return masked


def _masked_value(value: FieldValue) -> FieldValue:
    values: Iterable[str] = value.values
    if value.kind is ElementKind.RICH_TEXT:
        values = (_masked_html(one) for one in values)
    if value.kind is ElementKind.ID_NUMBER and value.masked:
        values = (_masked_number(one) for one in values)
    if value.kind is ElementKind.PHONE and value.masked:
        values = (_masked_phone(one) for one in values)
    return replace(
        value, values=tuple(_masked(one) for one in values), waiver=_masked(value.waiver)
    )


def _masked_number(number: str) -> str:
    if not number or privacy.already_masked(number):
        return number
    if not privacy.is_identity_number(number):
        raise Refused("bad-id-number", "有一个身份证号填写有误（校验位不符），请核对后重填。")
    return privacy.mask_identity_number(number)


def _masked_phone(number: str) -> str:
    return number if not number or privacy.already_masked(number) else privacy.mask_phone(number)
