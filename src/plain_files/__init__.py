"""Turns files that people write into values or one-line problems, and content into files that are whole."""

from plain_files.files import (
    advise_csv,
    check_record,
    clear_halves,
    hash_file,
    open_csv,
    read_grid,
    read_yaml,
    replace_file,
    stamp,
)
from plain_files.imports import hide, import_jsonschema
from plain_files.names import LONGEST_NAME, find_name_fault, make_name, suggest_names
from plain_files.problems import Problem, cell_address, show_below, show_path, write_line
from plain_files.quoting import make_visible, read_cell, write_cell, write_frame, write_markdown

__all__ = [
    "LONGEST_NAME", "Problem", "advise_csv", "cell_address", "check_record", "clear_halves", "find_name_fault", "hash_file",
    "hide", "import_jsonschema", "make_name", "make_visible", "open_csv", "read_cell", "read_grid", "read_yaml", "replace_file",
    "show_below", "show_path", "stamp", "suggest_names", "write_cell", "write_frame", "write_line", "write_markdown",
]  # fmt: skip
