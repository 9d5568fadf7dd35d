"""A message as a string of roles, one letter for each thing in it, over which the grammar of ties is written.

``N`` a person, ``I`` a person with an initial, ``O`` either with a possessive, ``U``/``u``/``D``/``V`` an unlisted capital word
(inside a sentence, at its start, two in a row, with a possessive), ``W``/``X`` a name that is a place too (bare,
possessive), ``w`` a name that may be a word here, ``S`` a colleague or another adult at work. ``C K E c`` are the cases
(one, many, put out, weak), ``B`` a topic of the work. ``.`` ends a sentence and ``/`` a line. The rest is in ``_PLAIN_ROLES``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.conversation.guard import words
from bot.conversation.guard.cases import Case, case_at
from bot.conversation.guard.people import (
    ALSO_WORDS,
    GIVEN_NAMES,
    MONTHS_AND_COLOURS,
    Kind,
    kind_of,
    plain,
    surname_kind,
)

_TOKEN = re.compile(
    r"(?P<word>[yY][rR]?\d{1,2}\b|[^\W\d_]+(?:['-][^\W\d_]+)*'?)|(?P<number>\d[\w/.:-]*)|(?P<line>\n)"
    r"|(?P<end>[.!?;…]+(?=\s|$))|(?P<mark>[,:()=&+@-])"
)
_MARKS = {",": ",", ":": ":", "=": ":", "(": "(", ")": ")", "-": "-", "&": "&", "+": "&", "@": "@"}
_YEAR_GROUP = re.compile(r"y(?:r|ear)?\d{1,2}$|\d{1,2}(?:yo|yrs?|y)$", re.IGNORECASE)
_AGE_WORDS = frozenset("aged yo y/o".split())
#: Small letters after a name that are words of chat and no initial.
_NO_INITIAL = frozenset("aiunrwyx")
_NOT_GLUED = frozenset("alias chaos rabies lexis".split())
_LEAST_GLUED = 4
_ARTICLES = frozenset("the those these them all any both everyone everything".split())
_SUFFERS = words.SUFFERED_AFTER | {"be"}
_PAST = frozenset("ran wrote redid sent said told led built sat".split())

#: In this order: the first list that holds a word gives its role.
_PLAIN_ROLES: tuple[tuple[str, frozenset[str]], ...] = (
    ("a", _ARTICLES),
    ("f", words.PERSONAL),
    ("n", words.NEAR_PERSONAL),
    ("i", words.WHERE),
    ("H", words.THEIR),
    ("&", frozenset(("and", "n"))),
    ("A", _AGE_WORDS),
    ("F", words.FAMILY),
    ("Y", words.CHILD | {"name"}),
    ("y", words.CALLED),
    ("s", _SUFFERS),
    ("v", words.BE),
    ("q", words.DECIDED),
    ("g", words.CHILDLY),
    ("z", words.PLACED),
    ("J", words.JOBS),
    ("j", words.JOBS_BEFORE),
    ("@", words.ADDRESSED),
    ("p", frozenset(w for w in words.WORKS if w.endswith("ed")) | _PAST),
    ("M", words.CASE_COMPANIONS),
    ("k", words.WORKS),
    ("t", words.DEPARTMENTS),
    ("l", words.SCHOOL),
    ("d", words.FILLERS),
)
_ROLE_OF = {word: role for role, some in reversed(_PLAIN_ROLES) for word in some}


@dataclass(frozen=True, slots=True)
class Reading:
    """The roles of a message and where in its text each of them begins and ends."""

    roles: str
    starts: list[int]
    ends: list[int]


class _Reader:
    """Walks over the tokens once and gives each its role."""

    def __init__(self, text: str, colleagues: frozenset[str]) -> None:
        self._colleagues = colleagues
        found = list(_TOKEN.finditer(text))
        self._kinds = [one.lastgroup or "" for one in found]
        self._words = [one.group() for one in found]
        self._lows = [plain(word) for word in self._words]
        self._spans = [one.span() for one in found]
        self._roles: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._opens = True

    def read(self) -> Reading:
        at = 0
        while at < len(self._words):
            role, taken = self._next(at)
            self._roles.append(role)
            self._starts.append(self._spans[at][0])
            self._ends.append(self._spans[at + taken - 1][1])
            if role in "./:":
                self._opens = True
            elif self._kinds[at] == "word":
                self._opens = False
            at += taken
        return Reading("".join(self._roles), self._starts, self._ends)

    def _next(self, at: int) -> tuple[str, int]:
        """The role of what begins at a token, and how many tokens it takes."""
        kind = self._kinds[at]
        if kind == "line":
            return "/", 1
        if kind == "end":
            return ".", 1
        if kind == "mark":
            return _MARKS[self._words[at]], 1
        case = case_at(self._lows, at)
        if case is not None:
            return self._case(at, *case)
        if kind == "number":
            return ("A" if _YEAR_GROUP.match(self._words[at]) else "#"), 1
        if self._words[at] == "PEP":
            return Case.ONE.value, 1
        return self._person(at) or self._plain(at)

    def _case(self, at: int, case: Case, taken: int) -> tuple[str, int]:
        """A case, unless the words after it make it a topic or a post."""
        after = self._low(at + taken)
        if after in words.JOBS and case is not Case.PUT_OUT:
            return "J", taken + 1
        second = self._low(at + taken + 1)
        if after == "costs" and second[:1].isdigit():
            return case.value, taken
        if case is not Case.PUT_OUT and (
            after in words.BULK or (second in words.BULK and after in ("user", "high", "review"))
        ):
            return ("b" if after in words.BULK_OF_ONE else "B"), taken + 1
        if case is Case.PUT_OUT and after == "from" and self._from_a_count(at + taken + 1):
            return "x", taken
        return case.value, taken

    def _from_a_count(self, at: int) -> bool:
        """ "Excluded from the count", which nobody suffers."""
        return any(
            low in words.BULK
            or low in ("sample", "average", "scope", "cohort", "definition", "audit")
            for low in self._lows[at : at + 3]
        )

    def _low(self, at: int) -> str:
        return self._lows[at] if at < len(self._lows) else ""

    def _plain(self, at: int) -> tuple[str, int]:
        low = self._lows[at]
        role = _ROLE_OF.get(low)
        if role is None:
            if low in ("year", "yr") and self._low(at + 1).isdigit():
                return "A", 2
            if _YEAR_GROUP.match(low):
                return "A", 1
            return ("F" if low.removesuffix("'s") in words.FAMILY else "x"), 1
        if role == "Y" and self._words[at][0].isupper() and not self._opens:
            return "x", 1
        return role, 1

    def _person(self, at: int) -> tuple[str, int] | None:
        """A given name with what belongs to it: an initial, a surname, a possessive."""
        word = self._words[at]
        if self._certainly_a_word(word, self._lows[at]):
            return None
        base, owns = self._owned(word)
        low = plain(base)
        if low in self._colleagues and not (low in ALSO_WORDS and base.islower() and not owns):
            return self._colleague(at, owns)
        kind = kind_of(base, opens=self._opens)
        if kind is Kind.NONE and not (
            owns and low in GIVEN_NAMES and low not in MONTHS_AND_COLOURS
        ):
            return None
        if self._adult_or_place(at):
            return "S", 1
        if owns:
            return self._owner(at, kind, base)
        initial, owns, taken = self._initial(at, kind)
        if initial:
            return ("O" if owns else "I"), taken
        if kind is Kind.MONTH:
            return None
        surname, owns, taken = self._surname(at)
        if self._organisation(at + taken, owns=owns):
            return "o", taken
        if kind is Kind.STRANGE and self._title_goes_on(at + taken):
            return "o", taken
        return self._bare(kind, surname=surname, owns=owns), taken

    def _certainly_a_word(self, word: str, low: str) -> bool:
        """Most words of a message leave here, before anything dearer is asked of them."""
        return (
            word[0].islower()
            and low not in GIVEN_NAMES
            and low not in self._colleagues
            and not low.endswith(("s", "'"))
            and "-" not in low
        )

    def _bare(self, kind: Kind, *, surname: Kind, owns: bool) -> str:
        if kind is Kind.WORDY and surname is Kind.NONE:
            return "w"
        if kind is Kind.PLACE and surname is Kind.NONE:
            return "W"
        if kind is Kind.STRANGE:
            if surname is Kind.NONE:
                return "u" if self._opens else "U"
            listed = surname in (Kind.NAME, Kind.WORDY)
            return "V" if owns else "U" if listed else "D"
        return "O" if owns else "N"

    def _owner(self, at: int, kind: Kind, base: str) -> tuple[str, int] | None:
        if self._organisation(at + 1, owns=True):
            return "o", 1
        if kind is Kind.MONTH:
            return ("V" if plain(base) in ("amber", "summer", "autumn") else "x"), 1
        if kind is Kind.STRANGE:
            return "V", 1
        return ("X" if kind is Kind.PLACE else "O"), 1

    def _owned(self, word: str) -> tuple[str, bool]:
        """The word without its possessive, also where the apostrophe was left out: "ayaans ehcp"."""
        low = plain(word)
        if low.endswith("'s"):
            return word[:-2], True
        if low.endswith("s'"):
            return (word[:-1] if low[:-1] in GIVEN_NAMES else word[:-2]), True
        word = word.rstrip("'")
        glued = low[:-1]
        if (
            low.endswith("s")
            and len(glued) >= _LEAST_GLUED
            and low not in GIVEN_NAMES
            and low not in self._colleagues
            and glued in GIVEN_NAMES
            and glued not in ALSO_WORDS
            and low not in _NOT_GLUED
        ):
            return word[:-1], True
        return word, False

    def _colleague(self, at: int, owns: bool) -> tuple[str, int]:
        """A colleague, unless an initial or a surname says that it is somebody else of that name."""
        if owns or at + 1 >= len(self._words):
            return "S", 1
        base, owns = self._owned(self._words[at + 1])
        low = plain(base)
        if low in self._colleagues:
            return "S", 2
        if self._kinds[at + 1] != "word" or not base[:1].isupper() or case_at(self._lows, at + 1):
            return "S", 1
        if (
            len(low) == 1
            and low != "i"
            and not any(one.startswith(low) for one in self._colleagues)
        ):
            return ("O" if owns else "I"), 2
        if surname_kind(base) is Kind.STRANGE and not self._organisation(at + 2, owns=owns):
            return ("O" if owns else "N"), 2
        return "S", 1

    def _adult_or_place(self, at: int) -> bool:
        """ "Ms Green" is an adult at work, "St Joseph's" a school."""
        before = self._lows[at - 1] if at else ""
        if before == "." and at > 1:
            before = self._lows[at - 2]
        return before in words.TITLES or before in words.HALLOWED

    def _initial(self, at: int, kind: Kind) -> tuple[bool, bool, int]:
        """Whether an initial follows, whether it has the possessive, and how many tokens all takes."""
        if at + 1 >= len(self._words) or self._kinds[at + 1] != "word":
            return False, False, 1
        word = self._words[at + 1]
        owns = word.endswith(("'s", "'S"))
        letter = word[:-2] if owns else word
        if len(letter) != 1 or letter == "I" or (kind is Kind.MONTH and letter == "A"):
            return False, False, 1
        if letter.islower() and (letter in _NO_INITIAL or kind not in (Kind.NAME, Kind.WORDY)):
            return False, False, 1
        taken = 2
        if self._low(at + 2) == "." and self._spans[at + 2][0] == self._spans[at + 1][1]:
            following = self._words[at + 3][:1] if at + 3 < len(self._words) else ""
            taken = 3 if following.islower() or following in "(,-" else 2
        return True, owns, taken

    def _surname(self, at: int) -> tuple[Kind, bool, int]:
        """What a following name is by itself, whether it has the possessive, and how many tokens all takes."""
        none = Kind.NONE, False, 1
        if at + 1 >= len(self._words) or self._kinds[at + 1] != "word":
            return none
        base, owns = self._owned(self._words[at + 1])
        if case_at(self._lows, at + 1) or plain(base) in MONTHS_AND_COLOURS:
            return none
        kind = surname_kind(base)
        lower = base[:1].islower()
        if kind is Kind.NONE or (
            lower and (kind is not Kind.NAME or self._words[at][:1].isupper())
        ):
            return none
        if (
            self._low(at + 1) in self._colleagues
            and kind is Kind.NAME
            and self._words[at].islower()
        ):
            return none
        return kind, owns, 2

    def _title_goes_on(self, at: int) -> bool:
        """Another word with a capital that is nobody's name: "Foster Carers"."""
        word = self._words[at] if at < len(self._words) else ""
        return word[:1].isupper() and kind_of(word, opens=False) is Kind.NONE

    def _organisation(self, at: int, *, owns: bool) -> bool:
        """Whether a word here makes the name before it a school, a street or a body."""
        for place in (at, at + 1):
            if place >= len(self._words) or self._kinds[place] != "word":
                return False
            low = self._lows[place].removesuffix("'s")
            capital = self._words[place][:1].isupper()
            if case_at(self._lows, place):
                return False
            if capital and low in words.ORGANISATION:
                return True
            if low in words.ORGANISATION_LOWER and not capital:
                return (
                    not owns
                    and place == at
                    and not case_at(self._lows, place + 1 if place + 1 < len(self._lows) else place)
                )
            if not capital:
                return False
        return False


def read(text: str, colleagues: frozenset[str]) -> Reading:
    """The roles of ``text``, in time linear in its length."""
    return _Reader(text, colleagues).read()
