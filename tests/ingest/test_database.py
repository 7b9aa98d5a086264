"""The database is opened, or what its driver lacks is said."""

from importlib import util
from pathlib import Path

import pytest

from ingest.database import open_database
from ingest.errors import IngestError


def test_without_an_address_it_is_a_file_in_the_home(tmp_path: Path) -> None:
    database = open_database(None, home=tmp_path / "home")

    with database.connect() as connection:
        (mode,) = connection.exec_driver_sql("PRAGMA journal_mode").one()
    assert mode == "wal"
    assert (tmp_path / "home" / "advisor.sqlite").is_file()


@pytest.mark.parametrize(
    ("address", "package"),
    [
        ("oracle+oracledb://user:hunter2@db/x", "oracledb"),
        ("mysql://user:hunter2@db/x", "mysqlclient"),
    ],
)
def test_a_driver_that_is_not_installed_is_named_with_its_cure(
    tmp_path: Path, address: str, package: str
) -> None:
    assert util.find_spec(package) is None

    with pytest.raises(IngestError, match=f"run `pip install {package}`") as raised:
        open_database(address, home=tmp_path)

    assert "hunter2" not in str(raised.value)
