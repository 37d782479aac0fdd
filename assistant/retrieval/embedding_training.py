"""Training a static embedding on the operator's own clauses, without labels, while indexing.

A few words out of a clause are taught to lie near the rest of it, and neighbours near one another. Saved
in the form of sentence-transformers.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.model import Document
from assistant.language.normalise import normalise
from assistant.retrieval.embedding import Vectors
from assistant.retrieval.tokens import Dictionary

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor

#: Chosen on public question sets.
_DIMENSIONS, _BATCH = 128, 512
#: How often each pair is looked at, within bounds on the number of steps.
_LOOKS, _LEAST_STEPS, _MOST_STEPS = 4, 350, 1000
_LEARNING_RATE, _SHARPNESS = 0.02, 20.0
_SEED = 0
#: Tokens of a text that training looks at.
_LONGEST = 160
#: How many times words are taken out of a text, and how many characters at least and at most.
_SPANS, _SHORTEST, _WIDEST = 2, 7, 36

Pair = tuple[str, str]


def clause_pairs(document: Document) -> list[Pair]:
    """Texts of a document that belong together."""
    return passage_pairs([(clause.heading, document.own_text(clause)) for clause in document.clauses])


def passage_pairs(passages: Sequence[Pair]) -> list[Pair]:
    """Texts that belong together, from headings and texts of passages that follow one another.

    A few words out of a text, about as many as people ask with, with its heading and the rest; and each
    text with the next.
    """
    chance = random.Random(_SEED)
    pairs: list[Pair] = []
    wholes = [(heading, text) for heading, text in passages if text.strip()]
    for heading, text in wholes:
        for _ in range(_SPANS if len(text) >= 2 * _SHORTEST else 0):
            length = chance.randint(_SHORTEST, min(_WIDEST, len(text) // 2))
            start = chance.randrange(len(text) - length + 1)
            pairs.append(
                (text[start : start + length], f"{heading}\n{text[:start]}\n{text[start + length :]}")
            )
    pairs += [(f"{a}\n{b}", f"{c}\n{d}") for (a, b), (c, d) in pairwise(wholes)]
    return pairs


def train_embedding(
    pairs: Sequence[Pair], dictionary: Dictionary, folder: Path, progress: Callable[[int, int], None]
) -> None:
    """Train on ``pairs`` and save a model into ``folder``; the same pairs give the same model."""
    import torch

    plain = [(normalise(first).text, normalise(second).text) for first, second in pairs]
    # Every text but the last of a document comes first in a pair.
    tokenizer = tokenizer_of(dictionary, [first for first, _ in plain])
    ids = [_token_ids(tokenizer, side) for side in zip(*plain, strict=True)]
    torch.manual_seed(_SEED)
    chance = random.Random(_SEED)
    table = torch.nn.Parameter(torch.randn(tokenizer.get_vocab_size(), _DIMENSIONS) * 0.1)
    optimiser = torch.optim.SparseAdam([table], lr=_LEARNING_RATE)
    steps = min(max(_LEAST_STEPS, _LOOKS * len(plain) // _BATCH), _MOST_STEPS)
    for step in range(steps):
        batch = chance.sample(range(len(plain)), min(_BATCH, len(plain)))
        first, second = (_embedded(table, [side[number] for number in batch]) for side in ids)
        loss = torch.nn.functional.cross_entropy(_SHARPNESS * first @ second.T, torch.arange(len(batch)))
        for group in optimiser.param_groups:
            group["lr"] = _LEARNING_RATE * (1 - step / steps)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()  # type: ignore[no-untyped-call]
        progress(step + 1, steps)
    save_static(tokenizer, table.detach().numpy(), folder)


def save_static(tokenizer: Tokenizer, table: Vectors, folder: Path) -> None:
    """Save token vectors as a model of sentence-transformers into ``folder``."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    static = StaticEmbedding(tokenizer, embedding_weights=table)
    SentenceTransformer(modules=[static, Normalize()], device="cpu").save(str(folder))
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _token_ids(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Tensor]:
    """Each text's tokens, cut once; of a long text the first ones stand for the whole."""
    import torch

    encoded = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return [torch.tensor(one.ids[:_LONGEST] or [0]) for one in encoded]


def _embedded(table: Tensor, texts: Sequence[Tensor]) -> Tensor:
    import torch

    starts = torch.tensor([0, *(len(ids) for ids in texts[:-1])]).cumsum(0)
    bags = torch.nn.functional.embedding_bag(torch.cat(list(texts)), table, starts, mode="mean", sparse=True)
    return torch.nn.functional.normalize(bags)


def tokenizer_of(dictionary: Dictionary, texts: Sequence[str]) -> Tokenizer:
    """The dictionary's words that occur in ``texts`` as a tokenizer that cuts as jieba does."""
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers

    found = {word.text for text in texts for word in dictionary.words(text)}
    words = sorted(found | {character for text in texts for character in text if not character.isspace()})
    scores = [("<unk>", -25.0), *((word, -dictionary.information(word)) for word in words)]
    tokenizer = Tokenizer(models.Unigram(scores, unk_id=0))
    pieces = Regex(r"[\u3400-\u9fff]+|[a-z0-9]+(?:\.[0-9]+)?|.")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Split(pieces, behavior="isolated")]
    )
    return tokenizer
