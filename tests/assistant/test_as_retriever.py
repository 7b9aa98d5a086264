"""LangChain's interface to the index."""

from assistant.as_retriever import AdvisorRetriever
from assistant.ask import Assistant
from assistant.facets import Filters
from language.script import Language


def test_a_chain_gets_passages_with_their_places(small_assistant: Assistant) -> None:
    retriever = AdvisorRetriever(assistant=small_assistant, k=2)

    found = retriever.invoke("How long is the Hungarian start-up visa?")

    assert len(found) == 2
    first = found[0]
    page = small_assistant.search("How long is the Hungarian start-up visa?", limit=1)[0].chunk
    assert first.page_content == page.text
    assert first.metadata["document"] == "hungary.md"
    assert (first.metadata["start"], first.metadata["end"]) == (page.start, page.end)


def test_a_chain_can_filter(small_assistant: Assistant) -> None:
    only_chinese = Filters.of(languages=[Language.ZH])

    found = AdvisorRetriever(assistant=small_assistant, filters=only_chinese).invoke("visa")

    assert {document.metadata["language"] for document in found} == {"zh"}
