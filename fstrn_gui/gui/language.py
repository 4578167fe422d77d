"""Which language the window speaks: translations lie in `resources/translations/`."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from fstrn_gui.bundled import bundled_folder
from fstrn_gui.gui.engine_words import EngineTranslator, read_catalogue


def install_language(application: QApplication, choice: str) -> str:
    """Speak `choice` ("en", "ko"), or the system's language where it is empty; which it is.

    English is in the program itself; what the engine says is put into the window's words in every
    language. Qt's own texts (file dialogs, buttons) are translated too.
    What was spoken before is forgotten.
    """
    for spoken in application.findChildren(QTranslator):
        application.removeTranslator(spoken)
        spoken.deleteLater()
    wanted = choice or QLocale.system().name().split("_")[0]
    ours = bundled_folder("resources") / "translations" / f"{wanted}.qm"
    translator = QTranslator(application)
    known = translator.load(str(ours))
    translations = read_catalogue(ours.with_suffix(".ts")) if known else {}
    application.installTranslator(EngineTranslator(translations, application))  # asked last
    if not known:
        return "en"
    application.installTranslator(translator)
    of_qt = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if of_qt.load(f"qtbase_{wanted}", folder):
        application.installTranslator(of_qt)
    return wanted
