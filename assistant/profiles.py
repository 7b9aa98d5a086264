"""Profiles as they are kept: one for each owner, in the SQL database."""

from pydantic import TypeAdapter
from sqlalchemy import Column, Engine, MetaData, String, Table, Text, delete, insert, select

from assistant.profile import NO_PROFILE, Profile

_METADATA = MetaData()

_PROFILES = Table(
    "profiles",
    _METADATA,
    Column("owner", String(64), primary_key=True),
    Column("profile", Text, nullable=False),
)

_PROFILE = TypeAdapter(Profile)


class Profiles:
    """Keeps profiles in the table `profiles`, made when missing; each owner has at most one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        _METADATA.create_all(engine)

    def of(self, owner: str) -> Profile:
        """What the owner said of their firm; `NO_PROFILE` when nothing."""
        with self._engine.connect() as connection:
            kept = connection.execute(
                select(_PROFILES.c.profile).where(_PROFILES.c.owner == owner)
            ).scalar()
        return NO_PROFILE if kept is None else _PROFILE.validate_json(kept)

    def put(self, profile: Profile, *, owner: str) -> None:
        """Keep it in place of the one before; one that says nothing is forgotten."""
        with self._engine.begin() as connection:
            connection.execute(delete(_PROFILES).where(_PROFILES.c.owner == owner))
            if profile != NO_PROFILE:
                connection.execute(
                    insert(_PROFILES).values(
                        owner=owner, profile=_PROFILE.dump_json(profile).decode()
                    )
                )
