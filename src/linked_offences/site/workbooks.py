"""Turns what is known of a force into a workbook by the Analysis Function's rules for spreadsheets.

Cover, contents and notes, then one table a sheet: no merged cell, no blank row or cell, numbers as
numbers. The rules: analysisfunction.civilservice.gov.uk/policy-store/releasing-statistics-in-spreadsheets.
"""

import io
from datetime import datetime

import pandas as pd

from linked_offences.counts import list_disagreements
from linked_offences.numerals import capital
from linked_offences.profile import Profile
from linked_offences.records import changes
from linked_offences.site.metadata import AUTHOR
from linked_offences.study import read_study
from linked_offences.telling.tables import BASIS, write_period, write_printed, write_status
from linked_offences.years import name_period, write_day

SHORTHAND = {
    "[c]": "Confidential: the force hid this count, and the fewest and most are what its mark can stand for.",
    "[r]": "Revised: corrected since it was first published. The page of the force says what was wrong.",
    "[x]": "Not available: not printed, not known here, or without an upper end. It is not zero.",
    "[z]": "Not applicable.",
}
MEASURES = {"check_total": "total of several years", "change_pct": "change in per cent"}
WIDEST = 60  # characters; longer texts wrap
LONGEST, LONGEST_LINK = 32_767, 2_079  # characters that a cell and a link in it can hold


def make_workbook(page: Profile) -> bytes:
    """The workbook of a force; the same bytes from the same figures, on any day.

    Sheets without a row are left out, and the cover says so.

    Returns
    -------
    bytes
        An .xlsx file with the sheets Cover, Contents, Notes, Requests, Counts, Figures, Verdicts and Sources.

    Raises
    ------
    ValueError
        A text is longer than a cell can hold.
    """
    import gptables  # takes as long to import as the rest of the package, and a page's tables do without it

    frames = {
        "Requests": (f"Requests to {page.name} on file", _list_requests(page)),
        "Counts": (
            f"{capital(read_study().offences)}, {page.name}: counts printed or worked out",
            _list_counts(page),
        ),
        "Figures": (f"Every figure on the page of {page.name}, as printed", _list_figures(page)),
        "Verdicts": (f"What newspapers printed about {page.name}, judged", _list_verdicts(page)),
        "Sources": (f"Sources of the page of {page.name}", _list_sources(page)),
    }
    frames = {name: (title, frame.map(_plain)) for name, (title, frame) in frames.items() if len(frame)}
    used = {cell for _, frame in frames.values() for cell in frame.to_numpy().ravel() if cell in SHORTHAND}
    told = {mark: meaning for mark, meaning in SHORTHAND.items() if mark in used} | _explain(frames)
    notes = pd.DataFrame(told.items(), columns=["Shorthand or heading", "Meaning"])
    frames = {"Notes": ("Notes: shorthand and headings", notes), **frames}
    sheets = {
        name: gptables.GPTable(
            table=frame,
            table_name=name.lower(),
            title=title,
            instructions="This worksheet contains one table. Shorthand in square brackets is explained on the Notes sheet.",
            index_columns={2: 0},
            additional_formatting=[
                {"column": {"columns": [one], "format": {"num_format": "#,##0", "align": "right"}}}
                for one in ("Fewest", "Most")
                if one in frame
            ],
        )
        for name, (title, frame) in frames.items()
    }
    content = io.BytesIO()
    # Nothing that a source prints may run or be taken for an address of a program.
    book = gptables.GPWorkbook(content, {"in_memory": True, "strings_to_formulas": False})
    days = [entry.date for entry in changes.list_entries(page.force)]
    book.set_properties(
        {
            "title": f"{capital(read_study().offences)}: {page.name}",
            "author": AUTHOR,
            # The day of the last publication; the clock would make each build another file.
            "created": datetime.fromisoformat(days[-1] if days else "1980-01-01"),
        }
    )
    book.add_worksheet("Cover").write_cover(_make_cover(page, days))
    sheets = {"Contents": book.make_table_of_contents(sheets), **sheets}
    for name, sheet in sheets.items():
        worksheet = book.add_worksheet(name)
        worksheet.write_gptable(sheet, auto_width=False)
        for column, heading in enumerate(sheet.table):
            longest = max(map(len, [heading, *map(_text, sheet.table[heading])]))
            worksheet.set_column(column, column, min(longest + 4, WIDEST))
    book.close()
    return content.getvalue()


def _make_cover(page: Profile, days: list[str]):
    import gptables

    holds = "Every figure of the page, each with the file and cell that print it and the address of its source."
    if page.figures.empty:
        holds = "No figure is known of this force, so there are no counts here. An unknown number is not zero."
    asked = page.asked
    about = [
        f"Status: {write_status(asked['status'], asked['section'])}.",
        f"Counted are offences that a force recorded and that its search linked to {read_study().platform.name}. A search "
        "finds the word in a record, not a cause, and forces searched in different ways: do not rank them.",
        "A count is a range: fewest and most, both included. An exact count has equal ends.",
        "Official figures: Crown copyright, Open Government Licence v3.0. Police disclosures and newspapers: figures and "
        "facts only; the licence of each is on the Sources sheet.",
    ]
    if days:
        about.insert(0, f"First published {write_day(days[0])}; numbers of {write_day(days[-1])}.")
    return gptables.Cover(
        title=f"{capital(read_study().offences)}: {page.name}",
        intro=[holds, f"The page of the force, {page.force}.html, says in words what the figures can carry."],
        about=about,
        contact=["Replies and corrections are shown on the page of the force."],
    )


def _explain(frames: dict) -> dict[str, str]:
    """What the headings mean that do not explain themselves, where they are used."""
    meanings = {
        "Fewest": "The smallest whole number that the printed figures allow, included.",
        "Most": "The largest whole number that the printed figures allow, included.",
        "Mark": "[c] or [r] where one applies to the number of the row.",
        "Basis": "Whether the force's own answer or a newspaper prints the count, or it is worked out from other figures.",
        "Holds only if": "What must be so for the figure to be used; no source says that it is.",
        "Rests on": "Numbers of the Figures sheet; [x] where it rests on none of them.",
    }
    headings = {heading for _, frame in frames.values() for heading in frame.columns}
    return {heading: meaning for heading, meaning in meanings.items() if heading in headings}


def _list_requests(page: Profile) -> pd.DataFrame:
    addresses = page.sources.set_index("source")["address"]
    return pd.DataFrame(
        {
            "Request": one.asked,
            "Period asked about": name_period(one.period_start, one.period_end),
            "What came back": write_status(one.status, ""),
            "Section of the Act": one.section or "[z]",
            "How the force searched": one.method or "[x]",
            "Force's own year": one.period_basis or "[x]",
            "Reference": one.reference or "[x]",
            "Published": one.published or "[x]",
            "Address": next(filter(None, (addresses.get(name) for name in one.source.split())), "[x]"),
        }
        for one in page.requests.itertuples()
    )


def _list_counts(page: Profile) -> pd.DataFrame:
    numbers, doubts = _number(page), page.figures.set_index("id")["doubt"]
    found = page.counts.sort_values(["period_start", "measure", "count_low"], ascending=False)
    return pd.DataFrame(
        {
            "Counted": one.label or "offences",
            "Home Office category": _category(one),
            "Measure": MEASURES.get(one.measure, one.measure),
            "Period": name_period(one.period_start, one.period_end),
            "Fewest": _end(one.count_low),
            "Most": _end(one.count_high),
            "Basis": BASIS[one.basis],
            "Disagreement": "; ".join(list_disagreements(one.flag)) or "[z]",
            "Holds only if": next((doubts[i] for i in one.figures.split() if doubts.get(i)), "[z]"),
            "Rests on": ", ".join(str(numbers[i]) for i in one.figures.split() if i in numbers) or "[x]",
        }
        for one in found.itertuples()
    )


def _category(one) -> str:
    if one.category:
        return f"{one.category} ({one.level})"
    return "not mapped" if one.level == "unmapped" else "[z]"


def _list_figures(page: Profile) -> pd.DataFrame:
    numbers, revised = _number(page), changes.list_revised(page.force)
    sources = page.sources.set_index("source")
    return pd.DataFrame(
        {
            "Number": numbers[one["id"]],
            "Counted or claimed": one["label"] or "offences",
            "About": one["force"],
            "Measure": MEASURES.get(one["measure"], one["measure"].replace("_", " ")),
            "Period as printed": write_period(one["period_as_printed"]) or "[x]",
            "First day": one["period_start"] or "[x]",
            "Last day": one["period_end"] or "[x]",
            "As printed": int(one["as_printed"]) if one["as_printed"].isdecimal() else one["as_printed"] or "[x]",
            "Words printed with it": one["qualifier"] or "[z]",
            "Fewest": _end(one["count_low"], counted=_is_count(one)),
            "Most": _end(one["count_high"], counted=_is_count(one)),
            "Mark": _mark(one, revised),
            "Holds only if": one["doubt"] or "[z]",
            "Publisher": sources.loc[one["source"], "publisher"],
            "File": f"data/raw/{one['source']}/{one['file']}",
            "Cell": one["cell"],
            "Address": sources.loc[one["source"], "address"] or "[x]",
            "Id": one["id"],
        }
        for one in page.figures.to_dict("records")
    )


def _list_verdicts(page: Profile) -> pd.DataFrame:
    numbers, figures = _number(page), page.figures.set_index("id")
    found = page.verdicts.assign(place=page.verdicts["figure"].map(numbers)).sort_values("place")
    return pd.DataFrame(
        {
            "Number": numbers[one.figure],
            "Printed": f"{figures.loc[one.figure, 'label']}: {write_printed(figures.loc[one.figure])}",
            "Verdict": one.verdict,
            "Holds only if": one.reading or "[z]",
            "Why": one.finding,
            "Held against": one.held_against.replace(" | ", ", ") or "[x]",
            "Rests on": ", ".join(str(numbers[i]) for i in one.against.split() if i in numbers) or "[x]",
        }
        for one in found.itertuples()
    )


def _list_sources(page: Profile) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Source": f"{one.publisher}: {one.title}",
            "Kind": one.kind,
            "Reference": one.reference or "[x]",
            "Published": one.published or "[x]",
            "Licence": one.licence,
            "Address": one.address or "[x]",
            "Folder": f"data/raw/{one.source}",
            "Files with SHA-256": one.files.replace("=", " ") or "[z]",
            "Caveats": one.caveats.replace(" | ", " ") or "[z]",
        }
        for one in page.sources.itertuples()
    )


def _number(page: Profile) -> dict[str, int]:
    """Number of each figure in the list of figures, as on the page."""
    return {one: number for number, one in enumerate(page.figures["id"], start=1)}


def _is_count(figure: dict) -> bool:
    return figure["measure"] not in ("change_pct", "estimate", "context", "wording")


def _end(value, *, counted: bool = True):
    return int(value) if pd.notna(value) else "[x]" if counted else "[z]"


def _mark(figure: dict, revised: set) -> str:
    if (figure["measure"], figure["id"]) in revised:
        return "[r]"
    hidden = figure["source_kind"] == "disclosure" and pd.notna(figure["count_low"])
    return "[c]" if hidden and figure["count_low"] != figure["count_high"] else "[z]"


def _text(cell) -> str:
    return next(iter(cell), "") if isinstance(cell, dict) else str(cell)


def _plain(cell):
    """A cell without what the library takes for a link, a note or a symbol that says nothing."""
    if not isinstance(cell, str):
        return cell
    if len(cell) > (LONGEST_LINK if cell.startswith("http") else LONGEST):
        raise ValueError(f'"{cell[:40]}..." has {len(cell)} characters, more than a cell can hold')
    cell = cell.replace("](", "] (").replace("$$", "$ $")
    return cell if any(sign.isascii() and sign.isalnum() for sign in cell) else f"symbol {cell}"
