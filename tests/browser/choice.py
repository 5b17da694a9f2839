"""Which of the finished pages are looked at: all that are no force's, one force of each state, and an answer."""

from conftest import ROOT, SITE, STATES

from linked_offences import forces

FOLDER = SITE or ROOT / "reports"
NO_PAGES = f"no pages in {FOLDER}: make reports first, or name a folder of pages in LINKED_OFFENCES_SITE"
MAIN = ["index", "national", "claims", "coverage"]
_OTHERS = {file.stem for file in FOLDER.glob("*.html")} - set(forces.list_pages()) - set(MAIN)
# Of the pages that show an answer as received, the first.
_REVIEWS = sorted(FOLDER.glob("files/*/*.html"))[:1]
PAGES = [*MAIN, *sorted(_OTHERS), *STATES, *(file.relative_to(FOLDER).as_posix()[:-5] for file in _REVIEWS)]
