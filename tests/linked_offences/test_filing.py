"""Filing an answer: the document as received, its reading and its record, whole or not at all."""

import pandas as pd
import pytest
import yaml
from click.testing import CliRunner
from conftest import raw

from linked_offences import catalogue, metrics, profile
from linked_offences.commands import main
from linked_offences.records import pipeline
from linked_offences.telling import charts, guidance, prose

ANSWER = "Offence,2021/22,2022/23,2023/24\nHarassment,<5,6,7\nStalking,3,,8\nTotal,5,6,15\n"


def add(bare, text=ANSWER, *options, name="my answer.csv", force="surrey", reference="12/34"):
    file = bare / name
    file.write_text(text, encoding="utf-8")
    words = [
        "add",
        str(file),
        "--force",
        force,
        "--reference",
        reference,
        "--url",
        "https://example.org/answer",
        "--asked",
        "a question",
    ]
    return CliRunner().invoke(main, [*words, "--yes", *options])


def folders(bare):
    return sorted(file.relative_to(bare).as_posix() for file in (bare / "data" / "raw" / "disclosures").rglob("*"))


def test_an_answer_is_filed_as_received_with_its_reading_and_its_record(bare):
    found = add(bare)
    assert found.exit_code == 0, found.output
    shown = [line.split() for line in found.stdout.splitlines() if "Harassment" in line]
    assert [words[: words.index("offence") - 3] for words in shown] == [
        ["B2", "1", "to", "4"],
        ["C2", "6"],
        ["D2", "7"],
    ]
    folder = raw(bare, "disclosures/surrey/12-34")
    assert {file.name for file in folder.iterdir()} == {"my-answer.csv", "my-answer.csv.reading.csv", "source.yml"}
    assert (folder / "my-answer.csv").read_text(encoding="utf-8") == ANSWER
    record = yaml.safe_load((folder / "source.yml").read_text(encoding="utf-8"))
    assert (record["publisher"], record["reference"], record["published"], record["status"]) == (
        "Surrey Police",
        "12/34",
        None,
        "answered",
    )


def test_the_tables_contain_what_was_filed(bare):
    add(bare)
    pipeline.run()
    figures = catalogue.load("figures")
    own = figures[figures["force"] == "surrey"].set_index("cell")
    assert (own.loc["B2", "count_low"], own.loc["B2", "count_high"]) == (1, 4)
    assert own.loc["C3", "count_low"] == 0, "a blank that the total of its year shows to be zero"
    assert own.loc["D4", "measure"] == "total"
    assert own.loc["B2", "id"] == "disclosures/surrey/12-34/my-answer.csv!B2"
    request = catalogue.load("requests").set_index("id").loc["surrey/disclosures/surrey/12-34"]
    assert request["status"] == "answered"


def test_an_answer_beside_one_that_prints_the_same_is_told_before_it_is_filed(bare):
    assert "of these figures too" not in add(bare).stderr
    # Of its nine figures Harassment of 2023/24 and the total of that year are others.
    second = ANSWER.replace(",7", ",9").replace(",15", ",17")
    found = add(bare, second, reference="12/35")
    assert found.exit_code == 0, found.stderr
    told = "12-34 prints 9 of these figures too, 2 of them otherwise, such as 2023/24: 7 there, 9 here; both will count"
    assert told in found.stderr
    assert '--replaces "12/34" --reason "why"' in found.stderr
    assert "of these figures too" not in add(bare, ANSWER, "--platform", "several", reference="12/36").stderr
    found = add(
        bare,
        second.replace(",9", ",8").replace(",17", ",16"),
        "--replaces",
        "12/35",
        "--reason",
        "wrong",
        reference="12/37",
    )
    assert "12-35 prints" not in found.stderr
    assert "12-34 prints" in found.stderr


def test_a_refusal_is_filed_with_its_section(bare):
    assert add(bare, "Refused under section 12(1), 57 hours\n").exit_code == 0
    record = yaml.safe_load((raw(bare, "disclosures/surrey/12-34") / "source.yml").read_text(encoding="utf-8"))
    assert (record["status"], record["section"], "tables" in record) == ("refused", "12(1)", False)
    pipeline.check()


PARTS = """Response to questions 1 and 2
Year,Offences
2021/22,38
2022/23,55
Total,93
The ages of victims are exempt under section 40(2) of the Act and this is our notice under section 17.
The action taken would exceed the appropriate limit and is refused under section 12(1).
"""


def test_a_refusal_of_parts_is_filed_beside_the_figures(bare):
    assert add(bare, PARTS, "--yes-to-doubts").exit_code == 0
    record = yaml.safe_load((raw(bare, "disclosures/surrey/12-34") / "source.yml").read_text(encoding="utf-8"))
    assert (record["status"], record["section"]) == ("answered", "40(2) and 12(1)")
    pipeline.run()
    said = str(guidance.next_steps(profile.load("surrey")))
    assert "Refused in part under sections 40(2) and 12(1): a question (reference 12/34)" in said
    assert "No refusal" not in said


@pytest.mark.parametrize(
    ("title", "basis"),
    [
        ("Offences from 01/04/2021 to 31/03/2024", "1 April to 31 March"),
        ("Offences 1st April 2021 - 31st March 2024", "1 April to 31 March"),
        ("Financial years run from 1 April to 31 March", "1 April to 31 March"),
        ("Years run from 6 April to 5 April", "6 April to 5 April"),
        ("Offences from 01/04/2022 to 31/03/2024", None),  # not of all years printed
        ("Offences by financial years", None),
    ],
)
def test_the_days_of_all_years_printed_tell_the_forces_own_year(bare, title, basis):
    assert add(bare, f"{title}\n{ANSWER}").exit_code == 0
    record = yaml.safe_load((raw(bare, "disclosures/surrey/12-34") / "source.yml").read_text(encoding="utf-8"))
    assert record.get("period_basis") == basis


def test_each_figure_of_a_sentence_has_an_id_of_its_own(bare):
    said = "Surrey Police recorded 14 offences in 2021/22, 16 in 2022/23 and 19 in 2023/24.\n"
    found = add(bare, said, "--yes-to-doubts", name="answer.txt")
    assert found.exit_code == 0, found.output
    pipeline.run()
    figures = catalogue.load("figures")
    own = figures[figures["force"] == "surrey"]
    assert own["count_low"].tolist() == [14, 16, 19]
    assert own["id"].str.rpartition("!")[2].tolist() == ["line-1", "line-1-2", "line-1-3"]


def test_parts_that_a_sentence_names_need_not_be_all(bare):
    said = "Of the 49 offences recorded in 2023/24, 18 were harassment and 13 were malicious communications.\n"
    assert add(bare, said, "--yes-to-doubts", name="answer.txt").exit_code == 0
    pipeline.run()
    checks, counted = catalogue.load("checks"), catalogue.load("counts")
    (result,) = checks.loc[checks["force"] == "surrey", "result"]
    assert result == "cannot be checked"
    assert set(counted.loc[counted["force"] == "surrey", "flag"]) == {""}


@pytest.mark.parametrize(
    ("label", "measure"),
    [("Total crimes", "total"), ("Total recorded offences", "total"), ("Total", "subtotal"), ("Total outcomes", "subtotal"),
     ("Total outcomes of crimes", "subtotal")],
)  # fmt: skip
def test_a_total_below_outcomes_is_one_of_offences_where_its_label_says_so(bare, label, measure):
    told = f"Outcome,2022/23,2023/24\nCharged,6,5\nSuspect not identified,34,40\n{label},40,45\n"
    assert add(bare, told, "--yes-to-doubts").exit_code == 0
    pipeline.run()
    figures = catalogue.load("figures").query("force == 'surrey'")
    assert figures.loc[figures["as_printed"].isin(["45"]), "measure"].tolist() == [measure]


def test_two_answers_on_one_page_are_told_apart(bare):
    for first, caveat in (("1 April", "First."), ("6 April", "Second.")):
        day, last = int(first[0]), 31 if first[0] == "1" else 5
        month = "March" if last == 31 else "April"
        said = "".join(
            f"{first} {year} to {last} {month} {year + 1},{year - 2000 + day}\n" for year in (2021, 2022)
        )
        options = ("--caveat", caveat, "--searched", "keyword in the MO")
        found = add(bare, f"Year,Offences\n{said}", *options, reference=caveat)
        assert found.exit_code == 0, found.output
    pipeline.run()
    page = profile.load("surrey")
    text = str(prose.summary("surrey", page.requests, page.former_answers, page.counts, page.readings, page.verdicts,
                             page.recorded_crime))  # fmt: skip
    assert "in years from 6 April as follows: 27 in 2021/22 and 28 in 2022/23" in text
    assert "in years from 1 April as follows: 22 in 2021/22 and 23 in 2022/23" in text
    known = str(guidance.before_use(page))
    assert "Search: keyword in the MO" in known.replace("*", "")
    assert "Of the answer First.: First." in known
    assert "Of the answer Second.: Second." in known


def test_a_period_of_the_request_is_kept_in_layout_yml(bare):
    assert add(bare, "Harassment,5\nStalking,2\n", "--period", "2023-04-01..2024-03-31").exit_code == 0
    layout = yaml.safe_load((raw(bare, "disclosures/surrey/12-34") / "layout.yml").read_text(encoding="utf-8"))
    assert layout["my-answer.csv"]["period"] == "2023-04-01..2024-03-31"
    pipeline.check()
    assert (
        "2023-04-01,2024-03-31"
        in (raw(bare, "disclosures/surrey/12-34") / "my-answer.csv.reading.csv").read_text()
    )


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        ("Harassment,5\nStalking,2\n", (), "stands under no period; give what was asked for with --period A..B"),
        ("Thank you\n", (), "no figure and no refusal was found"),
        (ANSWER, ("--answered-on", "2023-01-10"), "begins on 2023-04-01, after the answer of 2023-01-10"),
        (ANSWER, ("--published", "2021-03"), "begins on 2021-04-01, after the answer of 2021-03"),
        ("Offence,2035/36\nHarassment,5\n", (), "begins on 2035-04-01, after the answer of 20"),
        (ANSWER, ("--url", "example.org"), "address: 'example.org' does not match"),
        (ANSWER, ("--published", "yesterday"), '--published: "yesterday": write the day or month as 2024-06-03 or 2024-06'),
        (ANSWER, ("--published", "2024-13"), '--published: "2024-13": write the day or month'),
        (ANSWER, ("--asked-on", "3.6.2024"), '--asked-on: "3.6.2024": write the day as 2024-06-03'),
        (ANSWER, ("--answered-on", "20240603"), '--answered-on: "20240603": write the day as 2024-06-03'),
        (ANSWER, ("--answered-on", "2999-06-03"), "--answered-on: 2999-06-03: is still to come"),
        ("Year,Total\n2021,5\n2021,7\n", (), "is in doubt (the answer prints the same period and labels"),
        ("Year,Total\n2021,5\n2021,7\n", ("--yes-to-doubts",), "is another total of the period of B2"),
        (ANSWER, ("--request", "tiktok-offences-2024", "--force", "dorset"), "dorset answers this request in"),
        ("Year,Total\n2021,5\n2021,7\n", (), "--yes-to-doubts; nothing was filed"),
        ("Kent Police\n" + ANSWER, (), "nothing was filed: it names another force; say --yes-to-force"),
        ("Kent Police\n" + ANSWER, ("--dry-run",), "would be refused unless --yes-to-force: it names another force"),
        (ANSWER, ("--period", "2023"), "write first and last day"),
        (ANSWER, ("--force", "surey"), "did you mean surrey?"),
        (ANSWER, ("--force", "WMP"), '"WMP" may be west-mercia or west-midlands: say which'),
        (ANSWER, ("--request", "tiktok-2030"), 'no request is called "tiktok-2030": did you mean tiktok-offences-2024?'),
        (ANSWER, ("--request", "tiktok"), '--request: no request is called "tiktok": did you mean tiktok-offences-2024?'),
        (ANSWER, ("--request", "x"), '--request: no request is called "x": on file: tiktok-offences-2024'),
    ],
)  # fmt: skip
def test_what_cannot_be_filed_is_named_and_leaves_nothing_behind(few, text, options, words):
    before = folders(few)
    found = add(few, text, *options)
    assert found.exit_code == 1
    assert words in found.stderr.splitlines()[-1]
    assert isinstance(found.exception, SystemExit)
    assert folders(few) == before


def test_nothing_is_filed_twice_or_without_a_yes(bare):
    add(bare)
    assert (
        'file that as --reference "12/34 (2)" --replaces "12/34" --reason "why"; nothing was filed'
        in add(bare).stderr
    )
    file = bare / "my answer.csv"
    words = ["add", str(file), "--force", "kent", "--reference", "1", "--asked", "a question"]
    assert CliRunner().invoke(main, words, input="n\n").exit_code == 1
    assert not raw(bare, "disclosures/kent/1").exists()
    assert CliRunner().invoke(main, words, input="y\n").exit_code == 0
    assert raw(bare, "disclosures/kent/1").exists()


def test_a_document_that_is_read_in_another_way_than_when_it_was_filed_stops_the_pipeline(bare):
    add(bare)
    reading = raw(bare, "disclosures/surrey/12-34") / "my-answer.csv.reading.csv"
    reading.write_text(reading.read_text(encoding="utf-8").replace("6,6,6", "9,9,9"), encoding="utf-8")
    with pytest.raises(pipeline.BadInput) as caught:
        pipeline.check()
    assert "reading.csv: row 3:" in str(caught.value)
    assert "is now read as" in str(caught.value)


def test_a_request_on_file_says_what_was_asked_and_for_when(bare):
    file = bare / "answer.csv"
    file.write_text("Offence,Count\nHarassment,5\n", encoding="utf-8")
    words = [
        "add",
        str(file),
        "--force",
        "surrey",
        "--reference",
        "1",
        "--yes",
        "--period",
        "2023-04-06..2024-04-05",
    ]
    assert "say what was asked" in CliRunner().invoke(main, words).stderr
    assert CliRunner().invoke(main, [*words, "--request", "tiktok-offences-2024"]).exit_code == 0
    record = yaml.safe_load((raw(bare, "disclosures/surrey/1") / "source.yml").read_text(encoding="utf-8"))
    assert record["period_asked"] == {"start": "2021-04-06", "end": "2024-04-05"}
    assert record["asked"].startswith("offences with TikTok")


def test_one_who_is_asked_can_look_at_the_answer_beside_its_reading_first(bare, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(bare))
    before = folders(bare)
    file = bare / "answer.csv"
    file.write_text(ANSWER, encoding="utf-8")
    words = ["add", str(file), "--force", "surrey", "--reference", "1", "--asked", "a question"]
    found = CliRunner().invoke(main, words, input="l\nn\n")
    assert found.exit_code == 1
    assert found.stderr.strip().endswith("nothing was filed")
    assert folders(bare) == before
    (page,) = bare.glob("answer-*/answer.csv.html")
    assert "How answer.csv was read" in page.read_text(encoding="utf-8")
    assert page.name in found.stdout


def test_review_writes_one_page_and_none_where_the_file_cannot_be_read(bare, monkeypatch):
    monkeypatch.chdir(bare)
    (bare / "answer.csv").write_text(ANSWER, encoding="utf-8")
    assert CliRunner().invoke(main, ["review", "answer.csv"]).exit_code == 0
    assert "How answer.csv was read" in (bare / "answer.csv.review.html").read_text(encoding="utf-8")
    failed = CliRunner().invoke(main, ["review", "none.csv", "--out", "none.html"])
    assert failed.exit_code == 1
    assert failed.stderr.count("\n") == 1
    assert not (bare / "none.html").exists()


def test_what_nobody_decided_is_told_as_rows_to_paste(bare):
    found = add(bare, ANSWER.replace("Stalking", "Sextortion"))
    assert found.stderr.splitlines()[-1] == "sextortion,,,"
    found = CliRunner().invoke(main, ["data"])
    assert "sextortion,,," in found.stderr.splitlines()


def test_a_reading_is_renewed_whole_or_not_at_all(bare):
    assert add(bare).exit_code == 0
    folder = raw(bare, "disclosures/surrey/12-34")
    file, filed = folder / "my-answer.csv", folder / "my-answer.csv.reading.csv"
    before = filed.read_bytes()
    call = CliRunner().invoke
    assert "nothing changed" in call(main, ["reread", str(file), "--yes"]).stdout
    (folder / "layout.yml").write_text("my-answer.csv:\n  reason: made up\n  tables: [{cells: nowhere}]\n")
    found = call(main, ["reread", str(file), "--yes"])
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert filed.read_bytes() == before
    (folder / "layout.yml").write_text(
        'my-answer.csv:\n  reason: made up\n  leave_out: [{cells: "A3:D3", reason: made up}]\n'
    )
    found = call(main, ["reread", str(file)], input="n\n")
    assert found.exit_code == 1
    shown = [line for line in found.stdout.splitlines() if line[:1] in ("-", "+", " ")]
    assert [line.split(",")[1] for line in shown] == ["B3", "C3", "D3"]  # what differs, and no line beside it
    assert shown[0] == "-1,B3,2021-04-01,2022-03-31,offence,Stalking,,3,3,3"
    assert "nothing was changed" in found.stderr
    assert filed.read_bytes() == before
    assert call(main, ["reread", str(file), "--yes"]).exit_code == 0
    assert b"Stalking" not in filed.read_bytes()
    pipeline.check()
    assert "is no document below data/raw" in call(main, ["reread", str(bare / "my answer.csv")]).stderr


def test_the_forces_own_years_lead_its_page_and_stand_in_no_line_with_those_of_newspapers(checkout):
    """Blackpool Gazette and Blog Preston print 71, 66 and 98 of the request of 2024, by years from 6 April."""
    told = "Year,Offences\n2021/22,98\n2022/23,142\n2023/24,187\n"
    found = add(checkout, told, name="made-up-answer.csv", force="lancashire", reference="made-up")
    assert found.exit_code == 0, found.output
    pipeline.run()
    page = profile.load("lancashire")
    totals = metrics.list_totals(page.counts)
    change = metrics.work_out_change(totals[totals["covers"] == metrics.YEAR])
    assert str(prose.headline("lancashire", page.requests, page.counts)).endswith(
        "recorded 187 offences linked to TikTok in 2023/24"
    )
    assert "From 98 in 2021/22 to 187 in 2023/24 is a rise of 91%." in str(
        prose.trend("lancashire", page.requests, totals, change, page.readings)
    )
    assert "98 in 2021/22, 142 in 2022/23 and 187" in str(
        charts.yearly("lancashire", totals, page.requests).headline
    )
    summary = str(prose.summary("lancashire", page.requests, page.former_answers, page.counts, page.readings, page.verdicts,
                                page.recorded_crime))  # fmt: skip
    assert "in years from 1 April as follows: 98 in 2021/22, 142 in 2022/23 and 187 in 2023/24." in summary
    assert "in years from 6 April as follows: 71 in 2021/22, 66 in 2022/23 and 98 in 2023/24." in summary
    assert "its own answer to that request is not held here" in str(
        prose.answer("lancashire", page.requests, page.former_answers)
    )
    findings = page.verdicts.set_index("figure")["finding"]
    assert findings["press/2024-08-04-blackpool-gazette/total-third-year"].endswith(
        "The force's answer to another request counts 187 from 1 April 2023 to 31 March 2024, perhaps by another search."
    )
    assert not findings.str.contains("The force's own answer is not held here").any()
    asked = str(guidance.questions(page))
    assert (
        "You counted 187 in the year from 1 April 2023, and Blackpool Gazette and Blog Preston print, as your answer to"
        in asked
    )
    letter = str(guidance.letter(page))
    assert "Please send me that answer as it was sent." in letter
    assert "for the year from 1 April 2024 to 31 March 2025" in letter, "it has counted the years before"


def test_numbers_of_an_answer_that_nobody_reads_are_told_on_its_page(bare):
    """The made-up letter has one of 31 in a sentence that counts nothing of the study; the days and references are no such."""
    said = (
        "Surrey Police, request 77/24, 14 May 2024\n\nCrimes that mention TikTok:\n2022/23: 16\n2023/24: 19\n\n"
        "We cannot say how many victims were children, as 31 of the records hold no date of birth.\n"
    )
    assert add(bare, said, "--yes-to-doubts", name="made-up-letter.txt").exit_code == 0
    pipeline.run()
    page = profile.load("surrey")
    assert page.requests.set_index("reference").loc["12/34", "unread"] == 1
    told = str(prose.answer("surrey", page.requests, page.former_answers))
    assert "In one place of the answer 12/34 a number stands that is not read, and is in no figure here" in told
    assert pd.isna(page.requests.loc[page.requests["reference"] == "", "unread"]).all()


def test_rows_of_other_platforms_are_not_filed_as_counts_of_the_studys(bare):
    told = "Social media platform,2022/23,2023/24\nTikTok,42,60\nSnapchat,310,422\nTikTok / Snapchat,2,3\nTotal,354,485\n"
    assert add(bare, told, "--yes-to-doubts", name="made-up-platforms.csv").exit_code == 0
    pipeline.run()
    figures = catalogue.load("figures").query("force == 'surrey'")
    counted = dict(zip(figures["as_printed"], figures["platform"], strict=True))
    assert [counted[one] for one in ("42", "60", "310", "422", "354", "485")] == ["tiktok"] * 2 + [
        "another"
    ] * 2 + ["several"] * 2


def test_a_letter_asks_for_nothing_that_the_force_refused(bare):
    told = (
        "Surrey Police\n\nCrimes that mention TikTok:\n2022/23: 16\n2023/24: 19\n\n"
        "The outcomes are exempt under Section 40(2) of the Freedom of Information Act.\n"
    )
    assert add(bare, told, name="made-up-letter.txt").exit_code == 0
    pipeline.run()
    letter = str(guidance.letter(profile.load("surrey")))
    assert (
        "Your answer 12/34 is about offences linked to TikTok in 2022/23 to 2023/24. Please tell me the outcome of each offence"
        in letter
    )
    assert "which I have not seen, unless it is what you refused under section 40(2)." in letter


def test_a_letter_is_no_refusal_by_one_word_where_its_numbers_are_not_read(bare):
    told = (
        "Surrey Police\n\nThe system brought up, for 2022/23, some entries to the number of 14 that name TikTok.\n\n"
        "The names are refused under Section 40(2) of the Freedom of Information Act.\n"
    )
    found = add(bare, told, name="made-up-letter.txt")
    assert found.exit_code == 1
    assert "line 3: names a time and a number that is not read, and no figure is" in found.output
    assert not (bare / "data/raw/disclosures/surrey").exists()
    assert add(bare, told, "--yes-to-doubts", name="made-up-letter.txt").exit_code == 0
