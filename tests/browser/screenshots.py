"""Pictures of the finished pages for people to look at: whole pages, at both widths, in light and dark."""

import sys

from conftest import ROOT

from .choice import FOLDER, NO_PAGES, PAGES
from .chromium import SCREEN, TELEPHONE, open_chromium, visit


def main() -> None:
    """Save them in screenshots/ of the checkout, and say where."""
    if not (FOLDER / "index.html").exists():
        sys.exit(NO_PAGES)
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    with open_chromium() as browser:
        for name in PAGES:
            for width in (SCREEN, TELEPHONE):
                for scheme in ("light", "dark"):
                    with visit(browser, (FOLDER / f"{name}.html").as_uri(), width=width, scheme=scheme) as seen:
                        seen.page.screenshot(
                            path=folder / f"{name.replace('/', '-')}-{width}-{scheme}.png", full_page=True
                        )
    print(f"{len(PAGES) * 4} pictures in {folder.name}/")


if __name__ == "__main__":
    main()
