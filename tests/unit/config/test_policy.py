"""The policy file: every number of the cadence has its line, and what is wrong in one is said in a sentence."""

from __future__ import annotations

import tomllib
from datetime import time
from pathlib import Path

import pytest

from bot.domain.errors import PlanRefused
from bot.domain.policy import Policy, policy_hash
from config.policy import DEFAULTS, keys, policy_from, read_policy

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "policy.md"


def test_the_defaults_file_holds_the_defaults() -> None:
    assert read_policy(DEFAULTS) == Policy()


def test_every_key_stands_in_the_defaults_file() -> None:
    def flat(data: dict[str, object], prefix: str = "") -> set[str]:
        found: set[str] = set()
        for key, value in data.items():
            found |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key}
        return found

    assert flat(tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))) == set(keys())


def test_every_key_of_the_defaults_file_has_a_comment_above_its_group() -> None:
    lines = DEFAULTS.read_text(encoding="utf-8").splitlines()
    bare = []
    for at, line in enumerate(lines):
        if "=" in line and not line.startswith("#"):
            above = next(
                earlier
                for earlier in reversed(lines[:at])
                if "=" not in earlier or earlier.startswith("#")
            )
            if not above.startswith("#"):
                bare.append(line)
    assert bare == []


def test_every_key_is_documented() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    assert [key for key in keys() if f"`{key}`" not in text] == []


@pytest.mark.parametrize(
    "overrides",
    [
        {"cycle": {"call": "20", "cut_off_at": "16:30"}},
        {"cycle.call": 20, "cycle.cut_off_at": time(16, 30)},
    ],
)
def test_overrides_may_be_nested_or_dotted_typed_or_text(overrides: dict[str, object]) -> None:
    policy = policy_from(overrides)
    assert (policy.cycle.call, policy.cycle.cut_off_at) == (20, time(16, 30))
    assert policy.touches == Policy().touches


def test_a_plans_policy_builds_on_its_programmes() -> None:
    programme = policy_from({"cycle.call": 20})
    plan = policy_from({"cycle.digest": 5}, base=programme)
    assert (plan.cycle.call, plan.cycle.digest) == (20, 5)


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        (
            {"cycle.cal": 20},
            'policy: there is no "cycle.cal" in a policy. Did you mean "cycle.call"?',
        ),
        ({"send_at": "9:00"}, 'there is no "send_at" in a policy. Did you mean "hours.send_at"?'),
        ({"weather": 3}, 'there is no "weather" in a policy. All keys stand in defaults.toml.'),
        ({"cycle.call": "soon"}, 'cycle.call must be a whole number from 0 to 400, not "soon".'),
        ({"cycle.call": True}, "cycle.call must be a whole number"),
        ({"cycle.call": 4000}, "cycle.call must be a whole number"),
        ({"hours.opens": "25:00"}, 'hours.opens must be a time of day such as 09:30, not "25:00".'),
        ({"touches.action_due_days": "7"}, "touches.action_due_days must be a list of days"),
        (
            {"touches.action_due_days": ["7", "14"]},
            "must run from the largest number to the smallest",
        ),
        ({"cycle.call": 13}, "cycle.call (13) must be larger than cycle.chaser (14)"),
        ({"hours.send_at": "18:00"}, "hours.send_at (18:00) must lie between hours.opens (09:00)"),
        ({"cycle.cut_off_at": "18:00"}, "cycle.cut_off_at (18:00) must lie between"),
        ({"cycle.assurance_from": 8}, "must"),
        ({"cycle.shortest_chase": 14}, "a chaser would go before its call"),
        ({"touches.reminders_a_week": 0}, "touches.reminders_a_week must be at least 1."),
    ],
)
def test_what_is_wrong_is_one_sentence(overrides: dict[str, object], said: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        policy_from(overrides)
    assert said in refused.value.sentence
    assert refused.value.sentence.startswith("policy: ")
    assert "\n" not in refused.value.sentence


def test_a_file_that_is_no_policy_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="There is no policy file"):
        read_policy(tmp_path / "none.toml")
    broken = tmp_path / "mine.toml"
    broken.write_text("call = = 3", encoding="utf-8")
    with pytest.raises(PlanRefused, match=r"mine\.toml: this is not TOML"):
        read_policy(broken)
    broken.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PlanRefused, match="not a text file"):
        read_policy(broken)


def test_the_hash_tells_policies_apart() -> None:
    one = policy_from({"cycle.call": 20})
    assert policy_hash(one) == policy_hash(policy_from({"cycle.call": "20"}))
    assert (
        len(
            {
                policy_hash(Policy()),
                policy_hash(one),
                policy_hash(Policy(), None),
                policy_hash(None, one),
            }
        )
        == 4
    )
