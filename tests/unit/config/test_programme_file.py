"""The programme file: read whole or not at all, and every mistake is one sentence with its place."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from bot.domain.calendar import Every
from bot.domain.errors import PlanRefused
from bot.domain.people import Address, Pattern, Place, Role
from bot.domain.programme import RequestKind
from bot.domain.status import Status
from config.people_declared import PERSON_KEYS
from config.programme import (
    BODY_KEYS,
    CONNECTION_KEYS,
    MEETING_KEYS,
    PLAN_KEYS,
    PROGRAMME_KEYS,
    RHYTHM_KEYS,
    TERM_KEYS,
    read_programme,
)

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "programme-file.md"

WHOLE = """\
code: tarnshire
name: Tarnshire improvement programme
connections:
  - {name: council, platform: slack, settings: {bot_token: COUNCIL_BOT_TOKEN}}
  - {name: nhs, platform: teams, allowed_tenants: [tenant-1]}
bodies:
  - code: ELG
    name: Executive Leadership Group
    channels:
      - {connection: council, channel: C0123}
      - {connection: nhs, channel: "19:abc@thread.tacv2"}
  - code: BOARD
    name: Improvement Board
    rhythms:
      - {every: monthly, first: 24/10/2023, at: 2pm, until: 2024-01-31}
      - {every: six weekly, first: 27 February 2024}
meetings:
  - {body: BOARD, date: 2023-12-19, at: 09:30}
terms:
  - {name: Autumn, first: 2023-09-04, last: 2023-12-20}
policy:
  cycle.call: 20
plans:
  - code: TIP
    routes: {close: BOARD, reassign: [OFFICE]}
    scale: {On  Track: green}
    policy: {cycle: {digest: 5}}
people:
  - {name: Ada Quill, role: programme_office, pattern: Mon to Wed, chairs: ELG, connection: nhs, address: 29:1ada}
  - {name: Del Rowe, delegate_for: [Ada Quill], leads: [TIP-1.10]}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "programme.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file(tmp_path: Path) -> None:
    spec = read_programme(write(tmp_path, WHOLE))
    assert [c.platform for c in spec.connections] == ["slack", "teams"]
    assert spec.connections[0].settings == {"bot_token": "COUNCIL_BOT_TOKEN"}
    elg, board = spec.bodies
    assert elg.channels == (
        Address(connection="council", place=Place.CHANNEL, native="C0123"),
        Address(connection="nhs", place=Place.CHANNEL, native="19:abc@thread.tacv2"),
    )
    assert spec.digest_channels == elg.channels
    assert elg.rhythms is None
    assert board.rhythms is not None
    monthly, six_weekly = board.rhythms
    assert (monthly.every, monthly.first, monthly.at, monthly.until) == (
        Every.MONTHLY,
        date(2023, 10, 24),
        time(14),
        date(2024, 1, 31),
    )
    assert (six_weekly.every, six_weekly.at) == (Every.SIX_WEEKLY, time(10))
    assert [(m.body, m.day, m.at) for m in spec.meetings] == [
        ("BOARD", date(2023, 12, 19), time(9, 30))
    ]
    assert spec.policy.cycle.call == 20
    (plan,) = spec.plans
    assert plan.reporting_body == "BOARD"
    assert plan.routes == {RequestKind.CLOSE: ("BOARD",), RequestKind.REASSIGN: ("OFFICE",)}
    assert plan.scale.read("on track") is Status.GREEN
    assert plan.policy is not None
    assert (plan.policy.cycle.call, plan.policy.cycle.digest) == (20, 5)
    ada, rowe = spec.people
    assert ada.roles == {Role.PROGRAMME_OFFICE}
    assert ada.pattern == Pattern(weekdays=frozenset({0, 1, 2}))
    assert ada.chairs == ("ELG",)
    assert ada.addresses == (Address(connection="nhs", place=Place.DM, native="29:1ada"),)
    assert ada.where == "programme.yaml, line 29"
    assert (rowe.delegate_for, rowe.leads) == (("Ada Quill",), ("TIP-1.10",))


def test_references_survive_as_written(tmp_path: Path) -> None:
    """YAML would make a number of 1.10."""
    spec = read_programme(
        write(tmp_path, "code: c\nname: N\npeople: [{name: A B, leads: [1.10, 1.1]}]")
    )
    assert spec.people[0].leads == ("1.10", "1.1")


def test_files_are_found_beside_the_programme_file(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").touch()
    (tmp_path / "mine.toml").write_text("[cycle]\ncall = 21\n", encoding="utf-8")
    text = "code: c\nname: N\nbodies: [{code: BOARD, name: B}]\npolicy: mine.toml\nplans: [{code: P, file: plan.csv}]"
    spec = read_programme(write(tmp_path, text))
    assert spec.plans[0].file == str(tmp_path.resolve() / "plan.csv")
    assert spec.policy.cycle.call == 21


HEAD = "code: c\nname: N\n"
BODIES = HEAD + "bodies:\n  - {code: BOARD, name: Board}\n  - {code: ELG, name: Group}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: N\n", "programme.yaml, line 1: code is missing; write code: …"),
        (HEAD + "meting: []\n", 'programme.yaml, line 3: there is no "meting" here. Did you mean "meetings"?'),
        (HEAD + "bodies: BOARD\n", "bodies must be a list"),
        (HEAD + "bodies: [BOARD]\n", "bodies must be written as keys with values"),
        ("- a\n- b\n", "must be written as keys with values"),
        (HEAD + "code: d\n", 'line 3: "code" stands here a second time; keep one of them.'),
        (HEAD.replace("c\n", "two words\n"), "a code is letters, figures"),
        (BODIES + "  - {code: board, name: Other}\n", "body board stands here a second time (the first is on line 4)"),
        (HEAD + "bodies: [{code: OFFICE, name: O}]\n", "OFFICE stands for the programme office"),
        (BODIES + "meetings: [{body: BOARD, date: 31 February 2024}]\n", 'date: the calendar has no "31 February 2024".'),
        (BODIES + "meetings: [{body: BOARD, date: 2024-02-31}]\n", 'date: the calendar has no "2024-02-31".'),
        (BODIES + "meetings: [{body: BOARD, date: October 2023}]\n", '"October 2023" is not an exact day'),
        (BODIES + "meetings: [{body: BORD, date: 2024-01-09}]\n", 'there is no body "BORD" under bodies. Did you mean "BOARD"?'),
        (BODIES + "meetings:\n- {body: ELG, date: 2024-01-09}\n- {body: ELG, date: 9/1/2024}\n", "meeting of ELG on 2024-01-09 stands here a second time"),
        (BODIES + "meetings: [{body: BOARD, date: 2024-01-09, at: 25:00}]\n", 'at is "25:00"; write'),
        (HEAD + "bodies: [{code: B, name: B, rhythms: [{every: weekly, first: 2024-01-09}]}]\n", 'every is "weekly"; write one of monthly, six-weekly, quarterly, termly.'),
        (HEAD + "bodies: [{code: B, name: B, rhythms: [{every: monthly, first: 2024-01-09, until: 2023-01-09}]}]\n", "lies before first"),
        (HEAD + "bodies:\n- code: B\n  name: B\n  rhythms:\n  - {every: monthly, first: 2024-02-09}\n  - {every: monthly, first: 2024-01-09}\n", "rhythms stand in the order"),
        (HEAD + "bodies: [{code: B, name: B, channel: '#x'}]\n", "say on which connection #x is"),
        (HEAD + "bodies: [{code: B, name: B, channel: {connection: slak, channel: C1}}]\n", 'there is no connection "slak". Write it under connections.'),
        (HEAD + "connections: [{name: a, platform: slck}]\n", 'there is no platform "slck". Did you mean "slack"?'),
        (BODIES + "digest_to: ELG\n", "ELG has no channel for the digest"),
        (HEAD + "terms: [{name: A, first: 2024-01-09, last: 2024-01-01}]\n", "A: last (2024-01-01) lies before first."),
        (HEAD + "terms: [{name: A, first: 2024-01-01, last: 2024-03-01}, {name: B, first: 2024-02-01, last: 2024-04-01}]\n", "B begins before A has ended."),
        (HEAD + "plans: [{code: P}]\n", "reporting_body is missing"),
        (BODIES + "plans: [{code: P}, {code: p}]\n", "plan p stands here a second time"),
        (BODIES + "plans: [{code: P, reporting_body: BAORD}]\n", 'Did you mean "BOARD"?'),
        (BODIES + "plans: [{code: P, routes: {shut: ELG}}]\n", 'there is no request "shut".'),
        (BODIES + "plans: [{code: P, routes: {close: []}}]\n", "close needs at least one body, or OFFICE."),
        (BODIES + "plans: [{code: P, scale: {done: purple}}]\n", 'done is "purple"; write one of not_reported, grey'),
        (BODIES + "plans: [{code: P, file: gone.docx}]\n", "there is no file gone.docx beside programme.yaml."),
        (BODIES + "policy: {cycle.cal: 3}\n", 'line 6, policy: there is no "cycle.cal" in a policy.'),
        (BODIES + "policy: [1]\n", "policy must be a file's name, or keys with values"),
        (HEAD + "people: [{role: member}]\n", "name is missing"),
        (HEAD + "people: [{name: '…'}]\n", '"…" is no name.'),
        (HEAD + "people: [{name: A B, role: king}]\n", 'role is "king"; a role is programme_office or member'),
        (HEAD + "people: [{name: A B, pattern: Sundays}]\n", 'pattern is "Sundays"; write the working days'),
        (HEAD + "people: [{name: A B, email: nowhere}]\n", "an e-mail address looks like"),
        (HEAD + "people: [{name: A B}, {name: a  b}]\n", "a b stands here a second time"),
        (BODIES + "people: [{name: A B, chairs: BOARDS}]\n", 'there is no body "BOARDS"'),
        (HEAD + "people: &x N\n", "marks a place to refer to"),
        (HEAD + "people: *x\n", "refers to another place"),
        (HEAD + "people: !!python/object:os.system {}\n", "is a tag"),
        (HEAD + "---\na: b\n", "a second document begins here"),
        (HEAD + "bodies: [\n", "this is not YAML"),
        ("", "code is missing"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        read_programme(write(tmp_path, text))
    sentence = refused.value.sentence
    assert said in sentence
    assert sentence.startswith("programme.yaml")
    assert sentence.endswith((".", "?"))
    assert "\n" not in sentence


def test_a_credential_written_by_mistake_is_not_repeated(tmp_path: Path) -> None:
    text = HEAD + "connections: [{name: a, platform: slack, settings: {bot_token: xoxb-secret}}]\n"
    with pytest.raises(PlanRefused) as refused:
        read_programme(write(tmp_path, text))
    assert "must name an environment variable" in refused.value.sentence
    assert "secret" not in refused.value.sentence


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="There is no file"):
        read_programme(tmp_path / "none.yaml")
    binary = tmp_path / "p.yaml"
    binary.write_bytes(b"\xff\x00\x01")
    with pytest.raises(PlanRefused, match="not a text file"):
        read_programme(binary)
    binary.write_bytes(b"a" * 1_000_001)
    with pytest.raises(PlanRefused, match="larger than 1 MB"):
        read_programme(binary)
    with pytest.raises(PlanRefused, match="could not be read"):
        read_programme(tmp_path)


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="levels deep"):
        read_programme(write(tmp_path, HEAD + "people: " + "[" * 30 + "]" * 30 + "\n"))


def test_every_key_is_documented() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    known = {
        *PROGRAMME_KEYS,
        *CONNECTION_KEYS,
        *BODY_KEYS,
        *RHYTHM_KEYS,
        *MEETING_KEYS,
        *TERM_KEYS,
        *PLAN_KEYS,
        *PERSON_KEYS,
    }
    assert sorted(key for key in known if f"`{key}`" not in text) == []
