"""Turns the wording of an offence or outcome into the Home Office's category, where a person decided it."""

from linked_offences import catalogue
from plain_files import Problem


def map_label(measure: str, label: str) -> tuple[str, str]:
    """Level and category that a printed wording stands for.

    Parameters
    ----------
    measure : {"offence", "outcome"}
        Which table of decisions applies.
    label : str
        Wording as printed; case and surrounding blanks do not matter.

    Returns
    -------
    tuple of str
        Level ("code", "subgroup", "group") and category; ("unmapped", "") where nobody
        decided, or somebody decided that the wording is ambiguous. Never guessed.
    """
    table = catalogue.reference(f"{measure}_labels").set_index("label")
    words = " ".join(label.split()).casefold()
    if words not in table.index:
        return "unmapped", ""
    return table.loc[words, "level"], table.loc[words, "category"]


def check_labels() -> None:
    """Raise where a decided category is not one of the Home Office's.

    Raises
    ------
    Problem
        Names the row of the label table.
    """
    for measure, codes, columns in (
        ("offence", "offences", {"code": "code", "group": "offence_group", "subgroup": "offence_subgroup"}),
        ("outcome", "outcomes", {"code": "code", "group": "outcome_group"}),
    ):
        known = catalogue.reference(codes)
        file = catalogue.reference_folder() / f"{measure}_labels.csv"
        for row, decided in enumerate(catalogue.reference(f"{measure}_labels").itertuples(), start=2):
            if decided.level == "unmapped":
                allowed = decided.category == ""
            else:
                allowed = decided.level in columns and decided.category in set(known[columns[decided.level]])
            if not allowed or decided.label != decided.label.casefold():
                raise Problem(
                    file, f"row {row}", f"{decided.label}, {decided.level}, {decided.category}",
                    f"is not a lower-case wording with a category of data/reference/{codes}.csv",
                )  # fmt: skip
