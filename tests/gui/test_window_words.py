"""No option of the command line reaches a person who looks at the window."""

import ast
import re
from collections.abc import Iterator

import engine_texts
import pytest
from PySide6.QtWidgets import QApplication

from fstrn_gui.bundled import bundled_folder
from fstrn_gui.engine.device import Accelerator, choose_device
from fstrn_gui.errors import DeviceError
from fstrn_gui.gui.engine_words import EngineTranslator, read_catalogue
from fstrn_gui.gui.language import install_language
from fstrn_gui.gui.widgets.message import MessageBar
from fstrn_gui.gui.window_words import WINDOW_WORDS

OPTION = re.compile(r"--[a-z][a-z-]*\b(?!=)")  # with "=" it is one for another program
GAP = re.compile(r"\{\d+\}")
LANGUAGES = {
    "English": EngineTranslator({}),
    "Korean": EngineTranslator(read_catalogue(bundled_folder("resources") / "translations/ko.ts")),
}


def strings(tree: ast.AST) -> Iterator[str]:
    """Every string of a module but its docstrings; f-strings as templates."""
    nodes = list(ast.walk(tree))
    joined = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    docstrings = (node.value for node in nodes if isinstance(node, ast.Expr))
    none = {*map(id, docstrings), *(id(piece) for text in joined for piece in text.values)}
    yield from map(engine_texts.template, joined)
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in none:
            yield node.value


def strings_with_options() -> set[str]:
    """All of the rooms below the window, whether they are known to be told or not."""
    return {
        text
        for room in engine_texts.ROOMS
        for path in (engine_texts.ROOT / "fstrn_gui" / room).rglob("*.py")
        for text in strings(ast.parse(path.read_text(encoding="utf-8")))
        if OPTION.search(text)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_engine_says_names_no_option_in_the_window(language: str) -> None:
    sentences = {*engine_texts.templates(), *strings_with_options()}

    told = {text: LANGUAGES[language].say(GAP.sub("7", text)) for text in sentences}

    assert len(told) > 150
    assert [said for said in told.values() if OPTION.search(said)] == []


def test_the_window_has_words_for_what_the_engine_says_and_for_nothing_else() -> None:
    assert set(WINDOW_WORDS) == strings_with_options()


def test_what_the_windows_words_quote_stands_in_the_window() -> None:
    quoted = {name for words in WINDOW_WORDS.values() for name in re.findall('"(.+?)"', words)}
    modules = (engine_texts.ROOT / "fstrn_gui" / "gui" / "widgets").glob("*.py")

    there = {text for path in modules for text in strings(ast.parse(path.read_text("utf-8")))}

    assert quoted
    assert quoted <= there


def test_the_windows_words_are_put_in_their_place_among_other_sentences() -> None:
    fix = "MKV can keep it as it is. --leave-out 2 leaves it out."

    assert LANGUAGES["English"].say(fix) == "MKV can keep it as it is."


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    install_language(qapp, "en")


class WithoutCard:
    """A machine without any accelerator."""

    def cuda(self) -> Accelerator:
        return Accelerator("", "no working NVIDIA driver and card were found")

    def mps(self) -> Accelerator:
        return Accelerator("", "this PyTorch was built without MPS")

    def cpu(self) -> str:
        return "CPU"

    def has_bf16(self) -> bool:
        return False

    def cores(self) -> int:
        return 1


@pytest.mark.parametrize(
    ("language", "next_step"),
    [
        ("en", "Choose the processor under Settings, Network, or Automatic to take what there is."),
        ("ko", "설정, 신경망에서 프로세서를 고르거나"),
    ],
)
def test_a_card_that_is_not_there_leads_to_the_settings(
    application: QApplication, language: str, next_step: str
) -> None:
    with pytest.raises(DeviceError) as refused:
        choose_device("cuda", machine=WithoutCard())
    install_language(application, language)
    bar = MessageBar()

    bar.show_error(refused.value)

    assert next_step in bar.text
    assert "--" not in bar.text
