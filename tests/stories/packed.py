"""Stories of tests/data/stories, several in a file, and how the checker does on a set of them.

``PYTHONPATH=tests/stories python tests/stories/packed.py FILE`` prints each verdict that no careful reader gives, each that
was left open and each change that was not caught.
"""

import re
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from linked_offences import stories
from linked_offences.stories import checks

MARK = re.compile(r"\{([^|{}]+)\|([^{}]+)\}")
SHORT = {"printed": checks.AS_PRINTED, "one reading": checks.ONE_READING}
# Verdicts that say something of a number; the others leave it open.
STRONG = {checks.HOLDS, *checks.BAD, checks.AS_PRINTED, checks.ONE_READING}
OPEN, FEWER = "open", "fewer hold"


@dataclass
class Story:
    """A story: its lines, of each line what is marked (start, end, verdicts), and single changes (was, is, what follows)."""

    name: str
    lines: list[str] = field(default_factory=list)
    marks: list[list[tuple[int, int, set[str]]]] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)

    def change(self, was: str, now: str) -> tuple[list[str], int]:
        """The lines with one change, and the number of the changed line."""
        (at,) = (number for number, line in enumerate(self.lines) if was in line)
        assert self.lines[at].count(was) == 1, was
        return [*self.lines[:at], self.lines[at].replace(was, now), *self.lines[at + 1 :]], at + 1


def read_packed(file: Path) -> dict[str, Story]:
    """The stories of a file by name."""
    found = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("=== "):
            story = found[line[4:]] = Story(line[4:])
        elif line.startswith("~ "):
            change, _, follows = line[2:].partition(" | ")
            story.changes.append((*change.split(" => "), follows or checks.DIFFERS))
        elif not line.startswith("#"):
            here, cut = [], 0
            for match in MARK.finditer(line):
                start, verdicts = match.start() - cut, re.split(r"[,/]\s*", match[2])
                here.append((start, start + len(match[1]), {SHORT.get(word, word) for word in verdicts}))
                cut += len(match[0]) - len(match[1])
            story.lines.append(MARK.sub(r"\1", line))
            story.marks.append(here)
    return found


def find(lines, *, force=""):
    """Everything that is found in the lines of an article: line, start, end and finding."""
    found = []
    for one in stories.check("\n".join(lines), force):
        # A sentence has single blanks and straight quotation marks where its line may have others.
        line = lines[one.line - 1].translate(str.maketrans("‘’“”", "''\"\""))
        words = re.search(r"\s+".join(map(re.escape, one.sentence.split())), line)
        places = [n for n in range(*words.span()) if not re.match(r"\s\s", line[n : n + 2])]
        places.append(words.end())
        found += [(one.line, places[each.claim.start], places[each.claim.end], each) for each in one.findings]
    return found


def weigh(story: Story) -> tuple[list[tuple], list[tuple]]:
    """Verdicts that no careful reader gives, and marks of which nothing right was said."""
    found, wrong, left = find(story.lines), [], []
    for number, start, end, each in found:
        right = set().union(*(said for a, b, said in story.marks[number - 1] if a < end and start < b))
        if each.verdict in STRONG and each.verdict not in right:
            wrong.append((story.lines[number - 1], each.said, each.verdict, each.reason))
    for number, here in enumerate(story.marks, start=1):
        for start, end, right in here:
            got = {each.verdict for line, a, b, each in found if line == number and a < end and start < b}
            if not got & right:
                left.append((story.lines[number - 1], story.lines[number - 1][start:end], right, got))
    return wrong, left


def is_caught(story: Story, was: str, now: str, follows: str) -> bool:
    """Whether a change makes one more finding of its sentence differ; or makes fewer, or none, hold."""
    changed, at = story.change(was, now)
    unchanged, found = _find_once(tuple(story.lines)), find(changed)
    before, after = ([each.verdict for number, *_, each in one if number == at] for one in (unchanged, found))
    if follows == OPEN:
        return not STRONG & set(after)
    if follows == FEWER:
        # What heads a list changes the lines below it.
        held, holds = ([each.verdict in STRONG - {*checks.BAD} for *_, each in one] for one in (unchanged, found))
        return sum(holds) < sum(held)
    return after.count(checks.DIFFERS) > before.count(checks.DIFFERS)


@cache
def _find_once(lines: tuple[str, ...]) -> list:
    return find([*lines])


def main(file: str) -> None:
    """Print how the checker does on the stories of a file."""
    false = marked = said = caught = wanted = 0
    for story in read_packed(Path(file)).values():
        wrong, left = weigh(story)
        missed = [change for change in story.changes if not is_caught(story, *change)]
        for word, several in ("FALSE", wrong), ("OPEN", left), ("MISSED", missed):
            for one in several:
                print(word, story.name, *one, sep=" | ")
        marks = sum(map(len, story.marks))
        false, marked, said = false + len(wrong), marked + marks, said + marks - len(left)
        caught, wanted = caught + len(story.changes) - len(missed), wanted + len(story.changes)
    print(f"{false} false; {said} of {marked} marks told; {caught} of {wanted} changes caught")


if __name__ == "__main__":
    main(sys.argv[1])
