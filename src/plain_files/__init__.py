"""Turns files that people write into values or one-line problems, and content into files that are whole."""

from plain_files.files import check_record, hash_file, read_grid, read_yaml, replace_file, stamp
from plain_files.imports import hide, import_jsonschema
from plain_files.problems import Problem, cell_address, show_below, show_path

__all__ = [
    "Problem", "cell_address", "check_record", "hash_file", "hide", "import_jsonschema", "read_grid", "read_yaml",
    "replace_file", "show_below", "show_path", "stamp",
]  # fmt: skip
