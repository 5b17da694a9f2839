"""What befalls answers in a made-up country: revised, withdrawn, replied to, in months, with blanks, and told by a newspaper.

All figures are made up; what is true of them is known before they are written.
"""

import hashlib
import random
import shutil

import pytest
import yaml
from conftest import ROOT
from lxml import html

import notebook_batch
from linked_offences import catalogue, forces, metrics, profile
from linked_offences.records import pipeline
from linked_offences.site.reports import plan_force

REQUEST = "tiktok-offences-2024"
YEARS = ("2021/22", "2022/23", "2023/24")
CLASSES = ("8L Harassment", "8R Malicious communications", "35 Blackmail")
MONTHS = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]


class Nation:
    """Six forces, one for each thing that may befall an answer; ``true`` are the yearly totals that count."""

    def __init__(self, raw, seed):
        self.raw, self.chance = raw, random.Random(seed)
        names = self.chance.sample([one for one in forces.list_asked() if one != "british-transport-police"], 6)
        self.revised, self.withdrawn, self.replied, self.monthly, self.blank, self.told = names
        self.true = {}
        self.file(self.revised, "1", self.write_table(self.count()))
        self.true[self.revised] = self.file_table(
            self.revised, "2", replaces={"reference": "FOI/1", "reason": "a month was left out"}
        )
        self.file(
            self.withdrawn,
            "1",
            self.write_table(self.count()),
            withdrawn={"date": "2024-09-01", "reason": "counted twice"},
        )
        self.true[self.withdrawn] = None
        self.true[self.replied] = self.file_table(self.replied, "1")
        folder = raw / "replies" / self.replied
        folder.mkdir(parents=True)
        reply = {
            "from": "force", "who": "Made-up press office", "date": "2024-10-01", "received": "by mail", "address": None,
            "licence": "made up", "about": [f"disclosures/{self.replied}/FOI-1/answer.csv!D5"], "summary": "The figures are right.",
        }  # fmt: skip
        (folder / "2024-10-01-press-office.yml").write_text(yaml.safe_dump(reply), encoding="utf-8")
        self.months = [self.chance.randint(0, 20) for _ in MONTHS]
        heads = [f"{month} {2023 + (number > 8)}" for number, month in enumerate(MONTHS)]
        lines = [
            ["Month", "Number of offences"],
            *([head, str(n)] for head, n in zip(heads, self.months, strict=True)),
        ]
        self.file(self.monthly, "1", "\n".join(map(",".join, lines)))
        # A count whose cell is blank although the total leaves something for it: nobody knows which it is.
        counts = {key: 1 + count for key, count in self.count().items()}
        self.unprinted = (CLASSES[1], YEARS[1])
        self.true[self.blank] = self.sum_up(counts)
        self.file(self.blank, "1", self.write_table(counts, blank=self.unprinted))
        self.printed = {key: count for key, count in counts.items() if key != self.unprinted}
        self.true[self.told] = self.file_table(self.told, "1")
        self.wrong = self.true[self.told][YEARS[2]] + self.chance.randint(1, 9)
        self.write_story()

    def count(self):
        return {(one, year): self.chance.randint(3, 60) for one in CLASSES for year in YEARS}

    @staticmethod
    def sum_up(counts):
        return {year: sum(counts[one, year] for one in CLASSES) for year in YEARS}

    def write_table(self, counts, blank=None):
        rows = [
            [one, *("" if (one, year) == blank else str(counts[one, year]) for year in YEARS)] for one in CLASSES
        ]
        rows = [["Offence", *YEARS], *rows, ["Total", *map(str, self.sum_up(counts).values())]]
        return "\n".join(map(",".join, rows))

    def file_table(self, force, number, **more):
        counts = self.count()
        self.file(force, number, self.write_table(counts), **more)
        return self.sum_up(counts)

    def file(self, force, number, text, **more):
        record = {
            "title": "Made-up answer", "kind": "disclosure", "publisher": forces.name_force(force), "address": None,
            "reference": f"FOI/{number}", "published": f"2024-0{int(number) + 6}-01", "licence": "made up", "forces": [force],
            "platform": "tiktok", "request": REQUEST, "asked": "made up", "status": "answered", "method": None, "caveats": [],
            "tables": [{"file": "answer.csv", "question": "1", "complete": True}],
        }  # fmt: skip
        self.put(self.raw / "disclosures" / force / f"FOI-{number}", "answer.csv", text, record | more)

    def write_story(self):
        """A newspaper that prints the three totals of a force, of which the last is wrong."""
        right = self.true[self.told]
        rows = ["id,force,force_as_printed,platform,measure,period,label,value,qualifier,claim,joined_to,note"]
        for year, value in ((YEARS[0], right[YEARS[0]]), (YEARS[1], right[YEARS[1]]), (YEARS[2], self.wrong)):
            rows.append(f"total-{year[:4]},{self.told},,tiktok,total,{year},offences,{value},,,,made up")
        ends = {year: (f"{year[:4]}-04-01", f"20{year[5:]}-03-31") for year in YEARS}
        record = {
            "title": "Made-up story", "kind": "press", "publisher": "The Made-up Gazette", "address": None, "reference": None,
            "published": "2024-08-09", "licence": "made up", "forces": [self.told], "platform": "tiktok", "request": REQUEST,
            "asked": "made up", "method": None, "caveats": [],
            "periods": [{"printed": year, "start": a, "end": b, "reason": "made up"} for year, (a, b) in ends.items()],
        }  # fmt: skip
        self.put(self.raw / "press" / "2024-08-09-made-up", "statements.csv", "\n".join(rows), record)

    @staticmethod
    def put(folder, name, text, record):
        folder.mkdir(parents=True)
        content = f"{text}\n".encode()
        (folder / name).write_bytes(content)
        record["sha256"] = {name: hashlib.sha256(content).hexdigest()}
        (folder / "source.yml").write_text(yaml.safe_dump(record), encoding="utf-8")


@pytest.fixture(
    scope="module", params=[pytest.param(seed, marks=[pytest.mark.slow] * (seed > 1)) for seed in range(1, 6)]
)
def nation(request, tmp_path_factory):
    checkout = tmp_path_factory.mktemp("events")
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, checkout / name)
    for name in ("raw/disclosures", "raw/press", "published"):
        shutil.rmtree(checkout / "data" / name)
    wrong = checkout / "data" / "reference" / "wrong_sentences.csv"
    wrong.write_text(wrong.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINKED_OFFENCES_ROOT", str(checkout))
        made = Nation(checkout / "data" / "raw", request.param)
        pipeline.run()
        yield made


def read(nation, force, folder):
    """The words of a force's page, and its heading."""
    assert notebook_batch.run([plan_force(force)], folder) == []
    page = html.fromstring((folder / f"{force}.html").read_text(encoding="utf-8")).get_element_by_id("content")
    return page.findtext(".//h1"), " ".join(page.text_content().split())


def test_the_totals_are_those_of_the_answers_that_count(nation):
    for force, true in nation.true.items():
        totals = metrics.list_totals(catalogue.load("counts").query("force == @force"))
        yearly = totals[totals["covers"] == metrics.YEAR]
        assert dict(zip(yearly["year"], yearly["count_low"], strict=True)) == (true or {}), force
        assert (yearly["count_low"] == yearly["count_high"]).all()
    assert set(catalogue.load("checks")["result"]) <= {"agrees", "cannot be checked"}


def test_what_was_revised_or_withdrawn_is_on_record_and_in_no_count(nation, tmp_path):
    former = catalogue.load("former_answers").set_index("force")
    assert former["became"].to_dict() == {nation.revised: "replaced", nation.withdrawn: "withdrawn"}
    assert not set(former["source"]) & set(catalogue.load("figures")["source"])
    heading, text = read(nation, nation.revised, tmp_path)
    assert f"{nation.true[nation.revised][YEARS[2]]:,} offences linked to TikTok in 2023/24" in heading
    assert "a month was left out" in text
    heading, text = read(nation, nation.withdrawn, tmp_path)
    assert "the answer was withdrawn, and its numbers do not count" in text
    assert "counted twice" in text
    assert "newspaper" not in heading
    assert heading.endswith(
        "the answer about offences linked to TikTok was withdrawn, and no other figure is known"
    )
    assert "no answer to the request" not in heading


def test_a_reply_stands_on_the_page_of_its_force(nation, tmp_path):
    _, text = read(nation, nation.replied, tmp_path)
    assert "Made-up press office (the force)" in text
    assert "The figures are right." in text


def test_months_stay_months_and_their_year_is_their_sum(nation):
    page = profile.load(nation.monthly)
    totals = metrics.list_totals(page.counts)
    assert totals.loc[totals["covers"] == metrics.PART, "count_low"].tolist() == nation.months
    assert totals.loc[totals["covers"] == metrics.YEAR, "count_low"].tolist() == [sum(nation.months)]
    assert profile.find_state(page.requests, page.counts) == profile.ONE_YEAR


def test_a_blank_is_no_zero(nation):
    page = profile.load(nation.blank)
    offences = page.figures[page.figures["measure"] == "offence"]
    printed = offences[offences["count_low"].notna()]
    assert sorted(printed["count_low"]) == sorted(nation.printed.values())
    assert (printed["count_low"] == printed["count_high"]).all()
    assert len(offences) - len(printed) in (0, 1)
    assert not (page.counts["count_low"] == 0).any()


def test_the_one_number_that_a_newspaper_prints_wrongly_is_named_and_no_other(nation, tmp_path):
    verdicts = catalogue.load("verdicts").set_index("figure")
    found = {name.rpartition("total-")[2]: one for name, one in verdicts["verdict"].items()}
    assert found == {"2021": "holds", "2022": "holds", "2023": "contradicted"}
    (one,) = catalogue.load("contradictions").to_dict("records")
    assert one["force"] == nation.told
    assert "total-2023" in one["figures"]
    assert "total-2021" not in one["figures"]
    right = nation.true[nation.told][YEARS[2]]
    heading, text = read(nation, nation.told, tmp_path)
    assert f"{right:,} offences linked to TikTok in 2023/24" in heading
    assert f"The force's own answer says {right:,}." in text
