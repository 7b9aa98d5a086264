"""The catalogue's tables."""

from sqlalchemy import (
    JSON,
    Column,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    text,
)

TABLES = MetaData()

CURRENT = "current"
"""The state of the version of a document that is being served."""

SAME = "same"
"""The state of one that says what another document does, which is served for both."""

HELD = (CURRENT, SAME)
"""The states of the newest versions of documents: of each origin there is one."""

VERSIONS = Table(
    "versions",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("document", String, nullable=False),
    Column("origin", String, nullable=False),  # where the file was, with `#id` for a .jsonl line
    Column("source", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("recipe", String, nullable=False),  # how it was read and cut
    Column("format", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("paginated", Integer, nullable=False),
    Column("metadata", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("ingested_at", String, nullable=False),
    Column("state", String, nullable=False),
    Index("versions_by_origin", "origin", "state"),
    Index("versions_by_document", "document", "state"),
    sqlite_autoincrement=True,
)
PAGES = Table(
    "pages",
    TABLES,
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("page_index", Integer, primary_key=True),
    Column("label", String),
    Column("state", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("origin", LargeBinary, nullable=False),
    Column("boxes", LargeBinary),
    Column("width", Float),
    Column("height", Float),
    Column("headings", JSON, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("body_end", Integer),
    Column("tables", JSON),
)
CHUNKS = Table(
    "chunks",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("page_index", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("language", String(2), nullable=False),
    Column("headings", JSON, nullable=False),
    Column("tables", JSON),
    Index("chunks_by_version", "version"),
    sqlite_autoincrement=True,
)
VECTOR_SETS = Table(
    "vector_sets",
    TABLES,
    Column("id", String, primary_key=True),
    Column("embedder", String, nullable=False),
    Column("dimensions", Integer),
    Column("state", String, nullable=False),
)
SENTENCES = Table(
    "sentence_vectors",
    TABLES,
    Column("chunk", ForeignKey("chunks.id", ondelete="CASCADE"), primary_key=True),
    Column("embedder", String, primary_key=True),
    Column("vectors", LargeBinary, nullable=False),
)
NAMES = Table(
    "names",
    TABLES,
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),  # in the document, from 0
    Column("zh", JSON, nullable=False),
    Column("en", JSON, nullable=False),
)
FLAGS = Table(
    "flags",
    TABLES,
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),  # in the document, from 0
    Column("page_index", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("instructs", Integer, nullable=False),
)
SIGNATURES = Table(
    "signatures",
    TABLES,
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("hashes", LargeBinary, nullable=False),
    Column("exact", String, nullable=False),
    Column("facts", String, nullable=False),
)
ALIKE = Table(
    "alike",
    TABLES,
    Column("one", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("two", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("likeness", Float, nullable=False),
    Column("same", Integer, nullable=False),
)
CORRECTIONS = Table(
    "corrections",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("document", String, nullable=False),
    Column("by", String, nullable=False),  # `file` or `hand`
    Column("fields", JSON, nullable=False),
    Column("fault", Text),  # why the file beside the document is not used
    Index("corrections_by_document", "document"),
    sqlite_autoincrement=True,
)
AS_READ = Table(
    "as_read",  # what a corrected version said of itself
    TABLES,
    Column("version", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("title", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("metadata", JSON, nullable=False),
)
CONTAINERS = Table(
    "containers",  # archives and letters, as they were when all in them was served
    TABLES,
    Column("origin", String, primary_key=True),
    Column("fingerprint", String, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("passed_over", JSON),  # names of what is of formats that are not read
)
QUARANTINE = Table(
    "quarantine",
    TABLES,
    Column("origin", String, primary_key=True),
    Column("source", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("cure", Text, nullable=False),
    Column("at", String, nullable=False),
)


def create_tables(engine: Engine) -> None:
    """Create what the database lacks: tables, and columns that were added to them since.

    Such a column may be null, so rows of before have nothing in it until they are written anew.
    """
    TABLES.create_all(engine)
    known = inspect(engine)
    with engine.begin() as connection:
        for table in TABLES.sorted_tables:
            there = {column["name"] for column in known.get_columns(table.name)}
            for column in table.columns:
                if column.name not in there:
                    ddl = f"{table.name} ADD COLUMN {column.name} "
                    type_ = column.type.compile(engine.dialect)
                    connection.execute(text(f"ALTER TABLE {ddl}{type_}"))
