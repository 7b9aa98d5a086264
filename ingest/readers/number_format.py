"""Numbers and dates as a spreadsheet shows them: "NT$1,200", "12.5%", "113/5/1"."""

import re
from datetime import date, datetime, time, timedelta

_TOKEN = re.compile(
    r"\"(?P<quoted>[^\"]*)\"?|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)(?:-(?P<locale>[^\]]*))?\]"
    r"|\[(?P<bracket>[^\]]*)\]|_.|\*.|(?P<general>General)|(?P<number>[0#?][0#?,]*(?:\.[0#?]*)?"
    r"|\.[0#?]+)|(?P<ampm>AM/PM|A/P|上午/下午)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e+|a{3,4}|g+)"
    r"|(?P<exponent>E[+-]0+)|(?P<percent>%)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_DAYS = ("Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split()
_WEEKDAYS = "一二三四五六日"
_MINGUO = 1911
_PLAIN_DIGITS = 15


def shown(value: object, number_format: str) -> str:
    """The value as the format shows it; plainly, where the format is one that we do not know."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    try:
        if isinstance(value, datetime | date | time):
            return _date(value, number_format)
        if isinstance(value, int | float):
            return _number(value, number_format)
    except (ValueError, OverflowError, IndexError):
        pass
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        day, clock = value.date().isoformat(), value.time().isoformat("minutes")
        return day if value.time() == time() else f"{day} {clock}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, float):
        return (
            f"{value:.{_PLAIN_DIGITS}g}"
            if value != int(value) or abs(value) > 1e15
            else f"{value:.0f}"
        )
    return str(value)


def _sections(number_format: str) -> list[list[re.Match[str]]]:
    """The format's tokens, by the sections that semicolons part: positive; negative; zero; text."""
    sections: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(number_format):
        if match["other"] == ";":
            sections.append([])
        else:
            sections[-1].append(match)
    return sections


def _literal(token: re.Match[str]) -> str:
    return next(
        (token[name] for name in ("quoted", "escaped", "currency", "other") if token[name]), ""
    )


# ---- numbers ------------------------------------------------------------------------------------


def _number(value: float, number_format: str) -> str:
    sections = _sections(number_format)
    section, signed = _section(value, sections)
    if any(token["general"] or token["text"] for token in section) or not section:
        shown_ = [
            _plain(value if not signed else abs(value))
            if token["general"] or token["text"]
            else _literal(token)
            for token in section
        ]
        return "".join(shown_) or _plain(value)
    kinds = [token for token in section if token["number"]]
    if len(kinds) != 1 or any(token["exponent"] or token["date"] for token in section):
        # Fractions, telephone numbers and powers of ten are shown plainly.
        return _plain(value) if kinds else "".join(map(_literal, section)) or _plain(value)
    amount = abs(value)
    for token in section:
        if token["percent"]:
            amount *= 100
    digits = _digits(amount, kinds[0].group("number"))
    text = "".join(
        digits if token["number"] else "%" if token["percent"] else _literal(token)
        for token in section
    ).strip()
    return text if signed or value >= 0 or not re.search("[1-9]", digits) else f"-{text}"


def _section(value: float, sections: list[list[re.Match[str]]]) -> tuple[list[re.Match[str]], bool]:
    """The section for a value, and whether it shows the sign of a negative one itself."""
    if any(
        token["bracket"] and re.match("[<>=]", token["bracket"])
        for section in sections
        for token in section
    ):
        raise ValueError("sections by condition")
    if value == 0 and len(sections) > 2:
        return sections[2], True
    if value < 0 and len(sections) > 1:
        return sections[1], True
    return sections[0], False


def _digits(amount: float, pattern: str) -> str:
    whole, point, decimals = pattern.partition(".")
    while whole.endswith(","):
        # A comma behind the last digit shows thousands.
        amount, whole = amount / 1000, whole[:-1]
    places = len(decimals)
    text = (
        f"{_rounded(amount, places):,.{places}f}"
        if "," in whole
        else f"{_rounded(amount, places):.{places}f}"
    )
    front, _, back = text.partition(".")
    front = front.zfill(whole.replace(",", "").count("0"))
    if front == "0" and "0" not in whole:
        front = ""
    while back and decimals[len(back) - 1 : len(back)] in ("#", "?") and back.endswith("0"):
        back = back[:-1]
    return f"{front}.{back}" if back or (point and not decimals) else front


def _rounded(amount: float, places: int) -> float:
    """Halves go up, as spreadsheets have it."""
    scale = 10**places
    scaled = round(amount * scale, 6)
    return int(scaled + 0.5) / scale if abs(scaled) < 1e15 else amount


# ---- dates --------------------------------------------------------------------------------------


def _date(value: datetime | date | time, number_format: str) -> str:
    tokens = [
        token for token in _sections(number_format)[0] if not (token["bracket"] or "").isalpha()
    ]
    dates = [token for token in tokens if token["date"]]
    if not dates:
        return _plain(value)
    moment = (
        datetime.combine(date(1900, 1, 1), value)
        if isinstance(value, time)
        else value
        if isinstance(value, datetime)
        else datetime.combine(value, time())
    )
    twelve = any(token["ampm"] for token in tokens)
    minguo = any("404" in (token["locale"] or "") for token in tokens) and any(
        token["date"] and token["date"].lower()[0] in "eg" for token in tokens
    )
    parts: list[str] = []
    for number, token in enumerate(tokens):
        if token["ampm"]:
            before, after = ("上午", "下午") if "上午" in token["ampm"] else ("AM", "PM")
            parts.append(before if moment.hour < 12 else after)
        elif token["date"]:
            code = token["date"].lower()
            if code[0] == "m" and _is_clock(tokens, number):
                code = code.replace("m", "n")
            parts.append(_date_part(moment, code, twelve=twelve, minguo=minguo))
        else:
            parts.append(_literal(token))
    return "".join(parts).strip()


def _is_clock(tokens: list[re.Match[str]], number: int) -> bool:
    """Whether `m` means minutes: behind hours, or before seconds."""
    before = next((t["date"].lower()[0] for t in reversed(tokens[:number]) if t["date"]), "")
    after = next((t["date"].lower()[0] for t in tokens[number + 1 :] if t["date"]), "")
    return before == "h" or after == "s"


def _date_part(moment: datetime, code: str, *, twelve: bool, minguo: bool) -> str:
    """One run of equal letters; `n` stands for minutes."""
    width = len(code.partition(".")[0])
    hour = (moment.hour % 12 or 12) if twelve else moment.hour
    month, day = _MONTHS[moment.month - 1], _DAYS[moment.weekday()]
    weekday = _WEEKDAYS[moment.weekday()]
    numbers = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute}
    texts = {
        "y": f"{moment.year:04}" if width > 2 else f"{moment.year % 100:02}",
        "e": str(moment.year - _MINGUO if minguo else moment.year),
        "g": "民國" if minguo and width > 1 else "",
        "a": weekday if width == 3 else f"星期{weekday}",
        "s": f"{moment.second:0{min(width, 2)}}",
    }
    if code[0] in "md" and width > 2:
        name = month if code[0] == "m" else day
        return name[:3] if width == 3 else name
    return texts[code[0]] if code[0] in texts else f"{numbers[code[0]]:0{min(width, 2)}}"
