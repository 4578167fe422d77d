from pathlib import Path

import engine_texts
import pytest

from fstrn_gui.bundled import bundled_folder
from fstrn_gui.gui.engine_words import EngineTranslator, read_catalogue

KOREAN = bundled_folder("resources") / "translations" / "ko.ts"
CATALOGUE = {
    "{0} is {1}.": "[{0}|{1}]",
    "{0} is empty (0 bytes).": "<{0}>",
    "Copy it again.": "<copy>",
    "no picture": "<none>",
}


def test_every_sentence_of_the_engine_has_a_korean_one() -> None:
    korean = read_catalogue(KOREAN)

    missing = [text for text in engine_texts.said_in_the_window() if not korean.get(text)]

    assert len(korean) > 150
    assert missing == []


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("a b.mp4 is empty (0 bytes).", "<a b.mp4>"),
        ("a.mp4 is blue.", "[a.mp4|blue]"),
        ("a.mp4 is no picture.", "[a.mp4|<none>]"),
        ("a.mp4 is empty (0 bytes). Copy it again.", "<a.mp4> <copy>"),
        ("A wheel came off.", "A wheel came off."),
        ("A wheel came off. Copy it again.", "A wheel came off. <copy>"),
    ],
)
def test_a_sentence_is_known_by_its_template(english: str, said: str) -> None:
    assert EngineTranslator(CATALOGUE).translate("engine", english) == said


def test_other_contexts_are_left_to_others() -> None:
    assert EngineTranslator(CATALOGUE).translate("window", "no picture") == "no picture"


def test_a_language_without_the_engine_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "xx.ts"
    path.write_text("<TS><context><name>window</name></context></TS>")

    assert read_catalogue(path) == {}
