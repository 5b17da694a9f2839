"""One headless Chromium for all checks, and what a page asks for and complains about when it is opened there."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Debian's name first, then those of other systems.
NAMES = ("chromium", "chromium-browser", "google-chrome")
SCREEN, TELEPHONE, NARROWEST = 1280, 360, 320


def find_chromium() -> str:
    """Path of the browser: the setting CHROMIUM, or the first of the usual names that is installed."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise FileNotFoundError("no Chromium: apt-get install chromium, or name one in the setting CHROMIUM")
    return found


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """A browser with a fresh profile, which no request leaves but those of the pages themselves."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page that was opened, with every request it made and every complaint of the browser's console."""

    page: Page
    requests: list[tuple[str, str]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def visit(browser: Browser, address: str, *, width=SCREEN, scheme="light", scripts=True) -> Iterator[Visit]:
    """Open an address at a width in CSS pixels and a colour scheme, with scripts or without."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
    )
    seen = Visit(context.new_page())
    _listen(context, seen)
    seen.page.goto(address)
    try:
        yield seen
    finally:
        context.close()


def _listen(context: BrowserContext, seen: Visit) -> None:
    context.on("request", lambda one: seen.requests.append((one.resource_type, one.url)))
    context.on("requestfailed", lambda one: seen.complaints.append(f"{one.url}: {one.failure}"))
    context.on("console", lambda one: seen.complaints.append(one.text) if one.type == "error" else None)
    context.on("weberror", lambda one: seen.complaints.append(str(one.error)))
    context.on("dialog", lambda one: (seen.complaints.append(f"asks: {one.message}"), one.dismiss()))
