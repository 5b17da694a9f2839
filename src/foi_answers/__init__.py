"""Turns a file as a police force sends it into figures as printed, each with its cell, and says what is in doubt."""

from foi_answers.answers import (
    COLUMNS,
    NOTHING_FOUND,
    READING,
    Answer,
    describe,
    explain,
    read_answer,
    read_corrections,
    read_document,
    read_range,
    write_csv,
)
from foi_answers.cells import read_number
from foi_answers.command import print_answer, read_file
from foi_answers.documents import Row, Sheet, is_left_by_system
from foi_answers.number_words import SMALL, TENS, read_fraction, read_words
from foi_answers.periods import Period, read_period
from foi_answers.review import write_refusal, write_review
from foi_answers.vocabulary import Vocabulary, read_vocabulary, use

__all__ = [
    "COLUMNS", "NOTHING_FOUND", "READING", "SMALL", "TENS", "Answer", "Period", "Row", "Sheet", "Vocabulary", "describe", "explain",
    "is_left_by_system", "print_answer", "read_answer", "read_corrections", "read_document", "read_file", "read_fraction",
    "read_number", "read_period", "read_range", "read_vocabulary", "read_words", "use", "write_csv", "write_refusal", "write_review",
]  # fmt: skip
