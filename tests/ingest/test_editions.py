"""Which document replaces which."""

import pytest

from ingest.alike import Alike
from ingest.editions import successors
from ingest.served import Served
from language.script import Language


def document(version: int, title: str, language: Language = Language.EN, **said: object) -> Served:
    name = f"{version}.pdf"
    return Served(version, name, name, title, language, said)


ZH = Language.ZH


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        pytest.param(
            [document(1, "Grant rules, 2022 edition"), document(2, "Grant rules, 2024 edition")],
            {1: 2},
            id="edition and year in the title",
        ),
        pytest.param(
            [
                document(1, "補助要點（112年修正版）", ZH),
                document(2, "補助要點（113年修正版）", ZH),
            ],
            {1: 2},
            id="Republican years",
        ),
        pytest.param(
            [
                document(1, "Grant rules", issued="2024-01-01"),
                document(2, "Grant rules (revised edition)", issued="2025"),
            ],
            {1: 2},
            id="the dates of issue tell",
        ),
        pytest.param(
            [document(number, f"Grant rules, {2020 + number} edition") for number in (1, 2, 3)],
            {1: 3, 2: 3},
            id="each by the newest",
        ),
        pytest.param(
            [
                document(1, "Rules, 2022 edition", guessed={"issued": "2025"}),
                document(2, "Rules, 2024 edition", issued="2024"),
            ],
            {1: 2},
            id="the year in the title goes before a date",
        ),
        pytest.param(
            [document(1, "Export statistics 2022"), document(2, "Export statistics 2023")],
            {},
            id="a yearly series that is not alike",
        ),
        pytest.param(
            [document(1, "Grant rules 2022"), document(2, "Grant rules 2024")],
            {},
            id="years alone",
        ),
        pytest.param(
            [
                document(1, "Annual report, 2022 edition", issuer="Bank of Here"),
                document(2, "Annual report, 2024 edition", issuer="Bank of There"),
            ],
            {},
            id="of two issuers",
        ),
        pytest.param(
            [document(1, "Rules, 2022 edition"), document(2, "Rules, 2024 edition", ZH)],
            {},
            id="in two languages",
        ),
        pytest.param([document(1, "2022"), document(2, "2023 edition")], {}, id="no title at all"),
    ],
)
def test_editions_by_title(documents: list[Served], expected: dict[int, int]) -> None:
    assert successors(documents) == expected


def test_years_alone_tell_where_the_texts_are_alike() -> None:
    documents = [document(1, "Grant rules 2022"), document(2, "Grant rules 2024")]

    assert successors(documents, [Alike(1, 2, 0.7, same=False)]) == {1: 2}


def test_what_a_document_says_goes_before_its_title() -> None:
    documents = [
        document(1, "Grant rules, 2022 edition"),
        document(2, "Grant rules, 2024 edition"),
        document(3, "The new grants", supersedes="1.pdf"),
    ]

    assert successors(documents)[1] == 3
