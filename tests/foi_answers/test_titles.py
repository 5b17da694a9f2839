"""What counts are named by where no label tells them apart: the titles of their tables, the questions they answer."""

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foi_answers import answers
from foi_answers.titles import name_title

NAMED = {
    "a legend names numbered answers": (
        '"Note: answer 1 = arrests, 2 = charges, 3 = cautions",\n,\n1.,2021 : 40\n,2022 : 44\n,\n2.,2021 : 7\n,2022 : 9\n',
        [("40", "arrests"), ("44", "arrests"), ("7", "charges"), ("9", "charges")],
    ),
    "a corner tells two tables of the same labels apart": (
        "1) Reported offences,,\nHome Office Code,2021,2022\n8/65,4,36\n195/12,11,83\nTOTAL,15,119\n,,\n"
        "2) Charged,,\nCharges*,Year,\nHome Office Code,2021,2022\n8/65,2,16\n195/12,2,28\nTOTAL,4,44\n",
        [("36", "8/65"), ("119", ""), ("16", "8/65 - Charges"), ("44", "Charges")],
    ),
    "of two questions the one whose words the other has counts the whole": (
        "1. Rapes recorded in 2021,\n816,\n2. Stranger rapes recorded in 2021,\n25,\n",
        [("816", ""), ("25", "Stranger rapes")],
    ),
    "tables of the same title are told apart by their times alone": (
        '"Table 1: Thefts by place, 2021",\nPlace,Thefts\nBath,10\nBristol,20\nTotal,30\n,\n'
        '"Table 2: Thefts by place, 2022",\nPlace,Thefts\nBath,11\nBristol,22\nTotal,33\n',
        [("20", "Bristol"), ("30", ""), ("22", "Bristol"), ("33", "")],
    ),
    "of two tables with the same labels each is named by its title": (
        "Personal robbery,\nArea,2021\nEast,14\nWest,8\n,\nResidential burglary,\nArea,2021\nEast,301\nWest,154\n",
        [("14", "Personal robbery - East"), ("154", "Residential burglary - West")],
    ),
    "a heading over the only column is printed, and goes before a question": (
        "1. How many crossbow offences?,\nYear,Offences\n2021,17\n2022,20\n,\n2. Of these how many resulted in a charge?,\n"
        "Year,Charged\n2021,3\n2022,4\n", [("17", ""), ("3", "Charged")],
    ),
    "a heading over all columns names none of them": (
        "Back to,Contents,,\n,Age,,\n2021,Under 18,18 to 24,25 and over\nBath,1,20,30\nBristol,2,40,50\n",
        [("20", "Bath - 18 to 24"), ("50", "Bristol - 25 and over")],
    ),
    "labels are joined from outside in": (
        "Offence,2021,2022\nBurglary,,\nResidential burglary,210,190\nBusiness burglary,80,77\nRobbery,,\nPersonal robbery,44,52\n",
        [("210", "Burglary - Residential burglary"), ("52", "Robbery - Personal robbery")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED, ids=lambda name: name.replace(" ", "-"))
def test_a_count_is_named_by_what_stands_over_its_table(tmp_path, name):
    text, expected = NAMED[name]
    (tmp_path / "made-up.csv").write_text(text, encoding="utf-8")
    found = answers.read_answer(tmp_path / "made-up.csv").rows()
    named = [(row["as_printed"], " - ".join(filter(None, (row["offence"], row["outcome"])))) for row in found]
    assert [one for one in named if one in expected] == expected, named


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("1. How many Stalking Protection Orders has your Force applied for?", "Stalking Protection Orders applied for"),
        ("2. Of these, how many were charged in 2021/22?", "charged"),
        ("Please provide the number of arrests made between 1 April 2021 and 31 March 2022", "arrests"),
        ("Table 2: Harassment offences by year, from 2019 to 2021", "Harassment offences"),
        ("Q3 - Victims aged under 18", "Victims aged under 18"),
    ],
)  # fmt: skip
def test_a_question_is_shortened_to_what_it_counts(title, words):
    assert name_title(title) == words


PERSONS = (
    "Dear Made-Up Person,", "Hi Made-Up", "Good morning Made-Up Person", "From: Made-Up Person", "To: Made-Up Person <a@b.example>",
    "Subject: request of Made-Up Person", "Requester: Made-Up Person", "Attn: Made-Up Person", "Kind regards Made-Up Person",
    "Yours sincerely, Made-Up Person", "Kind regards\nMade-Up Person", "Regards,\nMade-Up Person\nDisclosure Officer Made-Up",
    "Your ref: Made-Up", "Prepared by Made-Up Person", "Sent by: Made-Up Person",
)  # fmt: skip


@pytest.mark.parametrize("words", PERSONS, ids=lambda words: words.replace(" ", "-"))
@pytest.mark.parametrize("ending", ["txt", "csv"])
def test_words_to_and_from_a_person_name_no_table(tmp_path, words, ending):
    both = [("Offence", "2021/22"), ("Stalking", "7"), ("Theft", "3"), ("Total", "10")]
    gap = "," if ending == "csv" else "      "
    tables = [
        "\n".join(gap.join((label.ljust(10) if ending == "txt" else label, count)) for label, count in both)
    ] * 2
    if ending == "csv":
        words = "\n".join(f'"{line}"' for line in words.split("\n"))
    file = tmp_path / f"made-up.{ending}"
    file.write_text(f"{words}\n\n{tables[0]}\n\n{words}\n\n{tables[1]}\n", encoding="utf-8")
    rows = list(answers.read_answer(file).rows())
    assert len(rows) == 6
    assert {row["offence"] for row in rows} == {"Stalking", "Theft", ""}


def read_titled(folder, titles, years):
    """The labels of tables of years without labels, each under its title."""
    counts = iter(range(3, 300, 7))
    parts = [
        f"{title},\nYear,Offences\n" + "".join(f"{year},{next(counts)}\n" for year in years) for title in titles
    ]
    (folder / "answer.csv").write_text(",\n".join(parts), encoding="utf-8")
    return [row["offence"] or row["outcome"] for row in answers.read_answer(folder / "answer.csv").rows()]


@given(
    st.lists(
        st.sampled_from(["Made-up Surrey Police", "East", "West", "Cyclists stopped", "Drones", "Parks", "Fixed penalty notices"]),
        min_size=2, max_size=4, unique=True,
    ),
    st.integers(2, 4),
)  # fmt: skip
def test_of_tables_told_apart_by_their_titles_alone_each_has_its_own(tmp_path_factory, titles, many):
    years = range(2019, 2019 + many)
    found = read_titled(tmp_path_factory.mktemp("titled"), titles, years)
    assert found == [title for title in titles for _ in years]


@pytest.mark.parametrize(
    "first", ["1. How many offences were there?", "Please give the number of offences", "Response", "Offences"]
)
def test_a_question_or_a_word_of_answering_over_the_first_table_names_nothing(tmp_path, first):
    assert read_titled(tmp_path, [first, "Arrests"], [2021, 2022]) == ["", "", "Arrests", "Arrests"]


def read_sheets(folder, sheets):
    """The labels of a workbook with the same table on sheets of some names."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for at, name in enumerate(sheets):
        sheet = book.create_sheet(name)
        for row in (["Year", "Offences", "Charged"], [2021, 30 + at, 4 + at], [2022, 41 + at, 6 + at]):
            sheet.append(row)
    book.save(folder / "answer.xlsx")
    return [(row["offence"], row["outcome"]) for row in answers.read_answer(folder / "answer.xlsx").rows()]


def test_sheets_of_the_same_table_are_told_apart_by_their_names(tmp_path):
    found = read_sheets(tmp_path, ["Made-up East", "Made-up West", "Total"])
    assert found == [
        (name, charged) for name in ("Made-up East", "Made-up West", "") for charged in ("", "Charged") * 2
    ]


@pytest.mark.parametrize(
    "sheets", [["Sheet1", "Sheet2"], ["Q1", "Q2"], ["Data", "Data (2)"], ["Table_1", "Table_2"], ["Made-up East"]]
)
def test_a_sheet_that_is_alone_or_has_no_name_of_its_own_names_nothing(tmp_path, sheets):
    assert read_sheets(tmp_path, sheets) == [("", ""), ("", "Charged")] * 2 * len(sheets)
