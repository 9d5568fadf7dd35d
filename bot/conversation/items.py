"""Milestones, measures and asks, taken out of a message before the rest is read for its colours (R12).

"First milestone's done, second slips to June; timeliness 28% in September; need the Board to agree
agency spend" reports no colour and moves no date of the action. Nothing is guessed: what fits more than
one milestone or measure becomes a question, what fits none stays in the message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.conversation.colours import mentions
from bot.conversation.item_answers import as_of_part, which_measure, which_milestone
from bot.conversation.item_measures import ReadingSaid, only_dates, read_measure
from bot.conversation.item_milestones import MilestoneSaid, has_own_colour, read_milestone
from bot.conversation.item_words import Clause, Items, clauses, lowered
from bot.conversation.normalise import normalise
from bot.conversation.prefilter import prefiltered
from bot.domain.commands import MilestoneReport, Part, RecordReading
from bot.phrasing.words import due_words

_BLANK = prefiltered(
    r"\b(?:and|but|also|so|then|thanks|thank you|cheers|hi|hello|morning|update|ok|the|is|fyi|too|on|for|action)\b"
    r"|[^\w]"
)
_LINK = prefiltered(r"(?:https?://|www\.)[^\s<>\"'|]+")
_ASK = prefiltered(r"\b(?:my |our |the )?(?:ask|help wanted|decision (?:needed|wanted))\s*[:–-]\s*")
_TWO_WORDS = prefiltered(r"\w\s+\w")
_DIGIT = prefiltered(r"\d")
_NOT_SURELY = prefiltered(r"\b(?:if|unless|whether|might|may|no longer)\b|n't\b")
_BLANKS = prefiltered(r"[^\S\n]+")
_STOP = prefiltered(r"[.;!?\n]")


@dataclass(frozen=True, kw_only=True)
class ItemsRead:
    """What a message says of milestones and measures, and asks for; ``rest``: every other word."""

    commands: tuple[MilestoneReport | RecordReading, ...] = ()
    parts: tuple[Part, ...] = ()
    """Questions: which item is meant, of which day a reading is."""
    asks: Mapping[str, str] = field(default_factory=dict)
    """By action: the decision or help wanted from a body."""
    words: Mapping[str, str] = field(default_factory=dict)
    """By action: the words of slips and readings that were taken out. They may be why its colour is what it is."""
    unclear: str = ""
    """What is said of a milestone, a measure or an ask of nobody knows which action."""
    unsure: tuple[str, ...] = ()
    """Actions of which a milestone is named with a date, and nothing plain is said of it."""
    rest: str = ""

    @property
    def says_anything(self) -> bool:
        """Whether anything was found that is saved or asked about."""
        return bool(self.commands or self.parts or self.asks or self.unclear or self.unsure)


def read_items(text: str, items: Items) -> ItemsRead:
    """Take a message apart. Where it is about nothing of the kind, ``rest`` is the whole text."""
    whole, message = text, normalise(text)
    text = message.text
    if message.auto_reply or message.too_long:
        return ItemsRead(rest=whole)
    if not any(a.milestones or a.measures for a in items.actions.values()) and not items.bodies:
        return ItemsRead(rest=whole)
    said = _Said(items=items)
    parts = clauses(text, items)
    n = 0
    while n < len(parts):
        n = said.take(parts, n)
    if not said.taken:
        return ItemsRead(rest=whole)
    return ItemsRead(
        commands=tuple(said.commands),
        parts=tuple(said.parts),
        asks=said.asks,
        words={key: ". ".join(told) for key, told in said.words.items()},
        unclear=". ".join(said.unclear),
        unsure=tuple(dict.fromkeys(said.unsure)),
        rest=_rest(text, parts, said.taken),
    )


@dataclass(kw_only=True)
class _Said:
    """What has been gathered so far."""

    items: Items
    commands: list[MilestoneReport | RecordReading] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    asks: dict[str, str] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    before: MilestoneSaid | None = None
    near: str | None = None
    """The action that the clause before turned out to be about."""

    def take(self, parts: Sequence[Clause], n: int) -> int:
        """Read one clause, perhaps with a neighbour that only dates it; gives back the next one's number."""
        clause = parts[n]
        if clause.key is None and not clause.refs:
            clause = replace(clause, key=self.near)
        if not clause.may_tell:
            return n + 1
        if mentions(clause.bare):
            # A colour that stands among the words: they are for the interpreter, unless it is a milestone's.
            if clause.key is not None and has_own_colour(clause.bare):
                self.unsure.append(clause.key)
                self.taken.add(n)
            return n + 1
        ask = _ask(clause, self.items)
        if ask is not None:
            self._ask(clause, ask)
            self.taken.add(n)
            return n + 1
        if (said := read_milestone(clause, self.items, self.before)) is not None:
            self._milestone(said, clause)
            self.taken.add(n)
            self.before = said
            self.near = said.key
            return n + 1
        if not _DIGIT.search(clause.bare):
            return n + 1
        follow = parts[n + 1] if n + 1 < len(parts) else None
        if follow is not None and (clause.dates or not only_dates(follow)):
            follow = None
        lead = parts[n - 1] if n and not clause.dates and only_dates(parts[n - 1]) else None
        read = read_measure(clause, self.items, lead_in=lead, after=follow)
        if read is not None:
            self._reading(read, clause, follow)
            self.taken.add(n)
            if lead is not None:
                self.taken.add(n - 1)
            if follow is not None:
                self.taken.add(n + 1)
            return n + (2 if follow is not None else 1)
        return n + 1

    def _ask(self, clause: Clause, words: str) -> None:
        if clause.key is None:
            self.unclear.append(clause.text.strip())
        else:
            told = [self.asks[clause.key]] if clause.key in self.asks else []
            self.asks[clause.key] = "; ".join([*told, words])

    def _milestone(self, said: MilestoneSaid, clause: Clause) -> None:
        if said.key is None:
            self.unclear.append(clause.text.strip())
            return
        if not said.done:
            self._keep(said.key, clause)
        if said.unsure or not (said.chosen or said.choices):
            self.unsure.append(said.key)
        elif said.chosen:
            self.commands += [
                MilestoneReport(
                    key=said.key,
                    milestone_id=one.id,
                    done=said.done,
                    done_on=said.done_on,
                    forecast=said.forecast,
                )
                for one in said.chosen
            ]
        else:
            self.parts.append(which_milestone(said))

    def _reading(self, said: ReadingSaid, clause: Clause, after: Clause | None) -> None:
        if said.key is None:
            self.unclear.append(clause.text.strip())
            return
        self._keep(said.key, clause, after)
        self.near = said.key
        today = self.items.context.today
        if said.measure is None:
            self.parts.append(which_measure(said, today))
        elif said.as_of is None or said.as_of.end is None:
            self.parts.append(as_of_part(said.key, said.measure.id, said.value, today))
        else:
            self.commands.append(
                RecordReading(
                    key=said.key,
                    measure_id=said.measure.id,
                    value=said.value,
                    as_of=said.as_of.end,
                    words=due_words(said.as_of),
                )
            )

    def _keep(self, key: str, *told: Clause | None) -> None:
        words = ", ".join(_unnamed(one) for one in told if one is not None)
        self.words.setdefault(key, []).append(words)


def _ask(clause: Clause, items: Items) -> str | None:
    """ "Need the Board to agree agency spend": what is wanted of a body, in the writer's words."""
    if clause.asks or clause.several:
        return None
    low = clause.bare
    match = _ASK.search(low)
    if match is None or low[: match.start()].strip(" ,.;:–-"):
        bodies = "|".join(
            re.escape(lowered(one)) for one in sorted(items.bodies, key=len, reverse=True)
        )
        if not bodies:
            return None
        match = re.search(
            r"(?<!n't )(?<!not )(?<!longer )\b(?:we |i |will |now |also )*(?:need|needs|want|wants|require|requires|"
            rf"would like|asking|ask)\s+(?=(?:the\s+)?(?:{bodies})\s+to\s+\w)",
            low,
        )
        if match is None or _NOT_SURELY.search(low[: match.start()]):
            return None
    words = clause.text[match.end() :].strip(" .;,")
    return words if _TWO_WORDS.search(words) else None


def _unnamed(clause: Clause) -> str:
    """A clause's words without the reference of its action."""
    text = clause.text
    for start, end in reversed(clause.refs):
        text = text[: start - clause.start] + text[end - clause.start :]
    return " ".join(text.split()).strip(" ,.;:–-")


def _rest(text: str, parts: Sequence[Clause], taken: set[int]) -> str:
    """The message without the clauses taken; a reference stays where the words after it still hang on it."""
    kept: list[str] = []
    for n, clause in enumerate(parts):
        end = parts[n + 1].start if n + 1 < len(parts) else len(text)
        between = text[clause.end : end]
        before = n + 1 in taken
        alone = before and bool(clause.refs) and not _BLANK.sub("", clause.bare)
        if n not in taken and not alone:
            # What joined the two goes with the second of them: "amber because …".
            joint = ", " if before and not _STOP.search(between) else between
            kept.append(f"{clause.text.rstrip()}{joint} " if before else clause.text + between)
            continue
        hangs = False
        for m in range(n + 1, len(parts)):
            if parts[m].refs:
                break
            hangs = hangs or m not in taken
        links = _LINK.findall(clause.text)
        if (hangs or links) and clause.refs:
            kept.append(text[clause.refs[0][0] : clause.refs[-1][1]] + " ")
        if links:
            kept.append(" ".join(links) + (" " if not between.strip() else between))
    rest = "".join(kept)
    left = lowered(rest)
    for clause in parts:
        for a, b in clause.refs:
            left = left.replace(lowered(text[a:b]), " ")
    if not _BLANK.sub("", left):
        return ""
    return _BLANKS.sub(" ", rest).strip(" ,;–-\n")
