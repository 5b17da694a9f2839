"""Turns a number of a spreadsheet into the text that its number format shows."""

import operator
import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache
from itertools import takewhile

# Shown where a formula holds no result, or a number a format that is not known here: text that
# no reader can take for a blank or a number.
NO_VALUE = "#NO VALUE!"
NO_FORMAT = "#FORMAT!"

# Formats that a workbook names by number alone (ECMA-376 part 1, 18.8.30). The dates of 14 and 22
# follow the reader's computer, so they are written as ISO 8601 says, as are those of East Asia; so
# does the currency of 5 to 8, 42 and 44, of which only the sign for any currency is known.
ISO = "iso"
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¤#,##0;-¤#,##0",
    6: "¤#,##0;-¤#,##0", 7: "¤#,##0.00;-¤#,##0.00", 8: "¤#,##0.00;-¤#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-;@", 42: "¤#,##0;-¤#,##0;-;@", 43: "#,##0.00;-#,##0.00;-;@",
    44: "¤#,##0.00;-¤#,##0.00;-;@", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
DATES_OF_THE_COMPUTER = dict.fromkeys([14, 22, *range(27, 37), *range(50, 59)], ISO)
TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general|am/pm|a/p|e[+-]|y+|m+|d+|h+|s+|[0#?.,%@;]|.', re.IGNORECASE | re.DOTALL
)
COMPARISONS = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
DATE_PART = re.compile(r"(y+|m+|d+|h+|s+|am/pm|a/p|\[(?:h+|m+|s+)\])$", re.IGNORECASE)
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
LAST_DAY = 2_958_466  # 1 January 10000, which Excel does not know


@cache
def _sections(code: str) -> list[list[str]]:
    """Tokens of a number format, by section."""
    sections: list[list[str]] = [[]]
    for token in TOKEN.findall(code):
        if token == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return sections


@lru_cache(100_000)
def show_number(value: float, code: str, *, since_1904: bool = False) -> str:
    """Text that Excel shows for a number under a number format.

    Parameters
    ----------
    code : str
        The format, such as ``0.0%`` or ``[<5]"<5";0``; ``iso`` for a date whose format is not known.
    since_1904 : bool
        Whether dates count from 1904, as some workbooks made on a Mac do.

    Returns
    -------
    str
        "#FORMAT!" where the format is not known here.

    Examples
    --------
    >>> show_number(0.125, "0%"), show_number(44287, "mmm-yy"), show_number(3, '[<5]"<5";0')
    ('13%', 'Apr-21', '<5')
    """
    if code == ISO:
        return _show_iso(value, since_1904)
    sections = _sections(code)
    if len(sections) > 1 and "@" in sections[-1]:
        sections = sections[:-1]
    sections = sections[:3]
    tests = [next(filter(None, map(CONDITION.match, section)), None) for section in sections]
    signed = value < 0
    if any(tests):
        met = [test is not None and COMPARISONS[test[1]](value, float(test[2])) for test in tests]
        if not any(met) and tests.count(None) != 1:
            return NO_FORMAT
        chosen = sections[met.index(True) if any(met) else tests.index(None)]
        if value < 0 and any(token in "0#?" for token in chosen):
            return NO_FORMAT
        signed = False
    elif len(sections) == 1:
        chosen = sections[0]
    elif value < 0:
        chosen, signed, value = sections[1], False, -value
    else:
        chosen = sections[2] if value == 0 and len(sections) > 2 else sections[0]
    chosen = [token for token in chosen if not CONDITION.match(token)]
    if any(DATE_PART.match(token) for token in chosen):
        return _show_date(value, chosen, since_1904)
    return _show_digits(Decimal(repr(float(value))), chosen, signed)


def _literal(token: str) -> str | None:
    """Text that a token of a format stands for, None where it is not known."""
    if token[0] == '"':
        return token[1:-1]
    if token[0] == "\\":
        return token[1:]
    if token[0] == "_":
        return " "
    if token[0] == "*" and len(token) > 1:
        return ""
    if token.startswith("[$"):
        return token[2:-1].split("-")[0]
    if re.fullmatch(r"\[(black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)\]", token, re.IGNORECASE):
        return ""
    if len(token) == 1 and not (token.isascii() and token.isalnum()) and token not in '[]#?*_"':
        return token
    return None


def _show_general(value: Decimal) -> str:
    whole = value == value.to_integral_value() and value < 10**15
    return str(int(value)) if whole else f"{float(value):.10G}"


def _show_digits(value: Decimal, tokens: list[str], signed: bool) -> str:
    digits = [at for at, token in enumerate(tokens) if token in ("0", "#", "?", ".")]
    if all(tokens[at] == "." for at in digits):
        shown = [
            _show_general(abs(value)) if token.casefold() in ("general", "@") else _literal(token)
            for token in tokens
        ]
        return NO_FORMAT if None in shown else ("-" * signed + "".join(shown)).strip()
    first, last = digits[0], digits[-1]
    inner = tokens[first : last + 1]
    scale = len(list(takewhile(lambda token: token == ",", tokens[last + 1 :])))
    before, after = tokens[:first], tokens[last + 1 + scale :]
    start, end = ([_literal(token) for token in part] for part in (before, after))
    fraction = "/" in before + after or "," in before
    if None in start + end or fraction or not set(inner) <= set("0#?.,") or inner.count(".") > 1:
        return NO_FORMAT
    whole, _, decimals = "".join(inner).partition(".")
    decimals = decimals.replace(",", "")
    number = abs(value).scaleb(2 * (before + after).count("%") - 3 * scale)
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP, Context(prec=400))
    units, _, rest = f"{rounded:f}".partition(".")
    grouped = "," in whole
    whole = whole.replace(",", "")
    units = units.lstrip("0").zfill(len(whole) - whole.find("0") if "0" in whole else 0)
    if grouped:
        units = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", units)
    kept = len(decimals)
    while kept and rest[kept - 1] == "0" and decimals[kept - 1] in "#?":
        kept -= 1
    shown = (*start, units, "." if "." in inner else "", rest[:kept], *end)
    return ("-" * (signed and rounded != 0) + "".join(shown)).strip()


def _moment(value: float, since_1904: bool) -> datetime:
    # Excel counts 29 February 1900, a day that never was.
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    return first + timedelta(seconds=round(value * 86400))


def _show_iso(value: float, since_1904: bool) -> str:
    if not 0 <= value < LAST_DAY:
        return NO_FORMAT
    moment = _moment(value, since_1904)
    if value < 1:
        return moment.strftime("%H:%M:%S")
    return moment.strftime("%Y-%m-%d" if moment.time() == datetime.min.time() else "%Y-%m-%d %H:%M:%S")


def _show_date(value: float, tokens: list[str], since_1904: bool) -> str:
    """Date as the tokens of its format show it; as ISO 8601 where they depend on more than the file."""
    if not 0 <= value < LAST_DAY:
        return NO_FORMAT
    moment = _moment(value, since_1904)
    words = [token.casefold() for token in tokens]
    month, day = MONTHS[moment.month - 1], DAYS[moment.weekday()]
    half = "AM" if moment.hour < 12 else "PM"
    hour = (moment.hour % 12 or 12) if {"am/pm", "a/p"} & set(words) else moment.hour
    # What each letter stands for by how often it is written; the last also for more.
    forms = {
        "y": [f"{moment:%y}", f"{moment:%y}", f"{moment:%Y}"],
        "m": [f"{moment.month}", f"{moment:%m}", month[:3], month, month[0], month],
        "d": [f"{moment.day}", f"{moment:%d}", day[:3], day],
        "h": [f"{hour}", f"{hour:02}"],
        "minute": [f"{moment.minute}", f"{moment:%M}"],
        "s": [f"{moment.second}", f"{moment:%S}"],
        "a": [half[0], half[0], half[0], half],
    }
    parts = ["", *filter(DATE_PART.match, words), ""]
    part = 0
    shown = ""
    for token, word in zip(tokens, words, strict=True):
        if DATE_PART.match(word):
            part += 1
            after_hour = parts[part - 1].strip("[").startswith("h")
            is_minute = word[0] == "m" and (after_hour or parts[part + 1].startswith("s"))
            if word.startswith("["):
                shown += str(round(value * 86400) // {"h": 3600, "m": 60, "s": 1}[word[1]])
            else:
                form = forms["minute" if is_minute else word[0]]
                shown += form[min(len(word), len(form)) - 1]
            continue
        literal = _literal(token)
        if literal is None or (word.startswith("[$-") and not _is_english(word)):
            return _show_iso(value, since_1904)
        shown += literal
    return shown.strip()


def _is_english(locale: str) -> bool:
    """Whether "[$-809]" asks for English names; months of another language are not known here."""
    code = locale[3:-1]
    if re.fullmatch("[0-9a-f]+", code):
        return int(code, 16) & 0x3FF == 9
    return code.startswith("en")


def show_words(text: str, code: str) -> str:
    """Text as a format with a section for text shows it."""
    sections = _sections(code)
    if len(sections) < 4 and "@" not in sections[-1]:
        return text
    shown = [text if token == "@" else _literal(token) for token in sections[-1]]
    return NO_FORMAT if None in shown else "".join(map(str, shown))
