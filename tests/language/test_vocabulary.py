"""The vocabulary's files hold together, and a mistake names file, line and mend."""

from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.language.vocabulary import load_vocabulary

FOLDER = Path(__file__).parents[2] / "corpus" / "vocabulary"


def test_the_projects_vocabulary_loads() -> None:
    vocabulary = load_vocabulary(FOLDER)
    assert {"算力券", "首台套", "工信局", "亭湖区", "盐南高新区"} <= set(vocabulary.words())
    assert len(vocabulary.words()) == len(set(vocabulary.words()))


def test_every_prefecture_level_city_is_known() -> None:
    """293 by the division of 2023: less the home city and 吉林市, which shares its name with its province."""
    places = load_vocabulary(FOLDER).places
    assert sum(len(province.cities) for province in places.elsewhere) == 291
    # Besides them what is only said to lie outside the home city.
    assert len({province.place for province in places.elsewhere} - {"盐城市以外"}) == 34


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "words"),
    [
        ("terms.yaml", "terms:", "terms:\n  - {term: 新词, als: []}", 3, "also"),
        ("terms.yaml", "terms:", "terms:\n  - {term: 算力券, also: []}", 2, "写了两次"),
        ("places.yaml", "county: [东台市,", "county: [东台县,", 0, "东台县"),
        ("places.yaml", "full_name_only: [", "full_name_only: [火星, ", 0, "火星"),
        ("units.yaml", "units:", "unit:", 2, "没有这样的项"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, file: str, old: str, new: str, line: int, words: str) -> None:
    for path in FOLDER.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CorpusError) as error:
        load_vocabulary(tmp_path)
    assert words in str(error.value)
    assert f"{file}:{line or ''}" in str(error.value)
