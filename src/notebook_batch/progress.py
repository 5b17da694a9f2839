"""Turns the outcomes of a batch into a bar on a terminal, plain lines in a log, a summary, and a file for machines."""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import click
from tqdm import tqdm

from notebook_batch.reports import RUN, Outcome
from plain_files import replace_file

STATES = ("made", "unchanged", "failed")


class Progress:
    """How far a batch is, told while it runs and in the end.

    Parameters
    ----------
    total : int or None
        Reports of the batch; None where it is not known.
    folder : Path
        Where the reports go; ``run.json`` is put there when the batch ends, however it ends.
    quiet : bool
        Whether to say nothing but what failed.
    checkout : Path
        Of which ``run.json`` names the commit.
    """

    def __init__(self, total: int | None, folder: Path, *, quiet: bool = False, checkout: Path = Path()):
        self.folder, self.quiet, self.total, self.checkout = folder, quiet, total, checkout
        self.counts, self.seconds = Counter(), Counter()
        self.started = _now()
        self.bar = tqdm(total=total, unit="page", disable=quiet or not sys.stderr.isatty(), leave=False)
        self.told, self.phases = [], defaultdict(list)

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind, *_) -> None:
        self.bar.close()
        try:
            self._write_run(complete=kind is None)
        except OSError as error:
            click.echo(f"{self.folder / RUN}: cannot be written ({error.strerror})", err=True)

    @property
    def done(self) -> int:
        """Reports that need nothing more, whatever became of them."""
        return self.counts.total()

    def advance(self, outcome: Outcome) -> None:
        """Count one more report, and say what became of it; at once where it failed."""
        self.counts[outcome.state] += 1
        self.seconds[outcome.state] += outcome.seconds
        for name, seconds in outcome.phases.items():
            self.phases[name].append(seconds)
        self.told.append(
            {"name": outcome.name, "state": outcome.state, "seconds": round(outcome.seconds, 3),
             "reason": outcome.reason, "key": outcome.key}
        )  # fmt: skip
        self.bar.set_description_str(outcome.name, refresh=False)
        if self.counts["failed"]:
            self.bar.set_postfix_str(f"{self.counts['failed']} failed", refresh=False)
        self.bar.update()
        if outcome.reason:
            tqdm.write(f"{outcome.name}: {outcome.reason}", file=sys.stderr)
        elif self.bar.disable and not self.quiet and outcome.state == "made":
            of = f"/{self.total}" if self.total else ""
            click.echo(f"{self.done}{of} {outcome.name}, {outcome.seconds:.1f} s", err=True)

    def summarise(self, failed: list[Outcome]) -> str:
        """Table of what was made, what is unchanged, and what failed for which reason."""
        lines = [f"{'':10}{'pages':>6}{'seconds':>9}"]
        lines += [f"{state:10}{self.counts[state]:6}{self.seconds[state]:9.1f}" for state in STATES]
        lines += [f"  {outcome.name}, {outcome.seconds:.1f} s: {outcome.reason}" for outcome in failed]
        return "\n".join(lines)

    def show_timings(self) -> str:
        """Table of the steps of the reports that were made: in how many, median and slowest, and share of all time."""
        total = sum(map(sum, self.phases.values()))
        lines = [f"{'reports':>7}{'median s':>9}{'most s':>8}{'share':>7}  step"]
        for name, seconds in self.phases.items():
            share = sum(seconds) / total
            lines.append(f"{len(seconds):7}{median(seconds):9.3f}{max(seconds):8.3f}{share:7.1%}  {name}")
        return "\n".join(lines)

    def _write_run(self, *, complete: bool) -> None:
        run = {"started": self.started, "finished": _now(), "complete": complete, "commit": _find_commit(self.checkout),
               **{state: self.counts[state] for state in STATES}, "reports": self.told}  # fmt: skip
        replace_file((json.dumps(run, indent=1, ensure_ascii=False) + "\n").encode(), self.folder / RUN)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _find_commit(checkout: Path) -> str | None:
    """The commit of the checkout, where git knows it."""
    words = ["git", "-C", str(checkout), "rev-parse", "--verify", "--quiet", "HEAD"]
    try:
        found = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return found.stdout.strip() or None
