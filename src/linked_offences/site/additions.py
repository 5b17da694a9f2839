"""Says what a page has besides its analysis: cautions, texts to copy, letters, replies, sources."""

from dataclasses import dataclass

from linked_offences import catalogue, forces, slices
from linked_offences.profile import Profile
from linked_offences.telling import guidance, history, tables


@dataclass(frozen=True)
class Addition:
    """What stands below one heading, in Markdown with its heading, and what is shown under it; ``tag`` as cells have it."""

    text: str
    shown: tuple
    tag: str = ""


def list_additions(page: Profile) -> tuple[list[Addition], list[Addition], list[Addition]]:
    """What is added to the analysis of a force, made of the same tables.

    Returns
    -------
    tuple of list of Addition
        Before the first section of the notebook, before its last one, which lists every figure, and after it.
    """
    before = [Addition("## Before you use this", (guidance.before_use(page),), "box")]
    uses = [
        Addition("## For reporters\n\nThis may be copied as it stands; it keeps the caution with the number.",
                 (guidance.for_reporters(page),)),
        Addition("## For campaigners\n\nWhat was refused or is missing, and what to ask next.", (guidance.for_campaigners(page),)),
        Addition("## For analysts", (guidance.rebuild(page),), "downloads"),
        Addition("## Replies and corrections", (
            history.summary(page),
            tables.together(history.replies(page), history.corrections(page), history.changes(page)),
        )),
    ]  # fmt: skip
    return before, uses, [Addition("", (tables.list_sources(page.sources),), "sources")]


def list_sources(kind: str = "") -> Addition:
    """The sources of the pages of all forces, or those of one kind, each once: what a page of all forces ends with."""
    used = {number for slug in forces.list_pages() for number in slices.slice_force(slug)["sources"]}
    found = catalogue.load("sources").iloc[sorted(used)].sort_values("source")
    found = found[found["kind"] == kind] if kind else found
    return Addition("", (tables.list_sources(found) if len(found) else None,), "sources")
