"""Turns an article into its claims about offences linked to the platform, each with a verdict.

Words become typed tokens (`grammar`), tokens typed claims (`reader`, the types in `claims`), claims verdicts against the
evidence (`checks`), verdicts sentences (`wording`) and an editor's page (`margin`). Careful before
complete: what cannot be tied to the platform, a force, a count and a period is said to be so.
"""

from linked_offences import study
from linked_offences.stories import checks, held, reader, wording


def check(text: str, force: str = "") -> list[wording.Checked]:
    """Every sentence of an article that has a number or a claim that bounds one, with a verdict on each.

    Parameters
    ----------
    text : str
        The article.
    force : str, optional
        Slug of the force that is meant where the article does not name one.
    """
    with study.hold():
        article, figures = reader.read_article(text, force), held.read_held()
        checker = checks.Checker(article, figures)
        read = [(sentence, found) for sentence, found in reader.read_claims(article) if found]
        checker.settle([one for _, found in read for one in found])
        return [
            wording.Checked(
                sentence.line,
                sentence.text,
                tuple(wording.tell(one, checker.judge(one), figures) for one in found),
            )
            for sentence, found in read
        ]
