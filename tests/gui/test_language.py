import re
from pathlib import Path
from xml.etree import ElementTree

import fstrn_gui.gui
from fstrn_gui.bundled import bundled_folder

TRANSLATIONS = bundled_folder("resources") / "translations"
CALL = re.compile(r'translate\(\s*(["\'])(\w+)\1,\s*((?:"(?:[^"\\]|\\.)*"\s*)+),?\s*\)', re.DOTALL)


def texts_of_the_window() -> set[tuple[str, str]]:
    texts = set()
    for path in Path(fstrn_gui.gui.__path__[0]).rglob("*.py"):
        for _, context, literal in CALL.findall(path.read_text(encoding="utf-8")):
            texts.add((context, "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literal))))
    return texts


def korean_texts() -> dict[tuple[str, str], str]:
    tree = ElementTree.parse(TRANSLATIONS / "ko.ts")
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message.findtext(
            "translation", ""
        )
        for context in tree.iter("context")
        for message in context.iter("message")
    }


def test_every_text_of_the_window_is_translated_into_korean() -> None:
    korean = korean_texts()

    missing = {text for text in texts_of_the_window() if not korean.get(text)}

    assert len(texts_of_the_window()) > 100
    assert missing == set()


def test_translations_keep_the_gaps_to_be_filled() -> None:
    gaps = re.compile(r"\{\w+[^}]*\}")

    for (_, source), translated in korean_texts().items():
        assert sorted(gaps.findall(source)) == sorted(gaps.findall(translated)), source


def test_the_compiled_translations_are_those_of_the_source() -> None:
    compiled = (TRANSLATIONS / "ko.qm").read_bytes()

    for translated in korean_texts().values():
        assert translated.encode("utf-16-be") in compiled
