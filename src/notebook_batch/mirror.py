"""Turns a folder that lies elsewhere, at any address that fsspec knows, into one here, and carries changes back."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from plain_files import OneLine, replace_file, stamp


class Unreachable(OneLine):
    """An address that cannot be read or written, told in one line."""


class Mirror:
    """A folder here with the files of one elsewhere; the same folder where the address is one of this machine.

    Attributes
    ----------
    folder : Path
        To read and write in.
    """

    def __init__(self, address: str, folder: Path):
        self._address = address
        self._known: dict[str, tuple[int, int]] = {}
        self._here, self._path = "://" not in address and "::" not in address, address
        if not self._here:
            from fsspec import url_to_fs  # what is here does without it

            with self._told():
                self._there, self._path = url_to_fs(address)
            self._here = self._there.protocol == ("file", "local")
        self.folder = Path(self._path) if self._here else folder
        if not self._here:
            self._pull()

    def _pull(self) -> None:
        with self._told():
            found = self._there.find(self._path) if self._there.exists(self._path) else []
            for file in found:
                name = file[len(self._path) :].lstrip("/")
                replace_file(self._there.cat_file(file), self.folder / name)
        self._known = self._look(self.folder)

    def push(self, report: str | None = None) -> None:
        """Carry what changed here to the address: of one report, or all; each file whole, those at the top last.

        Raises
        ------
        Unreachable
            It cannot be written.
        """
        if self._here:
            return
        parts = [self.folder / "files" / report, *self.folder.glob(f"{report}.*")] if report else [self.folder]
        now = self._look(*parts)
        mine = (f"files/{report}/", f"{report}.") if report else ("",)
        before = {name for name in self._known if name.startswith(mine)}
        with self._told():
            for name in sorted(now, key=lambda name: (-name.count("/"), name)):
                if now[name] != self._known.get(name):
                    self._put(name)
                    self._known[name] = now[name]
            for name in before - set(now):
                self._there.rm_file(f"{self._path}/{name}")
                del self._known[name]

    def _put(self, name: str) -> None:
        path = f"{self._path}/{name}"
        self._there.makedirs(path.rpartition("/")[0], exist_ok=True)
        self._there.pipe_file(path, (self.folder / name).read_bytes())

    def _look(self, *parts: Path) -> dict[str, tuple[int, int]]:
        """Time and size of each file, by its path below the folder."""
        files = [file for part in parts for file in (part, *part.rglob("*")) if file.is_file()]
        return {file.relative_to(self.folder).as_posix(): stamp(file) for file in files}

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # every store has errors of its own
            why = " ".join(str(error).split()) or type(error).__name__
            raise Unreachable(f"{self._address}: cannot be used: {why}") from None


@contextlib.contextmanager
def open_folder(address: str) -> Iterator[Mirror]:
    """The folder of an address for a while; what is not carried back by `Mirror.push` is lost.

    Raises
    ------
    Unreachable
        The address is of a kind that is not installed, or cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="nb-", ignore_cleanup_errors=True) as private:
        yield Mirror(address, Path(private))
