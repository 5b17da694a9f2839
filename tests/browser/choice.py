"""Which of the finished pages are looked at: all that are no force's, and one force of each state."""

from conftest import ROOT, SITE, STATES

from linked_offences import profile

FOLDER = SITE or ROOT / "reports"
NO_PAGES = f"no pages in {FOLDER}: make reports first, or name a folder of pages in LINKED_OFFENCES_SITE"
MAIN = ["index", "national", "claims", "coverage"]
_OTHERS = {file.stem for file in FOLDER.glob("*.html")} - set(profile.list_forces()) - set(MAIN)
PAGES = [*MAIN, *sorted(_OTHERS), *STATES]
