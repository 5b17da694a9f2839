"""Lists the licences of all that is installed with this program, from what each package says of itself: make licences."""

import re
import sys
from importlib.metadata import Distribution, distribution, distributions

# All of these let a program under the MIT licence ask for a package, and be passed on with it unchanged.
TAKEN = re.compile(
    r"\b(?:MIT(?:-CMU)?|BSD|0BSD|Apache|ISC|PSF|Python|HPND|MPL|Unlicense|CC0|Zlib|Public Domain|ISCL|Artistic)\b",
    re.IGNORECASE,
)
# What a package says nowhere for machines, read in its repository or the text that it brings by a person.
READ = {"atheris": "Apache-2.0", "resvg-py": "MIT"}


def find_licence(package: Distribution) -> str:
    """What a package says of its licence; blank where it says nothing."""
    said = package.metadata
    classes = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier", []) if one.startswith("License ::")]
    first = (said.get("License") or "").strip().splitlines()
    found = said.get("License-Expression") or ", ".join(one for one in classes if one != "OSI Approved")
    return found or (first[0][:60] if first else "") or READ.get(name_of(package), "")


def name_of(package: Distribution) -> str:
    """Name as pip writes it."""
    return re.sub(r"[-_.]+", "-", package.metadata["Name"]).lower()


def list_licences() -> dict[str, str]:
    """Licence of each package that is installed here, by name; our own among them."""
    return {name_of(one): find_licence(one) for one in sorted(distributions(), key=name_of)}


def find_strange() -> dict[str, str]:
    """Packages whose licence is none of those that are taken."""
    return {name: said for name, said in list_licences().items() if not TAKEN.search(said)}


if __name__ == "__main__":
    for name, said in list_licences().items():
        print(f"{name} {distribution(name).version}: {said or 'says nothing'}")
    if strange := find_strange():
        sys.exit(f"not looked at yet: {', '.join(strange)}")
