"""Text of others in a real browser: on the pages and in JupyterLab, which trusts our notebooks, nothing of it runs."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import hostile
import nbformat
import psutil
import pytest
from conftest import copy_checkout
from nbformat.v4 import new_code_cell, new_notebook, new_output

from .chromium import visit
from .conftest import serve

SURE = f"<script>{hostile.RAN}</script><img src='{hostile.ELSEWHERE}/sure.png' onerror='{hostile.RAN}'>"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Folder of the pages with hostile text."""
    checkout = tmp_path_factory.mktemp("hostile")
    copy_checkout(checkout)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINKED_OFFENCES_ROOT", str(checkout))
        yield hostile.build(checkout)


def find_obeyed(seen, address):
    """What of a hostile text the browser did: ran it, asked its host for something, or asked the reader."""
    found = ["a script ran"] * seen.page.evaluate("'RAN' in window")
    found += [
        f"asked for {url}" for _, url in seen.requests if not url.startswith((address, "data:", "blob:", "ws:"))
    ]
    return found + [one for one in seen.complaints if one.startswith("asks:")]


def test_no_page_and_no_feed_obeys_text_of_others(chromium, built):
    (built / "sure.html").write_text(f"<!DOCTYPE html><title>made up</title>{SURE}", encoding="utf-8")
    faults = []
    with serve(built) as (address, _):
        files = [
            *built.glob("*.html"),
            *built.glob("*.xml"),
            *built.glob("files/*/*.xml"),
            *built.glob("files/*/*.html"),
        ]
        assert len(files) > 15
        for file in files:
            with visit(chromium, f"{address}/{file.relative_to(built).as_posix()}") as seen:
                seen.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
                seen.page.wait_for_timeout(100)
                faults += [(file.name, one) for one in find_obeyed(seen, address)]
                if file.suffix == ".html" and file.name != "sure.html":
                    faults += [(file.name, one) for one in seen.complaints]
        # A file from a disk has no host, and its policy must hold there too.
        for name in ("surrey.html", "index.html"):
            with visit(chromium, (built / name).as_uri()) as seen:
                faults += [(f"{name} as a file", one) for one in (*find_obeyed(seen, "file:"), *seen.complaints)]
                assert seen.page.evaluate("getComputedStyle(document.querySelector('header')).display") == "block"
                assert seen.page.evaluate("document.querySelector('#finder, .copy')?.hidden") is False
    sure = [one for name, one in faults if name == "sure.html"]
    assert "a script ran" in sure  # what is looked for is seen where it is
    assert f"asked for {hostile.ELSEWHERE}/sure.png" in sure
    assert [one for one in faults if one[0] != "sure.html"] == []


@contextlib.contextmanager
def open_lab(folder, settings):
    """Address of a JupyterLab of a folder, as make lab starts one but without a token, whose notebooks are all drawn at once."""
    tracker = settings / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    tracker.parent.mkdir(parents=True)
    tracker.write_text(json.dumps({"windowingMode": "none"}), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={port}", "--ServerApp.port_retries=0",
             "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}", "--LabApp.news_url=",
             "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]  # fmt: skip
    surroundings = os.environ | {"JUPYTERLAB_SETTINGS_DIR": str(settings)}
    with (settings / "log").open("w") as log:
        lab = subprocess.Popen(words, stdout=log, stderr=log, env=surroundings)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            assert lab.poll() is None, (settings / "log").read_text()
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/api/status"):
                break
            time.sleep(0.1)
        yield address
    finally:
        family = psutil.Process(lab.pid).children(recursive=True)
        lab.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):  # it may wait for a kernel that had only begun
            lab.wait(30)
        for one in (lab, *family):
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        lab.wait()


def test_no_notebook_that_jupyterlab_trusts_obeys_text_of_others(chromium, built, tmp_path):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for file in built.glob("files/*/*.ipynb"):
        shutil.copy(file, folder)
    cell = new_code_cell(
        "", outputs=[new_output("display_data", {"text/markdown": f"made up {SURE}", "text/plain": ""})]
    )
    nbformat.write(new_notebook(cells=[cell]), folder / "sure.ipynb")
    files = sorted(folder.glob("*.ipynb"))
    assert len(files) > 8
    trusted = subprocess.run(
        [sys.executable, "-m", "jupyter", "trust", *files], capture_output=True, text=True, check=True
    )
    assert "Error" not in trusted.stderr
    faults = []
    with open_lab(folder, tmp_path / "settings") as address:
        for file in files:
            outputs = [
                output for cell in nbformat.read(file, 4).cells for output in cell.get("outputs", [])
                if {"text/html", "text/markdown"} & set(output.get("data", {}))
            ]  # fmt: skip
            with visit(chromium, f"{address}/lab/tree/{file.name}?reset") as seen:
                drawn = ".jp-RenderedHTMLCommon[data-mime-type='text/html'], .jp-OutputArea .jp-RenderedMarkdown"
                seen.page.wait_for_function(
                    "([drawn, many]) => document.querySelectorAll(drawn).length >= many",
                    arg=[drawn, len(outputs)],
                    timeout=60_000,
                )
                seen.page.wait_for_timeout(500)
                faults += [(file.name, one) for one in find_obeyed(seen, address)]
                if "$x^2$" in file.read_text(encoding="utf-8"):
                    found = seen.page.evaluate("document.querySelectorAll('mjx-container, .MathJax').length")
                    faults += [(file.name, "a formula")] * found
    assert (("sure.ipynb", "a script ran")) in faults  # what is looked for is seen where it is
    assert [one for one in faults if one[0] != "sure.ipynb"] == []
