"""The text a phrase is read as: one width, one script, no residue, slips put right and named."""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol, cast

from gongkai.catalog.cleaning import squash, without_residue
from gongkai.catalog.limits.patterns import data
from gongkai.catalog.model import Finding, Severity

FIELD = "time_limit"
_PINYIN = re.compile(r"[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜêńňǹḿ]{1,8}[）)]")
_TABLE = str.maketrans(
    {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    | {chr(0xFF21 + n): chr(0x41 + n) for n in range(26)}
    | {chr(0xFF41 + n): chr(0x61 + n) for n in range(26)}
    | {"(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "﹐": "，", "︰": "：", "．": "."}
    | {"［": "（", "］": "）", "[": "（", "]": "）", "【": "（", "】": "）", "﹝": "（", "﹞": "）"}
    | {
        "～": "-",
        "壹": "一",
        "≤": "不超过",
        "≥": "不少于",
        "\u200b": "",
        "\ufeff": "",
        "\u200c": "",
        "\u200d": "",
    }
)
_TRADITIONAL = re.compile(
    "[個內開時長變後實動當類從據規發佈應會議結決條檢報審處許縣門辦進項說務區資產經濟財預錄環驗標準權責體號單補貼領徵"
    "學醫療勞險業農災離職員種點與備註獲製書籤訂確並終續義網傳達執節週無須幾兩擴歷屆滿調級]"
)
_EXCEPT = "除[^，。；]{1,30}另有规定的?(?:情形|情况)?(?:以|之)?外(?=[^，。；）])"
_WORKING_DAYS_TWICE = re.compile("工作日(?P<n>[0-9]{1,3})(?:个工作)?[日个]内")


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _simplifier() -> _Converter:
    import opencc  # inline: its tables load only when a phrase is in traditional characters

    return cast(_Converter, opencc.OpenCC("t2s"))


def warn(code: str, message: str, suggestion: str | None = None) -> Finding:
    """Return a finding of this field that an officer should look at."""
    return Finding(code, Severity.WARNING, message, field=FIELD, suggestion=suggestion)


def inform(code: str, message: str, suggestion: str | None = None) -> Finding:
    """Return a finding of this field that is good to know."""
    return Finding(code, Severity.INFO, message, field=FIELD, suggestion=suggestion)


def reading_text(phrase: str) -> tuple[str, list[Finding]]:
    """Return ``phrase`` as it is read, and the slips put right on the way (limit-typo)."""
    findings: list[Finding] = []
    plain = squash(without_residue(phrase)).translate(_TABLE)
    plain = _one_script(_PINYIN.sub("", plain))
    plain = re.sub("[，、]*，[，、]*", "，", plain)
    plain = plain.strip("。；，、 ")
    # 5天（工作日）: the bracket says what the 天 are; 除…外 ends a piece, comma or none.
    plain = re.sub("(?<=[0-9])[天日]（(工作日|自然日)）", r"个\1", plain)
    plain = re.sub(_EXCEPT, r"\g<0>，", plain)
    mended = _mended(plain)
    if mended != plain:
        message = f"公开时限“{plain}”疑有错字或重复的字，读作“{mended}”，请核对。"
        findings.append(warn("limit-typo", message, mended))
    return mended, findings


def _one_script(text: str) -> str:
    # Most phrases are simplified already, and the converter is not cheap to load.
    return _simplifier().convert(text) if _TRADITIONAL.search(text) else text


def _mended(text: str) -> str:
    for entry in data()["slip"]:
        text = text.replace(entry["printed"], entry["likely"])
    text = re.sub("(?<=[0-9])[天日](?=工作日)", "个", text)
    text = _WORKING_DAYS_TWICE.sub(r"\g<n>个工作日内", text)
    half = len(text) // 2
    if len(text) >= 8 and len(text) % 2 == 0 and text[:half] == text[half:]:
        text = text[:half]
    return re.sub("(更新|公开|发布|公布|及时|实时|公示)\\1+", "\\1", text)
