"""What is kept packed: whole, and given back as it was packed."""

import made_up
import pytest

SETS = [*sorted(made_up.ANSWERS.iterdir()), made_up.LAYOUTS]


@pytest.mark.parametrize("pack", SETS, ids=lambda pack: pack.stem)
def test_a_set_is_unpacked_and_packed_again_to_the_same_bytes(tmp_path, pack):
    copy, before = tmp_path / pack.name, pack.read_bytes()
    copy.write_bytes(before)
    made_up.main("unpack", copy, tmp_path / "files")
    assert len(list((tmp_path / "files").iterdir())) == len(made_up.read_pack(pack))
    made_up.main("pack", copy, tmp_path / "files")
    assert copy.read_bytes() == before


def test_documents_are_given_back_as_packed_and_packed_again_to_the_same_bytes(tmp_path):
    files = dict(list(made_up.read_pack(made_up.BY_LIBREOFFICE).items())[:20])
    for name in ("one.tar.xz", "two.tar.xz"):
        made_up.write_pack(tmp_path / name, files)
    assert made_up.read_pack(tmp_path / "one.tar.xz") == files
    assert (tmp_path / "one.tar.xz").read_bytes() == (tmp_path / "two.tar.xz").read_bytes()


def test_libreoffice_wrote_each_layout_in_each_of_its_formats_and_nothing_else():
    names = {
        f"{name}.{ending}" for name in made_up.read_layouts() for ending in ("ods", "xls", "docx", "htm", "pdf")
    }
    assert set(made_up.read_pack(made_up.BY_LIBREOFFICE)) == names


def test_every_layout_and_every_made_up_answer_has_its_expected_figures():
    for pack in SETS:
        names = set(made_up.read_pack(pack))
        names = {name for name in names if not name.endswith(".merged")}
        answers = {name for name in names if not name.endswith(".expected.csv")}
        assert names == answers | {name.replace(".csv", ".expected.csv") for name in answers}
        assert "made-up" in pack.name


@pytest.mark.parametrize(
    ("files", "fault"),
    [({"a.csv": b"x\n-- b.csv --\n"}, "a line like a head"), ({"a.csv": b"x"}, "no end of its last line")],
)
def test_what_a_pack_of_text_could_not_give_back_is_not_packed(tmp_path, files, fault):
    with pytest.raises(ValueError, match=fault):
        made_up.write_pack(tmp_path / "made-up.txtar", files)
    assert not (tmp_path / "made-up.txtar").exists()


@pytest.mark.parametrize(
    ("content", "fault"),
    [("-- ../a.csv --\nx\n", "is no plain name"), ("-- a.csv --\nx\n-- a.csv --\ny\n", "stands twice")],
)
def test_a_pack_that_leads_out_of_its_folder_or_names_a_file_twice_is_refused(tmp_path, content, fault):
    pack = tmp_path / "made-up.txtar"
    pack.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=fault):
        made_up.read_pack(pack)
