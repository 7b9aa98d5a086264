"""Formulas on a line: nothing of them may read as another number."""

import pytest
from bs4 import BeautifulSoup
from docx.oxml import parse_xml

from ingest.readers.formula import raised
from ingest.readers.html_math import math_text
from ingest.readers.office_math import MATH, formula_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("6", "⁶"), ("-12", "⁻¹²"), ("−1", "⁻¹"), ("st", None), ("", None), ("1,2", None)],
)
def test_numbers_are_raised_and_nothing_else(text: str, expected: str | None) -> None:
    assert raised(text) == expected


def office(markup: str) -> str:
    return formula_text(
        parse_xml(f'<m:oMath xmlns:m="{MATH.strip("{}")}">{markup}</m:oMath>'.replace("~", "m:"))
    )


def run(text: str) -> str:
    return f"<~r><~t>{text}</~t></~r>"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param(run("a+b"), "a+b", id="a run"),
        pytest.param(
            f"<~f><~num>{run('3')}</~num><~den>{run('4+x')}</~den></~f>", "3/(4+x)", id="a fraction"
        ),
        pytest.param(
            f"<~sSup><~e>{run('10')}</~e><~sup>{run('6')}</~sup></~sSup>", "10⁶", id="power"
        ),
        pytest.param(
            f"<~sSup><~e>{run('1+r')}</~e><~sup>{run('t')}</~sup></~sSup>", "(1+r)^t", id="letters"
        ),
        pytest.param(
            f"<~sSub><~e>{run('x')}</~e><~sub>{run('1')}</~sub></~sSub>", "x_1", id="index"
        ),
        pytest.param(
            f"<~sSubSup><~e>{run('x')}</~e><~sub>{run('1')}</~sub><~sup>{run('2')}</~sup></~sSubSup>",
            "x_1²",
            id="both",
        ),
        pytest.param(f"<~rad><~deg/><~e>{run('a+b')}</~e></~rad>", "√(a+b)", id="a root"),
        pytest.param(
            f'<~nary><~naryPr><~chr ~val="∑"/></~naryPr><~sub>{run("i")}</~sub>'
            f"<~sup>{run('n')}</~sup><~e>{run('x')}</~e></~nary>",
            "∑_iⁿ x",
            id="a sum",
        ),
        pytest.param(f"<~d><~e>{run('a')}</~e></~d>", "(a)", id="brackets"),
        pytest.param(
            "<~d><~e>" * 120 + run("a") + "</~e></~d>" * 120, "(" * 120 + "a" + ")" * 120, id="deep"
        ),
    ],
)
def test_formulas_of_office(markup: str, expected: str) -> None:
    assert office(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<mfrac><mn>3</mn><mn>4</mn></mfrac>", "3/4", id="a fraction"),
        pytest.param("<msub><mi>x</mi><mn>1</mn></msub>", "x_1", id="index"),
        pytest.param("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x_1²", id="both"),
        pytest.param("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", "√(a + b)", id="a root"),
        pytest.param("<mroot><mi>a</mi><mn>3</mn></mroot>", "³√a", id="a cube root"),
        pytest.param("<mtr><mtd>a</mtd><mtd>b</mtd></mtr>", "a b", id="a matrix"),
        pytest.param("<mfrac><mn>3</mn></mfrac>", "3", id="half a fraction"),
        pytest.param("<mrow>" * 5000 + "<mi>a</mi>", "a", id="deep"),
        pytest.param("a &lt; b", "a < b", id="bare words"),
    ],
)
def test_formulas_of_web_pages(markup: str, expected: str) -> None:
    (math,) = BeautifulSoup(f"<math>{markup}</math>", "lxml").find_all("math")

    assert math_text(math).strip() == expected
