"""A run over an assistant with a chat model: what the model used is in the run."""

from __future__ import annotations

from pydantic import SecretStr

from assistant.service import Assistant
from assistant.settings import Settings
from evals.asking import ask_all
from evals.cases import CaseSet
from evals.judged import judge_all
from evals.metrics import metrics
from evals.targets import InProcess
from tests.evals import samples
from tests.models.scripted import Answers, Reply, Says, scripted


def measured(settings: Settings, reply: Reply) -> dict[str, float]:
    sets = (CaseSet(name="set", cases=(samples.refusal_case(), samples.dialogue_case())),)
    with scripted(reply) as server:
        model = {"chat_model": "openai:scripted", "chat_base_url": server.url, "chat_api_key": SecretStr("k")}
        target = InProcess.open(settings.model_copy(update=model), warm=True)
        found = metrics(judge_all(sets, ask_all(sets, target), samples.registry()))
        asked = len(server.requests)
    assert asked
    return {name: measure.value for name, measure in found.items() if name.startswith("model_")}


def test_tokens_are_in_the_run(settings: Settings, assistant: Assistant) -> None:  # noqa: ARG001 builds the index
    # The scripted server counts 100 tokens read and 20 written a call.
    assert measured(settings, Says("请看条款。")) == {
        "model_input_tokens": 100,
        "model_output_tokens": 20,
        "model_fallbacks": 0,
    }


def test_a_model_that_refuses_to_work_is_seen(settings: Settings, assistant: Assistant) -> None:  # noqa: ARG001
    assert measured(settings, Answers(401, "{}"))["model_fallbacks"] == 1
