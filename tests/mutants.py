"""Changes one thing at a time on the path from a cell to a sentence, and asks the tests: make mutants MUTANTS=100.

A mutant that no test notices is named with its line: either a test is missing, or the change changes nothing that can
be seen. The process that asks has everything loaded; each mutant is a fork of it in which one function got other code.
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

import pytest

ROOT = Path(__file__).parents[1]
SECONDS = 120  # of work for one mutant: one that never ends is noticed
READER = (
    "foi_answers/test_laws.py",
    "foi_answers/test_cells.py",
    "foi_answers/test_answers.py",
    "foi_answers/test_traps.py",
)
# What is changed, and the tests that should notice.
PATH = {
    "foi_answers.cells": ("foi_answers/test_cells.py", *READER),
    "foi_answers.laws": READER,
    "foi_answers.sums": ("foi_answers/test_layout.py", *READER),
    "foi_answers.accounts": ("foi_answers/test_accounts.py", *READER),
    "linked_offences.records.labels": ("linked_offences/test_labels.py", "linked_offences/test_pipeline.py"),
    "linked_offences.counts": ("linked_offences/test_counts.py", "linked_offences/test_evidence.py"),
    "linked_offences.metrics": ("linked_offences/test_metrics.py",),
    "linked_offences.numerals": ("linked_offences/test_numerals.py",),
    "linked_offences.years": ("linked_offences/test_years.py",),
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


def is_noticed(module: str, code: CodeType) -> bool:
    """Whether a test fails where a function of a module has this code; asked in a fork."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    status = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        with contextlib.suppress(Exception):
            for one in gc.get_objects():
                if isinstance(one, functools._lru_cache_wrapper):
                    one.cache_clear()
        _put(importlib.import_module(module), code)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            tests = [str(ROOT / "tests" / file) for file in dict.fromkeys(PATH[module])]
            status = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]))
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
    for module in modules:  # loaded once, for all forks; and what fails without a mutant says nothing
        code = next(
            one for one in gc.get_objects() if isinstance(one, FunctionType) and one.__module__ == module
        ).__code__
        if is_noticed(module, code):
            sys.exit(f"{module}: its tests fail as it is")
    noticed = dict.fromkeys(modules, 0)
    asked = dict.fromkeys(modules, 0)
    for module, place, words, code in sorted(chosen, key=lambda one: one[:3]):
        asked[module] += 1
        if is_noticed(module, code):
            noticed[module] += 1
        else:
            print(f"survives: {place}: {words}", flush=True)
    for module in modules:
        print(f"{module}: {noticed[module]} of {asked[module]} noticed")
    total = sum(noticed.values())
    print(f"{total} of {len(chosen)} noticed, of {len(mutants)} that there are")
    sys.exit(100 * total < said.least * len(chosen))


if __name__ == "__main__":
    main()
