"""Turns reports into files, many at a time: a process a report, and nothing stands under a final name before it is whole.

Each report is made in a process of its own, forked from one that has everything loaded: it starts
with a fresh namespace, and a report that fails, hangs or is killed hurts no other.
"""

import contextlib
import math
import multiprocessing
import os
from collections.abc import Callable, Collection, Iterable
from concurrent import futures
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

from notebook_batch.guard import interrupted, make_guarded
from notebook_batch.making import is_done, remove, take_back
from notebook_batch.reports import LIMIT_SECONDS, Outcome, Report, explain
from plain_files import hold_interrupts, is_interrupted

TICK = 0.2  # seconds after which a run looks whether it shall stop


def run(
    reports: Iterable[Report],
    folder: Path,
    *,
    root: Path | None = None,
    jobs: int | None = None,
    limit: float = LIMIT_SECONDS,
    plain: bool = False,
    memory: int | None = None,
    force_rebuild: bool = False,
    last: Report | None = None,
    executor: Executor | None = None,
    done: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Make many reports, each in a process of its own; go on past those that fail, leave those that are done.

    What could not be made does not stand in the folder afterwards, not even from an earlier run.
    The reports are taken one by one and only the failed ones are kept, so thousands need no more
    memory than a few.

    Parameters
    ----------
    root : Path, optional
        Where the reports are made; the maker's own of the process that makes them if not given. What is done already is
        judged by what this process finds.
    jobs : int, optional
        Reports in the executor's hands at a time; as many as there are processors if not given.
    limit : float
        Seconds that one report may take.
    plain : bool
        Whether each report starts a plain kernel, as it does where processes cannot be forked.
    memory : int, optional
        Bytes that one report may take; without limit if not given.
    force_rebuild : bool
        Make also what stands there already, whole and made of what is there now.
    last : Report, optional
        A report without notebook that leads to the others, made beside them and finished when all are done.
    executor : Executor, optional
        Where `make_guarded` is called for each report; threads of this process if not given.
    done : callable
        Called with the outcome of each report.

    Returns
    -------
    list of Outcome
        Of the reports that failed, in the order of the reports.
    """
    jobs = jobs or os.cpu_count() or 1
    folder.mkdir(parents=True, exist_ok=True)
    plan, waiting, failed, begun, early = enumerate(reports), {}, {}, None, last and jobs > 1

    def take(number: float, outcome: Outcome) -> None:
        if outcome.reason:
            failed[number] = outcome
            remove(outcome.name, folder)
        done(outcome)

    with hold_interrupts(), contextlib.nullcontext(executor) if executor else ThreadPoolExecutor(jobs) as pool:
        try:
            while True:
                for number, report in plan:
                    _stop_where_interrupted()
                    key = "" if force_rebuild else is_done(report, folder)
                    if key:
                        done(Outcome(report.name, key=key, unchanged=True))
                        continue
                    future = pool.submit(make_guarded, report, folder, root, limit, plain, memory)
                    waiting[future] = number, report
                    if len(waiting) >= jobs:
                        break
                if not waiting:
                    break
                if last and early and (force_rebuild or not is_done(last, folder)):
                    begun = _Last(last, folder, root, plain, memory)
                early = False
                for future in _wait_for(waiting):
                    number, report = waiting.pop(future)
                    take(number, _take_outcome(future, report))
            if last:
                key = "" if force_rebuild else is_done(last, folder)
                begun = begun or (None if key else _Last(last, folder, root, plain, memory))
                if begun:
                    made = begun.finish(needed=not key)
                take(math.inf, Outcome(last.name, key=key, unchanged=True) if key else made)
        except BaseException:
            interrupted.set()
            for future in waiting:
                future.cancel()
            if begun:
                begun.pool.shutdown()
            if not executor:
                pool.shutdown()
            for report in (*(report for _, report in waiting.values()), *([last] if last else [])):
                take_back(report.name, folder)
            raise
        finally:
            interrupted.clear()
    return [failed[number] for number in sorted(failed)]


class _Last:
    """The report that leads to the others while it is made: begun beside them, and finished when all of them are done."""

    def __init__(self, report: Report, folder: Path, root: Path | None, plain: bool, memory: int | None):
        self.report = report
        ours, self.others = multiprocessing.Pipe(duplex=False)
        self.pool = ThreadPoolExecutor(1)
        # Without a limit, because it waits for the others, and none of it is code of a notebook.
        self.made = self.pool.submit(make_guarded, report, folder, root, math.inf, plain, memory, ours)

    def finish(self, *, needed: bool) -> Outcome:
        """Let it be finished, now that the others are done; or end without a trace where it is not needed."""
        if not needed:
            with contextlib.suppress(BrokenPipeError):  # it has ended already
                self.others.send("stop")
        self.others.close()
        _wait_for([self.made])
        return _take_outcome(self.made, self.report)


def _wait_for(waiting: Collection[Future]) -> set[Future]:
    """Those of some that are done, as soon as one is."""
    done: set[Future] = set()
    while not done:
        done = futures.wait(waiting, TICK, futures.FIRST_COMPLETED).done
        _stop_where_interrupted()
    return done


def _stop_where_interrupted() -> None:
    if is_interrupted():
        raise KeyboardInterrupt


def _take_outcome(future: Future, report: Report) -> Outcome:
    """The outcome of a report, also where what should have guarded it is gone."""
    try:
        return future.result()
    except Exception as error:  # its worker or the way to it is gone
        return Outcome(report.name, explain(error))
