"""The meanings that a column of a plan can have, and the words by which a heading tells them.

The first pattern that fits decides, so the order is part of the meaning: "Action lead" is a lead before
it is an action, "Action completion date" a date.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Role(StrEnum):
    """What a column holds."""

    REF = "ref"
    ACTION_REF = "action_ref"
    PRIORITY = "priority"
    OUTCOME = "outcome"
    AIM = "aim"
    ACTION = "action"
    LEAD = "lead"
    ORGANISATION = "organisation"
    DUE = "due"
    REVISED = "revised"
    START = "start"
    DATES = "dates"
    """Start, revised and end date together in one cell."""
    MILESTONE = "milestone"
    MILESTONE_DATE = "milestone_date"
    MEASURE = "measure"
    TARGET = "target"
    STATUS = "status"
    NOTE = "note"


#: Columns that name a level of the plan above its actions, from the highest to the lowest.
HEADING_ROLES = (Role.PRIORITY, Role.OUTCOME, Role.AIM)

_PATTERNS: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (
            Role.ACTION_REF,
            r"^(action|task|activity|step|sub action)s? (ref\w*|no|nr|number|id|code)\b|"
            r"^(ref\w*|no|number|id) of action|^(ref\w*|no) and action no",
        ),
        (
            Role.REF,
            r"^$|^(unique )?(ref|reference|no|nr|number|num|id|item|line|code|sn|s n|row)( no| number| id| ref)?$|"
            r"^(aim|outcome|priority|objective|item|plan|unique) (ref\w*|no|nr|number|id|code)\b",
        ),
        (Role.DATES, r"^start\b.*\b(rev\w*|end|finish|due|complet\w+|target)\b"),
        (
            Role.REVISED,
            r"\b(revised|rev|amended|extended|new|forecast|reforecast|re forecast|anticipated|rebaselined|"
            r"re baselined|updated)\b.*\b(dates?|deadlines?|timescales?|completion|due|end|by when|target)\b|"
            r"^(revised|rev)$",
        ),
        (
            Role.NOTE,
            r"^(last )?(updated?|reviewed)( on| by)?$|\b(date|month) (of )?(last )?(update|review|raised|added|"
            r"opened|created|closed|completed|achieved)\b|\bactual\b|\breview date|completed on|^(%|percent)|"
            r"^completed?( y n)?$|direction of travel|\bprevious\b|\blast (month|quarter|rag|brag|status)\b|"
            r"^(initial|baseline) (rag|brag|status)",
        ),
        (
            Role.STATUS,
            r"\b(b?ragb?|brag\w*|blag|rygb|status)\b|\brating\b|delivery confidence|^(b )?(r a g|g a r)\b|"
            r"^on track|^colour",
        ),
        (Role.START, r"^(planned )?(start|commence\w*|begin\w*)( dates?| month)?$"),
        (
            Role.MILESTONE_DATE,
            r"milestones? (due |target |completion |end )?(date|deadline|by when)",
        ),
        (
            Role.NOTE,
            r"^(supported by|support( officers?| leads?)?|consult\w*|informed|sponsor|executive sponsor|"
            r"assurance|oversight|governance|monitor\w*)\b",
        ),
        (
            Role.ORGANISATION,
            r"^(?!.*\b(name|names|person|officers?|owner|who)\b).*"
            r"(organi[sz]ations?|agenc(y|ies)|responsible bod(y|ies)|^(delivery |lead )?partners?$|"
            r"partners? involved|lead (partner|service|team|body))",
        ),
        (
            Role.NOTE,
            r"^(why|reason|rationale|context)\b|comment|^notes?$|narrative|\bupdates?$|"
            r"^(progress|position|latest|current|monthly|quarterly)\b(?!.*(measure|target))|"
            r"\brisks?\b|mitigat|resourc|\bcosts?\b|budget|funding|dependenc|^baseline\b(?! (date|end|finish|deadline))|^links?\b|escalat|"
            r"^evidence( of (progress|completion|action|delivery))?$|^next steps?$|^barriers|^strateg(y|ic) link",
        ),
        (
            Role.ACTION,
            r"^(key |improvement |agreed |specific |planned |required |recommended |proposed |our |the )*actions?\b"
            r"(?!.*\b(refs?|reference|leads?|owners?|dates?|status|b?rag|brag|by|complet\w+|no|number|id|"
            r"officers?|due|deadlines?|taken|holder|manager|responsib\w+)\b)",
        ),
        (
            Role.MEASURE,
            r"measures?\b|\bkpis?\b|success|how (will|do|would) we know|how we (will|would) know|indicators?\b|"
            r"\bimpacts?\b|expected (outcomes?|results?|benefits?)|(intended|desired) (outcomes?|results?)|"
            r"outcomes? (sought|expected|for|to be)|what (will|does|would) (good|success|it|be different)|"
            r"\bdifference\b|performance targets?|benefits?\b|evidenced? by|^evidence\b",
        ),
        (Role.TARGET, r"^(kpi |performance )?targets?( value| figure)?$"),
        (
            Role.MILESTONE,
            r"milestones?\b|implementation activit|key (steps?|activit\w+|tasks?|deliverables?)|"
            r"sub (actions?|tasks?)|deliverables?|detailed (actions?|steps?|tasks?)|steps to",
        ),
        (
            Role.DUE,
            r"^(?!.*\b(leads?|owners?|officers?|whom|who)\b).*(\bdates?\b|deadline|time ?scale|time ?frame|"
            r"time ?line|by when|^when\b|\bdue\b|\btiming\b|complet\w+ by|\bfinish\b|delivery month|"
            r"target (completion|month|quarter|term)|completion$)|\bend$|^by$|^quarter$",
        ),
        (
            Role.LEAD,
            r"\bleads?\b|\bowners?\b|responsib|accountab|\bofficers?\b|\bwho\b|\bsro\b|\bnamed\b|assigned|"
            r"by whom|\bpersons?\b|^initials$|\bholder\b",
        ),
        (
            Role.PRIORITY,
            r"^(strategic |our |key |improvement )*priorit(y|ies)\b|\barea(s)? (for|of|requiring) "
            r"(improvement|priority|focus|development|significant|weakness|action)|^themes?\b|^work ?streams?\b|"
            r"^strands?\b|^recommendations?\b|^inspection (finding|outcome)|^areas?$|^focus( area)?$|^pillar|"
            r"^finding|^issue|^standard|^criteri|^what (the )?(inspectors|ofsted)",
        ),
        (Role.OUTCOME, r"^(our |strategic )?outcomes?\b|^goals?\b|^ambitions?\b"),
        (Role.AIM, r"^(our |strategic |key )*aims?\b|^(smart |key |strategic )*objectives?\b"),
        (
            Role.ACTION,
            r"\bactions?\b|^what\b|activit(y|ies)\b|\btasks?\b|\bto do\b|improvements?\b|initiatives?\b|"
            r"interventions?\b|^how\b|^description|^projects?\b|^commitments?\b|^steps?\b|^requirements?\b|^deliver\b|^we will",
        ),
    )
)


def heading_words(text: str) -> str:
    """A heading without case and punctuation; "KPI’s / Targets" is "kpis targets"."""
    plain = re.sub(r"['’‘`]", "", text.casefold()).replace("&", " and ")
    return " ".join(re.findall(r"[\w%]+", plain))


def role_of(text: str) -> Role | None:
    """What a heading means, or ``None``."""
    words = heading_words(text)
    return next((role for role, pattern in _PATTERNS if pattern.search(words)), None)
