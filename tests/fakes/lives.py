"""A bot that lives many lives: each is killed at a random instant, until enough have died and nothing is left to do."""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from collections.abc import Callable

#: Seconds that a life is let go on for, at most: short, so that kills fall everywhere.
LONGEST = 0.1
#: How a child says that there is more to do, and that it failed.
_MORE, _FAILED = 3, 2

#: Lives once: told its number and what to call when it begins to send. Whether there is more to do.
Live = Callable[[int, Callable[[], None]], bool]


def kill_often(live: Live, kills: int, settle: Callable[[], object]) -> int:
    """Live and kill, in a process without threads, until ``kills`` have died and all is sent: an exit code.

    ``settle``: lets what is on its way arrive, after each life.
    """
    dice = random.Random(kills)
    died = 0
    for life in range(kills * 4):
        hears, tells = os.pipe()
        child = os.fork()
        if child == 0:
            _child(live, life, tells)
        os.close(tells)
        # It takes longer to make ready than to send: kills are to fall on what is being sent.
        os.read(hears, 1)
        os.close(hears)
        if died < kills:
            time.sleep(dice.uniform(0, LONGEST))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        settle()
        if os.WIFSIGNALED(status):
            died += 1
        elif os.WEXITSTATUS(status) == 0:
            print(died, "died")
            return 0
        elif os.WEXITSTATUS(status) == _FAILED:
            return 1
    return 1


def _child(live: Live, life: int, tells: int) -> None:
    """Live, and leave by the exit code alone: a child must never return into its parent's loop."""
    code = _FAILED
    try:
        code = _MORE if live(life, lambda: _say(tells)) else 0
    except BaseException:  # noqa: BLE001 - whatever it is, the parent is told by the code
        traceback.print_exc()
    finally:
        os._exit(code)


def _say(tells: int) -> None:
    os.write(tells, b"!")
