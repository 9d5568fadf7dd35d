"""What the bot says in one small story, by occasion: a sample for whoever draws messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.domain.messages import Form, OutboundMessage
from bot.domain.people import Person
from bot.domain.status import Status
from bot.handlers import home_page
from bot.phrasing import digest, first_contact
from tests.fakes.conversation import Conversation
from tests.unit.digest import county

ADA, BEN, CY, IVY, MEL, NED = (
    "Ada Quill", "Ben Oakley", "Cy Marsh", "Ivy Marlow", "Mel Tarn", "Ned Frost",
)  # fmt: skip
#: What a lead fills in, with what a platform might take for more than words.
FILLED = {
    "status": "red",
    "position": (
        "Both **remaining** posts are empty, <at>everyone</at>; see [the list](https://forms.example/x) "
        "and <script>alert(1)</script>. The agency has nobody before January."
    ),
    "next_steps": "Ada and HR agree a retention payment by Friday 20 October.",
    "limbs": "dates,impact",
    "forecast": "2023-12-31",
    "if_not": "Assessments stay over 30 weeks until spring.",
    "back_to_green": "January 2024, when two start.",
    "ask": "Approve the retention payment (£18,000).",
}
_SAID = (
    (BEN, "1.2.2 green, the register is up to date"),
    (
        NED,
        "PA2-1.1.2 amber, the phones are not ordered, dates. Next: Ned orders them on 30 October",
    ),
    (IVY, "PA2-1.1.1 green"),
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """The messages, and the forms, under the names of their occasions."""

    messages: Mapping[str, OutboundMessage]
    forms: Mapping[str, Form]


@cache
def story() -> Told:
    """A month on the small plan: a call, answers, a claim, a draft, the digest, and what one may ask for;
    and the digest of a county that has met before."""
    return _Story().tell()


class _Story:
    def __init__(self) -> None:
        self._bot = Conversation("2023-10-02T08:00")
        self._messages: dict[str, OutboundMessage] = {}
        self._forms: dict[str, Form] = {}

    def tell(self) -> Told:
        bot = self._bot
        bot.until("2023-10-26T10:00")
        self._keep("reminder", ADA)
        bot.say(ADA, "1.1.1 amber, two of four posts filled. Next: readvertise fri, me")
        self._keep("question", ADA)
        self._open("update", ADA, "Update", "PA1-1.1.1")
        bot.press(ADA, "Update", "PA1-1.1.1")
        bot.fill(ADA, **FILLED)
        self._keep("echo", ADA)
        self._open("redate", ADA, "Ask for a new date", "PA1-1.1.1")
        for who, words in _SAID:
            bot.say(who, words)
        bot.say(ADA, "1.1.2 done, the structure is published")
        self._keep("approval", CY)
        self._open("refuse", CY, "Refuse", None)
        bot.press(CY, "Approve")
        self._keep("decided", CY)
        bot.until("2023-11-12T10:00")
        self._keep("draft", MEL)
        self._open("correct", MEL, "Correct the first line", None)
        for name in ("status", "status red", "status PA1-1.1.1", "mine", "help"):
            bot.say(ADA, name)
            self._keep(name, ADA)
        self._pages()
        self._messages |= {f"digest {n}": one for n, one in enumerate(_digest())}
        return Told(messages=self._messages, forms=self._forms)

    def _keep(self, name: str, who: str) -> None:
        """The newest message to this person."""
        person = self._person(who)
        seen = [one.row for one in self._bot.playing.log.seen if one.row.person_id == person.id]
        self._messages[name] = seen[-1].message

    def _open(self, name: str, who: str, button: str, item: str | None) -> None:
        self._bot.press(who, button, item)
        self._forms[name] = self._bot.playing.forms.pop(who)

    def _pages(self) -> None:
        playing = self._bot.playing
        ada, now = self._person(ADA), playing.clock.now()
        with playing.units.read() as uow:
            programme = uow.programmes.get(playing.programme_id)
            self._messages["home"] = home_page.home_page(uow, programme, ada, now).whole()
            self._messages["schedule"] = home_page.schedule(uow, programme, now)
        self._messages["account"] = first_contact.question(ada.name, programme.name, match_id=1)

    def _person(self, name: str) -> Person:
        found = self._bot.playing.person(name)
        assert found is not None
        return found


def _digest() -> tuple[OutboundMessage, ...]:
    """Two priorities, one of them worse than at the last meeting."""
    first = [
        county.action("1.1", "Agree the therapy recovery trajectory", state=county.AMBER),
        county.action("1.2", "Publish the team structure", state=county.told(Status.GREEN)),
        county.action("1.3", "Fill the vacant psychology posts", state=county.AMBER),
        county.action("2.1", "One waiting list", priority=2, state=county.told(Status.GREEN)),
        county.action("2.2", "An advice line", priority=2),
    ]
    now = [county.action("1.1", first[0].title, state=county.RED), *first[1:]]
    return digest.messages(county.facts(now, previous=county.before(first)))
