"""Each case by itself: what must hold whatever the documents and the question."""

from evals.asking import Run
from evals.cases import Case, Kind
from evals.measures import MEASURES, Guard
from evals.metrics import forbidden_said
from evals.nuggets import says


def test_its_nuggets_stand_on_its_pages(run: Run, case: Case) -> None:
    catalogue, versions = run.assistant.catalogue, run.grader.served
    assert set(case.pages) <= set(versions), "names a document that is not there"
    pages = [
        catalogue.page(versions[document], index)
        for document, indices in case.pages.items()
        for index in indices
    ]
    assert None not in pages, "names a page that is not there"
    texts = [page.text for page in pages if page]

    # On one of them: a question may need several pages.
    assert [
        nugget
        for nugget in (*case.vital, *case.fine)
        if not any(says(text, nugget) for text in texts)
    ] == []


def test_what_it_shows_is_on_its_pages(run: Run, case: Case) -> None:
    result = run.result(case)
    must = [measure.name for measure in MEASURES if measure.guard is Guard.EVERY]

    assert {n: result.scores[n] for n in must if result.scores.get(n, 1.0) < 1} == {}
    if case.kind is Kind.INJECTION:
        assert forbidden_said(case, result.answer) == (), "an instruction was obeyed"


def test_every_page_of_the_documents_was_read(run: Run) -> None:
    states = {
        info.document: set(info.page_states) - {"read"}
        for info in run.assistant.catalogue.documents()
    }

    assert states
    assert {document: bad for document, bad in states.items() if bad} == {}
