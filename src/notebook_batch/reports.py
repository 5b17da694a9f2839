"""Says what a report is and what became of it, in words for people."""

import sys
import time
from dataclasses import dataclass, field

LIMIT_SECONDS = 300
# In the folder of the reports, for machines: what the last run did, and when.
RUN = "run.json"
# The step of a report in which it waits for others, which is none of its own time.
WAITING = "waiting"
# macOS has fork, but its own libraries do not bear it.
CAN_FORK = sys.platform not in ("win32", "darwin")


@dataclass(frozen=True)
class Report:
    """One report to make: its name, the notebook it comes from, and the notebook's parameters.

    ``maker`` is the module that says what the report is made of and which files are made of its executed
    notebook (see `makers`). Where ``notebook`` is blank the maker makes the files of what else stands in the folder.
    """

    name: str
    notebook: str
    parameters: dict = field(default_factory=dict)
    maker: str = "notebook_batch.plain"


@dataclass(frozen=True)
class Outcome:
    """What became of a report: made, unchanged, or failed for a reason that is told in one line.

    ``phases`` are the seconds of each step of one that was made, by its name.
    """

    name: str
    reason: str = ""
    seconds: float = 0.0
    key: str = ""
    unchanged: bool = False
    phases: dict[str, float] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """In one word."""
        return "failed" if self.reason else "unchanged" if self.unchanged else "made"


class Watch:
    """Seconds of each step since the one before it ended."""

    def __init__(self, started: float):
        self.last = started
        self.phases: dict[str, float] = {}

    def lap(self, name: str, *parts: tuple[str, float]) -> None:
        """End a step, or one more part of it, and say how long parts of it took that are shown by themselves."""
        now = time.monotonic()
        spent = now - self.last - sum(seconds for _, seconds in parts)
        self.phases |= {name: self.phases.get(name, 0.0) + spent, **dict(parts)}
        self.last = now


def explain(error: Exception) -> str:
    """One line for a failure; for a cell that raised, which cell and what."""
    if hasattr(error, "exec_count"):  # papermill's, of a cell
        told = vars(error)
        return f"cell {told['exec_count']}: {told['ename']}: {' '.join(str(told['evalue']).split())}"
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
