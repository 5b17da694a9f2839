"""Fixtures: the finished pages, a browser, and a server that shows them below a path of its own."""

import contextlib
import functools
import http.server
import threading

import pytest

from .choice import FOLDER, NO_PAGES
from .chromium import open_chromium


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """A check that is skipped has looked at nothing: it fails."""
    report = yield
    if report.skipped:
        report.outcome, report.longrepr = "failed", f"not to be skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def site():
    """Folder of finished pages."""
    assert (FOLDER / "index.html").exists(), NO_PAGES
    return FOLDER


@pytest.fixture(scope="session")
def chromium():
    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def server(site, tmp_path_factory):
    """Address of the pages on this machine, two folders deep, and every path that was asked for with its status."""
    root = tmp_path_factory.mktemp("host")
    (root / "data").mkdir()
    (root / "data" / "tiktok").symlink_to(site, target_is_directory=True)
    with serve(root) as (address, asked):
        yield f"{address}/data/tiktok/", asked


@contextlib.contextmanager
def serve(folder):
    """A server of a folder, on a free port of this machine only."""
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_request(self, code="-", size="-"):
            asked.append((self.path, int(code)))

        def log_error(self, *_):
            pass

    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=folder)
    ) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()
