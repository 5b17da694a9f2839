"""The days of a request: by when it must be answered, whether it was, and the letter that asks for more."""

import email
import re
from email import policy

import pandas as pd
import pytest
import yaml
from click.testing import CliRunner
from conftest import DORSET, raw, read_rows

from linked_offences import catalogue, load, profile
from linked_offences.commands import main
from linked_offences.records import acts, deadlines, filing, pipeline
from linked_offences.telling import guidance, listings, national, prose
from linked_offences.telling.timeline import timeline
from plain_files import Problem


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2024-06-03", "2024-07-01"),  # a Monday; four weeks without a holiday
        ("2024-06-01", "2024-06-28"),  # a Saturday: the first working day after it is a Monday
        ("2024-03-28", "2024-04-29"),  # Good Friday and Easter Monday
        (
            "2024-12-20",
            "2025-01-23",
        ),  # Christmas, Boxing Day, New Year, and 2 January, a holiday in Scotland alone
        ("2024-07-08", "2024-08-07"),  # 12 July in Northern Ireland, 5 August in Scotland
        ("2023-04-28", "2023-05-31"),  # early May, the coronation and the spring bank holiday
    ],
)
def test_the_last_day_for_an_answer_is_the_twentieth_day_that_is_a_working_day_in_all_of_the_kingdom(asked, due):
    assert deadlines.find_due(asked) == due


@pytest.mark.parametrize(
    ("asked", "due", "elsewhere"),
    [
        ("2024-07-08", "2024-08-06", "2024-08-07"),  # 5 August is Scotland's holiday, 12 July is not
        ("2024-08-12", "2024-09-09", "2024-09-10"),  # 26 August is none of Scotland's
        ("2024-12-20", "2025-01-23", "2025-01-23"),
    ],
)
def test_in_scotland_its_own_holidays_stop_the_clock_alone(asked, due, elsewhere):
    assert deadlines.find_due(asked, acts.find_act("police-scotland")) == due
    assert deadlines.find_due(asked, acts.find_act("kent")) == elsewhere == deadlines.find_due(asked)


@pytest.mark.parametrize(
    ("answered", "late"), [("2024-06-10", 0), ("2024-07-01", 0), ("2024-07-02", 1), ("2024-07-22", 14)]
)
def test_an_answer_is_late_by_working_days(answered, late):
    assert deadlines.count_late("2024-07-01", answered) == late


def date_dorset(checkout, **days):
    file = raw(checkout, DORSET) / "source.yml"
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    file.write_text(yaml.safe_dump(record | {"dates": days}, allow_unicode=True), encoding="utf-8")


def find_row(force):
    """The row of a force's request to all, made of what lies in the folder now, without the arithmetic."""
    return next(
        row
        for row in pipeline._read_all(lambda line: None)[0]["requests"].to_dict("records")
        if row["request"] and row["force"] == force
    )


def test_days_on_file_give_the_last_day_and_the_lateness_and_stand_on_the_page(few):
    date_dorset(few, asked="2024-06-03", answered="2024-07-22", review_asked="2024-08-01")
    found = find_row("dorset")
    assert [found[name] for name in ("asked_on", "due_on", "answered_on", "days_late", "review_asked_on", "reviewed_on")] == [
        "2024-06-03", "2024-07-01", "2024-07-22", 14, "2024-08-01", ""
    ]  # fmt: skip
    pipeline.run()
    told = timeline("dorset", load("requests", "dorset"))
    assert str(told).startswith("The force answered 14 working days after the 20 working days of the Act.")
    days = [one.text.partition(":")[0].strip("*") for one in told.listed]
    assert days[:4] == ["3 June 2024", "1 July 2024", "22 July 2024", "1 August 2024"]


def test_where_no_day_is_on_file_nobody_is_called_late():
    for row in read_rows("data/processed/requests.csv"):
        assert (row["days_late"] == "") == (not row["asked_on"] or not row["answered_on"])
    told = str(timeline("dorset", load("requests", "dorset")))
    assert "is not known" in told
    assert "the answer was published" in told
    assert "Spring 2024" in told


def test_the_page_of_all_forces_says_who_answered_in_time_and_of_how_many_nobody_knows():
    requests = load("requests")
    asked = requests[requests["decides_status"] == "yes"].set_index("force", drop=False)
    assert listings.deadlines(asked) is None
    assert str(national.deadlines(asked)).startswith(
        "On which day a force received this request is on file for none"
    )
    for force, *days in (
        ("dorset", "2024-06-03", "2024-07-01", "2024-07-22", 14),
        ("kent", "2024-06-03", "2024-07-01", "2024-07-01", 0),
        ("surrey", "2024-06-03", "2024-07-01", "", pd.NA),
    ):
        asked.loc[force, ["asked_on", "due_on", "answered_on", "days_late"]] = days
    shown = listings.deadlines(asked).frame
    assert [one.striptags() for one in shown["Force"]] == ["Dorset", "Kent", "Surrey"]
    assert shown["Working days late"].tolist() == ["14", "0", "[x]"]
    assert shown["Answered"].tolist() == ["22 July 2024", "1 July 2024", "[x]"]
    assert str(national.deadlines(asked)) == (
        "For three forces the day on which the request was received is on file. One force answered within the 20 working "
        "days of the Act. One force answered later. Of one force no day of an answer is on file."
    )


@pytest.mark.parametrize(
    ("days", "line"),
    [
        ({"asked": "2024-13-01"}, 'dates.asked: "2024-13-01": is no day; write it as 2024-07-22'),
        ({"asked": "2024-06-03", "answered": "2024-06-01"}, "is before 2024-06-03, when it was asked for"),
        ({"review_asked": "2024-06-03", "reviewed": "2024-06-01"}, "is before 2024-06-03, when it was asked for"),
        ({"asked": "1999-06-03"}, "is not of 2012 to"),
        ({"sent": "2024-06-03"}, "dates"),
    ],
)
def test_a_day_that_cannot_be_is_told_with_its_place(few, days, line):
    date_dorset(few, **days)
    with pytest.raises(pipeline.BadInput) as caught:
        pipeline.check()
    (fault,) = caught.value.faults
    assert str(fault.problem).startswith(f"data/raw/{DORSET}/source.yml: dates")
    assert line in str(fault.problem)
    assert fault.forces == ("dorset",)


def test_the_days_are_filed_with_the_answer(bare):
    file = bare / "answer.csv"
    file.write_text("Offence,2021/22\nStalking,5\n", encoding="utf-8")
    words = ["add", str(file), "--force", "surrey", "--reference", "1", "--asked", "made up", "--yes"]
    found = CliRunner().invoke(main, [*words, "--asked-on", "2024-06-03", "--answered-on", "2024-06-20"])
    assert found.exit_code == 0, found.stderr
    record = yaml.safe_load((raw(bare, "disclosures/surrey/1") / "source.yml").read_text(encoding="utf-8"))
    assert record["dates"] == {"asked": "2024-06-03", "answered": "2024-06-20"}


SENT = ["sent", "surrey", "--reference", "7/8", "--asked", "offences made up", "--asked-on", "2024-06-03"]


def list_steps(force):
    told = timeline(force, load("requests", force))
    return [one.text for one in told.sentences], [one.text for one in told.listed]


def test_a_request_that_was_sent_waits_on_the_page_until_its_answer_is_filed(bare):
    found = CliRunner().invoke(main, SENT)
    assert found.exit_code == 0, found.stderr
    pipeline.run()
    row = load("requests", "surrey").set_index("reference").loc["7/8"]
    assert (row["status"], row["decides_status"], row["due_on"]) == ("no_answer_known", "no", "2024-07-01")
    judged, steps = list_steps("surrey")
    assert judged[1] == (
        "For the request 7/8, whether the force kept the 20 working days of the Act is not known: no day of an answer is on file."
    )
    assert steps[1:] == [
        "**3 June 2024, request 7/8:** the force received the request.",
        "**1 July 2024, request 7/8:** last day for an answer: the twentieth working day (section 10).",
    ]
    assert "surrey/requests/surrey/7-8: was due on 2024-07-01" in CliRunner().invoke(main, ["status"]).stdout
    file = bare / "answer.csv"
    file.write_text("Offence,2021/22\nStalking,5\n", encoding="utf-8")
    words = ["add", str(file), "--force", "surrey", "--reference", "7/8", "--answered-on", "2024-07-02", "--yes"]
    found = CliRunner().invoke(main, words)
    assert found.exit_code == 0, found.stderr
    pipeline.run()
    rows = load("requests", "surrey")
    assert rows["reference"].tolist() == ["", "7/8"]
    assert rows.iloc[1][["status", "asked", "asked_on", "days_late"]].tolist() == [
        "answered", "offences made up", "2024-06-03", 1
    ]  # fmt: skip
    judged, steps = list_steps("surrey")
    assert (
        judged[1]
        == "For the request 7/8, the force answered one working day after the 20 working days of the Act."
    )
    assert steps[-1] == "**2 July 2024, request 7/8:** the force answered."
    # The answer that came in its place has another reference; the request stays answered.
    words = [
        "--force",
        "surrey",
        "--reference",
        "7/8 R",
        "--asked",
        "made up",
        "--yes",
        "--replaces",
        "7/8",
        "--reason",
        "made up",
        "--answered-on",
        "2024-08-02",
    ]
    found = CliRunner().invoke(main, ["add", str(file), *words])
    assert found.exit_code == 0, found.stderr
    pipeline.run()
    rows = load("requests", "surrey")
    assert rows["reference"].tolist() == ["", "7/8 R"]
    # It is late by its first answer, and not by the one that was sent again.
    days = ["asked_on", "answered_on", "revised_on", "days_late"]
    assert rows.iloc[1][days].tolist() == ["2024-06-03", "2024-07-02", "2024-08-02", 1]


def test_an_answer_without_a_day_is_not_told_as_overdue(bare):
    file = bare / "answer.csv"
    file.write_text("Offence,2021/22\nStalking,5\n", encoding="utf-8")
    assert CliRunner().invoke(main, SENT).exit_code == 0
    found = CliRunner().invoke(main, ["add", str(file), "--force", "surrey", "--reference", "7/8", "--yes"])
    assert found.exit_code == 0, found.stderr
    pipeline.run()
    assert load("requests", "surrey")["asked_on"].tolist() == ["", "2024-06-03"]
    assert "answers overdue: none" in CliRunner().invoke(main, ["status"]).stdout


def test_a_force_that_only_you_asked_is_told_by_your_request(bare):
    period = ["--period", "2021-04-01..2024-03-31"]
    found = CliRunner().invoke(main, ["sent", "police-scotland", *SENT[2:], *period])
    assert found.exit_code == 0, found.stderr
    pipeline.run()
    (row,) = load("requests", "police-scotland").itertuples()
    assert (row.period_start, row.period_end) == ("2021-04-01", "2024-03-31")
    assert (row.decides_status, row.status) == ("yes", "no_answer_known")
    page = profile.load("police-scotland")
    told = str(prose.answer(page.force, page.requests, page.former_answers))
    assert told == (
        "No answer of Police Scotland to the request 7/8 about TikTok is known here: neither a count nor a refusal."
    )
    assert "the request 7/8" in str(guidance.next_steps(page))
    assert "spring 2024" not in str(guidance.questions(page))
    # Another act holds in Scotland, with other sections and another commissioner.
    told = f"{guidance.next_steps(page)} {guidance.letter(page)}"
    assert "Under the Freedom of Information (Scotland) Act 2002 please" in told
    assert "the Scottish Information Commissioner (section 47)" in told
    assert not re.search("Act 2000|section 16|and 16|section 50", told)
    assert row.due_on == "2024-07-01"


def test_what_you_sent_leaves_the_status_of_a_force_that_answered_something_else(checkout):
    before = load("requests", "psni")
    assert CliRunner().invoke(main, ["sent", "psni", *SENT[2:]]).exit_code == 0
    pipeline.run()
    found = load("requests", "psni")
    assert found.loc[found["decides_status"] == "yes", "id"].tolist() == before["id"].tolist()
    assert len(found) == len(before) + 1


def ask(checkout, folder="surrey/7-8", **said):
    """Write down a request by hand; what is given as None is left out."""
    record = {
        "title": "Request 7/8", "kind": "request", "publisher": "made up", "address": None, "reference": "7/8", "published": None,
        "licence": "facts only", "forces": ["surrey"], "platform": "tiktok", "asked": "made up", "method": None, "caveats": [],
        "dates": {"asked": "2024-06-03"}, "sha256": {},
    } | said  # fmt: skip
    file = raw(checkout, f"requests/{folder}") / "source.yml"
    file.parent.mkdir(parents=True)
    file.write_text(yaml.safe_dump(record), encoding="utf-8")
    return file.relative_to(checkout).as_posix()


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"dates": {"asked": "2024-06-03", "answered": "2024-06-20"}}, 'dates.answered: "2024-06-20": is the day of an answer'),
        ({"dates": {"asked": "2024-06-03", "revised": "2024-06-20"}}, 'dates.revised: "2024-06-20": is the day of an answer'),
        ({"dates": {"asked": "2024-06-03", "reviewed": "2024-06-01"}}, "is before 2024-06-03, when it was asked for"),
        ({"dates": {"asked": "1999-06-03"}}, "is not of 2012 to"),
        ({"forces": ["surrey", "surrey"]}, "forces"),
        ({"forces": ["england-and-wales"]}, "is no slug of a force"),
        ({"forces": "every force of England and Wales"}, "'period_asked' is a required property"),
        ({"asked": None}, "asked: None is not of type 'string'"),
        ({"platform": None}, "platform: None is not of type 'string'"),
        ({"platform": "myspace"}, "is no platform of the study"),
        ({"period_asked": {"start": "0001-01-01", "end": "9999-12-31"}}, "period_asked.start"),
        ({"period_asked": {"start": "2024-02-01", "end": "2024-02-31"}}, "period_asked.end"),
        ({"period_asked": {"start": "2024-02-01", "end": "2023-02-01"}}, "is before 2024-02-01, when the period begins"),
    ],
)  # fmt: skip
def test_a_request_that_cannot_have_been_is_one_line_that_names_its_file(bare, said, line):
    file = ask(bare, **said)
    with pytest.raises(pipeline.BadInput) as caught:
        pipeline.check()
    (fault,) = caught.value.faults
    assert str(fault.problem).startswith(f"{file}: ")
    assert line in str(fault.problem)


def test_of_two_requests_with_one_reference_nobody_says_which_was_answered(bare):
    ask(bare)
    again = ask(bare, "surrey/7-8-again")
    with pytest.raises(pipeline.BadInput) as caught:
        pipeline.check()
    (fault,) = caught.value.faults
    assert str(fault.problem).startswith(
        f'{again}: reference: "7/8": is the reference of requests/surrey/7-8, too'
    )


def list_waiting(force):
    requests = pipeline._read_all(lambda line: None)[0]["requests"]
    return [row["source"] for row in requests.to_dict("records") if row["force"] == force and not row["request"]]


def test_what_was_asked_of_two_forces_waits_on_both_their_pages_and_the_answer_knows_it(checkout):
    ask(checkout, "made-up", forces=["kent", "surrey"])
    assert [list_waiting(force) for force in ("kent", "surrey", "gwent")] == [["requests/made-up"], ["requests/made-up"],
        ["disclosures/gwent/" + one["source"].rpartition("/")[2] for one in read_rows("data/processed/requests.csv")
         if one["force"] == "gwent" and not one["request"]]]  # fmt: skip
    assert filing.find_sent("kent", "7/8")["dates"] == {"asked": "2024-06-03"}
    assert filing.find_sent("gwent", "7/8") == {}
    ask(checkout, "kent/7-8", forces=["kent"], reference="other")
    file = checkout / "answer.csv"
    file.write_text("Offence,2021/22\nStalking,5\n", encoding="utf-8")
    found = CliRunner().invoke(main, ["add", str(file), "--force", "kent", "--reference", "7/8", "--yes"])
    assert found.exit_code == 0, found.stderr
    assert list_waiting("surrey") == ["requests/made-up"]


def test_a_request_that_was_taken_back_or_asked_anew_waits_no_more(bare):
    ask(bare, "surrey/1", reference="1", withdrawn={"date": "2024-07-01", "reason": "made up"})
    ask(bare, "surrey/2", reference="2")
    ask(bare, "surrey/3", reference="3", replaces={"reference": "2", "reason": "made up"})
    assert list_waiting("surrey") == ["requests/surrey/3"]


def test_a_request_without_a_reference_is_told_by_its_day(bare):
    ask(bare, reference=None)
    ask(bare, "surrey/9", reference="9", dates={})  # of which there is nothing to tell
    ask(bare, "police-scotland/none", reference=None, forces=["police-scotland"], dates={})
    pipeline.run()
    judged, steps = list_steps("surrey")
    assert len(judged) == 2
    assert judged[1].startswith("For the request of 3 June 2024, whether the force kept")
    assert steps[1] == "**3 June 2024, request of 3 June 2024:** the force received the request."
    page = profile.load("police-scotland")
    assert "to the request of a day that is not known about" in str(
        prose.answer(page.force, page.requests, page.former_answers)
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([*SENT[:-1], "2024-13-01"], "write the day as 2024-06-03"),
        ([*SENT[:-1], "2199-01-01"], "is still to come"),
        ([*SENT[:3], "/", *SENT[4:]], "gives the folder no name"),
        ([*SENT, "--period", "2023-04-01..2022-03-31"], "is no period; write first and last day as"),
        (["sent", "dorset", "--reference", "01/FIN/24/2153", *SENT[4:]], "stands already"),
    ],
)
def test_a_request_that_cannot_be_is_one_line_and_leaves_nothing(few, words, line):
    found = CliRunner().invoke(main, words)
    assert (found.exit_code, found.stdout) == (1, "")
    assert line in found.stderr
    assert found.stderr.count("\n") == 1
    assert not list((few / "data/raw/requests").glob("*/*/*"))


def test_a_status_does_not_deny_an_answer_that_is_held_to_another_request():
    assert (
        listings.write_known("no_answer_known", "", "answered") == "no answer known; another request was answered"
    )
    known = profile.list_known(load("requests"), load("counts")).set_index("force")
    assert not known.loc["dorset", "elsewhere"]
    assert not known.loc["derbyshire", "elsewhere"]


@pytest.mark.parametrize(("status", "told"), [("refused", "refused"), ("no_answer_known", ""), ("withdrawn", "")])
def test_a_refusal_of_another_request_is_told_of_a_force_of_which_no_figure_is_known(status, told):
    requests = load("requests")
    own = requests[requests["force"] == "kent"].assign(status=status, decides_status="no")
    for force, expected in (("kent", told), ("dorset", "")):
        both = pd.concat([requests, own.assign(force=force)])
        known = profile.list_known(both, load("counts")).set_index("force")
        assert known.loc[force, "elsewhere"] == expected


@pytest.mark.parametrize(
    ("force", "words"),
    [
        (
            "Kent Constabulary",
            ["To Kent Police, Freedom of Information", "each year from 1 April 2021 to 31 March 2025"],
        ),
        ("dorset", ["Your answer 01/FIN/24/2153", "from 6 April 2024 to 5 April 2025"]),
        ("cleveland", ["Your answer 645-24", "from 1 April 2024 to 31 March 2025"]),
        ("derbyshire", ["Please send me that answer as it was sent."]),
    ],
)
def test_the_letter_asks_for_what_the_page_leaves_open_to_copy_and_as_a_draft(tmp_path, force, words):
    found = CliRunner().invoke(main, ["request", force])
    assert found.exit_code == 0, found.output
    for one in [*words, "Subject: Freedom of information request: offences linked to TikTok", "[your name]"]:
        assert one in found.stdout
    assert "**" not in found.stdout
    file = tmp_path / "letter.eml"
    assert CliRunner().invoke(main, ["request", force, "--eml", str(file)]).exit_code == 0
    draft = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (draft["X-Unsent"], draft["To"]) == ("1", None)
    assert draft.get_content() == found.stdout.split("\n\n", 1)[1]


def test_a_force_without_a_page_gets_no_letter():
    found = CliRunner().invoke(main, ["request", "police-scotland"])
    assert found.exit_code == 1
    assert (
        found.stderr == "Police Scotland has no page: it is outside England and Wales and has no request on file\n"
    )


def test_every_day_of_a_request_has_its_column():
    described = {field["name"] for field in catalogue.schemas("processed")["requests"]["fields"]}
    assert {f"{step}_on" for step in deadlines.STEPS} <= described


def test_of_two_commands_at_once_the_second_writes_nothing_over(bare):
    said = {"asked_on": "2024-06-03", "platform": "tiktok", "by": "made up"}
    first, second = (
        filing.plan_request("surrey", "7/8", asked=text, **said) for text in ("the first", "the second")
    )
    first.write()
    with pytest.raises(Problem, match="another command filed it meanwhile"):
        second.write()
    assert filing.find_sent("surrey", "7/8")["asked"] == "the first"


def test_the_day_of_a_refusal_is_told_as_one(checkout):
    file = raw(checkout, "disclosures/psni/FOI-16141") / "source.yml"
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    record["dates"] = {"asked": "2024-06-03", "answered": "2024-06-20"}
    file.write_text(yaml.safe_dump(record), encoding="utf-8")
    pipeline.run()
    assert any(
        step.startswith("**20 June 2024") and step.endswith(":** the force refused.")
        for step in list_steps("psni")[1]
    )
