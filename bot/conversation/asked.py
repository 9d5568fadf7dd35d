"""A question less what only tells how its writer is placed, in plain spelling.

"Sorry, first week here, what am I meant to type?" and "gimme the headline, one line, I'm walking in" ask what
they would ask without their first and last words. Only questions are read so: a report keeps all of its words.
"""

from __future__ import annotations

from bot.conversation.marks import any_of
from bot.conversation.prefilter import prefiltered

_I_AM = r"(?:(?:hi|hello|sorry|apologies|apols|ok|so|erm|um|well|i|i'?m|am|i'?ve|have|we|we'?ve|just|only|very|quite|still|been|really|literally|about to|honestly|absolutely|a|an|the|bit|little|but|and|as|since|because|cos)\W+)*"
#: New to all this.
_NEW = (
    r"(?:first (?:day|week|month|time|go)(?: (?:here|in post|in (?:the|this|my) (?:job|role)|back|at this|doing (?:this|one|it)|on this|using this))*|(?:brand )?new(?: (?:to (?:this|the (?:role|job|post|team|council|system|bot)|it|all (?:this|of this))|here|in post|starter|in (?:the|this) (?:role|job|post)|at this|boy|girl|lead))*|"
    r"(?:(?:first (?:day|week|morning)|only|just|straight|fresh|now|today|i'?m) )*back(?: (?:today|yesterday|this (?:morning|week)|monday|\ue003+|\ue005+))*(?: (?:in|at work|at my desk|in the office|to work))?(?: (?:from|after|off) (?:(?:my|the|a|an|two|three|some|annual|sick|mat|maternity|paternity|study|long|compassionate|christmas|half[- ]term|week'?s|weeks'?|fortnight'?s|days'?) )*(?:leave|holidays?|hols|break|sickness|absence|weeks?(?: off)?|days?(?: off)?|fortnight(?: off)?|time off|half[- ]term))?(?: (?:today|yesterday|this morning|\ue003+|\ue005+))?|"
    r"(?:long|busy|mad|hectic|crazy) (?:day|week|morning)|(?:catching up|playing catch[- ]up)(?: (?:today|after (?:leave|a week off)))?|"
    r"(?:not|never|haven'?t|hadn'?t)(?: ever)? (?:used|done|seen|had|filled in|filled|come across|met|got|worked with)(?: (?:this|one of these|these|it|one|any of this|anything like this))(?: (?:before|yet|thing|bot|form|system))*|"
    r"(?:started|joined|taken (?:this |it )?over|took (?:this |it )?over|inherited|given|handed|picked (?:this |it )?up|come into post|moved into)(?: (?:this|it|here|the (?:authority|council|role|team|job|post|trust|action)|one|last week|last month|yesterday|today|\ue003+|\ue005+|on monday|monday|from \w+))*|"
    r"(?:lost|confused|stuck|baffled|at sea|out of my depth)(?: here)?|(?:not|haven'?t) (?:a|got a) (?:clue|scooby)(?: what i'?m (?:doing|meant to do))?|no (?:idea|clue) what i'?m doing|(?:covering|filling in|standing in|deputising) for [\w\ue004]+(?: (?:today|this week|now|\ue003+|\ue005+))?)"
)
#: Short of time.
_HURRY = (
    r"(?:quick(?:ly)?(?: (?:one|q|question|query))?|in a (?:rush|hurry|dash)|no time|short on time|elevator pitch|one[- ]line(?:r)?|in (?:one|a) (?:line|sentence|word|nutshell)|one (?:line|sentence)|briefly|super quick|two (?:minutes|mins|secs)|"
    r"(?:walking|walk|heading|head|going|go|dashing|running|run|off|late) (?:in|into|to|out|for)(?: (?:the|a|an|my|our|cabinet|board|scrutiny|council|now|there|here|meeting|mtg|panel|committee|dfe|ofsted|briefing|call|room|door|director|chief exec|minister|any minute)){0,4}|"
    r"(?:in|on|with|seeing|meeting|briefing|got) (?:with )?(?:the |a |my |our )?(?:\w+ )?(?:dfe|ofsted|cqc|minister|director|dcs|board|cabinet|scrutiny|chief exec|chief executive|ceo|leader|members|mp|press|meeting|call|panel|commissioner|chair)(?: (?:in|at) (?:\d+|a|five|ten|two|ue003)? ?(?:min(?:ute)?s?|mins|secs|sec|hour|moment|bit)|[ ]?\ue003+| now| shortly| any minute)*)"
)
#: "Reds = 2, ambers = 5. That matches mine.": what the writer has counted, before they ask.
_COUNTED = r"(?:(?:reds?|ambers?|greens?|blues?|greys?) ?(?:is |are |[=:-])? ?\d+|\d+ (?:reds?|ambers?|greens?|blues?|greys?)|(?:that|which|it|this) (?:all )?(?:matches|agrees with|tallies with|is the same as|fits) (?:mine|ours|what (?:i|we)(?:'ve)? (?:have|got)|(?:my|our|the) \w+))"
_EXCUSE = prefiltered(
    rf"[^\w\ue001-\ue005]*(?:{_I_AM}(?:{_NEW}|{_HURRY})|{_COUNTED}|hi|hello|hey|hiya|morning|sorry|apologies|apols|ok|right|so|erm|um|thanks|please)(?: (?:sorry|so|please|pls|now|today|and))*[^\w\ue001-\ue005]*"
)
#: "Could you advise which …", "I should be grateful for sight of the …": the frame of a formal question.
_PLACED = r"[^\w\ue001-\ue005]*(?:(?:hi|hello|good (?:morning|afternoon)|please|and|so|thanks|thank you)[^\w\ue001-\ue005]+)*"
_TO_TELL = prefiltered(
    rf"{_PLACED}(?:(?:(?:can|could|would|will) (?:you|u)|(?:i |we )?(?:should|would|'d) be (?:most |very |so )?(?:grateful|obliged|glad|pleased) if you (?:would|could))(?: (?:please|just|kindly))*|please|kindly) (?:advise|confirm|clarify|indicate|state|let (?:me|us) know|inform (?:me|us))(?: (?:me|us))?(?: (?:of|as to|on))? (?=(?:which|what|who|whose|when|where|how)\b)"
)
_FOR_SIGHT = prefiltered(
    rf"{_PLACED}(?:i|we) ?(?:should|would|'d) (?:be (?:most |very |so )?(?:grateful|obliged|glad|pleased) (?:for|to (?:have|see|receive))|(?:appreciate|welcome|value|like(?: to (?:see|have|get|know))?))(?: (?:a )?(?:sight|copy|note|summary|look) (?:of|at))? (?=(?:the|an|a) (?:(?:latest|current|full|overall|last|present|most recent) )?(?:position|status|update|details?|history|detail|state of play|picture|rating|summary)\b)"
)
#: "Could I have the overdue actions ahead of my one-to-one": what is asked to be shown, and for when.
_MAY_HAVE = prefiltered(
    rf"{_PLACED}(?:can|could|may|might) (?:i|we)(?: please| just| also)* (?:have|get|see|ask for|request|take)(?: (?:(?:a|an|the) )?(?:sight|copy|list|look|note|rundown|print ?out)(?: of| at| for)?)? "
    r"(?=(?P<what>(?:(?:the|an|a|my|our|your|all|any|latest|current|full|overall|quick|short|most recent|actions|items|ones|that are|which are|now) )*(?:(?:overdue|late|red|amber|green|blue)(?: (?:actions?|items?|ones?))?|(?:reds|ambers|greens|blues)(?:(?:, | and | & |/)(?:the )?(?:reds|ambers|greens|blues|overdue(?: ones)?)){0,3}|actions|status|position|summary|overview|dashboard|headlines?|list)"
    r"(?: (?:list|report|update|summary|position|of (?:the )?(?:plan|play|programme|priority \d|everything)|(?:for|in|on|by) (?:the |our )?(?:plan|programme|priority \d|everything))){0,3})"
    r"(?:,? (?:please|ahead of|before|prior to|in time for|ready for|for (?:my|the|our|a|today|tomorrow|\ue003+)|as i|as we|because i|i'm|by [\ue003\ue005]+)(?!\w)[^.;?\n]{0,60}|,? ?[\ue003\ue005]+(?: please)?|,? (?:please|thanks|ta|now|today))?[^\w\ue001-\ue005]*$)"
)
#: "Can't find my actions, where do I look?"
_LOST = prefiltered(
    rf"{_PLACED}(?:(?:i|we) )?(?:can'?t|cannot|couldn'?t|can not|don'?t|unable to)(?: seem to)? (?:find|see|locate)(?: any of)? my (?:own )?(?:actions?|items?|list|tasks?)(?: (?:anywhere|in here|here|on here|now|any ?more|at all))*"
    r"(?:\W+(?:so )?where (?:do|should|can|would|are|is) (?:i|we|they|it)(?: (?:look|find|see|go|get|gone|kept)(?: (?:for )?(?:it|them|that|these))?)?)?[^\w\ue001-\ue005]*$"
)
#: "Overall how does it compare": of the plan, whichever action is in hand.
_OVERALL = prefiltered(
    rf"{_PLACED}(?:overall|generally|in general|on the whole|all in all|taken together)\W+(?=(?:how|what|where)(?:'s)? (?:do|does|is|are|it|we|things|this|that)\b)"
)
#: "Can I see my list": shown, and not explained.
_TO_SEE = prefiltered(
    rf"{_PLACED}(?:(?:can|could|may|might) (?:i|we)(?: (?:please|just|quickly|also))*|let me) (?:see|view|(?:have|get|take) (?:a )?(?:quick )?(?:look at|sight of|copy of)|look at|have|get) (?=(?:(?:my|mine|the|a|all|what'?s|which|our)(?: [\w']+){{0,3}}? )?"
    r"(?:list|actions?|items?|ones|reds?|ambers?|greens?|overdue|status|mine|summary|late)\b(?! (?:of |for )?(?:the )?(?:commands?|options?|choices?|colours?|questions?|status(?:es)?|words?|definitions?|examples?)\b)(?: (?:of|for|to do|please|now|are|again|on|in|so far|mine|my|is|assigned|red|amber|green|overdue|late|actions?|items?|ones)\b(?![^.;\n]*\ue003)|[^\w\ue001-\ue005]*$))"
)
_STOP = prefiltered(r"[,.;:!?\n]+|\s-+\s")
_SPELT = {
    "gimme": "give me", "gie": "give", "gie's": "give me", "gies": "give me", "whit": "what", "whit's": "what's", "wot": "what", "wots": "what's", "wat": "what",
    "ye": "you", "yer": "your", "youse": "you", "doon": "down", "noo": "now", "tae": "to", "dae": "do", "daein": "doing", "wi": "with", "aboot": "about", "hoo": "how",
    "wheres": "where's", "whos": "who's", "hows": "how's", "whens": "when's", "whats": "what's", "wich": "which", "ma": "my", "ah": "i", "ah'm": "i'm",
    "u": "you", "ur": "your", "pls": "please", "plz": "please", "kindly": "please", "lemme": "let me", "whaur": "where", "wha": "who",
}  # fmt: skip
_RESPELT = prefiltered(rf"(?<![\w'])(?:{any_of(' '.join(_SPELT))})(?![\w'])")
_LONGEST = 200


def as_asked(mask: str) -> str:
    """The words that ask; the mask as it is where there is nothing to leave out."""
    if len(mask) > _LONGEST:
        return mask
    kept = list(_parts(mask))
    while len(kept) > 1 and _EXCUSE.fullmatch(kept[0]):
        kept.pop(0)
    while len(kept) > 1 and _EXCUSE.fullmatch(kept[-1]):
        kept.pop()
    words = _RESPELT.sub(lambda found: _SPELT[found[0]], "".join(kept)).strip()
    if told := _TO_TELL.match(words):
        return words[told.end() :]
    if have := _MAY_HAVE.match(words):
        return f"show me {have['what']}"
    if _LOST.match(words):
        return "where are my actions"
    if overall := _OVERALL.match(words):
        return f"{words[overall.end() :].rstrip(' ?!.')} for the plan"
    if seen := _TO_SEE.match(words):
        return f"show me {words[seen.end() :]}"
    sight = _FOR_SIGHT.match(words)
    return f"what is {words[sight.end() :]}" if sight else words


def asks_to_see(mask: str) -> bool:
    """Whether a record is asked for: "can I see my list"."""
    return bool(_TO_SEE.match(mask))


def _parts(mask: str) -> list[str]:
    """Pieces of a message, each with the sign that ends it."""
    parts, at = [], 0
    for stop in _STOP.finditer(mask):
        parts.append(mask[at : stop.end()])
        at = stop.end()
    return [part for part in (*parts, mask[at:]) if part.strip()]
