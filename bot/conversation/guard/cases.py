"""The words of a child's case: tribunals, placements, exclusions, plans, reviews, and how people mistype them."""

from __future__ import annotations

from enum import Enum


class Case(Enum):
    """How plainly a phrase is one child's case."""

    ONE = "C"
    """One case: "tribunal", "EHC plan"."""
    MANY = "K"
    """Counted cases: "appeals"."""
    PUT_OUT = "E"
    """What is done to a child: "excluded"."""
    WEAK = "c"
    """A case where somebody owns it, else a word like others: "transport", "hearing"."""


_ONE = """tribunal trib appeal appealing appealed placement exclusion suspension expulsion mediation ehcp echp ehpc ehcna ehc sendist sendst
    diagnosis safeguarding eotas tuition respite reintegration pex eotis
    re-integration apeal appel
    tution respit"""
_MANY = """tribunals tribs appeals placements exclusions suspensions expulsions ehcps mediations diagnoses apeals"""
_PUT_OUT = """excluded suspended expelled permexed pexed off-rolled offrolled exluded"""
_WEAK = """transport taxi escort referral complaint assessment reassessment statement hearing hearings timetable package provision assesment
    asessment case camhs cahms assessments referrals ehe tac lado ombudsman lgo lgsco chaperone residential"""
_PHRASES: dict[str, Case] = {
    **dict.fromkeys(
        """annual review|anual review|annual reveiw|anual reveiw|annual rev|ehc plan|ehc needs|ehc needs assessment|ehc assessment|ehc request
        |ehc process|education health and care plan|education health care plan|education , health and care plan|needs assessment
        |needs assesment|needs asessment|send tribunal|sen tribunal|send appeal|school place|nursery place|college place|specialist place
        |special school place|sixth form place|school placement|case conference|phase transfer|transition review|transfer review|judicial review
        |early review|emergency review|interim review|pep meeting|pep review|camhs referral|camhs assessment|camhs appointment|short break
        |short breaks|personal budget|direct payment|direct payments|managed move|alternative provision|child protection|cp plan|cin plan
        |section 47|section 19|lac review|part time timetable|part-time timetable|reduced timetable|out of school|not in school
        |no school|missing education|out of education|off roll|school refusal|school refuser|autism assessment|autism diagnosis
        |asd assessment|asd diagnosis|adhd assessment|adhd diagnosis|salt assessment|ot assessment|ep assessment|salt report|ot report
        |ep report|perm ex|perm exclusion|home education|elective home education|final plan|draft plan|amended plan|home tuition
        |1:1 support|one to one support|sen support|high needs funding|top up funding|top-up funding|school transfer|secondary transfer
        |home to school transport|school transport|taxi to school|passenger assistant|legal challenge|pre action|pre-action letter
        |placement breakdown|school attendance|disability diagnosis|statement of sen|statement of special|care plan|education package
        |short term placement|resource base place|pru place|ap place|unit place|mainstream place|reception place""".replace("\n", " ").split("|"),
        Case.ONE,
    ),
    **dict.fromkeys(
        "annual reviews|anual reviews|ehc plans|needs assessments|ehc needs assessments|ehc assessments|school places|managed moves".split("|"),
        Case.MANY,
    ),
    **dict.fromkeys("perm excluded|taken off roll|off rolled|kicked out|sent home".split("|"), Case.PUT_OUT),
}  # fmt: skip

#: After these nouns a weak word is something else: "hearing impairment", "statement of action".
_NOT_AFTER = {
    "hearing": frozenset("from about back that impairment impaired loss aid aids support service team test tests things of".split()),
    "statement": frozenset("of on in that about".split()),
    "appeal": frozenset("to as".split()),
    "case": frozenset("of by that study studies load in".split()),
}  # fmt: skip
_LONG = 8
_LOOKALIKES = frozenset(
    "medication meditation inclusion seclusion transports transported statements".split()
)
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def _slips(word: str) -> set[str]:
    """Every word one slip of the finger away: a letter lost, doubled, swapped or wrong."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {a + b[1:] for a, b in cuts if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    found |= {a + c + b for a, b in cuts for c in _ALPHABET}
    found |= {a + c + b[1:] for a, b in cuts if b for c in _ALPHABET}
    return found


def _single_words() -> dict[str, Case]:
    right = {
        word: case
        for case, words in (
            (Case.ONE, _ONE), (Case.MANY, _MANY), (Case.PUT_OUT, _PUT_OUT), (Case.WEAK, _WEAK),
        )
        for word in words.split()
    }  # fmt: skip
    typed = {
        slip: case
        for word, case in right.items()
        if len(word) >= _LONG and word.isalpha()
        for slip in _slips(word)
    }
    for word in _LOOKALIKES:
        typed.pop(word, None)
    return typed | right


_SINGLE = _single_words()
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], Case]]] = {}
for _phrase, _case in _PHRASES.items():
    _first, *_rest = _phrase.split()
    _BY_FIRST.setdefault(_first, []).append((tuple(_rest), _case))
for _ways in _BY_FIRST.values():
    _ways.sort(key=lambda way: -len(way[0]))


def case_at(lows: list[str], at: int) -> tuple[Case, int] | None:
    """The case phrase that begins at token ``at``, the longest first, and how many tokens it takes."""
    word = lows[at].removesuffix("'s")
    for rest, case in _BY_FIRST.get(word, ()):
        if tuple(lows[at + 1 : at + 1 + len(rest)]) == rest:
            return case, 1 + len(rest)
    single = _SINGLE.get(word)
    if single is None:
        return None
    after = lows[at + 1] if at + 1 < len(lows) else ""
    if after in _NOT_AFTER.get(word, ()):
        return None
    return single, 1
