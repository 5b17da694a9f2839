"""Scores the reader on each force's answers with nothing in it that was set or kept for that force.

Nothing is learned from the answers: laws, weights and words are written by hand. What could have been fitted to
them is taken back, one force at a time: weights and thresholds are chosen anew on the answers of the others, from
those in use and their halves and doubles; and of the vocabulary go the words that stand in no answer but those of
this force. Rules in the code cannot be taken back so, which is why the result is an upper bound all the same.

Usage: leave_one_force_out.py
"""

import csv
import re
from collections import Counter
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from unittest.mock import patch

from score import judge, summarise

from foi_answers import answers, candidates, laws, read_vocabulary
from foi_answers.vocabulary import FRAMES, PLAIN, Vocabulary

HERE = Path(__file__).parent
WEIGHTS = ("DEPARTURE", "MARGIN", "UNREAD")
SETTINGS = [{}, *({name: factor} for name in (*WEIGHTS, "LAWS") for factor in (0.5, 2.0))]
DEAR = 50  # figures sure and right that one sure and wrong outweighs


def main() -> None:
    """Print the scores, of all forces together."""
    index = csv.DictReader((HERE / "index.csv").open(encoding="utf-8"))
    files = {find_file(row["nn"]): row["force"] for row in index}
    forces = sorted(set(files.values()))
    chosen, bare, picked = Counter(), Counter(), Counter()
    for force in forces:
        others = [file for file in files if files[file] != force]
        best = max(range(len(SETTINGS)), key=lambda one: (worth(others, one), -one))
        picked[str(SETTINGS[best] or "as set")] += 1
        words = leave_out_words([file for file in files if files[file] == force], others)
        for file in (file for file in files if files[file] == force):
            chosen += score(file, best)
            bare += score(file, best, words)
    print(f"leaving out one force at a time, of {len(forces)}; chosen: {dict(picked)}")
    print(f"weights chosen on the others:   {summarise(chosen)}")
    print(f"and without its words as well:  {summarise(bare)}")


def worth(files: list[str], setting: int) -> int:
    """What a setting is worth on some answers."""
    found = sum((score(file, setting) for file in files), Counter())
    return found["sure_right"] - DEAR * found["sure_wrong"]


@cache
def score(file: str, setting: int, words: Vocabulary | None = None) -> Counter:
    """How the figures of one answer fare under a setting."""
    with ExitStack() as changed:
        for name, factor in SETTINGS[setting].items():
            if name == "LAWS":
                weights = {law: weight * factor for law, weight in laws.LAWS.items()}
                changed.enter_context(patch.dict(laws.LAWS, weights))
            else:
                changed.enter_context(patch.object(candidates, name, factor * getattr(candidates, name)))
        answer = answers.read_answer(HERE / file, vocabulary=words)
    rows = [{key: str(value) for key, value in row.items()} for row in answer.rows()]
    expected = HERE / file.replace(".csv", ".expected.csv")
    want = [row for row in csv.DictReader(expected.open(encoding="utf-8")) if row["measure"] != "check_total"]
    got = [row for row in rows if row["measure"] != "check_total"]
    found = judge(want, got)
    perfect = found["sure_right"] + found["doubt_right"] == len(want) == len(got)
    return found + Counter(files=1, perfect=perfect, refusals=not want, clean=not want and not got)


def leave_out_words(own: list[str], others: list[str]) -> Vocabulary:
    """The vocabulary without the words that stand in some answer of a force and in none of the others."""
    here, elsewhere = (
        "\n".join((HERE / file).read_text(encoding="utf-8") for file in files) for files in (own, others)
    )

    def stays(name: str, entry: str) -> bool:
        shape = re.compile(
            re.escape(entry) if name in PLAIN else rf"(?<!\w)(?:{entry})(?!\w)", re.IGNORECASE | re.MULTILINE
        )
        return not shape.search(here) or bool(shape.search(elsewhere))

    words = read_vocabulary().words
    return Vocabulary({name: [entry for entry in words[name] if stays(name, entry)] for name in (*FRAMES, *PLAIN)})


def find_file(number: str) -> str:
    """The name of the answer with a number of the index."""
    return next(file.name for file in HERE.glob(f"{number}-*.csv") if ".expected." not in file.name)


if __name__ == "__main__":
    main()
