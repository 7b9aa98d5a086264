"""`advisor feedback`."""

# ruff: noqa: PLC0415

import click

from assistant import options
from assistant.settings import Settings


@click.command()
@click.option("--down", is_flag=True, help="Only thumbs down.")
@options.json_
@click.pass_obj
def feedback(settings: Settings, down: bool, as_json: bool) -> None:
    """List what readers think of answers, by the id that stands under each answer."""
    from assistant import report_feedback as report
    from assistant.feedback import Feedback, Thumb
    from assistant.records import Records
    from ingest.database import open_database

    database = open_database(settings.database_url, home=settings.home)
    records = Records(database)
    judged = [
        report.Judged(opinion, records.read(opinion.record).answer)
        for opinion in Feedback(database).all()
        if not down or opinion.thumb is Thumb.DOWN
    ]
    click.echo(report.feedback_json(judged) if as_json else report.feedback_text(judged))
