"""Turns a checked article into a page for an editor: its sentences marked, the verdicts beside them. No script."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from linked_offences.stories import checks
from linked_offences.stories.grammar import split_sentences
from linked_offences.stories.wording import Checked, Finding

# Each verdict with a class and a sign, so that colour is never the only difference.
SIGNS = {
    checks.DIFFERS: ("differs", "✗"), checks.CONTRADICTED: ("differs", "✗"), checks.DISPUTED: ("differs", "≠"),
    checks.NOT_UNDERSTOOD: ("open", "?"), checks.ONE_READING: ("partly", "~"),
    checks.AS_PRINTED: ("partly", "≈"), checks.NOT_KNOWN: ("open", "–"), checks.HOLDS: ("holds", "✓"), checks.NO_CLAIM: ("none", "·"),
}  # fmt: skip
STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 Georgia, serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
.row { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1.5rem; margin: 0 0 .75rem; }
.note { font: .85rem/1.4 system-ui, sans-serif; border-left: .25rem solid #767676; padding-left: .6rem; }
.row > p { margin: 0; }
.note p { margin: 0 0 .4rem; overflow-wrap: anywhere; }
mark { padding: 0 .15em; color: inherit; background: none; border-bottom: .15em solid #767676; }
mark.differs { background: #b0002033; border-color: #b00020; }
mark.holds { border-color: #1b7f3b; }
mark.partly { border-color: #9a6b00; border-bottom-style: dashed; }
mark.none { border-bottom: .1em dotted #767676; }
@media (max-width: 45rem) { .row { grid-template-columns: 1fr; gap: .25rem; } }
"""


def write_page(text: str, found: Iterable[Checked], title: str) -> str:
    """The article with its numbers marked and what becomes of each in the margin."""
    notes: dict[tuple[int, str], list[Checked]] = {}
    for one in found:
        notes.setdefault((one.line, one.sentence), []).append(one)
    rows, tally = [], dict.fromkeys(SIGNS, 0)
    for line, sentence in split_sentences(text):
        # The same sentence may stand twice in a line; each takes its own note.
        waiting = notes.get((line, sentence), [])
        findings = waiting.pop(0).findings if waiting else ()
        for one in findings:
            tally[one.verdict] += 1
        note = Markup("").join(map(_write_note, findings))
        rows.append(Markup('<div class="row"><p>{}</p><div{}>{}</div></div>').format(
            _mark(sentence, findings), Markup(' class="note"') if findings else "", note
        ))  # fmt: skip
    counted = (
        ", ".join(f"{number} {verdict}" for verdict, number in tally.items() if number) or "no number or claim"
    )
    return Markup(
        '<!doctype html>\n<html lang="en-GB">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>{title}</title><style>{style}</style></head>\n<body><main><h1>{title}</h1>\n<p>{counted}</p>\n{rows}\n</main></body>\n</html>\n"
    ).format(title=title, style=Markup(STYLE), counted=counted, rows=Markup("\n").join(rows))


def _mark(sentence: str, findings: Iterable[Finding]) -> Markup:
    """A sentence with the words of its claims marked; of marks that overlap the first stands."""
    made, at = Markup(""), 0
    for one in sorted(findings, key=lambda one: (one.claim.start, one.claim.end)):
        if one.claim.start >= at and one.claim.end > one.claim.start:
            name, sign = SIGNS[one.verdict]
            made += escape(sentence[at : one.claim.start]) + Markup(
                '<mark class="{}">{}<sup>{}</sup></mark>'
            ).format(name, sentence[one.claim.start : one.claim.end], sign)
            at = one.claim.end
    return made + escape(sentence[at:])


def _write_note(one: Finding) -> Markup:
    files = Markup("").join(
        Markup("<br><small>{} {}</small>").format(figure["file"], figure["cell"]) for figure in one.figures
    )
    hints = Markup("").join(Markup("<br><small>hint: {}</small>").format(hint) for hint in one.hints)
    return Markup("<p>{} <strong>{}</strong>: {}: {}{}{}</p>").format(
        SIGNS[one.verdict][1], one.verdict, one.said, one.reason, files, hints
    )
