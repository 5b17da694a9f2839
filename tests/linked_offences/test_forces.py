"""Names of forces."""

import pytest

from linked_offences import forces


@pytest.mark.parametrize(
    ("name", "slug"),
    [("derbyshire", "derbyshire"), ("Devon & Cornwall", "devon-and-cornwall"), ("GMP", "greater-manchester"),
     ("heddlu gwent", "gwent"), (" Dyfed Powys ", "dyfed-powys"), ("Kent Constabulary", "kent"), ("Derbyshire Police", "derbyshire"),
     ("the Surrey force", "surrey"), ("Metropolitan Police Service", "metropolitan")],
)  # fmt: skip
def test_slugs_names_and_aliases_find_their_force(name, slug):
    assert forces.find_force(name) == slug


@pytest.mark.parametrize(
    ("name", "near"), [("derbyshre", "derbyshire"), ("Dorest", "dorset"), ("north yorks", "north-yorkshire")]
)
def test_a_misspelt_force_is_refused_with_the_nearest_name(name, near):
    with pytest.raises(ValueError, match=f"did you mean .*{near}"):
        forces.find_force(name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("WMP", '"WMP" may be west-mercia or west-midlands: say which'),
        ("Norfolk and Suffolk Constabularies", "no force is called"),
        ("kent, Essex", "name each by itself; linked-offences report kent Essex makes the pages of all"),
        ("kent esex", "did you mean"),
        ("zzz", "no force is called"),
        ("Wales Police", "no force is called"),
        ("Police", "no force is called"),
        ("Constabulary", "no force is called"),
    ],
)
def test_an_ambiguous_or_unknown_name_is_never_guessed(name, words):
    with pytest.raises(ValueError, match=words):
        forces.find_force(name)


def test_44_forces_were_asked_in_2024():
    assert len(forces.list_asked()) == 44
    assert "british-transport-police" in forces.list_asked()
    assert "psni" not in forces.list_asked()
