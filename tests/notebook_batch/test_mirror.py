"""A folder that lies elsewhere: what is there is here, and what changes here is there, each file whole."""

import fsspec
import pytest

from notebook_batch import mirror
from notebook_batch.mirror import Unreachable


@pytest.fixture
def store():
    """An address of a store in memory, empty before and after."""
    files = fsspec.filesystem("memory")
    address = "memory://linked-offences-test"
    files.rm(address, recursive=True) if files.exists(address) else None
    yield address
    files.rm(address, recursive=True) if files.exists(address) else None


def write(folder, name, text):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def there(address):
    files, path = fsspec.url_to_fs(address)
    found = files.find(path) if files.exists(path) else []
    return {file[len(path) + 1 :]: files.cat_file(file).decode() for file in found}


SITE = {"dorset.html": "page", "files/dorset/dorset.ipynb": "notebook", "index.html": "index"}


def test_what_is_carried_there_is_found_the_next_time(store):
    with mirror.open_folder(store) as one:
        for name, text in SITE.items():
            write(one.folder, name, text)
        one.push()
    assert there(store) == SITE
    with mirror.open_folder(store) as again:
        assert {
            file.relative_to(again.folder).as_posix() for file in again.folder.rglob("*") if file.is_file()
        } == {*SITE}
        assert (again.folder / "files/dorset/dorset.ipynb").read_text(encoding="utf-8") == "notebook"
    assert not again.folder.exists()


def test_one_report_is_carried_alone_and_what_was_taken_out_goes_there_too(store):
    with mirror.open_folder(store) as one:
        for name, text in {**SITE, "kent.html": "page", "files/kent/kent.ipynb": "notebook"}.items():
            write(one.folder, name, text)
        one.push("kent")
        assert set(there(store)) == {"kent.html", "files/kent/kent.ipynb"}
        one.push()
        (one.folder / "kent.html").unlink()
        (one.folder / "files/kent/kent.ipynb").unlink()
        write(one.folder, "files/dorset/dorset.ipynb", "another")
        one.push("kent")
        assert there(store) == SITE
        one.push("dorset")
        assert there(store) == SITE | {"files/dorset/dorset.ipynb": "another"}


def test_a_page_arrives_after_what_lies_beside_it(store, monkeypatch):
    files, _ = fsspec.url_to_fs(store)
    order = []
    put = type(files).pipe_file
    monkeypatch.setattr(
        type(files),
        "pipe_file",
        lambda self, path, *rest, **more: (order.append(path), put(self, path, *rest, **more)),
    )
    with mirror.open_folder(store) as one:
        for name, text in SITE.items():
            write(one.folder, name, text)
        one.push()
    assert [path.rpartition("/")[2] for path in order] == ["dorset.ipynb", "dorset.html", "index.html"]


@pytest.mark.parametrize("start", ["", "file://"])
def test_a_folder_of_this_machine_is_used_as_it_is(tmp_path, start):
    with mirror.open_folder(f"{start}{tmp_path}") as one:
        assert one.folder == tmp_path
        write(one.folder, "dorset.html", "page")
        one.push("dorset")
        one.push()
    assert (tmp_path / "dorset.html").read_text(encoding="utf-8") == "page"


def carry(address):
    with mirror.open_folder(address) as one:
        write(one.folder, "dorset.html", "page")
        one.push()


@pytest.mark.parametrize("address", ["nonsense://x", "s3://bucket/x", "http://127.0.0.1:1/x"])
def test_an_address_that_cannot_be_used_is_one_line(address):
    with pytest.raises(Unreachable) as error:
        carry(address)
    assert str(error.value).startswith(f"{address}: cannot be used: ")
    assert "\n" not in str(error.value)
