"""Knows under which act a force is asked: its sections, and the holidays that stop its clock.

Freedom of Information Act 2000 (England, Wales and Northern Ireland), sections 10, 12, 16 and 50; Freedom of Information
(Scotland) Act 2002, sections 10, 12, 15, 47 and 73. Both give twenty working days under section 10.
"""

from dataclasses import dataclass

SCOTTISH = ("police-scotland",)


@dataclass(frozen=True)
class Act:
    """A freedom-of-information act.

    Parameters
    ----------
    name : str
        As it is cited.
    parts : tuple of str
        Parts of the United Kingdom whose bank holidays are no working days, as GOV.UK names them.
    help : str
        The section by which an authority must help who asks.
    appeal : str
        To whom one complains after a review, with the section.
    exemptions : dict
        What the sections that forces refuse under are about.
    """

    name: str
    parts: tuple[str, ...]
    help: str
    appeal: str
    exemptions: dict[str, str]


COST = {"12": "the limit on the cost of an answer", "14": "vexatious or repeated requests"}
UK = Act(
    "Freedom of Information Act 2000", ("england-and-wales", "scotland", "northern-ireland"), "16",
    "the Information Commissioner (section 50)",
    COST | {
        "21": "information that can be had otherwise", "22": "information that is to be published", "30": "investigations",
        "31": "law enforcement", "38": "health and safety", "40": "personal information", "43": "commercial interests",
    },
)  # fmt: skip
SCOTLAND = Act(
    "Freedom of Information (Scotland) Act 2002", ("scotland",), "15", "the Scottish Information Commissioner (section 47)",
    COST | {
        "25": "information that can be had otherwise", "27": "information that is to be published", "33": "commercial interests",
        "34": "investigations", "35": "law enforcement", "38": "personal information", "39": "health and safety",
    },
)  # fmt: skip


def find_act(force: str) -> Act:
    """The act under which a force, given by its slug, is asked."""
    return SCOTLAND if force in SCOTTISH else UK


def call_sections(named: str) -> str:
    """The word before sections of an act that stand as source.yml has them: "12(1)", "40(2) and 12(1)"."""
    return "sections" if " and " in named else "section"
