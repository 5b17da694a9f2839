"""Measures ways to make the same reports, one beside the other, and holds them against the goals: `make bench`.

Each way runs from nothing to finished files, in turn with the others and more than once; what is printed
are medians. `a`, `b` and `c` are run for a few forces and their time is scaled to all, which is said (``--few 44``
runs them whole). ``growth`` makes the force's page again and again under other names, from a grid. ``data`` adds
made-up answers to a copy of the checkout. Nothing in the checkout changes, and what fails ends the bench.

Linux only: memory that processes share is counted once (PSS, twice a second, so short peaks are missed), and CPU
time is that of every descendant, also of those whose parent ended first.
"""

import contextlib
import csv
import ctypes
import hashlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import click
import psutil
import yaml
from lxml import html

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[1]
BIN = Path(sys.executable).parent
SET_CHILD_SUBREAPER = 36  # linux/prctl.h
# The one more made-up answer is of years before all others.
LAST_TURN = 9
SLOW = {"a", "b", "c"}
# Pages that lead to the others, made with the index.
INDEX = {"index", "by-state", "methods", "data", "changes", "how-to"}
WAYS = {
    "a": "papermill and nbconvert commands, one after another",
    "b": "the same, two at a time",
    "c": "papermill's API in one process, one exporter",
    "d": "ours, tables in place and no page yet",
    "e": "ours, nothing changed",
    "f": "ours, one figure of one force changed",
    "g": "the limit: a plain script, two processes, no Jupyter",
    "pandas": "python -c 'import pandas'",
    "pages": "ours, that force's page and the comparing ones gone",
}


@dataclass(frozen=True)
class Cost:
    """What one run took: ``cpu`` and ``memory`` (peak bytes) of the whole family, ``parent`` of its first process."""

    seconds: float
    cpu: float
    memory: int
    parent: int


def measure(words: list, checkout: Path, limit: float = 7200) -> Cost:
    """Run a command to its end, and to the end of whatever it started.

    Parameters
    ----------
    limit : float
        Seconds after which it is ended, and has failed.

    Raises
    ------
    SystemExit
        It failed, or left a process behind.
    TimeoutError
        It reached the limit.
    """
    peak, first, ended = [0], [0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            total = 0
            if time.perf_counter() - start > limit:
                end_family()
            for one in psutil.Process().children(recursive=True):
                try:
                    total += one.memory_full_info().pss
                    if one.pid == run.pid:
                        first[0] = max(first[0], one.memory_info().rss)
                except psutil.Error:  # it ended meanwhile
                    continue
            peak[0] = max(peak[0], total)

    environment = os.environ | {"LINKED_OFFENCES_ROOT": str(checkout), "PATH": f"{BIN}:{os.environ['PATH']}"}
    before, start = os.times(), time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        run = subprocess.Popen(
            list(map(str, words)), stdout=said, stderr=subprocess.STDOUT, cwd=checkout, env=environment
        )
        watcher = threading.Thread(target=watch)
        watcher.start()
        _, status, usage = os.wait4(run.pid, 0)
        seconds = time.perf_counter() - start
        left = _wait_for_orphans()
        ended.set()
        watcher.join()
        after = os.times()
        run.returncode = os.waitstatus_to_exitcode(status)
        if seconds > limit:
            raise TimeoutError(f"took longer than {limit:g} seconds")
        if run.returncode or left:
            said.seek(0)
            why = f"left {left} processes behind" if left else f"exit status {run.returncode}"
            sys.exit(f"{said.read()[-3000:]}\nfailed ({why}): {' '.join(map(str, words))[:300]}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    largest = usage.ru_maxrss * 1024
    return Cost(seconds, cpu, max(peak[0], largest), first[0] or largest)


def end_family() -> None:
    """End every process that this one started."""
    for one in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            one.kill()


def _wait_for_orphans(limit: float = 10) -> int:
    """Wait for processes whose parent ended first, so that their CPU time counts; how many were left at the limit."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.02)
        except ChildProcessError:
            return 0
    return len(psutil.Process().children(recursive=True))


class Bench:
    """One checkout's copy, in which every way of making reports is measured."""

    def __init__(self, scratch: Path, forces: list[str], few: int):
        self.scratch, self.forces, self.few = scratch, forces, forces[:few]
        self.checkout = copy_checkout(scratch / "checkout")
        self.site = scratch / "site"
        self.figure = 14  # as Dorset prints
        self.changed: set[str] = set()
        # The tables are in place for every way, so that pages are what is measured.
        self.ours("dorset", out=self.folder("first"))

    def folder(self, way: str) -> Path:
        """The way's own folder of pages, empty."""
        folder = self.scratch / way
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def ours(self, *words, out: Path) -> Cost:
        """Our command."""
        return measure([BIN / "linked-offences", "report", *words, "--out", out], self.checkout)

    def a(self) -> Cost:
        """Command lines, one after another."""
        return self._commands("a", 1)

    def b(self) -> Cost:
        """Command lines, two at a time."""
        return self._commands("b", 2)

    def _commands(self, way: str, jobs: int) -> Cost:
        folder = self.folder(way)
        line = (
            f"papermill --no-progress-bar --log-level ERROR notebooks/02_force.ipynb {folder}/{{}}.ipynb "
            f"-p force {{}} && jupyter nbconvert --log-level ERROR --to html {folder}/{{}}.ipynb"
        )
        cost = measure(["xargs", "-a", self._list(), "-P", jobs, "-I{}", "sh", "-c", line], self.checkout)
        return self._whole(folder, self.few, cost)

    def _list(self) -> Path:
        file = self.scratch / "forces.txt"
        file.write_text("\n".join(self.few), encoding="utf-8")
        return file

    def c(self) -> Cost:
        """Papermill's API."""
        folder = self.folder("c")
        cost = measure([sys.executable, HERE / "api.py", folder, *self.few], self.checkout)
        return self._whole(folder, self.few, cost)

    def d(self) -> Cost:
        """Ours, cold."""
        folder = self.folder("d")
        return self._whole(folder, self.forces, self.ours(*self.forces, out=folder))

    def g(self) -> Cost:
        """The limit."""
        folder = self.folder("g")
        cost = measure([sys.executable, HERE / "plain.py", folder, *self.forces], self.checkout)
        return self._whole(folder, self.forces, cost)

    def e(self) -> Cost:
        """Ours, nothing changed."""
        self._build_site()
        before = read_pages(self.site)
        cost = self.ours(out=self.site)
        check(read_pages(self.site) == before, "nothing had changed, and a page did")
        return cost

    def f(self) -> Cost:
        """Ours, one figure changed."""
        self._build_site()
        before = read_pages(self.site)
        self.figure += 1
        change_figure(self.checkout, self.figure)
        cost = self.ours(out=self.site)
        after = read_pages(self.site)
        check(before["dorset.html"] != after["dorset.html"], "the changed figure is not on its page")
        self.changed = {name for name in after if before.get(name) != after[name]}
        return cost

    def pages(self) -> Cost:
        """The force's page and those that compare, alone."""
        self._build_site()
        for name in ("dorset", "national", "coverage", "claims"):
            (self.site / f"{name}.html").unlink()
        cost = self.ours(out=self.site)
        check((self.site / "dorset.html").exists(), "dorset.html was not made again")
        return cost

    def pandas(self) -> Cost:
        """The interpreter and pandas."""
        return measure([sys.executable, "-c", "import pandas"], self.checkout)

    def imports_pandas(self) -> bool:
        """Whether our command imports pandas where nothing changed."""
        self._build_site()
        words = [sys.executable, "-X", "importtime", "-m", "linked_offences", "report", "--out", self.site]
        environment = os.environ | {"LINKED_OFFENCES_ROOT": str(self.checkout)}
        found = subprocess.run(words, capture_output=True, text=True, check=True, env=environment)
        return re.search(r"\| +pandas$", found.stderr, flags=re.MULTILINE) is not None

    def _build_site(self) -> None:
        if not self.site.exists():
            self.ours(out=self.site)

    def _whole(self, folder: Path, forces: list[str], cost: Cost) -> Cost:
        made = {file.stem for file in folder.glob("*.html")} - INDEX
        check(made == set(forces), f"{folder.name}: pages of other forces were made than were asked for")
        return cost

    def compare(self) -> str:
        """Hold the pages of (d) and (g) against each other: tables, drawings and sentences must be the same."""
        for force in self.forces:
            ours, plain = (html.parse(self.scratch / way / f"{force}.html") for way in "dg")
            for tag in ("table", "figure", "h1", "h2"):
                # What a page was made of is known to the batch only.
                both = [
                    [_shape(one) for one in page.iter(tag) if not one.xpath("ancestor::details")]
                    for page in (ours, plain)
                ]
                check(both[0] == both[1], f"{force}.html: (d) and (g) differ in a {tag}")
            said = [
                (self.scratch / way / "files" / force / f"{force}-sentences.json").read_bytes().rstrip()
                for way in "dg"
            ]
            check(said[0] == said[1], f"{force}: (d) and (g) differ in a sentence")
        names = [{file.relative_to(self.scratch / way) for file in (self.scratch / way).rglob("*") if file.is_file()}
                 for way in "dg"]  # fmt: skip
        kinds = {re.sub("|".join(self.forces), "FORCE", file.as_posix()) for file in names[0] - names[1]}
        return (
            f"Of {len(self.forces)} forces (d) and (g) have the same tables, drawings, headings and sentences."
            + (
                f" What (g) does not write: {', '.join(sorted(kinds))}."
                if kinds
                else " They write the same files."
            )
        )


def _shape(element) -> list:
    """An element's parts and words: in whatever order attributes stand, and without the ids that headings get."""
    if element.tag in ("h1", "h2"):
        return element.text_content().split()
    return [
        (one.tag, sorted(pair for pair in one.items() if not pair[0].startswith("xmlns")),
         (one.text or "").split(), (one.tail or "").split() if one is not element else [])
        for one in element.iter()
    ]  # fmt: skip


def copy_checkout(folder: Path) -> Path:
    """A copy of the data and the notebooks that may be changed."""
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def list_asked() -> list[str]:
    """Slugs of the forces of England and Wales; read without pandas, to keep this process small."""
    with (ROOT / "data" / "reference" / "forces.csv").open(encoding="utf-8", newline="") as file:
        return [row["slug"] for row in csv.DictReader(file) if row["in_england_and_wales"] == "yes"]


def read_pages(folder: Path) -> dict[str, str]:
    """Text of each page by its file's name."""
    return {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.html")}


def change_figure(checkout: Path, figure: int) -> None:
    """Set Dorset's first year in a copy of the checkout, and the sum that holds it.

    It stands in the table, in the filed reading of it, and the table's hash in the record.
    """
    folder = checkout / "data" / "raw" / "disclosures" / "dorset" / "01-FIN-24-2153"
    table, reading, record = folder / "table-1.csv", folder / "table-1.csv.reading.csv", folder / "source.yml"
    for start, end, count in (("6th Apr 2021", "1,B2", figure), ("Total", "1,B5", figure + 32)):
        for file, head in ((table, start), (reading, end)):
            lines = file.read_text(encoding="utf-8").splitlines()
            changed = [
                re.sub(r"(?<=,)\d+(?=,|$)", str(count), line) if line.startswith(head) else line for line in lines
            ]
            file.write_text("\n".join([*changed, ""]), encoding="utf-8")
    said = yaml.safe_load(record.read_text(encoding="utf-8"))
    said["sha256"][table.name] = hashlib.sha256(table.read_bytes()).hexdigest()
    record.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")


def check(holds: bool, otherwise: str) -> None:
    """Stop the bench where what was measured is not what was meant."""
    if not holds:
        sys.exit(f"the bench stops: {otherwise}")


def summarise(costs: list[Cost], scale: float = 1) -> Cost:
    """Medians of several runs; time is scaled where a part of the forces was run."""
    middle = {name: statistics.median(getattr(one, name) for one in costs)
              for name in ("seconds", "cpu", "memory", "parent")}  # fmt: skip
    return Cost(middle["seconds"] * scale, middle["cpu"] * scale, int(middle["memory"]), int(middle["parent"]))


def show_goal(what: str, value: float, goal: float, *, least: bool = False) -> None:
    """One ratio beside its goal, and whether it is met."""
    met = value >= goal if least else value <= goal
    word = "at least" if least else "at most"
    click.echo(f"{what:<58}{value:>9.2f}   goal {word} {goal:g}: {'met' if met else 'NOT MET'}")


def show_ratios(cost: dict[str, Cost]) -> None:
    """Every ratio whose parts were measured."""
    seconds = {way: one.seconds for way, one in cost.items()}

    def has(*ways: str) -> bool:
        return set(ways) <= set(seconds)

    if has("d", "g"):
        show_goal("(d)/(g): ours against the limit", seconds["d"] / seconds["g"], 1.2)
    if has("a", "d"):
        show_goal("(a)/(d): command lines against ours", seconds["a"] / seconds["d"], 8, least=True)
    if has("b", "d"):
        show_goal("(b)/(d): two command lines at a time against ours", seconds["b"] / seconds["d"], 4, least=True)
    if has("c", "d"):
        click.echo(f"{'(c)/(d): API in one process against ours':<58}{seconds['c'] / seconds['d']:>9.2f}")
    if has("e", "pandas"):
        show_goal("(e)/(import pandas): nothing to do", seconds["e"] / seconds["pandas"], 1)
    if has("e", "f", "pages"):
        allowed = seconds["e"] + 1.5 * (seconds["pages"] - seconds["e"])
        show_goal("(f)/((e) + 1.5 x the pages that it touches)", seconds["f"] / allowed, 1)


def measure_growth(bench: Bench, sizes: list[int], each: float | None) -> None:
    """The same report for more and more rows of a grid: seconds, and the memory of the first process."""
    click.echo("\nmore reports, from a grid     seconds   each s   family MB   parent MB")
    first = None
    for size in sizes:
        grid = bench.scratch / f"grid-{size}.csv"
        names = [
            f"{bench.forces[row % len(bench.forces)]}-{row},{bench.forces[row % len(bench.forces)]}"
            for row in range(size)
        ]
        grid.write_text("\n".join(["name,force", *names, ""]), encoding="utf-8")
        out = bench.folder("grid")
        cost = bench.ours("--grid", grid, out=out)
        check(len(list(out.glob("*-*.html"))) >= size, f"not all of {size} reports were made")
        first = first or cost
        each = each or cost.seconds / size
        click.echo(
            f"{size:<28}{cost.seconds:>9.1f}{cost.seconds / size:>9.3f}{_mb(cost.memory):>12}{_mb(cost.parent):>12}"
        )
    if len(sizes) > 1:
        show_goal(
            f"seconds a report, {sizes[-1]} against {len(bench.forces)}", cost.seconds / sizes[-1] / each, 1.1
        )
        show_goal("growth of the parent's memory in MB", (cost.parent - first.parent) / 1e6, 50)


def measure_data(bench: Bench, factors: list[int], limit: float) -> None:
    """The tables and one cold run, with made-up answers in copies of the checkout."""
    click.echo(
        f"\n{'more data: made-up figures':<28}{'figures':>9}{'tables s':>10}{'reports s':>11}{'family MB':>11}{'one more s':>12}"
    )
    for factor in factors:
        checkout = copy_checkout(bench.scratch / f"made-up-{factor}")
        printed = count_figures(checkout)
        environment = os.environ | {"LINKED_OFFENCES_ROOT": str(checkout)}

        def file(*numbers: int, environment: dict = environment) -> int:
            words = [sys.executable, str(HERE / "larger.py"), *map(str, numbers)]
            return int(subprocess.run(words, capture_output=True, text=True, check=True, env=environment).stdout)

        made = file(printed * (factor - 1))
        try:
            tables = measure([BIN / "linked-offences", "data"], checkout, limit)
        except TimeoutError as error:
            click.echo(f"{f'{factor} times':<28}{printed + made:>9}   NOT MADE: the tables {error}")
            continue
        check(count_figures(checkout) == printed + made, "the made-up figures are not in the tables")
        words = [BIN / "linked-offences", "report", *bench.forces, "--out", bench.folder("larger")]
        cost = measure(words, checkout)
        file(1, LAST_TURN)
        one_more = measure([BIN / "linked-offences", "data"], checkout, limit)
        click.echo(
            f"{f'{factor} times':<28}{printed + made:>9}{tables.seconds:>10.1f}{cost.seconds:>11.1f}{_mb(cost.memory):>11}"
            f"{one_more.seconds:>12.1f}"
        )
    click.echo("one more: the tables again after one more answer; goal 3 s with the answers of 44 forces")


def count_figures(checkout: Path) -> int:
    """Rows of the table of figures."""
    with (checkout / "data" / "processed" / "figures.csv").open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f}"


def read_numbers(_context, option: click.Option, text: str) -> list[int]:
    """Whole numbers with blanks or commas between them."""
    try:
        return [int(one) for one in re.split(r"[\s,]+", text.strip())]
    except ValueError:
        raise click.BadParameter(f'"{text}" is no row of whole numbers, such as {option.default}') from None


@click.command()
@click.option(
    "--parts", default="a b c d e f g growth data", show_default=True, help="Letters of the ways, data, growth."
)
@click.option("--rounds", type=click.IntRange(min=1), default=3, show_default=True, help="Runs of each way.")
@click.option("--forces", "number", type=click.IntRange(min=1), default=44, show_default=True)
@click.option("--few", type=click.IntRange(min=1), default=11, show_default=True,
              help="Forces that a, b and c run; their time is scaled to all.")  # fmt: skip
@click.option("--sizes", default="44 440 2000", show_default=True, callback=read_numbers,
              help="Reports of each step of growth.")  # fmt: skip
@click.option(
    "--limit", default=300.0, show_default=True, help="Seconds that tables with made-up answers may take."
)
@click.option("--factors", default="1 10 100", show_default=True, callback=read_numbers,
              help="Times as much data.")  # fmt: skip
def main(
    parts: str, rounds: int, number: int, few: int, sizes: list[int], limit: float, factors: list[int]
) -> None:
    """Measure, in turn and more than once, and say what the goals are and whether they are met."""
    if not sys.platform.startswith("linux"):
        sys.exit("the bench needs Linux: it reads /proc to count memory and time of every process")
    if unknown := set(parts.split()) - {*WAYS, "data", "growth"}:
        sys.exit(f"no such part: {' '.join(sorted(unknown))}; parts are a to g, data, growth")
    ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    ways = [way for way in WAYS if way in parts.split()]
    ways += ["pandas"] * ("e" in ways) + ["pages"] * ("f" in ways)
    costs: dict[str, list[Cost]] = {way: [] for way in ways}
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        bench = Bench(Path(scratch), list_asked()[:number], few := min(few, number))
        for turn in range(rounds):
            # Each round begins with another way, so that a slow minute of the machine is nobody's fault.
            first = turn % max(len(ways), 1)
            for way in ways[first:] + ways[:first]:
                click.echo(f"round {turn + 1} of {rounds}: {WAYS[way]} ...", err=True)
                costs[way].append(getattr(bench, way)())
                click.echo(f"    {costs[way][-1].seconds:.1f} s", err=True)
        cost = {way: summarise(costs[way], number / few if way in SLOW else 1) for way in ways}
        click.echo(
            f"\n{number} forces, medians of {rounds}; {os.cpu_count()} processors, load now {os.getloadavg()[0]:.1f}"
        )
        click.echo(f"{'':<68}{'seconds':>9}{'from - to':>18}{'CPU s':>8}{'peak MB':>9}")
        for way, one in cost.items():
            scale = number / few if way in SLOW else 1
            every = [each.seconds * scale for each in costs[way]]
            label = f"({way}) {WAYS[way]}" if len(way) == 1 else f"    {WAYS[way]}"
            label += f" [{few} x {scale:g}]" if scale != 1 else ""
            spread = f"{min(every):.2f} - {max(every):.2f}"
            click.echo(f"{label:<68}{one.seconds:>9.2f}{spread:>18}{one.cpu:>8.1f}{_mb(one.memory):>9}")
        click.echo()
        show_ratios(cost)
        if {"d", "g"} <= set(ways):
            click.echo(bench.compare())
        if "e" in ways:
            found = bench.imports_pandas()
            click.echo(
                f"(e) {'imports' if found else 'does not import'} pandas: goal {'NOT MET' if found else 'met'}"
            )
        if "f" in ways:
            click.echo(f"(f) changed {len(bench.changed)} pages: {', '.join(sorted(bench.changed))}")
        if "growth" in parts.split():
            measure_growth(bench, sizes, cost["d"].seconds / number if "d" in cost else None)
        if "data" in parts.split():
            measure_data(bench, factors, limit)


if __name__ == "__main__":
    main()
