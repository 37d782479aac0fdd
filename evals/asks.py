"""What is asked, on wordings by authors never seen: ``python -m evals.asks``.

Callers' questions are split by author (with ``--by-batch`` by batch of authors, or with ``--authors`` those
named are left out together); the model is trained on the rest. Compared are cues alone, the model alone and
both weighed, as the conversation reads a message. A message that asks no matter of the document is left out:
whether it does is not told by what it asks.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.awards import load_rulebook
from assistant.conversation.details import load_details, load_elsewhere
from assistant.conversation.understand import Reader
from assistant.conversation.wording import load_asks, load_conversation, load_wording
from assistant.conversation.wording_files import Ask
from assistant.documents.model import Document
from assistant.documents.registry import load_registry
from assistant.language.normalise import normalise
from assistant.language.vocabulary import load_vocabulary
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.question_model import QuestionModel
from assistant.retrieval.question_training import NO_MATTER, train
from assistant.retrieval.questions import load_questions
from assistant.settings import ROOT
from evals.retrieval_report import left_out

#: Gives all that a message is taken to ask.
Guess = Callable[[str], set[str]]


def guesses(corpus: Path, document: Document, model: QuestionModel) -> dict[str, Guess]:
    """Cues alone, the model alone, and both, each by name."""
    folder, vocabulary = corpus / document.document_id, corpus / "vocabulary"
    rulebook = load_rulebook(folder, document)
    _, of_details = load_details(vocabulary / "details.yaml", folder / "mentions.yaml", document)
    asks = (
        *load_asks(vocabulary / "asks.yaml"),
        *of_details,
        load_elsewhere(vocabulary / "elsewhere.yaml", document),
    )
    wording, words = (
        load_wording(folder / "wording.yaml", rulebook),
        load_conversation(vocabulary / "conversation.yaml"),
    )

    def by(reader: Reader) -> Guess:
        return lambda text: _of_matter([part.ask for part in reader.parts(normalise(text).text)])

    return {
        "cues": by(Reader(wording, words, asks, None)),
        "model": lambda text: {model.predict(text).asks[0][0]},
        "both": by(Reader(wording, words, asks, model)),
    }


def _of_matter(asks: Sequence[Ask]) -> set[str]:
    """What is asked, without what is only said beside it."""
    return {ask for ask in asks if ask not in NO_MATTER} or set(asks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--document", default="yancheng-ai-plus")
    parser.add_argument("--by-batch", action="store_true", help="leave out whole batches of authors")
    parser.add_argument("--authors", help="leave out these only, with commas between them")
    arguments = parser.parse_args()
    corpus = ROOT / "corpus"
    document = load_registry(corpus).get(arguments.document)
    assert document is not None
    questions = load_questions(corpus / document.document_id / "questions", document)
    lexicon = Lexicon.build(load_vocabulary(corpus / "vocabulary"), [document.text])
    groups = (
        [(arguments.authors, tuple(arguments.authors.split(",")))]
        if arguments.authors
        else left_out(corpus, arguments.document, arguments.by_batch)
    )
    asked: Counter[str] = Counter()
    right: dict[str, Counter[str]] = {}
    among: dict[str, int] = {}
    for name, authors in groups:
        model = train([q for q in questions if q.author not in authors], document, lexicon)
        held = [q for q in questions if q.author in authors and q.ask != "none"]
        asked.update(question.ask for question in held)
        for way, guess in guesses(corpus, document, model).items():
            found = [(question, guess(question.text)) for question in held]
            right.setdefault(way, Counter()).update(q.ask for q, got in found if got == {q.ask})
            among[way] = among.get(way, 0) + sum(q.ask in got for q, got in found)
            print(f"left out {name}: {way}: {sum(got == {q.ask} for q, got in found) / len(found):.3f}")
    _print(asked, right, among)


def _print(asked: Counter[str], right: dict[str, Counter[str]], among: dict[str, int]) -> None:
    """Per way: the share read as just what was asked, the share where that is among what was read."""
    everything = asked.total()
    for way, hits in right.items():
        print(
            f"\n{way}: {hits.total() / everything:.3f} just that, {among[way] / everything:.3f} among others"
        )
        for ask, number in asked.most_common():
            print(f"  {ask:12} {hits[ask] / number:.3f} of {number}")


if __name__ == "__main__":
    main()
