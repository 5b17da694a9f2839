"""Says what the story asks about, as far as reading an answer needs to know it."""

from functools import cache

from foi_answers import Vocabulary, read_vocabulary

# Words of labels that name the platform, in small letters.
SUBJECT = ("tiktok", "tik", "tok")


@cache
def find_vocabulary() -> Vocabulary:
    """The words by which answers are read."""
    return read_vocabulary().about(*SUBJECT)
