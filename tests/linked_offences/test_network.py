"""Nothing is asked of the network at run time: with every way to it blocked, all is done as ever."""

import os
import subprocess
import sys

import pytest
from conftest import ROOT

# Loaded by every Python that is started, so that no process is without it. What is forked keeps it.
BLOCK = """
import os, sys

def watch(event, words):
    # An address that is a name of a file is no network, and what sends without one was connected before.
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg") and not isinstance(words[1], (str, bytes, type(None))):
        asked = words[1]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        asked = words[0]
    else:
        return
    with open(os.environ["ASKED"], "a") as stream:
        stream.write(f"{event} {asked}\\n")
    raise PermissionError(f"the network was asked: {asked}")

sys.addaudithook(watch)
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run Python without a network; what it asked for all the same."""
    (tmp_path / "sitecustomize.py").write_text(BLOCK, encoding="utf-8")
    asked = tmp_path / "asked.txt"
    monkeypatch.setenv("ASKED", str(asked))
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")

    def run(*words):
        done = subprocess.run([sys.executable, *words], capture_output=True, text=True)
        return done.returncode, asked.read_text("utf-8") if asked.exists() else "", done.stderr

    return run


def test_a_program_that_asks_the_network_is_caught(run):
    code, asked, _ = run("-c", "import socket; socket.create_connection(('192.0.2.1', 9), 1)")
    assert code
    assert "192.0.2.1" in asked


@pytest.mark.slow
def test_reading_and_checking_ask_nobody(run):
    answer = ROOT / "tests" / "data" / "documents" / "made-up-unseen.htm"
    assert run("-m", "linked_offences", "read", str(answer))[:2] == (0, "")
    story = ROOT / "tests" / "data" / "stories" / "made-up-worked.txt"
    assert run("-m", "linked_offences", "check", str(story))[:2] == (0, "")


@pytest.mark.slow
@pytest.mark.usefixtures("checkout")
def test_tables_and_a_page_ask_nobody(run, tmp_path):
    (tmp_path / "data" / "processed" / "counts.csv").unlink()
    code, asked, told = run("-m", "linked_offences", "report", "dorset", "--quiet")
    assert (code, asked) == (0, ""), told
    assert (tmp_path / "reports" / "dorset.html").exists()
