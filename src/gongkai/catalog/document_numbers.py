"""Document numbers in their one form: 国办发〔2016〕80号, 国务院令第711号."""

from __future__ import annotations

import re

from gongkai.catalog.cleaning import squash
from gongkai.catalog.notes import Notes
from gongkai.catalog.numerals import half_width, to_int
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import load

FIELD = "legal_bases"
OPEN = "（(﹝〔[［【〖"
CLOSE = "）)﹞〕]］】〗"
_AGENCY = "[\u4e00-\u9fffA-Za-z]"
_COUNT = "[0-9一二三四五六七八九十百零〇]{1,7}"
_YEAR = (
    f"(?P<agency>{_AGENCY}{{1,24}})(?P<open>[{re.escape(OPEN)}])(?P<year>[0-9]{{4}})年?"
    f"(?P<close>[{re.escape(CLOSE)}])第?(?P<serial>[0-9]{{1,5}})号"
)
_BY_ORDER = (
    "(?:中华人民共和国)?(?P<issuer>[\u4e00-\u9fff、]{1,20}?)"
    f"(?:令[(（]?第?(?P<a>{_COUNT})号[)）]?|第(?P<b>{_COUNT})号令)"
)
_WHOLE_YEAR, _WHOLE_ORDER = re.compile(f"^{_YEAR}$"), re.compile(f"^{_BY_ORDER}$")
_ANY = re.compile(f"{_YEAR}|{_BY_ORDER}")
_AT_START = re.compile(f"(?:{_YEAR}|{_BY_ORDER})")
_DATE = re.compile("[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?")
_LOOSE = re.compile("[0-9一二三四五六七八九十百]+号|令第?[0-9]")


def normalise_number(printed: str, notes: Notes) -> str | None:
    """Return a document number in its one form (GB/T 9704-2012), or None for anything else.

    国办发﹝2014﹞46号 becomes 国办发〔2014〕46号 with the finding ``bracket-wrong``.
    """
    number = plain(printed)
    match = _WHOLE_YEAR.match(number)
    if match:
        return _year(match, number, notes)
    match = _WHOLE_ORDER.match(number)
    return _order(match) if match else None


def plain(text: str) -> str:
    """Return ``text`` as numbers are compared: no spaces, half-width digits, simplified signs."""
    return simplified(half_width(squash(text)))


def is_loose(text: str) -> bool:
    """True where ``text`` looks like a number without having the form of one."""
    return bool(_LOOSE.search(plain(text)))


def at_start(text: str, notes: Notes) -> tuple[str | None, int]:
    """Return the number that the squashed ``text`` begins with, and how long it is there."""
    match = _AT_START.match(plain(text))
    if match is None:
        return None, 0
    return _of(match, notes), match.end()


def inside(text: str, notes: Notes) -> tuple[str | None, str]:
    """Return the number in a bracket that also tells dates or amendments, and the other words.

    Of several numbers the last one that an amendment names is in force; where none does, none is
    taken.
    """
    words = _DATE.sub(lambda date: "\0" + " " * (len(date.group()) - 1), plain(text))
    found = list(_ANY.finditer(words))
    if not found:
        return None, text
    amended = load("words")["law"]["amended"]
    taken = found[-1] if len(found) == 1 else None
    for place, match in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(words)
        if any(word in words[match.end() : end] for word in amended):
            taken = match
    if taken is None:
        return None, text
    number = _of(taken, notes)
    rest = plain(text)[: taken.start()] + plain(text)[taken.end() :]
    return number, rest.strip("，,、；;。 ")


def _of(match: re.Match[str], notes: Notes) -> str | None:
    return _year(match, match.group(), notes) if match["year"] else _order(match)


def _year(match: re.Match[str], number: str, notes: Notes) -> str:
    if (match["open"], match["close"]) != ("〔", "〕"):
        message = f"{notes.place}的文号“{number}”用错了括号，年份应放在六角括号〔〕里，已按此读入。"
        notes.warning("bracket-wrong", message, FIELD)
    return f"{_bare(match['agency'])}〔{match['year']}〕{int(match['serial'])}号"


def _order(match: re.Match[str]) -> str | None:
    serial = to_int(match["a"] or match["b"])
    issuer = _bare(match["issuer"]).removeprefix("中华人民共和国")
    issuer = dict(load("words")["law"]["agencies"]).get(issuer, issuer)
    return f"{issuer}令第{serial}号" if serial is not None and issuer else None


def _bare(agency: str) -> str:
    """Drop the words before the name of who issued a number (发文字号住房和城乡建设部)."""
    leads = sorted(load("words")["law"]["leads"], key=len, reverse=True)
    name = agency
    while lead := next((one for one in leads if name.startswith(one) and len(name) > len(one)), ""):
        name = name.removeprefix(lead)
    return name
