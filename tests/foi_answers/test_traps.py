# ruff: noqa: E501 - an answer stands on one line
"""Answers that are easily misread: each was once, or is close to one that was."""

import pytest

from foi_answers import answers

Y20, Y21, Y22 = ("2020-01-01", "2020-12-31"), ("2021-01-01", "2021-12-31"), ("2022-01-01", "2022-12-31")
Y23 = ("2023-01-01", "2023-12-31")
JAN, FEB = ("2023-01-01", "2023-01-31"), ("2023-02-01", "2023-02-28")
NONE = ("", "")

# What it is: text, and the figures but for sums over periods as (period, fewest, label).
CASES = {
    "a month without a count above its total is no heading of it": (
        "Month,2023\nJan,4\nFeb,5\nMar,\nTotal,9\n", [(JAN, 4, ""), (FEB, 5, "")]),
    "an offence without a count above the total of its year is no heading of it": (
        "Offence,Number\n2021,\nHarassment,4\nStalking,3\nTotal,7\n2022,\nHarassment,5\nStalking,\nTotal,5\nGrand total,12\n",
        [(Y21, 4, "Harassment"), (Y21, 3, "Stalking"), (Y21, 7, ""), (Y22, 5, "Harassment"), (Y22, 0, "Stalking"), (Y22, 5, "")]),
    "what is most common is no label of the count beside it": (
        "Year,No. of offences,Most common offence\n2021,61,Harassment (31)\n2022,88,Stalking (40)\n", [(Y21, 61, ""), (Y22, 88, "")]),
    "words with a number of their own are no label of the count beside them": (
        "Year,Count,Offence type\n2021,61,Harassment (31)\n2022,88,Stalking (40)\n", [(Y21, 61, ""), (Y22, 88, "")]),
    "what is part of a total need not be all of it": (
        "Year,2021\nTotal offences,61\nof which sexual,10\nof which violent,30\n",
        [(Y21, 61, ""), (Y21, 10, "of which sexual"), (Y21, 30, "of which violent")]),
    "a question names what its answer counts": (
        "Question,2021,2022\n1. How many offences mentioned TikTok?,61,88\n2. How many of these resulted in a charge?,3,2\n",
        [(Y21, 61, ""), (Y22, 88, ""), (Y21, 3, "resulted in a charge"), (Y22, 2, "resulted in a charge")]),
    "a question names its year, too": (
        "Question,Answer\n1. How many offences mentioning TikTok were recorded in 2021?,61\n2. And how many in 2022?,88\n"
        "3. How many of these led to a charge?,5\n", [(Y21, 61, ""), (Y22, 88, ""), (Y22, 5, "led to a charge")]),
    "a title may say what it names": ("Offence: Harassment\n2021,12\n2022,15\n", [(Y21, 12, "Harassment"), (Y22, 15, "Harassment")]),
    "parts of one row stand below it where only so the total is the sum": (
        "Type,2021,2022\nViolence,112,164\nStalking,80,121\nWounding,32,43\nRape,20,31\nTotal,132,195\n",
        [(Y21, 112, "Violence"), (Y22, 164, "Violence"), (Y21, 80, "Violence - Stalking"), (Y22, 121, "Violence - Stalking"),
         (Y21, 32, "Violence - Wounding"), (Y22, 43, "Violence - Wounding"), (Y21, 20, "Rape"), (Y22, 31, "Rape"), (Y21, 132, ""),
         (Y22, 195, "")]),
    "a row that is the sum of two others by chance is none of them": (
        "Type,2021\nTheft,3\nBurglary,2\nRobbery,1\nTotal,6\n",
        [(Y21, 3, "Theft"), (Y21, 2, "Burglary"), (Y21, 1, "Robbery"), (Y21, 6, "")]),
    "a blank row under the heading changes nothing": (
        "Offence,2021,2022\n\nHarassment,5,6\n", [(Y21, 5, "Harassment"), (Y22, 6, "Harassment")]),
    "a blank in the first row of counts changes nothing": (
        "Offence,2021\nHarassment,\nStalking,5\n", [(Y21, 5, "Stalking")]),
    "percentages stay percentages under a first row without a count": (
        "Offence,2021,%\nHarassment,,0\nStalking,5,100\nTotal,5,100\n",
        [(Y21, 0, "Harassment"), (Y21, 5, "Stalking"), (Y21, 5, "")]),
    "a raised footnote number on a year changes nothing": (
        "Offence,2021,2022¹\nHarassment,5,6\nStalking,7,8\n",
        [(Y21, 5, "Harassment"), (Y22, 6, "Harassment"), (Y21, 7, "Stalking"), (Y22, 8, "Stalking")]),
    "a raised footnote number on a month changes nothing": ("Month,2023\nJanuary¹,5\nFebruary,6\n", [(JAN, 5, ""), (FEB, 6, "")]),
    "a year may be provisional": ("Year,Offences\n2020,7\n2021 (provisional),5\n", [(Y20, 7, ""), (Y21, 5, "")]),
    "a year may be given to date": ("Year,Offences\n2020,7\n2021 (to date),5\n", [(Y20, 7, ""), (Y21, 5, "")]),
    "counts that look like years are counts where years stand over them": (
        "Offence,2020,2021\nHarassment,150,20\nStalking,2019,1998\nRape,20,5\n",
        [(Y20, 150, "Harassment"), (Y21, 20, "Harassment"), (Y20, 2019, "Stalking"), (Y21, 1998, "Stalking"), (Y20, 20, "Rape"),
         (Y21, 5, "Rape")]),
    "a count that looks like a year is a count beside a year": (
        "Year,Offences\n2020,2021\n2021,1500\n", [(Y20, 2021, ""), (Y21, 1500, "")]),
    "a period below a table is no row of it": (
        "Offence,Count\nHarassment,2\nStalking,3\nTotal,5\n01/01/2021 - 31/12/2021,\n",
        [(Y21, 2, "Harassment"), (Y21, 3, "Stalking"), (Y21, 5, "")]),
    "years end when the corner says": (
        "Year ending March,Offences\n2021,5\n2022,6\n", [(("2020-04-01", "2021-03-31"), 5, ""), (("2021-04-01", "2022-03-31"), 6, "")]),
    "years end when a note says": (
        "Year,Offences\n2021,5\nNote: year means the year ending 30 June\n", [(("2020-07-01", "2021-06-30"), 5, "")]),
    "of financial years with one number nobody knows which is meant": ("Financial year,Offences\n2021,5\n2022,6\n", [(NONE, 5, ""), (NONE, 6, "")]),
    "of years from April with one number nobody knows which is meant": ("Year (April to March),Offences\n2021,5\n2022,6\n", [(NONE, 5, ""), (NONE, 6, "")]),
    "a total below the last group adds up all groups": (
        "Offence,2021\nViolence,\nHarassment,4\nStalking,6\nSexual,\nRape,1\nTotal,11\n",
        [(Y21, 4, "Violence - Harassment"), (Y21, 6, "Violence - Stalking"), (Y21, 1, "Sexual - Rape"), (Y21, 11, "")]),
    "a heading of one group is no offence with no cases": (
        "Offence,2020,2021\nHarassment,4,5\nViolence,,\nStalking,6,7\nTotal,10,12\n",
        [(Y20, 4, "Harassment"), (Y21, 5, "Harassment"), (Y20, 6, "Stalking"), (Y21, 7, "Stalking"), (Y20, 10, ""), (Y21, 12, "")]),
    "a year's total in the column of years is that year's": (
        "Year,Offence,Number\n2021,Harassment,5\n,Stalking,6\n2021 Total,,11\n2022,Harassment,7\n,Stalking,8\n2022 Total,,15\nGrand Total,,26\n",
        [(Y21, 5, "Harassment"), (Y21, 6, "Stalking"), (Y21, 11, ""), (Y22, 7, "Harassment"), (Y22, 8, "Stalking"), (Y22, 15, "")]),
    "ages are no counts of offences": ("Year,Youngest victim,Oldest victim,Offences\n2021,8,67,9\n2022,7,60,45\n", [(Y21, 9, None), (Y22, 45, None)]),
    "an age band over a column is no hidden count": (
        "Sex,Under 18,18 and over\nFemale,5,7\nMale,6,8\n", [(NONE, 5, None), (NONE, 7, None), (NONE, 6, None), (NONE, 8, None)]),
    "the key of the answer outranks the usual meaning of a star": (
        "Offence,2021\nHarassment,*\nWhere the number is 5 or less but not zero an asterisk is shown,\n", [(Y21, (1, 5), "Harassment")]),
    "a tilde stands for what the note says": ("Offence,2021\nHarassment,~\nNote: ~ between 1 and 9\n", [(Y21, (1, 9), "Harassment")]),
    "a table of years in an answer that refuses is read, and in doubt": (
        "Section 12 - cost of compliance exceeds the appropriate limit.,\nYear,Crimes\n2021,4500\n2022,5100\n"
        "Each of these would have to be read manually at 5 minutes a record,\n", [(Y21, 4500, ""), (Y22, 5100, "")]),
    "two counts in a sentence are not told apart": ("1) 2021: 12 crimes,3 charges\n2) 2022: 15 crimes,4 charges\n", []),
    "the first days of months are months": ("Month,Offences\n01/01/2023,5\n01/02/2023,6\n", [(JAN, 5, ""), (FEB, 6, "")]),
    "an empty column under two headings changes nothing": (
        "Offence,2021,,,2022,,\n,Recorded,,Charged,Recorded,,Charged\nHarassment,5,,1,7,,2\n",
        [(Y21, 5, "Harassment"), (Y21, 1, "Harassment - Charged"), (Y22, 7, "Harassment"), (Y22, 2, "Harassment - Charged")]),
    "a question in a note is answered by the number below it": (
        "Note: question: how many crimes were recorded in 2021?\n187\nNote: question: how many crimes were recorded in 2022?\n64\n",
        [(Y21, 187, None), (Y22, 64, None)]),
    "a line without a time goes on with that of the line before": (
        "1. Offences recorded 2021: 871\n2. Number where the suspect was under 18: 264\n", [(Y21, 871, None), (Y21, 264, None)]),
    "a quarter may say its months too": (
        "Quarter,Crimes\nQ1 2021/22 (Apr-Jun),58\nQ2 2021/22 (Jul-Sep),91\n",
        [(("2021-04-01", "2021-06-30"), 58, ""), (("2021-07-01", "2021-09-30"), 91, "")]),
    "a telephone number is no count": ("Offence,2021\nHarassment,5\nCall us,01234567890\n", [(Y21, 5, "Harassment")]),
    "an offence limit in pounds is part of its name": ("Offence,2021\nCriminal damage under £5000,5\n", [(Y21, 5, "Criminal damage under £5000")]),
    "remarks to the right of the counts change nothing": (
        "Offence,2020,2021,Notes\nTheft,12,15,\nRape,20,31,Includes attempts\n",
        [(Y20, 12, "Theft"), (Y21, 15, "Theft"), (Y20, 20, "Rape"), (Y21, 31, "Rape")]),
    "marks between the years change nothing": (
        ",2020,,2021,\nDrawn,22,,24,R\nAimed,5,,6,R\n", [(Y20, 22, "Drawn"), (Y21, 24, "Drawn"), (Y20, 5, "Aimed"), (Y21, 6, "Aimed")]),
    "numbers of rows count nothing": ("No.,Year,Crime\n1,2021,Theft\n2,2021,Rape\n3,2022,Theft\n", []),
    "a count that looks like a year is a count below other rows": (
        "Area,Year,Sex,Count\nLeeds,2021,F,277\nLeeds,2021,M,2038\nHull,2020,F,52\n",
        [(Y21, 277, None), (Y21, 2038, None), (Y20, 52, None)]),
    "age bands without a gap are headings": (
        "Disposals 2021,10 - 14,15,16,17+\nArson,19,6,12,11\nRobbery,7,8,9,5\n",
        [(Y21, n, None) for n in (19, 6, 12, 11, 7, 8, 9, 5)]),
    "months may be written as numbers": (
        "Crime,Area,202301,202302\nTheft,Leeds,91,81\nTheft,Hull,21,19\n",
        [(JAN, 91, "Theft - Leeds"), (FEB, 81, "Theft - Leeds"), (JAN, 21, "Theft - Hull"), (FEB, 19, "Theft - Hull")]),
    "twelve months have each month once": (
        "Crimes Apr 2022 - Mar 2023,,\nOffence,January,February\nTheft,4,5\n", [(JAN, 4, "Theft"), (FEB, 5, "Theft")]),
    "months beside the year that they make up have that year": (
        "Ward,Jan,Feb,2023\nAbbey,1,2,24\n", [(JAN, 1, "Abbey"), (FEB, 2, "Abbey")]),
    "a quarter by number is one of its year": (
        "Financial_Year,Financial_Quarter,Force,Number_of_Offences\n2021/22,1,Kent,7\n2021/22,2,Kent,9\n",
        [(("2021-04-01", "2021-06-30"), 7, "Kent"), (("2021-07-01", "2021-09-30"), 9, "Kent")]),
    "the last day of a year stands for it under Year": ("Borough,Year,Value\nBarnet,2020-12-31,15\nBarnet,2021-12-31,16\n",
        [(Y20, 15, "Barnet"), (Y21, 16, "Barnet")]),
    "a day over a column is when it was counted": (
        "Force,31 March 2021,31 March 2022\nKent,29,30\n",
        [(("2021-03-31", "2021-03-31"), 29, "Kent"), (("2022-03-31", "2022-03-31"), 30, "Kent")]),
    "a year with a footnote is one year": (
        "Group,14/15,15/16*\nWhite,16,10\n*ethnicity changed,\n",
        [(("2014-04-01", "2015-03-31"), 16, "White"), (("2015-04-01", "2016-03-31"), 10, "White")]),
    "a town may be called Price": ("State,Town,2020\nUtah,Price,1\nUtah,Provo,4\n", [(Y20, 1, "Utah - Price"), (Y20, 4, "Utah - Provo")]),
    "a law's year dates nothing": ("We hold the data under the DPA 2018 35(1).,\n,\nOffence,Crimes\nTheft,12\n", [(NONE, 12, "Theft")]),
    "a line above may say that all is money": ("Value of orders,\n£ Million,\nHousing,2021\nPublic,12\nPrivate,4\n", []),
    "delay minutes are no counts, nor the same numbers again": ("Year,Delay_Minutes,Text\n2020,1319,1319\n2021,1566,1566\n", []),
    "a count may stand before its noun": ("2020 - 7 burglaries\n2021 - 3 burglaries\n", [(Y20, 7, "burglaries"), (Y21, 3, "burglaries")]),
    "a question that asks how many may be answered by a number in words": (
        "1. How many crimes were recorded in 2023?\nTwelve.\n2. How many arrests were made?\nNone in 2022. Three in 2023.\n"
        "3. What guidance is given?\nNone.\n", [(Y23, 12, ""), (Y22, 0, "arrests made"), (Y23, 3, "arrests made")]),
    "a small number in a sentence stays one": ("In 2021 <5 offences were recorded.\n", [(Y21, (1, 4), "")]),
    "what was done with those counted is no total": ("3 were charged in 2021.\n", [(Y21, 3, "charged")]),
    "a sum in a sentence is one of the numbers of that sentence": (
        '"In 2021 there were 34 crimes, and in 2022 there were 57, making 91 in all."\n"Of the 57 crimes in 2022, 18 were harassment."\n',
        [(Y21, 34, ""), (Y22, 57, ""), (Y22, 57, ""), (Y22, 18, "harassment")]),
    "a sentence may answer a question": (
        "2. How many dogs were taken in 2021?\n,\n2. 46 dogs were seized from the owner\n", [(Y21, 46, None)]),
    "a sentence may name its count and time": ("There were a total of 441 offences from January 2020 to December 2021.\n",
        [(("2020-01-01", "2021-12-31"), 441, None)]),
    "a table may have run together into a line": (
        "Sex Year Female Male 2020 8 11 2021 3 9\n", [(Y20, 8, "Female"), (Y20, 11, "Male"), (Y21, 3, "Female"), (Y21, 9, "Male")]),
    "numbers of tables are no count": ("Use of force 2021\n,\nTables - 01 to 15\n", []),
    "a part-year may end in days written as a month is": ("2020 (up to 29th February): 59\n2019: 68\n",
        [(("2020-01-01", "2020-02-29"), 59, ""), (("2019-01-01", "2019-12-31"), 68, "")]),
    "what adds up nothing beside it is a name": (
        "Area,Year,Murder,Theft,Violent crime total\nKent,2021,3,70,20\nKent,2022,2,80,25\n",
        [(Y21, 3, None), (Y21, 70, None), (Y21, 20, None), (Y22, 2, None), (Y22, 80, None), (Y22, 25, None)]),
    "a mark for a total of more than a small count is no small count": (
        "Age,2020,2021\n10 to 12,<5,0\n13 to 15,17,31\n16 to 17,12,14\nTotal,*,45\n* total withheld\n",
        [(Y20, (1, 4), "10 to 12"), (Y21, 0, "10 to 12"), (Y20, 17, "13 to 15"), (Y21, 31, "13 to 15"), (Y20, 12, "16 to 17"),
         (Y21, 14, "16 to 17"), (Y21, 45, "")]),
    "all ages are the total of ages, and the force that of its districts": (
        "Age,2021\nUnder 18,5\n18 and over,7\nAll ages,12\n,\nDistrict,2021\nNorth,3\nSouth,9\nForce,12\n",
        [(Y21, 5, "Under 18"), (Y21, 7, "18 and over"), (Y21, 12, ""), (Y21, 3, "North"), (Y21, 9, "South"), (Y21, 12, "")]),
    "a key may name the two numbers that a mark stands for": ("Offence,2021\nTheft,*\nRape,7\n* 1 or 2,\n", [(Y21, (1, 2), "Theft"), (Y21, 7, "Rape")]),
    "minutes are no counts where they stand in brackets": ("Grade,Incidents 2021,Target (mins)\nOne,20411,15\nTwo,33870,60\n", [(Y21, 20411, None), (Y21, 33870, None)]),
    "a first row of counts with their parts in brackets heads nothing": (
        "Offence,2021,2022\nTheft,31 (2 charged),44 (5 charged)\nRape,7,9\n", [(Y21, 31, "Theft"), (Y22, 44, "Theft"), (Y21, 7, "Rape"), (Y22, 9, "Rape")]),
    "the year of a counting standard dates nothing": (
        "Arrests under the Courts Act 2022,\nWe count by the National Standard for Incident Recording 2011,\nOffence,Arrests\nTheft,4\nRape,61\n",
        [(NONE, 4, "Theft"), (NONE, 61, "Rape")]),
    "halves are those of the year over them": (
        "Knife crime in 2022,\nPeriod,Offences\nH1,88\nH2,95\n", [(("2022-01-01", "2022-06-30"), 88, ""), (("2022-07-01", "2022-12-31"), 95, "")]),
    "captions may stand below their tables": (
        "Offence,Number\nTheft,5\nRape,7\nFigure 1: Offences recorded in 2021,\nOffence,Number\nTheft,9\nRape,8\n"
        "Figure 2: Offences recorded in 2022,\n", [(Y21, 5, "Theft"), (Y21, 7, "Rape"), (Y22, 9, "Theft"), (Y22, 8, "Rape")]),
    "a caption below a table names it": (
        "Year,Number\n2021,5\n2022,9\nTable 5: Theft in Kent,\n,\nYear,Number\n2021,7\n2022,8\nTable 6: Theft in Essex,\n",
        [(Y21, 5, "Theft in Kent"), (Y22, 9, "Theft in Kent"), (Y21, 7, "Theft in Essex"), (Y22, 8, "Theft in Essex")]),
    "a caption nearer to the table below it is of that": (
        "Offence,Number\nTheft,5\n,\nTable 1: Offences recorded in 2021,\nOffence,Number\nTheft,9\n,\n"
        "Table 2: Offences recorded in 2022 (a picture),\n", [(NONE, 5, "Theft"), (Y21, 9, "Theft")]),
    "captions may stand above their tables": (
        "Table 1: Offences recorded in 2021,\nOffence,Number\nTheft,5\nTable 2: Offences recorded in 2022,\nOffence,Number\nTheft,9\n",
        [(Y21, 5, "Theft"), (Y22, 9, "Theft")]),
    "the year of counting rules in a caption dates nothing": (
        "Offence,Number\nTheft,5\nRape,7\nTable 1: Offences under the 2019 counting rules,\n", [(NONE, 5, "Theft"), (NONE, 7, "Rape")]),
    "a question beside its number dates it": (
        "Question,Answer\nHow many thefts were recorded in 2021?,41\nHow many thefts were recorded in 2022?,57\nHow many led to a charge in 2022?,6\n",
        [(Y21, 41, None), (Y22, 57, None), (Y22, 6, None)]),
    "a question that names no single time dates nothing": (
        "Question,Answer\nHow many thefts were recorded since 2019?,12\nHow many thefts were recorded in 2021 and 2022?,14\n",
        [(NONE, 12, None), (NONE, 14, None)]),
    "words in a row of counts refuse nothing": (
        "Area,Population,2021,Caveats\nKent,1500000,70,two forces refused to send data\nHull,25000,9,\n", [(Y21, 70, "Kent"), (Y21, 9, "Hull")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES, ids=lambda name: name.replace(" ", "-"))
def test_an_answer_that_is_easily_misread_gives_its_figures_and_no_others(tmp_path, name):
    text, expected = CASES[name]
    file = tmp_path / "answer.csv"
    file.write_text(text, encoding="utf-8")
    found = []
    answer = answers.read_answer(file)
    for row in answer.rows():
        if row["measure"] != "check_total":
            ends = (
                row["count_low"]
                if row["count_low"] == row["count_high"]
                else (row["count_low"], row["count_high"])
            )
            label = " - ".join(filter(None, (row["offence"], row["outcome"])))
            found.append(((row["period_start"], row["period_end"]), ends, label))
    unlabelled = [(when, ends, None) for when, ends, _ in found]
    assert sorted(found if expected and expected[0][2] is not None else unlabelled, key=str) == sorted(
        expected, key=str
    )
    assert not [line for line in answers.describe(answer) if "disagree" in line]


@pytest.mark.parametrize("noun", ["Table", "Figure", "Fig.", "Chart"])
@pytest.mark.parametrize("tables", [2, 3, 4])
def test_captions_below_tables_say_what_they_say_above_them(tmp_path, noun, tables):
    found = []
    for above in (True, False):
        text = ""
        for number in range(1, tables + 1):
            caption = f"{noun} {number}: Offences recorded in {2018 + number},\n"
            table = f"Offence,Number\nTheft,{10 * number}\nRape,{10 * number + 1}\n"
            text += f"{caption}{table},\n" if above else f"{table}{caption},\n"
        file = tmp_path / "answer.csv"
        file.write_text(text, encoding="utf-8")
        rows = answers.read_answer(file).rows()
        found.append([(row["period_start"], row["offence"], row["count_low"], row["doubt"]) for row in rows])
    assert found[0] == found[1]
    assert [(when, low) for when, _, low, _ in found[0]] == [
        (f"{2018 + number}-01-01", 10 * number + more) for number in range(1, tables + 1) for more in (0, 1)
    ]
