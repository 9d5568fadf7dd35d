"""What the words before and after a date make of it: a day of completion, a day of something else, an old date.

A date in a report is mostly about something else: an interview, a meeting, a start. It is a forecast where
the writer says of the action ("it", "we", its reference) that then it will be done. The words of a clause are
weighed against closed lists; one word that is in none of them ("agency", "interviews") makes it an event.
"""

from __future__ import annotations

from enum import StrEnum

from bot.conversation.date_moves import moves_the_date
from bot.conversation.prefilter import prefiltered


class Role(StrEnum):
    """What a date is in its clause."""

    FORECAST = "forecast"
    """Then it will be done."""
    WEAK = "weak"
    """May be a forecast where nothing else is near: "now 12 Jan", "12 Jan"."""
    EVENT = "event"
    OLD = "old"
    """The date that was, or that somebody else set: "originally October", "from 30 Nov"."""
    WANTED = "wanted"
    """When it has to be done: whether it will be is another matter."""
    OFFERED = "offered"
    """A day that suits the writer, for whatever it may be: "could do 14 Dec"."""
    REJECTED = "rejected"
    """A date that will be missed: "won't hit November"."""


#: Said of a date, these tell of completion, of moving it, or of expecting it.
_CUES = frozenset(
    """done complete completed completion completes completing finish finished finishing finishes deliver delivered
    delivery delivering delivers forecast forecasting due deadline eta expect expected expecting expects land lands landing
    landed ready hit slip slips slipped slipping slippage push pushed pushing move moved moving delay delayed extend extended
    extending extension target targeting aim aiming aims revise revised revising close closed closing wrap wrapped wrapping
    estimate estimated est new by now until till til track schedule scheduled end finalised finalise finalising concluded
    conclude concludes postpone postponed postponing rescheduled reschedule stretch run runs sorted achieved achieve
    reset later wraps winds winding stays stay remains stands forward date dates timescale timescales timeline timing ecd deferred defer deferring
    drifting drift drifts drifted sliding slide slides slid readiness changed rearranged moves pushes extends revises shifts""".split()
)
#: With a colour beside it, a date with no more than these before it says too little.
_WEAK = frozenset("now until till til new end back later run runs due by changed".split())
#: Words that say nothing of what the date is of; with them alone it stands as if it were bare.
_FILLERS = frozenset(
    """note advised confirm putting setting bang slap smack squarely precisely dead hi hello yes no ok so well sorry please pls actually i id im think reckon hope hoping hopefully realistically realistic
    probably likely maybe perhaps possibly poss more like about around roughly approx approximately circa somewhere sometime anytime
    currently looks looking the a an for on at to and then but just still ideally best guess tbh honestly honest it
    its is be of say put towards toward say what how would we will only further bit provisional provisionally safer
    afraid obvs obviously us could can either with mid rather than as this that all both them these
    might may must mean meant instead here there my thinking""".split()
)
#: References and links tell nothing of what a date is.
_MARKS = "\ue001\ue002"
_ALLOWED = (
    _CUES
    | _FILLERS
    | frozenset(
        """it this that these those them both they we you i all action actions whole thing everything work project be been will would
    shall should can could may might must wont cant is are am was were to the a an expecting for on at in around about so
    more like realistic realistically looking look looks likely hope hoping hopefully think plan planned planning please pls have
    has had get getting gets got make makes making need needs needing want wants change changing set put out sorry actually instead meant
    mean say says saying said sign signed signing off up over fully bring brought bringing also still going go goes gonna happen happens take takes taking
    took request requesting ask asking only as us me my our mine earliest latest and then but roughly approx approximately circa probably
    hi hello yes no ok okay timescale further bit though currently current reckon let lets of mid propose proposed proposing suggest
    suggesting agree agreed completion from here earlier provisional provisionally there sometime any anytime rather just
    not give gives giving allow allowing pencil pencilled stick sticking looks best guess latest keep keeping bear
    finally final go live full target realistic honest honestly tbh safer say currently afraid leave im ideally either way amend
    amended amending adjust adjusted adjusting alter altered altering shift shifted shifting require requires requiring
    anticipate anticipated anticipating predict predicted predicting trying try well before update updated updating
    originally initially previously formerly since supposed been original old previous published approved
    longer unlikely cannot never miss missed missing forget hope chance with maybe perhaps possibly poss than
    read reads reading ought real true actual proper certainly
    call calls calling back
    do manage meet commit make work happen happening any chance of sure
    wont cant dont doesnt didnt isnt arent wouldnt couldnt shd shld shud wd wld cd cud shid
    """.split()
    )
)
_PRONOUNS = "i|you|he|she|it|we|they|this|that|there|these|those|what|all|everything"
#: "we'll", "itll", "that's": the pronoun alone is weighed.
_CONTRACTED = prefiltered(rf"\b({_PRONOUNS})'?(?:ll|d|ve|re|s|m)\b")
#: The clause tells of the date that was.
_OLD = prefiltered(
    r"\b(?:was|were|originally|initially|previously|formerly|from|since|instead of|rather than|had been|supposed|meant to be|should have(?! (?:it|this|that|these|them|both|everything|all|mine|the (?:lot|whole))\b)|should've|"
    r"(?:original|old|previous|first|published|agreed|approved|current|due) (?:date|deadline|target|completion date)|(?:original|old|previous|first|earlier) (?:forecast|estimate|eta|ecd))\b(?! (?:should|needs? to|to be|is now|now|must|will|has (?:moved|changed))\b)"
)
#: "Agreed new date", "revised from X to": the words that take the past out of a clause again.
_NEW = prefiltered(
    r"\b(?:now|new|revised|moved|slipped|pushed|changed|(?:should|must|ought to|needs? to|has to) (?:now )?(?:be|read|say))\b"
)
_REJECTED = prefiltered(
    r"\b(?:(?:wo|ca|is|are|does|do)n't|wont|cant|isnt|arent|not going to|cannot|will not|can not|unlikely to|not gonna|no longer|no chance of|no way|never|miss|missed|missing|forget|no hope of)\b"
)
_NOT = prefiltered(r"\bnot\b")
#: What is reported, not what is done: "update by Friday", "more on the 4th".
_REPORTING = prefiltered(
    r"\b(?:updat\w+|more|news|numbers|figures|details?|report|reply|answer|respond)\b(?! (?:like|realistic|likely|than)\b)"
    r"(?! (?:it|this|that|the|to|my|date|deadline|completion|\ue002+)\b)"
)
#: "I'll have more to say after that": what will be told then.
_TO_TELL = prefiltered(
    r"\b(?:more|something|anything|news|lots|plenty|enough|nothing|better placed|able) to (?:say|tell|report|add|share|give)\b"
)
#: "I'll get the figures to you by Friday": what is sent then, and not what is done.
_TO_YOU = prefiltered(
    r"\b(?:to|with) you\b|\byou (?:will )?(?:have|get|hear|receive)\b(?! (?:it|this|that|them|everything) (?:all )?(?:done|complete\w*|finished|delivered|wrapped|signed|sorted))"
)
#: "Back on track by Christmas" is no day of completion; "back on Monday" is a return.
_RETURNING = prefiltered(
    r"\bback\b.*\btrack\b|\btrack\b.*\bback\b|\bback (?:on|in)\s*$|\bback to you\b|\bexpect(?:ed|ing)? (?:\w+ )?back\b"
    r"|^\W*(?:(?:i|im|we|just|now|be|will|am|should|hopefully) )*back\s*$|^\W*(?:only|just|not) (?:in|here|around)\s*$"
    r"|\b(?:i|im|we|were) (?:am |are |will |be |only ){0,3}(?:in|on|out|off|back|away)(?: on)?\s*$"
)
#: When somebody wants it, or when something else comes: no day on which the writer expects it done.
_WANTED = prefiltered(
    r"\b(?:must|has to|have to|needs? to) be (?:done|complete\w*|finished|signed off|delivered|in|ready|closed|over|sorted)\b"
    r"|\bthey (?:want|need|expect|would like)\b"
)
#: Beside a colour "expecting it by Friday" is as often said of an answer or a delivery.
_EXPECTED = prefiltered(r"\bexpecting (?:it|this|them|that)\b(?! to)")
#: A verb with the date right behind it, said of "it", "this", "we" or of nothing.
_SAID_OF_IT = prefiltered(
    r"\b(?:(?:will|ll|should|going to|gonna|has to|needs? to|would|have to|must|to) be|is now|are now|now (?:looking|be)|looking (?:at|like|more like)|looks like|"
    r"more (?:like(?:ly)?|realistic\w*)|likely|say|call (?:it|this|that)|make (?:it|this|that)|make \ue002+|go(?:ing)? (?:for|with)|give (?:me|us|it|this)|needs?|require[sd]?|needing|allow|"
    r"realistically|hopefully|ideally|probably|(?:how|what) about|(?:can|could|may) (?:i|we) have|(?:i|we) (?:can|could|may) have|(?<!no )chance of|(?:i|we)(?:'d|'ll| would| will)? (?:need|want|like)|"
    r"(?:it|this|that)(?:'s|s| is)(?: (?:now|probably|likely|realistically|more like))?|put(?: \w+)? down|pencil(?:led)?(?: it)?(?: in)?|(?:go|goes|going|gone) (?:back |out )?to|stick(?:ing)? (?:with|to)|keep(?:ing)?(?: it| this)?|stays?|staying|remains?|leave (?:it|this)|(?:put|set|bring|brought)(?: (?:it|this|that|them|both|the date|date|deadline|back|out|forward|\ue002+)){1,4})"
    r"(?: (?:about|around|roughly|by|until|till|til|for|to|early|mid|late|the|more like|at|as))*\s*$"
)
#: "I can do 14 Dec", "could only manage the 14th".
_CAN_DO = prefiltered(
    r"\b(?:can|could|able to|happy to|happy with)(?: (?:probably|just|only|certainly|definitely|still|realistically|do|we|i))* (?:do|manage|make|hit|commit to|work to|live with|offer)(?: (?:it|this|that))?(?: (?:by|for|on|the))*\s*$"
    r"|\b(?:can|could)(?: (?:probably|just|only|still))* meet\s*$"
)
#: "1.1.1 to 19 Jan".
_REF_TO = prefiltered(r"\ue002[\s:]*(?:to|now|until|till|->|=>)\s*$")
#: "2 of 4 done by 12 Jan": a part of it.
_SHARE = prefiltered(
    r"\b\d+ ?(?:of|out of|/) ?\d|\b\d+ (?:are |be |were )?(?:done|complete\w*|finished|delivered|ready|to)\b|\btargets?\b[^,]*\d ?%"
)
#: "Closing date 8 Dec" is an advert's.
_OTHER_DATE = prefiltered(r"\bclosing dates?\b")
#: "Call-in runs out 7 Dec": what lapses then, or a noun made of words with which people report.
_LAPSES = prefiltered(
    r"\b(?:runs?|ran|running) out\b|\b(?:is|be|are) up(?: on| by)?\s*$|^\W*(?:the |a |our |any )?(?:call[- ]in|(?:call|run|look|take|time|go)-(?:off|out|back|over|up|ahead|through|round))\b"
)

#: "Me and procurement, out by 15 March": something is published then.
_OUT = prefiltered(
    r"^\W*(?:(?:it|this|they|that|we|to|will|ll|is|are|be|should|hopefully|now|get|go|goes|going|come|comes|coming) )*out\s*$"
)

_ONE = prefiltered(r"\b(?:this|that) one\b")
_NEW_ONE = prefiltered(r"\bnew one\b")
#: "The finish line for us is end of March".
_IN_TIME_FOR = prefiltered(r"\bin time for(?: the)?\s*$")
_SOMETIME = prefiltered(r"\b(?:at )?some (?:time|point|stage)\b")
_FINISH_LINE = prefiltered(r"\b(?:finish(?:ing)?|end) ?(?:line|point|post)\b")
#: "1.1.1, which moves to": the action is what is spoken of.
_OF_WHICH = prefiltered(r"(?<=\ue002),? (?:which|where|that)(?= )")
_I_TOLD = prefiltered(
    r"\b(?:i|we)(?:'?ve| have|'d)?(?: (?:already|just|clearly|also|did))* (?:(?:told|tell|gave|given|give|said to) (?:you|u|ye)|said|say)(?: (?:it'?s|it was|already|before|once|twice|\w+ times|last time|earlier))*(?=\W*$| (?:by|to|the|for|end|early|mid|late)\b)"
)
_GAPS = prefiltered(r"[^a-z\ue001-\ue005' ]+")


def role_of(clause: str, *, preposition: str, beside: bool) -> Role:
    """The role of a date by the words between it and what stops before it."""
    plain = _plain(clause)
    said = plain.split()
    if preposition in ("by", "until", "till", "til"):
        said.append(preposition)
    bare = not said
    if moves_the_date(clause, preposition=preposition):
        return Role.FORECAST
    if not all(word in _ALLOWED or word[0] in _MARKS for word in said):
        return Role.EVENT
    if preposition not in ("to", "until", "till", "til") and _OUT.match(plain):
        return Role.EVENT
    if _SHARE.search(clause) or _OTHER_DATE.search(plain) or _LAPSES.search(clause):
        return Role.EVENT
    if _RETURNING.search(plain) or (_REPORTING.search(plain) and not _SAID_OF_IT.search(plain)):
        return Role.EVENT
    if _TO_YOU.search(plain) or _TO_TELL.search(plain):
        return Role.EVENT
    if beside and _EXPECTED.search(plain):
        return Role.EVENT
    if _WANTED.search(plain):
        return Role.EVENT if beside else Role.WANTED
    if _OLD.search(plain) and not _NEW.search(plain):
        return Role.OLD
    if _REJECTED.search(_straight(clause)):
        return Role.REJECTED
    if _CAN_DO.search(plain):
        return Role.EVENT if beside else Role.OFFERED
    if _NOT.search(plain):
        # "Not by 15 December" tells what will be missed, "not 15 December" what is not meant.
        return Role.REJECTED if preposition == "by" else Role.OLD
    cues = {word for word in said if word in _CUES}
    if not bare and (_SAID_OF_IT.search(_straight(clause)) or _REF_TO.search(clause)):
        return Role.FORECAST
    if cues - _WEAK:
        return Role.FORECAST
    if "due" in cues and (not beside or cues & {"now", "new"}):
        return Role.FORECAST
    if said == ["to"]:
        return Role.WEAK
    if not beside and not cues and not {word for word in said if word[0] not in _MARKS} <= _FILLERS:
        # "Call me Thursday".
        return Role.EVENT
    if beside and not bare and not cues & {"now", "new", "by"}:
        return Role.EVENT
    if (
        beside
        and preposition in ("until", "till", "til", "in", "on", "for", "after", "since")
        and not cues & {"now", "new"}
    ):
        return Role.EVENT
    return Role.WEAK


def _straight(clause: str) -> str:
    return clause.replace("’", "'")


def _plain(clause: str) -> str:
    """Words alone, contractions undone, signs gone."""
    plain = _I_TOLD.sub("say", _straight(clause))
    plain = _CONTRACTED.sub(r"\1", plain.replace("n't", "nt"))
    plain = _NEW_ONE.sub("new date", _OF_WHICH.sub("", _ONE.sub("this", plain)))
    plain = _IN_TIME_FOR.sub("by", plain)
    plain = _SOMETIME.sub("sometime", _FINISH_LINE.sub("finish", plain))
    return _GAPS.sub(" ", plain).replace("'", "")
