"""Changes one thing at a time on the path from a cell to a sentence, and asks the tests: make mutants MUTANTS=100.

A mutant that no test notices is named with its line: either a test is missing, or the change changes nothing that can
be seen. The process that asks has everything loaded and all tests collected; each mutant is a fork of it in which one
function got other code.
"""

import argparse
import ast
import contextlib
import copy
import functools
import gc
import importlib
import io
import os
import random
import resource
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import TextIO

import pytest
from _pytest.main import pytest_runtestloop as run_tests

ROOT = Path(__file__).parents[1]
UNASKED = 3  # exit status of a fork that ran no test
SECONDS = 120  # of work for one mutant: one that never ends is noticed
READER = (
    "foi_answers/test_laws.py",
    "foi_answers/test_cells.py",
    "foi_answers/test_answers.py",
    "foi_answers/test_traps.py",
)
DAYS = ("linked_offences/test_standing.py", "linked_offences/test_deadlines.py")
# What is changed, and the tests that should notice.
PATH = {
    "foi_answers.cells": ("foi_answers/test_cells.py", *READER),
    "foi_answers.laws": READER,
    "foi_answers.sums": ("foi_answers/test_layout.py", *READER),
    "foi_answers.axes": ("foi_answers/test_layout.py", "foi_answers/test_tables.py", *READER),
    "foi_answers.columns": ("foi_answers/test_layout.py", "foi_answers/test_tables.py", *READER),
    "foi_answers.regions": ("foi_answers/test_layout.py", "foi_answers/test_tables.py", *READER),
    "foi_answers.accounts": ("foi_answers/test_accounts.py", *READER),
    "linked_offences.records.standing": ("linked_offences/test_standing.py", *DAYS),
    "linked_offences.records.filing": ("linked_offences/test_filing.py", *DAYS),
    "linked_offences.records.pipeline": ("linked_offences/test_pipeline.py", *DAYS),
    "linked_offences.records.deadlines": DAYS,
    "linked_offences.records.labels": ("linked_offences/test_labels.py", "linked_offences/test_pipeline.py"),
    "linked_offences.counts": ("linked_offences/test_counts.py", "linked_offences/test_evidence.py"),
    "linked_offences.metrics": ("linked_offences/test_metrics.py",),
    "linked_offences.numerals": ("linked_offences/test_numerals.py",),
    "linked_offences.years": ("linked_offences/test_years.py",),
    "linked_offences.telling.timeline": ("linked_offences/test_deadlines.py",),
    "linked_offences.weighing.evidence": ("linked_offences/test_evidence.py", "linked_offences/test_claims.py"),
    "linked_offences.telling.sentences": ("linked_offences/test_sentences.py",),
}  # fmt: skip
SWAPS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn,
    ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


def mutate(function: ast.FunctionDef) -> Iterator[tuple[int, str, ast.FunctionDef]]:
    """Every function that differs from one in one thing: its line, what was changed, and the function."""
    # What stands outside its body, such as a default, is no part of its code, which alone is put in.
    inside = {one for line in function.body for one in ast.walk(line)}
    for number, node in enumerate(ast.walk(function)):
        for words, change in _changes(node) if node in inside else ():
            twin = copy.deepcopy(function)
            target = next(one for place, one in enumerate(ast.walk(twin)) if place == number)
            change(target)
            yield node.lineno, f"{ast.unparse(node)[:70]} -> {words}", ast.fix_missing_locations(twin)


def _changes(node: ast.AST):
    """What one node can become: words, and what to do to it."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        other = SWAPS[type(node.ops[0])]
        yield other.__name__, lambda one: one.ops.__setitem__(0, other())
    elif isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in SWAPS:
        other = SWAPS[type(node.op)]
        yield other.__name__, lambda one: setattr(one, "op", other())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield (
            "without not",
            lambda one: (
                setattr(one, "op", ast.Not()),
                setattr(one, "operand", ast.UnaryOp(ast.Not(), one.operand)),
            ),
        )
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield str(node.value + 1), lambda one: setattr(one, "value", one.value + 1)
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield str(not node.value), lambda one: setattr(one, "value", not one.value)
    elif isinstance(node, ast.IfExp | ast.If):
        yield "always", lambda one: setattr(one, "test", ast.copy_location(ast.Constant(True), one.test))
        yield "never", lambda one: setattr(one, "test", ast.copy_location(ast.Constant(False), one.test))
    elif isinstance(node, ast.Return) and node.value is not None:
        yield "None", lambda one: setattr(one, "value", ast.copy_location(ast.Constant(None), one.value))


def list_mutants(module: str) -> list[tuple[str, str, CodeType]]:
    """Every mutant of the functions of a module: where, what was changed, and the code."""
    file = Path(importlib.import_module(module).__file__)
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = []
    for owner in (tree, *(one for one in tree.body if isinstance(one, ast.ClassDef))):
        for place, function in enumerate(owner.body):
            if not isinstance(function, ast.FunctionDef):
                continue
            for line, words, twin in mutate(function):
                whole = owner.body[place]
                owner.body[place] = twin
                code = compile(tree, str(file), "exec")
                owner.body[place] = whole
                name = function.name if owner is tree else f"{owner.name}.{function.name}"
                found.append((f"{module}:{line} {name}", words, _find_code(code, name)))
    return found


def _find_code(code: CodeType, name: str) -> CodeType:
    return next(one for outer in (code, *_inner(code)) for one in _inner(outer) if one.co_qualname == name)


def _inner(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType)]


class Asker:
    """Takes the place of the loop in which pytest runs what it collected."""

    def __init__(self, module: str, mutants: list[tuple[str, str, CodeType]], out: TextIO):
        self.module, self.mutants, self.out, self.noticed = module, mutants, out, 0
        self.fault = "its tests cannot be collected"  # of the asking itself; pytest lets no exit of it through

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Ask the tests about each mutant, and name those that none notices."""
        if self._is_noticed(session, None):  # what fails without a mutant says nothing
            self.fault = "its tests fail as it is"
            return True
        self.fault = ""
        for place, words, code in self.mutants:
            if self._is_noticed(session, code):
                self.noticed += 1
            else:
                print(f"survives: {place}: {words}", file=self.out, flush=True)
        return True

    def _is_noticed(self, session: pytest.Session, code: CodeType | None) -> bool:
        """Whether a test fails where a function has this code; asked in a fork."""
        child = os.fork()
        if child:
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            if status == UNASKED:  # which is no answer of a test
                self.fault = "a function could not be given other code"
            return status != 0
        status = UNASKED
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            gc.unfreeze()  # what the tests froze is not listed
            with contextlib.suppress(Exception):
                for one in gc.get_objects():
                    if isinstance(one, functools._lru_cache_wrapper):
                        one.cache_clear()
            if code:
                _put(importlib.import_module(self.module), code)
            status = 1
            run_tests(session)
            status = bool(session.testsfailed)
        finally:
            os._exit(status)


def _put(module, code: CodeType) -> None:
    found = [one for one in gc.get_objects() if isinstance(one, FunctionType) and one.__module__ == module.__name__
             and one.__qualname__ == code.co_qualname and one.__code__.co_filename == code.co_filename]  # fmt: skip
    for one in found:
        one.__code__ = code
    if not found:
        raise LookupError(code.co_qualname)


def main() -> None:
    """Ask about a sample of all mutants; end with 1 where fewer are noticed than should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help=f"of {', '.join(PATH)}; all if none is named")
    parser.add_argument("--most", type=int, default=100, help="mutants in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=0, help="per cent that must be noticed")
    said = parser.parse_args()
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.path.insert(0, str(ROOT / "tests"))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    modules = said.modules or list(PATH)
    mutants = [(module, *one) for module in modules for one in list_mutants(module)]
    chosen = random.Random(said.seed).sample(mutants, min(said.most, len(mutants)))
    total, out = 0, os.fdopen(os.dup(1), "w")  # what pytest does not capture
    for module in modules:
        asker = Asker(
            module, sorted((one[1:] for one in chosen if one[0] == module), key=lambda one: one[:2]), out
        )
        tests = [str(ROOT / "tests" / file) for file in dict.fromkeys(PATH[module])]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests], plugins=[asker])
        if asker.fault:
            sys.exit(f"{module}: {asker.fault}")
        print(f"{module}: {asker.noticed} of {len(asker.mutants)} noticed", flush=True)
        total += asker.noticed
    print(f"{total} of {len(chosen)} noticed, of {len(mutants)} that there are")
    sys.exit(100 * total < said.least * len(chosen))


if __name__ == "__main__":
    main()
