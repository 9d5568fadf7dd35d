"""What a message tells of other people's actions, beside what it tells of the writer's own (R14).

"Tom's is red but that's his to report. Mine's amber" says amber; "snooze mine, Ahmed's you can leave alone"
says nothing of Ahmed's. A colour is set aside only where the writer expressly speaks of their own, or leaves
the other to whoever has it; else which of the two is meant is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.conversation.colours import mentions
from bot.conversation.completion import read_done
from bot.conversation.cues import implied_status, says_no_change
from bot.conversation.lexicon import COLOUR, FIRST_NAMES, NOT_NAMES
from bot.conversation.marks import Marked, between, without
from bot.conversation.prefilter import prefiltered

_PART = (
    r"(?:bit|part|half|one|ones|action|actions|side|area|piece|end|line|lot|stuff|share|section)"
)
_BODY = r"(?:icb|health|nhs|finance|hr|council|trust|provider|social care|education|commissioning|schools|legal|camhs)"


def _whose(name: str) -> str:
    """Whose it is; the word of the group ``name`` must be a person's."""
    return rf"(?:\b(?:(?P<{name}>[a-z]{{2,}})'s(?: {_PART})?|(?:the |our )?{_BODY}'s(?: {_PART})?|(?:hers|theirs|his)|(?:his|her|their)(?: own)? {_PART})|\ue004+'s(?: {_PART})?)"


_TOLD = prefiltered(
    rf"{_whose('name')}(?:'s)? (?:(?:i|we) (?:think|hear|gather|believe) )?(?:is|are|has|have|was|were|went|will|can|should|stays?|remains?|looks?|isn'?t|hasn'?t|you|you'd|still|now)\b"
    rf"|\b(?:{COLOUR}|no change|same|unchanged|nothing new)(?: again| as before)? (?:for|on|with|from|to|in) {_whose('other')}(?![\w'])"
)
_BEGINS = prefiltered(r"[.;:,!?\n()]|\s-\s|\b(?:but|and|so|while|whilst|whereas|though|although)\b")
_ENDS = prefiltered(
    r"[.;:,!?\n()]|\s-\s|\b(?:but|and|so|while|whilst|whereas|though|although|anyway|anyhow)\b|\b(?=(?:mine|ours) (?:is|are)\b)"
)
#: Left to whoever has it: "that's his to report", "she'll tell you".
_LEFT_TO_THEM = prefiltered(
    r"\W*(?:(?:but|and|so|though) )?(?:"
    r"(?:that'?s|it'?s|that is|it is|which is|they'?re|is) (?:(?:really|all|entirely|very much) )?(?:(?:his|hers|theirs|\w+'s)(?: (?:to|job|call|business|problem|action|not)\b|(?=\W*(?:$|[.;,\n])))|(?:for|up to|down to) (?:him|her|them|\w+) to\b|(?:for|up to|down to) (?:him|her|them)\b|not (?:mine|ours|for me|for us)\b)"
    r"|(?:he|she|they)(?:'ll| will| can| should|'d better| needs? to| must)(?: (?:probably|no doubt|surely))? (?:tell|say|report|update|let|answer|speak|reply|respond|explain|confirm|do)\b"
    r"|(?:ask|speak to|check with) (?:him|her|them)\b|not (?:mine|ours|for me|my place) to (?:say|report|tell)\b)"
    r"[^.;,!?\n]*"
)
_WILL_TELL = prefiltered(
    r"\b(?:will|'ll|can|should|may|might|to)(?: (?:probably|no doubt|surely|also|have to))? (?:tell|report|say|update|let|answer|confirm)\b"
)
#: The writer speaks of what is theirs.
_OWN = prefiltered(
    rf"\b(?:mine|ours|my (?:action|actions|own|one|ones)|(?:from|for|with|by) (?:me|us)|i'?m|i am|i'd|i say|we'?re|we are|i'll) ?(?!{_PART}\b)"
)
#: "Mine and hers are both red": of the two only one is the writer's.
_TOGETHER = prefiltered(
    rf"(?:\b(?:mine|ours|my (?:action|one))(?P<and> (?:and|plus|&) {_whose('name')})|(?P<before>{_whose('other')} (?:and|plus|&) )(?:mine|ours|my (?:action|one))) (?:are|were|have|stay|remain)\b(?: (?:still|now|all))*(?P<both> both)?"
)
#: "Ref | Lead | RAG" heads a table.
_LEADS = prefiltered(
    r"(?P<before>(?:[^\n,]{1,30},){0,6}) ?(?:(?:action|current|named|lead) )?(?:leads?|owners?|who|name|officer|responsible)(?: (?:name|officer|person))? ?(?P<after>(?:,[^\n,]{1,30}){0,6})\n"
)
_ME = prefiltered(r"\b(?:me|myself|mine|us|i|self)\b")
_REACH = 120


def less_theirs(marked: Marked, mine: Sequence[str]) -> Marked:
    """The message less the clauses about other people's actions; unchanged where nothing else is told."""
    marked = _less_rows(marked, mine)
    mask = marked.mask
    if "'s" not in mask and not _MAY_BE.search(mask):
        return marked
    rest, coloured, deferred = _less_shared(marked), False, False
    if rest is not marked:
        return rest
    for start, end, left in _clauses(marked):
        coloured = coloured or bool(mentions(mask[start:end]))
        deferred = deferred or left
        rest = without(rest, start, end)
    if rest is marked:
        return marked
    if not coloured or (_reports(rest.mask) and (deferred or _OWN.search(rest.mask))):
        return rest
    return marked


def _less_rows(marked: Marked, mine: Sequence[str]) -> Marked:
    """A pasted table less the rows in whose column of leads somebody else stands."""
    heading = _LEADS.match(marked.mask) if "\n" in marked.mask else None
    if heading is None or not (heading["before"] or heading["after"]):
        return marked
    column = heading["before"].count(",")
    rows: list[tuple[int, int, str]] = []
    at = heading.end()
    for line in marked.mask[at:].split("\n"):
        cells = line.split(",")
        if len(cells) > column:
            rows.append((at, at + len(line), cells[column].strip()))
        at += len(line) + 1
    own = any(_ME.search(lead) for _, _, lead in rows)
    for start, end, lead in rows:
        named = {key for ref in between(marked.refs, start, end) for key in ref.keys}
        if lead and not _ME.search(lead) and (own or not named & {*mine}):
            marked = without(marked, start, end)
    return marked


def _less_shared(marked: Marked) -> Marked:
    found = _TOGETHER.search(marked.mask)
    if found is None or not _is_person(marked, found):
        return marked
    for group in ("both", "and", "before"):
        start, end = found.span(group)
        if start >= 0:
            marked = without(marked, start, end)
    return marked


_MAY_BE = prefiltered(r"\b(?:his|hers|her|theirs|their)\b")


def _reports(mask: str) -> bool:
    done = read_done(mask)
    return bool(
        mentions(mask) or says_no_change(mask) or implied_status(mask)[0] or (done and done.certain)
    )


def _clauses(marked: Marked) -> Iterator[tuple[int, int, bool]]:
    """Where another's action is told of, and whether it is left to them to report."""
    mask, at = marked.mask, 0
    for told in _TOLD.finditer(mask):
        if told.start() < at or not _is_person(marked, told):
            continue
        begins = [
            m.end() for m in _BEGINS.finditer(mask, max(at, told.start() - _REACH), told.start())
        ]
        start = begins[-1] if begins else max(at, told.start() - _REACH)
        stop = _ENDS.search(mask, told.end())
        end = stop.start() if stop else len(mask)
        left = _LEFT_TO_THEM.match(mask, end)
        yield (
            start,
            left.end() if left else end,
            bool(left or _WILL_TELL.search(mask, start, told.end())),
        )
        at = left.end() if left else end


def _is_person(marked: Marked, told: re.Match[str]) -> bool:
    """Whether the word before "'s" is somebody's name: known to be one, or written with a capital."""
    for group, name in told.groupdict().items():
        if group not in ("name", "other"):
            continue
        if name is None:
            continue
        if name in FIRST_NAMES:
            return True
        first = marked.text[told.start(group)]
        return first.isupper() and name not in NOT_NAMES
    return True
