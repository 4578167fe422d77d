"""The engine's sentences in the window's words and language.

The engine speaks English, names options of the command line (`window_words`) and knows no
translation. Its sentences are known by their templates ("{0} is empty (0 bytes).", read off the
source by `packaging/engine_texts.py`): one that fits is said in the window's words and language,
with its values put in. So sentences stored by an earlier run, or by the command line, are
understood too; what fits none stays as it is.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QObject, QTranslator

from fstrn_gui.gui.window_words import WINDOW_WORDS

CONTEXT = "engine"
_GAP = re.compile(r"\{(\d+)\}")


class EngineTranslator(QTranslator):
    """Answers for the context "engine"; install it first, so that it is asked last.

    `translations` are those of a language, by template or by the window's words for it; without
    any the window's words are said in English.
    """

    def __init__(self, translations: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        ours = {text: translations.get(words, words) for text, words in WINDOW_WORDS.items()}
        catalogue = {**translations, **ours}
        # the most literal template first: "{0} is empty." before "{0} is {1}."
        sources = sorted(catalogue, key=lambda source: len(_GAP.sub("", source)), reverse=True)
        self._known = [(pattern(source), catalogue[source]) for source in sources]

    def isEmpty(self) -> bool:
        """Whether there is nothing to say."""
        return not self._known

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """`source` in the window's language, or as it is."""
        del disambiguation, n
        return self.say(source) if context == CONTEXT else source

    def say(self, text: str) -> str:
        """One sentence, or several after each other."""
        whole = self._sentence(text)
        if whole is not None:
            return whole
        ends = list(re.finditer(r"[.:] ", text))
        for end in ends:
            first = self._sentence(text[: end.start() + 1])
            if first is not None:
                return f"{first} {self.say(text[end.end() :])}".strip()
        for end in ends:
            rest = text[end.end() :]
            if (said := self.say(rest)) != rest:
                return f"{text[: end.start() + 1]} {said}".strip()
        return text

    def _sentence(self, text: str) -> str | None:
        for known, translated in self._known:
            match = known.fullmatch(text)
            if match is not None and not any(". " in value for value in match.groups()):
                return translated.format(*map(self.say, match.groups()))
        return None


def pattern(source: str) -> re.Pattern[str]:
    """What sentences made of a template look like."""
    return re.compile("(.*?)".join(map(re.escape, _GAP.split(source)[::2])), re.DOTALL)


def read_catalogue(path: Path) -> dict[str, str]:
    """The engine's part of a translation file of Qt's (.ts): template -> translation."""
    for context in ElementTree.parse(path).iter("context"):
        if context.findtext("name") == CONTEXT:
            return {
                message.findtext("source", ""): message.findtext("translation", "")
                for message in context.iter("message")
            }
    return {}
