"""Turns files that people write into values or one-line problems, and content into files that are whole."""

from plain_files.files import (
    advise_csv,
    cache_by_stamp,
    check_output,
    check_record,
    clear_halves,
    hash_file,
    open_csv,
    read_grid,
    read_yaml,
    replace_file,
    replace_folder,
    stamp,
)
from plain_files.imports import hide, import_jsonschema
from plain_files.interrupts import SIGNALS, STOPPED, find_status, hold_interrupts, is_interrupted, obey_interrupts
from plain_files.names import LONGEST_NAME, find_name_fault, make_name, suggest_names
from plain_files.problems import (
    OneLine,
    Problem,
    Unknown,
    cell_address,
    explain,
    show_below,
    show_path,
    write_line,
)
from plain_files.quoting import (
    drop_ignorable,
    make_visible,
    name_some,
    read_cell,
    write_cell,
    write_frame,
    write_markdown,
)

__all__ = [
    "LONGEST_NAME", "SIGNALS", "STOPPED", "OneLine", "Problem", "Unknown", "advise_csv", "cache_by_stamp", "cell_address",
    "check_output", "check_record", "clear_halves", "drop_ignorable", "explain", "find_name_fault", "find_status", "hash_file",
    "hide", "hold_interrupts", "import_jsonschema", "is_interrupted", "make_name", "make_visible", "name_some",
    "obey_interrupts", "open_csv", "read_cell", "read_grid", "read_yaml", "replace_file", "replace_folder", "show_below",
    "show_path", "stamp", "suggest_names", "write_cell", "write_frame", "write_line", "write_markdown",
]  # fmt: skip
