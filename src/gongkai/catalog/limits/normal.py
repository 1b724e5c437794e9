"""The text a phrase is read as: one width, one script, no residue, slips put right and named."""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol, cast

from gongkai.catalog.cleaning import squash, without_residue
from gongkai.catalog.limits.patterns import NUMBER, data, words
from gongkai.catalog.model import Finding, Severity
from gongkai.catalog.numerals import to_int

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
_EXCEPT = "除[^，。；]{1,30}另有规定的?(?:情形|情况)?(?:以|之)?外(?=[^，。；）])"
_DAYS_IN_BRACKETS = re.compile(
    "(?<=[0-9一二三四五六七八九十])个?[天日]?(?P<within>之内|以内|内)?"
    "（(?:(?:均|都)?[指为按])?(?P<days>工作日|自然日)(?:计算?)?）"
)
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
    plain = re.sub(f"({NUMBER})（({NUMBER})）", _number_once, plain)
    # 5天（工作日）, 10日内（工作日）: the bracket says what the days are.
    plain = _DAYS_IN_BRACKETS.sub(r"个\g<days>\g<within>", plain)
    # 除…外 ends a piece, comma or none.
    plain = re.sub(_EXCEPT, r"\g<0>，", plain)
    plain, remark = _without_who_and_where(plain)
    findings.extend(remark)
    mended = _mended(plain)
    if mended != plain:
        message = f"公开时限“{plain}”疑有错字或重复的字，读作“{mended}”，请核对。"
        findings.append(warn("limit-typo", message, mended))
    return mended, findings


def _number_once(match: re.Match[str]) -> str:
    """Return 二十 for 二十（20）, and what is printed where the two numbers differ."""
    return match[1] if to_int(match[1]) == to_int(match[2]) else match[0]


def _without_who_and_where(text: str) -> tuple[str, list[Finding]]:
    """Take out who publishes and on what board (由区财政局公开, 在村公示栏公开), and name it."""
    doing = f"(?:{words('tails', 'ways')})*{words('tails', 'verbs')}(?:$|[，。；）])"
    begins = "自|从|在|于|每|按|依|根据|及时|实时|第一时间|[0-9]"
    who = f"由(?![于此])[^，。；：（）0-9由]{{1,20}}?{words('tails', 'publishers')}(?:负责)?"
    where = f"(?:在|通过)[^，。；：（）0-9在自]{{0,16}}?{words('tails', 'boards')}上?"
    pattern = re.compile(
        f"(?:(?<=[内前])，?|(?<=[后，]))(?:{who}|{where})(?={doing})"
        f"|(?:^|(?<=[，。；）]))(?:{who}|{where})，?(?={begins})"
    )
    said = [match.group().strip("，") for match in pattern.finditer(text)]
    message = f"公开时限里还写有“{'、'.join(said)}”，这不是时限，没有读入，请核对。"
    return pattern.sub("", text), [inform("limit-remark", message)] if said else []


def _one_script(text: str) -> str:
    # Most phrases are simplified already, and the converter is not cheap to load.
    return _simplifier().convert(text) if any(map(_may_be_traditional, text)) else text


def _may_be_traditional(sign: str) -> bool:
    """True for a Han sign that the character set of simplified texts (GB 2312) has not."""
    if sign == "於":
        return True
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return "\u4e00" <= sign <= "\u9fff"
    return False


def _mended(text: str) -> str:
    for entry in data()["slip"]:
        text = text.replace(entry["printed"], entry["likely"])
    text = re.sub("(?<=[0-9])[天日](?=工作日)", "个", text)
    text = re.sub("(?<=[0-9一二三四五六七八九十])工作日(?!内?[0-9])", "个工作日", text)
    text = _WORKING_DAYS_TWICE.sub(r"\g<n>个工作日内", text)
    half = len(text) // 2
    if len(text) >= 8 and len(text) % 2 == 0 and text[:half] == text[half:]:
        text = text[:half]
    return re.sub("(更新|公开|发布|公布|及时|实时|公示)\\1+", "\\1", text)
