"""Days that are something else's: a target's, a question's, a meeting's, another body's.

The rules for forecasts find a day; here it is asked whether the sentence it stands in is about when the action
will be done.
"""

from __future__ import annotations

from bot.conversation.lexicon import COLOUR
from bot.conversation.marks import Marked, any_of
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Reading

_SENTENCE_END = prefiltered(r"[.;!?\n](?=\s|$)")
#: A figure to be reached by that day.
_FIGURE = prefiltered(
    r"\b\d+(?:\.\d+)? ?(?:%|per ?cent\b)|\b(?:trajectory|baseline)\b|\btargets?\b(?: is| was| for| of)? ?(?:\d|\ue003[\s:]*\d)"
)
#: "Q4 is realistic once the trajectory is agreed" tells when, whatever figure goes with it.
_DOABLE = prefiltered(
    r"\s*(?:is|'s|looks?|seems?|feels?|(?:would|should|will) be)(?: (?:\w+ly|more|still|now|quite|very|about))? (?:realistic|doable|achievable|likely|feasible|manageable|possible|fair)\b"
)
_TOLD_DONE = prefiltered(
    r"\b(?:done|finish\w*|complet\w+|deliver\w*|closed?|forecast|move|push|extend|date|deadline|land\w*|realistic\w*|new date)\b"
)
_ASKED = prefiltered(
    r"^\W*(?:(?:hi|hello|sorry|so|and|but|ok)\W+)*(?:is|was|isn'?t) (?:the |our |my )?(?:deadline|due date|date|target date|target|completion date|end date) (?:still |now |really |actually |meant to be |supposed to be )*\ue003+[\s?]*$"
)
_DREAM = prefiltered(
    r"\b(?:in a (?:perfect|ideal) world|in my dreams|in an ideal world|wishful|if only|but (?:that'?s |it'?s )?(?:not|un)\s?realistic|not realistic(?:ally)?|pie in the sky)\b"
)
_ACTION_WORDS = r"(?:date|deadline|due|action|target|it|this|that|one|completion|finish|end|timeline|timescale|forecast|delivery|item|milestone|work|job|task|whole|lot|project|plan|expected|estimated|revised|new|final|original|goalposts|go-live|close|closing)"
_MOVES_ELSE = prefiltered(
    rf"\b(?:move|moved|moving|push|pushed|pushing|shift|shifted|change|changed|postpone|postponed|delay|delayed|reschedule|rescheduled|bring|brought) (?:the|our|my|your|a|their) (?!{_ACTION_WORDS}\b)[a-z]"
)
_DATE_OF_ELSE = prefiltered(
    rf"\bdates? (?:for|of) (?:the|our|my|a|their) (?!{_ACTION_WORDS}\b)[a-z]"
)
_FOR_ELSE = prefiltered(
    rf"^ ?for (?:the|a|an|their) (?!{_ACTION_WORDS}\b|rest\b|moment\b|time\b|now\b|board\b)[a-z]+"
)
_SAYS = prefiltered(
    r"(?:^|[.;,!\n]\s*|\b(?:and|but|as|because) )(?!(?:i|we|i'd|we'd|let's|to|would|just|please|can|you|lets|ok|so|then|now|id|should|shall|you can|and|but|i'll|we'll|could|must|best|might|may|say|think|reckon)\b)(?:the )?[a-z\ue004]+ (?:now |still |all )?(?:say|says|said|reckon|reckons|think|thinks|quote|quoted|promise|promised|promises|tell|tells|insist|insists)\b[^.;\n]*$"
)
_I_LEAVE = prefiltered(
    r"\bi(?:'m|'ll| am| will)? (?:leave|leaving|retire|retiring|(?:finish|finishing)(?= (?:here|work|on|at the)\b)(?: (?:here|work|at the [a-z]+))?) (?:on |at |in )?$"
)
#: "Send these to Kelly while I'm off, 27 Nov to 8 Dec": the days on which nobody is there.
_ABSENT = prefiltered(
    r"\b(?:i'?m|i am|i'?ll be|i shall be|my|we'?re|while|whilst|during|in|for|on)(?: (?!(?:for|of|to)\b)[a-z]+){0,2} (?:off|away|out|leave|holidays?|hols|absence|a/?l)(?: work| sick)?[\s,:(-]*(?:from |is |are |for )?$"
)
_THIS_PERIOD = prefiltered(
    r"(?:for |in |on )?this (?:month|week|quarter|year|term|half[ -]term|period|cycle)"
)
#: "Board papers deadline has been moved to": what was moved must be the action or its date.
_MOVED = prefiltered(
    r"\b(?:moved|pushed|put|shifted|extended|changed|postponed|delayed|rescheduled|rearranged|brought|slipped|slips|slipping)\b"
)
_MAY_BE_MOVED = frozenset(
    any_of(
        """date deadline due action target it its it's this that one completion finish end timeline timescale forecast delivery item
        milestone work task whole lot plan expected estimated revised new final original the our my a an all both mine these those
        everything they them has have had been be got is was are now just also since of for on to and but so then because as we've
        i've sorry hi hello unfortunately sadly ok yes no well please not only dates things thing actions items deadlines closing-date
        that's amber red green grey blue afraid looks like think really already again i'm im may might can could would should must ought need needs will please pls"""
    ).split("|")
)
#: Characters of a clause before its date.
_CLAUSE = 120
_OWN_DOING = prefiltered(r"\b(?:i|we|i've|we've|i'd|we'd|i'm|we're|you|it|this|\ue002+)\b|\ue002")
_SOME_DAY = prefiltered(r"\b(?:some point|who knows|any ?time)|\bsome ?time (?:in )?\ue003*$\b")
_SOME_WEEK = prefiltered(r"(?:early |later? |mid |end of )?(?:in )?(?:next|this) (?:week|wk)")
_COLOUR = prefiltered(rf"\b{COLOUR}\b")
#: "Year end is 31 March": the first words name a day of the calendar.
_NAMED_DAY = prefiltered(r"^\W*(?:the )?\ue003+ (?:is|was|=) $")
#: "The date on the plan is 31 March", "slides by Friday".
_ON_PAPER = prefiltered(
    r"\b(?:on|in|per) (?:the|your|our|that|this) (?:plan|tracker|paper|website|system|dashboard|spreadsheet|report|letter|message|reminder|slides?)(?: still| currently)? (?:is|was|says|said|has)\b|^\W*(?:the |my |our )?slides?\b"
)
_DID_ELSE = prefiltered(r"\b(?:done|finished|did|doing) (?:my|the|our|some) [a-z]+ (?:for )?$")
_FINISHED_FOR = prefiltered(r"\b(?:finish|finished|done|off)(?: up)?(?: for)? $")
_ALONE = prefiltered(r"[\s\ue002,.&-]*(?:(?:and|yes|ok|then|but|so|no|also)[\s\ue002,.&-]*)*")
#: "Funding ends 31 March".
_KNOWN_DAY = prefiltered(
    r"\b(?:year|term|half[- ]term|month|financial year|contract|lease|funding|grant|pilot|census|budget) (?:end|ends|starts?|closes?|runs out|expires?)(?: is| on|:)? $"
)
#: "December: green" heads a report.
_HEADS = prefiltered(r"^\W*$")
_HEADED = prefiltered(r"^\s*(?::|-|=)\s*(?:green|amber|red|on track)\b")
#: "For the cluster meeting, 6 Feb:" stands over the report; "new date 6 Feb:" tells when.
_OVER_LINES = prefiltered(r"^\)?\s*[:-]+\s*\n")
_TELLS_WHEN = prefiltered(
    r"\b(?:done|finish\w*|complet\w+|clos(?:e|es|ed|ing)|forecast|mov(?:e|es|ed|ing)|push\w*|extend\w*|dates?|deadlines?|due|by|to|till?|until|new|now|revised|slip\w*|expect\w*|aim\w*|land\w*)\b"
)
#: "(that's Gethin's, due 30 April)": beside words that tell whose another action is.
_WHOSE_ELSE = prefiltered(
    r"\((?:(?:that'?s|that is|which is|it'?s|this is|is|one of|another of) )?(?:the )?(?!(?:it|that|this|what|let|here|there|who|how|mine)'s\b)(?:(?:[\w-]+|\ue004+)(?:'s|(?<=s)')|his|hers|theirs|their \w+|(?:not|isn'?t) (?:mine|ours|me)|someone else'?s|another (?:team|council|lead)'?s)\b[^()\n]*$"
)


#: Characters on either side of a day, beyond which nothing tells what it is of.
_REACH = 400
_DONE_WITH = prefiltered(r"\bdone with $")
_WORDS = prefiltered(r"[a-z'&-]+")
_PAUSE = prefiltered(r"[,:(]|\s-\s")
_CLAUSE_BREAK = prefiltered(r"[,;:(]|\s-\s|\b(?:so|but|because|as|hence|therefore|which)\b")


def day_of_else(marked: Marked, one: Reading) -> str:
    """Why the day of this reading is not the action's; empty where it may be."""
    if one.forecast is None:
        return ""
    mask = marked.mask
    if _DREAM.search(mask):
        return "day-wished"
    wanted = one.forecast.end
    first = ""
    for span in marked.dates:
        if span.reading.end != wanted:
            continue
        since = max(0, span.start - _REACH)
        ends = [m.end() for m in _SENTENCE_END.finditer(mask, since, span.start)]
        start = ends[-1] if ends else since
        stop = _SENTENCE_END.search(mask, span.end, span.end + _REACH)
        end = stop.end() if stop else min(len(mask), span.end + _REACH)
        why = _why(
            mask[start : span.start],
            mask[span.end : end],
            mask[start:end],
            span.words,
            mention=any(
                ref.mention and mask[ref.end : span.start].strip() in ("", "by", "before")
                for ref in marked.refs
                if ref.end <= span.start
            ),
        )
        if not why:
            # Told once of the action, it is the action's.
            return ""
        first = first or why
    return first


def _why(left: str, right: str, sentence: str, words: str, *, mention: bool) -> str:
    clause = _PAUSE.split(left)[-1]
    if _FIGURE.search(sentence) and not (_TOLD_DONE.search(clause) or _DOABLE.match(right)):
        return "day-of-target"
    if _DONE_WITH.search(clause):
        return "day-of-else"
    if _ABSENT.search(left):
        return "day-of-absence"
    if _KNOWN_DAY.search(clause) or _something_moved(left):
        return "day-of-else"
    if _NAMED_DAY.search(left) or _ON_PAPER.search(clause) or _DID_ELSE.search(clause):
        return "day-of-else"
    if "for " in (words[:4], clause[-4:]) and _FINISHED_FOR.search(clause):
        return "day-of-else"
    if words in ("today", "tomorrow", "tonight") and _ALONE.fullmatch(clause):
        return "day-to-answer"
    if _SOME_WEEK.fullmatch(words) and _ALONE.fullmatch(clause) and _COLOUR.search(sentence):
        # "3.2.1 next week, this one green": then it may be done, or be answered.
        return "day-to-answer"
    if _SOME_DAY.search(clause):
        return "day-unknown"
    if _ASKED.match(sentence):
        return "day-asked"
    if _HEADS.match(left) and _HEADED.match(right):
        return "day-of-report"
    if _OVER_LINES.match(right) and not (
        _TELLS_WHEN.search(left.rpartition("\n")[2]) or words.startswith(("by ", "until "))
    ):
        return "day-of-report"
    if mention or _WHOSE_ELSE.search(left):
        return "day-of-another"
    if _THIS_PERIOD.fullmatch(words) and clause.strip() and not _TOLD_DONE.search(clause):
        return "day-of-report"
    if _MOVES_ELSE.search(clause) or _DATE_OF_ELSE.search(left):
        return "day-of-else"
    if _SAYS.search(left) or _I_LEAVE.search(left) or _FOR_ELSE.match(right):
        return "day-of-else"
    return ""


def _something_moved(left: str) -> bool:
    """Whether a thing that is no action, and no date of one, is what was moved."""
    clause = _CLAUSE_BREAK.split(left[-_CLAUSE:])[-1]
    moved = _MOVED.search(clause)
    if moved is None:
        return False
    what = clause[: moved.start()]
    if _OWN_DOING.search(what):
        return False
    words = _WORDS.findall(what)
    return any(word.removesuffix("'s") not in _MAY_BE_MOVED for word in words)
