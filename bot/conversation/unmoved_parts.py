"""What nothing has changed about: the action, or only a part of it, of which the rest says nothing.

"Nothing new on the staffing side" is no "same as last time": how the rest of the action stands is asked.
"""

from __future__ import annotations

from bot.conversation.marks import any_of
from bot.conversation.prefilter import prefiltered

#: Words after "nothing new on" that mean the action itself, or all of it.
OF_ACTION = (
    r"(?:"
    + any_of(
        """me us my our your here this that it its mine ours either both any all last previous end side report add them these those
        one ones action actions status position rag brag rating colour colours color date dates deadline forecast timescale
        timescales timeline outlook item items front fronts rest other others overall since what time note speak really which
        plan anything the a an i we they there everything thing things nothing update updates answer line story picture situation
        first second third top bottom neither pair two three still current general main remaining response now as of or and but so please
        thanks each whole particular relation team except bar apart excluding unless"""
    )
    + r")"
)

_ON = r"(?:on|re|regarding|around|about|concerning)"
#: A thing that is named, and no word for the action.
_THING = rf"(?:(?:the|our|my|any|your|their) )?(?!(?:{OF_ACTION})\b)[a-z]{{2,}}\b"
_OF_A_PART = prefiltered(
    rf"\b(?:(?:no|nae) (?:real |further |major |new |significant |other )?(?:changes?|movement|difference|developments?|updates?|news)"
    rf"|nothing(?: has|'s| is| much| further| else)* (?:new|to report|to add|changed|moved|different|to update)(?: to report)?"
    rf"|(?:same )?as (?:before|last time|last month|was|previously|reported)|unchanged|unaltered) {_ON} {_THING}"
    # "The staffing side is unchanged", "recruitment side no change".
    r"|(?:^|[.;,!\n]\s*|\b(?:and|but|as|so) )(?:the |our |my )?(?!(?:other|whole|our|my|this|that|council|nhs|icb|health|la|local)\b)[a-z-]{3,} (?:side|front|end|element|strand|workstream|aspect|part|bit)(?: of (?:it|things|this|that))?(?:'s|:| is| are| has| remains?| stays?| still)* (?:unchanged|unaltered|the same|no change|as before|not (?:changed|moved)|nothing (?:new|to report)|(?:hasn'?t|has not) (?:changed|moved))\b"
)


def less_parts(mask: str) -> str:
    """The words less those that tell of a part only."""
    return _OF_A_PART.sub(lambda found: "_" * len(found[0]), mask)


def tells_of_a_part(mask: str) -> bool:
    """ "Nothing new on the staffing side"."""
    return bool(_OF_A_PART.search(mask))
