"""Lists the SHA-256 of everything that a checkout publishes, so that two checkouts can be held against each other.

``python bench/freeze.py >before.txt``, change the code, again into ``after.txt``, and ``diff`` the two: code that was
only moved publishes the same bytes. Tables and all pages are made anew from a copy of the checkout's data and notebooks;
with a FOLDER the pages are left there, to be looked into where they differ. What names the code itself is
left out: content keys, and the hashes of the packages and of the lock among the inputs of a page.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import BIN, copy_checkout

KEY = re.compile(rb"<p>Content key: <code>[0-9a-f]+</code></p>")
INPUT = re.compile(rb'<tr><th scope="row">(?:<a [^>]*>)?(?:the packages?\b|requirements\.lock)[^\n]*\n')
# The page's own notebook holds the key too.
NOTEBOOK = re.compile(
    rb'("[^"]+\.ipynb","encodingFormat":"[^"]+"),"contentSize":"\d+ B","sha256":"\w+"|(\.ipynb" download>[^<(]*)\(\d+ kB'
)
OF_THE_CODE = re.compile(r"the packages?\b|requirements\.lock$")
# Made of the files listed here, or of the day.
LEFT_OUT = re.compile(r"run\.json$|.*\.sha256$")


def leave_keys_out(name: str, content: bytes) -> bytes:
    """A published file without what changes with any change of the code."""
    if name.endswith(".html"):
        return NOTEBOOK.sub(rb"\1\2", INPUT.sub(b"", KEY.sub(b"", content)))
    if name.endswith(".ipynb"):
        notebook = json.loads(content)
        told = notebook["metadata"].get("linked_offences", {})
        told.pop("key", None)
        told["inputs"] = [one for one in told.get("inputs", ()) if not OF_THE_CODE.match(one["name"])]
        return json.dumps(notebook, sort_keys=True).encode()
    return content


def freeze(folder: Path) -> list[str]:
    """A line for each file that is published from this checkout: its SHA-256 without keys, and its path.

    Parameters
    ----------
    folder : Path
        Where the pages are left.
    """
    with tempfile.TemporaryDirectory() as scratch:
        checkout = copy_checkout(Path(scratch))
        for made in (checkout / "data" / "processed").iterdir():
            made.unlink()
        subprocess.run(
            [BIN / "linked-offences", "report", "--quiet", "--force-rebuild", "--out", folder],
            check=True,
            cwd=checkout,
            env=os.environ | {"LINKED_OFFENCES_ROOT": str(checkout)},
        )
        files = {file.name: file for file in (checkout / "data" / "processed").iterdir()}
        listed = {f"data/processed/{name}": file.read_bytes() for name, file in files.items()}
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and not LEFT_OUT.match(name):
            listed[f"reports/{name}"] = leave_keys_out(name, file.read_bytes())
    return [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(listed.items())]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as unseen:
        print("\n".join(freeze(Path(*sys.argv[1:] or [unseen]).resolve())))
