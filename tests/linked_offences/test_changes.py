"""The record of what was published: it agrees with the tables, and nothing changes without its line."""

import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from conftest import ROOT, examples, file_reply, list_published_days, raw, record_hash
from hypothesis import given, settings
from hypothesis import strategies as st

from linked_offences import catalogue
from linked_offences.commands import main
from linked_offences.records import changes, pipeline
from linked_offences.records.changes import Line, Number
from plain_files import Problem, replace_file

PUBLISH = 'if that is right: linked-offences publish dorset --reason "..."'
# Lines of Dorset's record, and its numbers: an answer or a story that is filed adds to both.
LINES = (ROOT / "data" / "published" / "dorset.csv").read_text(encoding="utf-8").splitlines()
NUMBERS = len(changes.list_numbers()["dorset"])
LAST = list_published_days("dorset")[-1]
BEFORE = str(date.fromisoformat(LAST) - timedelta(days=1))
SIXTEEN = "dorset,tiktok,2023-04-06,2024-04-05,2023/24,total,,,,16,16,"


@pytest.fixture
def tables(checkout):
    """Changes a processed table of the copy by hand, as no pipeline would."""

    def edit(name, old, new):
        file = checkout / "data" / "processed" / f"{name}.csv"
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def test_every_number_of_the_committed_tables_has_its_line_in_the_record():
    assert changes.check() == {}
    numbers = changes.list_numbers()
    assert {*changes.list_forces()} == {*numbers}
    for name, measures in (("figures", None), ("counts", None), ("verdicts", {"verdict"})):
        many = sum(
            (one.measure in measures) if measures else (one.measure not in ("verdict", "status"))
            and bool(one.figure) == (name == "figures")
            for found in numbers.values() for one in found
        )  # fmt: skip
        assert many == len(catalogue.load(name)), name


def test_the_record_meets_the_dictionary():
    schema = catalogue.schemas("published")["numbers"]
    for force in changes.list_forces():
        table = catalogue.read_table(changes.file_of(force), schema)
        assert len(table) == len(changes.read_record(force)) > 0


def test_the_changelog_is_made_from_the_record():
    assert (ROOT / "CHANGELOG.md").read_text(encoding="utf-8") == changes.write_changelog()


def test_numbers_of_one_force_never_share_a_key():
    for found in changes.list_numbers().values():
        assert len({one.key for one in found}) == len(found)


def test_the_record_begins_on_a_day_on_which_four_verdicts_changed_and_no_other_number():
    entries = [entry for force in changes.list_forces() for entry in changes.list_entries(force)]
    assert min(entry.date for entry in entries) == list_published_days()[0] == "2026-11-24"
    changed = {
        (entry.force, line.number.figure): (line.before, line.now)
        for entry in entries if not entry.first for line in entry.lines if entry.date == "2026-11-24"
    }  # fmt: skip
    one_reading = ("contradicted", "holds on one reading")
    photographs = "offence-indecent-photographs-or-pseudo-photographs-of-children"
    assert changed == {
        ("lancashire", "press/2024-08-04-blackpool-gazette/offence-unnamed"): one_reading,
        ("lancashire", f"press/2024-08-blog-preston/{photographs}"): one_reading,
        ("dyfed-powys", "press/undated-tenby-today/outcome-charges-in-the-last-year"): (
            "cannot be checked",
            "holds",
        ),
        ("england-and-wales", "press/undated-world-monitor/total-2023"): ("cannot be checked", "holds"),
    }


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("counts", SIXTEEN, SIXTEEN.replace("16,16", "17,17")), f'offences, 2023/24: "16": is now 17; {PUBLISH}'),
        (("counts", SIXTEEN, SIXTEEN.replace("16,16", "16,")), f'"16": is now more than 15; {PUBLISH}'),
        (("counts", SIXTEEN, SIXTEEN.replace("16,16", ",")), f'"16": is now [x]; {PUBLISH}'),
        (
            ("counts", SIXTEEN, SIXTEEN.replace("2023-04-06", "2023-04-01").replace("2024-04-05", "2024-03-31")),
            f'offences, 2023/24: "16": is new (and 1 more); {PUBLISH}',
        ),
        (
            ("figures", "total,,,,16,,16,16,,,,,disclosure,disclosures/dorset/01-FIN-24-2153,table-1.csv,B4",
             "total,,,,16,,15,16,,,,,disclosure,disclosures/dorset/01-FIN-24-2153,table-1.csv,B4"),
            f'"16": is now 16, read as between 15 and 16; {PUBLISH}',
        ),
        (("requests", "2024-04-05,answered,,Every crime", "2024-04-05,refused,12(1),Every crime"),
         f'status of the request: "answered": is now refused, section 12(1); {PUBLISH}'),
    ],
)  # fmt: skip
def test_a_number_that_changed_without_its_line_is_found_and_the_line_says_what_to_do(tables, change, line):
    tables(*change)
    (problem,) = changes.check().values()
    assert str(problem).startswith("data/published/dorset.csv: ")
    assert line in str(problem)
    assert "\n" not in str(problem)


def test_a_number_that_is_gone_is_found(checkout):
    file = checkout / "data" / "processed" / "counts.csv"
    kept = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith(SIXTEEN)]
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    (problem,) = changes.check().values()
    assert f'offences, 2023/24: "16": is published, and no figure says it any more; {PUBLISH}' in str(problem)


@pytest.mark.parametrize(("harm", "told"), [(None, f"is new (and {NUMBERS - 1} more)"), ("no record\n", "row 1")])
def test_whoever_makes_the_tables_is_told_what_was_not_published(checkout, monkeypatch, harm, told):
    monkeypatch.setattr(pipeline, "run", lambda *_, **__: [])  # the tables are those of the files
    changes.file_of("dorset").unlink()
    if harm:
        changes.file_of("dorset").write_text(harm, encoding="utf-8")
    done = CliRunner().invoke(main, ["data"])
    assert done.exit_code == 0
    (line,) = done.stderr.splitlines()
    assert line.startswith("data/published/dorset.csv: ")
    assert told in line


def test_a_force_that_was_never_published_is_found(checkout):
    changes.file_of("dorset").unlink()
    (problem,) = changes.check().values()
    assert f'status of the request: "answered": is new (and {NUMBERS - 1} more)' in str(problem)


def test_publishing_writes_the_old_and_the_new_value_once(checkout, tables):
    tables("counts", SIXTEEN, SIXTEEN.replace("16,16", "17,17"))
    before = changes.file_of("dorset").read_bytes()
    (entry,) = changes.publish("2099-12-02", "Made up for a test.", ["dorset"])
    (line,) = entry.lines
    assert (entry.force, entry.date, entry.first, entry.name) == (
        "dorset",
        "2099-12-02",
        False,
        "dorset/2099-12-02/2",
    )
    assert (line.kind, line.before, line.now, line.number.name) == ("changed", "16", "17", "offences, 2023/24")
    assert changes.check() == {}
    assert changes.file_of("dorset").read_bytes().startswith(before)
    assert changes.list_entries("dorset")[-1] == entry
    assert changes.publish("2099-12-03", "Made up again.") == []
    changelog = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "| 2099-12-02 | Dorset | offences, 2023/24 | 16 | 17 | Made up for a test. |" in changelog
    assert "No published number has changed yet." not in changelog


def test_a_number_may_be_withdrawn_and_published_again(checkout, tables):
    tables("counts", SIXTEEN, SIXTEEN.replace("dorset", "essex"))
    changes.publish("2099-12-02", "Made up for a test.")
    tables("counts", SIXTEEN.replace("dorset", "essex"), SIXTEEN)
    changes.publish("2099-12-03", "Made up for a test as well.")
    told = [(line.kind, line.before, line.now) for line in changes.read_record("dorset")][-2:]
    assert told == [("withdrawn", "16", "withdrawn"), ("published", "not published", "16")]
    assert changes.check() == {}


def test_a_corrected_number_that_moves_on_cannot_be_shown_as_what_the_figures_hold(checkout, tables):
    tables("counts", SIXTEEN, SIXTEEN.replace("16,16", "17,17"))
    changes.publish("2099-12-02", "Made up for a test.", corrected=True)
    tables("counts", SIXTEEN.replace("16,16", "17,17"), SIXTEEN.replace("16,16", "18,18"))
    (problem,) = changes.check().values()
    assert '"17": is now 18' in str(problem)
    file = changes.file_of("dorset")
    file.write_text(file.read_text(encoding="utf-8").replace(",17,17,", ",19,19,"), encoding="utf-8")
    (problem,) = changes.check().values()
    assert '"19": is now 18' in str(problem)


@pytest.mark.parametrize(
    ("day", "reason", "more", "line"),
    [
        ("2099-12-02", "  ", {}, "publish: --reason: is empty; say why, because the reason is printed"),
        ("2 December", "Made up.", {}, 'publish: --day: "2 December": is no day; write it as 2026-11-24'),
        (BEFORE, "Made up.", {}, f'dorset.csv: --day: "{BEFORE}": is before {LAST}'),
        (
            "2099-12-02",
            "Made up.",
            {"reply": "2099-12-01-nobody"},
            '--reply: "2099-12-01-nobody": is not filed there',
        ),
    ],
)
def test_what_cannot_stand_in_the_record_is_refused_and_nothing_is_written(
    checkout, tables, day, reason, more, line
):
    tables("counts", SIXTEEN, SIXTEEN.replace("16,16", "17,17"))
    before = {file: file.read_bytes() for file in changes.folder().iterdir()}
    with pytest.raises(Problem) as caught:
        changes.publish(day, reason, **more)
    assert line in str(caught.value)
    assert {file: file.read_bytes() for file in changes.folder().iterdir()} == before
    assert not (checkout / "CHANGELOG.md").exists()


NEW = "2099-12-02,changed,total,2023-04-06,2024-04-05,,,17,17,,Made up.,\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (NEW.replace("2099-12-02", "2026-11-01"), f"row {len(LINES) + 1}: \"2026-11-01\": is no day, or is before the day above it"),
        (NEW.replace("2099-12-02", "soon"), f'row {len(LINES) + 1}: "soon": is no day'),
        (NEW.replace("changed", "better"), '"better": is none of published, changed, corrected, withdrawn'),
        (NEW.replace("changed", "published"), "cannot be published: it stands above"),
        (NEW.replace("2023-04-06", "2020-04-06"), "cannot be changed: it does not stand above"),
        (NEW.replace("changed", "withdrawn").replace("2023-04-06", "2020-04-06"), "cannot be withdrawn"),
        (NEW.replace("17,17", "16,16"), "has the value that stands above; take the line out"),
        (NEW.replace("17,17", "a few,17"), '"a few 17": are no whole numbers'),
        (NEW.replace("Made up.", " "), "has no reason; say why it was published or changed"),
        (NEW.replace("Made up.,", "Made up.,2099-12-01-nobody"), '"2099-12-01-nobody": is no reply in data/raw/replies'),
        (NEW.replace(",Made up.,", ",Made up."), "has 11 cells where the header has 12"),
        ('"', "is not CSV"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_stand_is_named_with_its_row(checkout, line, told):
    with changes.file_of("dorset").open("a", encoding="utf-8") as file:
        file.write(line)
    with pytest.raises(Problem) as caught:
        changes.check()
    assert str(caught.value).startswith("data/published/dorset.csv: ")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["dorsett.csv", "dorset.txt", "Dorset Police.csv"])
def test_a_record_that_names_no_force_is_named(checkout, name):
    shutil.copy(changes.file_of("dorset"), changes.folder() / name)
    with pytest.raises(Problem, match="is no record of a force"):
        changes.check()


def test_the_header_of_a_record_is_that_of_the_dictionary(checkout):
    file = changes.file_of("dorset")
    file.write_text(file.read_text(encoding="utf-8").replace("reason", "because", 1), encoding="utf-8")
    with pytest.raises(Problem, match=r"row 1.*is not the header date,kind,measure"):
        changes.check()


ENDS = st.one_of(st.just(("", "")), st.integers(0, 99).map(lambda low: (str(low), str(low + 3))))
STATES = st.dictionaries(st.sampled_from(["8R", "8Q", "88A", "35"]), ENDS, max_size=4)


@given(st.lists(STATES, min_size=1, max_size=6))
@settings(max_examples=examples(40), deadline=None)
def test_whatever_is_published_day_by_day_the_record_ends_with_what_is_published_last(tmp_path_factory, states):
    root = tmp_path_factory.mktemp("root")
    shutil.copytree(ROOT / "data" / "reference", root / "data" / "reference")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINKED_OFFENCES_ROOT", str(root))
        for day, state in enumerate(states, start=1):
            numbers = [Number("offence", "", "", item, "", *ends, "") for item, ends in state.items()]
            lines = [
                replace(one, date=f"2099-12-{day:02}", reason="Made up.")
                for one in changes.compare("dorset", numbers)
            ]
            written = changes._write_lines([*changes.read_record("dorset"), *lines])
            replace_file(written, changes.file_of("dorset"))
            held = {}
            for line in changes.read_record("dorset"):
                assert line.old == held.get(line.number.key)
                held = held | {line.number.key: line.number}
                if line.kind == "withdrawn":
                    del held[line.number.key]
            assert {key[-1]: number.value[:2] for key, number in held.items()} == state
            assert changes.compare("dorset", numbers) == []


PRINTED = st.lists(
    st.tuples(st.sampled_from(["stalking", "harassment"]), st.sampled_from("123")), min_size=1, max_size=5
)


@given(PRINTED, PRINTED)
@settings(max_examples=examples(20), deadline=None)
def test_of_an_answer_that_was_replaced_only_what_differs_is_told_as_a_change(tmp_path_factory, before, after):
    root = tmp_path_factory.mktemp("root")
    shutil.copytree(ROOT / "data" / "reference", root / "data" / "reference")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINKED_OFFENCES_ROOT", str(root))
        for day, (file, figures) in enumerate((("old", before), ("new", after)), start=1):
            numbers = [
                Number("offence", "", "", item, f"{file}/a.csv!B{n}", said, said, said)
                for n, (item, said) in enumerate(figures)
            ]
            lines = [
                replace(one, date=f"2099-12-{day:02}", reason="Made up.")
                for one in changes.compare("dorset", numbers)
            ]
            replace_file(changes._write_lines([*changes.read_record("dorset"), *lines]), changes.file_of("dorset"))
        first, *later = changes.list_entries("dorset")
    assert len(first.lines) == len(before)
    told = Counter(
        (line.kind, line.number.item, (line.old or line.number).said) for one in later for line in one.lines
    )
    gone, new = (Counter(a) - Counter(b) for a, b in ((before, after), (after, before)))
    expected = {("withdrawn", *one): many for one, many in gone.items()} | {
        ("published", *one): many for one, many in new.items()
    }
    assert told == expected


@pytest.mark.parametrize(
    ("number", "name", "value"),
    [
        (Number("total", "2023-04-06", "2024-04-05", "", "", "64", "115", "conditional"), "offences, 2023/24",
         "between 64 and 115 (conditional)"),
        (Number("total", "", "", "", "", "701", "", ""), "offences, period not stated", "more than 700"),
        (Number("offence", "2023-04-01", "2024-03-31", "8L Harassment", "", "", "", ""), "8L Harassment, 2023/24", "[x]"),
        (Number("offence", "", "", "Made-up Police: theft", "x/y!B2", "1", "4", "*"), "Made-up Police: theft",
         "*, read as between 1 and 4"),
        (Number("change_pct", "", "", "Made-up Times: offences", "x/y", "", "", "60%"), "Made-up Times: offences", "60%"),
        (Number("verdict", "", "", "Made-up Times: 60%", "x/y", "", "", "holds"), "verdict on Made-up Times: 60%", "holds"),
    ],
)  # fmt: skip
def test_a_number_says_what_it_is_and_its_value_as_a_reader_needs_them(number, name, value):
    assert (number.name, number.write()) == (name, value)
    line = Line("2099-12-02", "withdrawn", number, "Made up.", "", number)
    assert (line.before, line.now) == (value, "withdrawn")


def test_a_corrected_transcription_is_published_by_the_command_with_its_reason(checkout):
    source = raw(checkout, "press/2024-08-06-shropshire-star")
    file = source / "statements.csv"
    text = file.read_text(encoding="utf-8")
    assert text.count(",700,more than,") == 1
    file.write_text(text.replace(",700,more than,", ",800,more than,"), encoding="utf-8")
    record_hash(source, "statements.csv")
    file_reply(checkout, "west-mercia")
    found = CliRunner().invoke(
        main,
        ["publish", "West Mercia", "--reason", "Misread (made up).", "--corrected", "--day", date.today().isoformat(),
         "--reply", "2099-12-01-made-up-press-office"],
    )  # fmt: skip
    assert found.exit_code == 0, found.output
    assert "west-mercia: offences, period not stated: more than 700 -> more than 800" in found.stdout.splitlines()
    count = next(line for line in changes.read_record("west-mercia") if line.number.low == "801")
    assert (count.kind, count.reply, count.reason) == (
        "corrected", "2099-12-01-made-up-press-office", "Misread (made up).",
    )  # fmt: skip
    assert changes.check() == {}


def test_the_command_publishes_nothing_while_the_input_has_faults(checkout):
    (raw(checkout, "press/2024-08-06-shropshire-star") / "statements.csv").write_bytes(b"\xff")
    before = {file: file.read_bytes() for file in changes.folder().iterdir()}
    found = CliRunner().invoke(main, ["publish", "--reason", "Made up."])
    assert found.exit_code == 1
    assert found.stderr.splitlines()[-1] == "nothing was published"
    assert {file: file.read_bytes() for file in changes.folder().iterdir()} == before


def test_the_comparison_does_without_pandas():
    code = "import sys; from linked_offences.records import changes; changes.check(); sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
