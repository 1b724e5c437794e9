"""Which of several limits for one item decides: plain values, no database (RULES.md §5)."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from gongkai.catalog.cleaning import squash
from gongkai.catalog.lint.precedence import LegalLimit, days, legal_limits, longer, speaking_of
from gongkai.catalog.lint.tables import load
from gongkai.catalog.model import Clause, LimitKind, LimitUnit, TimeLimit
from gongkai.duties.limit_reasons import EITHER, Standing, why
from gongkai.duties.limit_words import clause_in_words

OWN = "catalog"
LOCAL = "local"
SEVERAL = 2
_COUNTED = (LimitKind.AFTER_EVENT, LimitKind.REALTIME)
_VAGUE = (LimitKind.AS_REQUIRED, LimitKind.DURATION)


@dataclass(frozen=True, slots=True)
class LocalRule:
    """A rule of the place for one duty: its phrase as read, its name and number."""

    limit: TimeLimit
    source: str


@dataclass(frozen=True, slots=True)
class Override:
    """That a body chose a candidate by its id, whatever the order, and why."""

    chosen: str
    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """The words an answer depends on, and nothing else: equal words are answered once.

    ``limit`` is the catalog's own (without clauses where it prints none, or none that can be
    read). ``proactive`` is false where the item is made public on request alone: 条例26 and the
    rules beside it speak of proactive disclosure.
    """

    heading: str
    content: str
    limit: TimeLimit
    proactive: bool = True
    local: LocalRule | None = None
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One limit that speaks of an item.

    ``id``: ``catalog-1``, a rule's id (PUB-26), ``local``. ``source`` is its name and ``rank`` its
    place in the order of sources (0: 法律 … 4: 地方), ``rank_name`` in words. ``phrase`` is as
    printed, or the rule in words. ``seen`` is false for what is 待核. ``general``: the rule for
    everything. ``why`` says in one line why it decides, or does not.
    """

    id: str
    source: str
    rank: int
    rank_name: str
    phrase: str
    limit: TimeLimit
    seen: bool = True
    general: bool = False
    year: int = 0
    chosen: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """The limit a clock runs by. ``chosen`` is the candidate's id, ``source`` its name.

    ``candidates``: the chosen one, then the others by rank, what is 待核 last.
    """

    limit: TimeLimit
    phrase: str
    chosen: str
    source: str
    candidates: tuple[Candidate, ...]


@lru_cache(maxsize=16384)
def decide(question: Question) -> Decided:
    """Return which limit decides, with every candidate and why.

    Order of the sources: law, 行政法规, 国务院文件, 规章, local rules and catalogs; a special rule
    goes before the general one unless it is of a lower rank and allows more; then the later year;
    then the shortest. What is 待核 never decides. A limit of the catalog that cannot be compared
    (a period, a date, 及时, another event) stays; of 及时 and a special rule the earlier day
    counts, and where the holidays decide which of two is shorter, both are kept.
    Source: RULES.md §5, conflict resolver; 国务院令第711号 第二十六条.
    """
    found = _found(question)
    chosen, standing = _choose(question, found)
    limit = _limit(question, chosen, standing, found)
    told = tuple(
        replace(
            one,
            chosen=one is chosen,
            why=EITHER
            if standing is Standing.COMPARED and _either(one, chosen)
            else why(one, chosen, standing, question.override),
        )
        for one in found
    )
    own = chosen.id.startswith(OWN)
    phrase = question.limit.text if own and standing is not Standing.CHOSEN else chosen.phrase
    first = tuple(sorted(told, key=lambda one: not one.chosen))
    return Decided(limit, phrase, chosen.id, chosen.source, first)


def _found(question: Question) -> tuple[Candidate, ...]:
    """Return every candidate: the catalog's whole-item clauses, the rules, the local rule."""
    local_rank = len(_ranks()) - 1
    whole = [one for one in question.limit.clauses if _for_all(one)]
    own = [
        Candidate(
            f"{OWN}-{place}",
            "目录原文",
            local_rank,
            _ranks()[local_rank],
            question.limit.text if len(whole) < SEVERAL else clause_in_words(asdict(clause)),
            replace(question.limit, clauses=(clause,)),
        )
        for place, clause in enumerate(whole or question.limit.clauses[:1], start=1)
    ]
    rules = speaking_of(question.heading, question.content) if question.proactive else ()
    found = [*own, *map(_of_law, rules or _general())]
    if question.local is not None and question.local.limit.clauses:
        limit, source = question.local.limit, question.local.source
        found.append(Candidate(LOCAL, source, local_rank, _ranks()[local_rank], limit.text, limit))
    return tuple(sorted(found, key=lambda one: (not one.seen, one.rank, one.general)))


def _choose(question: Question, found: tuple[Candidate, ...]) -> tuple[Candidate, Standing]:
    override = question.override
    if override is not None:
        for one in found:
            if one.id == override.chosen:
                return one, Standing.CHOSEN
    own = [one for one in found if one.id.startswith(OWN)]
    counted = [one for one in own if counts(one.limit)]
    pool = [one for one in found if one.seen and counts(one.limit)]
    if counted:
        events = {event_of(one.limit) for one in counted}
        pool = [one for one in pool if event_of(one.limit) in events]
        return _first(pool), Standing.COMPARED
    firm = [one for one in own if _says_when(one)]
    first = _first(pool)
    if first.general:
        firm += [one for one in found if one.id == LOCAL and _says_when(one)]
    return (firm[0], Standing.ALONE) if firm else (first, Standing.UNSAID)


def _first(pool: list[Candidate]) -> Candidate:
    general = next((one for one in pool if one.general), None)
    return min(pool, key=lambda one: _order(one, general))


def _order(one: Candidate, general: Candidate | None) -> tuple[bool, int, int, float]:
    gives_way = one.general
    if general is not None and not one.general and one.rank > general.rank:
        gives_way = length(one.limit) > length(general.limit)
    return gives_way, one.rank, -one.year, length(one.limit)


def _limit(
    question: Question, chosen: Candidate, standing: Standing, found: tuple[Candidate, ...]
) -> TimeLimit:
    """Return the limit for the engine, which takes the earliest of the clauses for all."""
    own = question.limit
    if standing is Standing.CHOSEN:
        beside = tuple(clause for clause in own.clauses if _kept_beside(clause))
        return TimeLimit(chosen.phrase, (*chosen.limit.clauses, *beside))
    if standing is Standing.ALONE:
        bounds = tuple(_clause(one) for one in found if bounds_soon(one, chosen))
        whole = own if chosen.id != LOCAL else chosen.limit
        return replace(whole, clauses=whole.clauses + bounds)
    rivals = tuple(_clause(one) for one in found if _either(one, chosen))
    said = [clause for clause in own.clauses if _for_all(clause) and _counts(clause)]
    if chosen.id.startswith(OWN) or any(_same(_clause(chosen), one) for one in said):
        return replace(own, clauses=own.clauses + rivals) if rivals else own
    if standing is Standing.UNSAID:
        # 条例26 is where the engine itself ends, and it says why.
        return own if chosen.general else TimeLimit(chosen.phrase, chosen.limit.clauses)
    event = event_of(chosen.limit)
    rest = tuple(one for one in own.clauses if one not in said or _event(one) != event)
    return TimeLimit(chosen.phrase, (_clause(chosen), *rivals, *rest))


def bounds_soon(one: Candidate, chosen: Candidate) -> bool:
    """True where ``one`` is the last day for a 及时 that names no number of days."""
    soon = chosen.limit.clauses[0].kind is LimitKind.REALTIME
    return soon and one.seen and not one.general and counts(one.limit)


def counts(limit: TimeLimit) -> bool:
    """True for a limit of so many units after an event, which can be compared."""
    return any(_for_all(clause) and _counts(clause) for clause in limit.clauses)


def length(limit: TimeLimit) -> float:
    """Return the calendar days that a counted limit takes in an ordinary week."""
    clause = next(one for one in limit.clauses if _for_all(one) and _counts(one))
    return days(clause.n or 0, clause.unit)


def event_of(limit: TimeLimit) -> str:
    """Return the event of a counted limit; empty for the making of the information."""
    return _event(next(one for one in limit.clauses if _for_all(one) and _counts(one)))


def _event(clause: Clause) -> str:
    event = squash(clause.event or "")
    return "" if any(word in event for word in _forming()) else event


def _either(one: Candidate, chosen: Candidate) -> bool:
    """True where the holidays decide whether ``one`` ends first (30日 and 20个工作日)."""
    equals = one.rank == chosen.rank or chosen.general
    if one is chosen or one.general or not (equals and one.seen and counts(one.limit)):
        return False
    mine, theirs = _clause(one), _clause(chosen)
    beside = replace(_general()[0], n=theirs.n or 0, unit=theirs.unit or LimitUnit.DAY)
    return _event(mine) == _event(theirs) and longer(mine.n or 0, mine.unit, beside) is None


def _same(one: Clause, other: Clause) -> bool:
    return (one.n, one.unit) == (other.n, other.unit) and _event(one) == _event(other)


def _clause(one: Candidate) -> Clause:
    return next(clause for clause in one.limit.clauses if _for_all(clause) and _counts(clause))


def _counts(clause: Clause) -> bool:
    return clause.kind in _COUNTED and clause.n is not None and clause.unit is not None


def _says_when(one: Candidate) -> bool:
    """True for a limit that is not counted and yet no mere 按规定: a period, a date, 及时."""
    clause = one.limit.clauses[0]
    if counts(one.limit) or clause.kind in _VAGUE:
        return False
    return clause.kind is not LimitKind.AFTER_EVENT or clause.n is not None


def _for_all(clause: Clause) -> bool:
    return clause.scope is None


def _kept_beside(clause: Clause) -> bool:
    return clause.scope is not None or clause.kind is LimitKind.DURATION


def _of_law(rule: LegalLimit) -> Candidate:
    clause = Clause(LimitKind.AFTER_EVENT, rule.n, rule.unit, rule.event)
    phrase = f"自{rule.event}之日起{rule.amount}内"
    return Candidate(
        rule.id,
        rule.name,
        rule.rank,
        _ranks()[rule.rank],
        phrase,
        TimeLimit(phrase, (clause,)),
        rule.seen,
        rule.general,
        rule.year,
    )


def _general() -> tuple[LegalLimit, ...]:
    return tuple(rule for rule in legal_limits() if rule.general)


@cache
def _ranks() -> tuple[str, ...]:
    return tuple(load("limits")["ranks"])


@cache
def _forming() -> tuple[str, ...]:
    place = files("gongkai.duties").joinpath("data", "limits.toml")
    return tuple(tomllib.loads(place.read_text(encoding="utf-8"))["forming"]["words"])
