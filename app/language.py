"""In which language the window speaks, and how it writes numbers: chosen before it is made.

The command line, files and the names of inputs stay as they are: scripts rely on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.language.spoken import speak

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication, QLocale

    from widgets.language.translator import Translator

LANGUAGES = ("system", "en", "de")
NUMBERS = ("system", "language")  # of the system's locale, or as usual in the language
_USUAL = {"en": "en_US", "de": "de_DE"}


def begin_to_speak(application: QCoreApplication, language: str, numbers: str) -> None:
    """From now on, what is made speaks so. `language` and `numbers` are settings."""
    code = spoken_language(language)
    speak(translator(code, numbers))
    if code != "en":
        _translate_qt(application, code)


def spoken_language(language: str) -> str:
    """`en` or `de`: what is chosen, or the first of the system's languages that Tenor speaks."""
    if language != "system":
        return language
    from PySide6.QtCore import QLocale

    asked = (name.replace("_", "-").split("-")[0] for name in QLocale.system().uiLanguages())
    return next((code for code in asked if code in _USUAL), "en")


def translator(code: str, numbers: str = "language") -> Translator | None:
    """What says English in a language; None where nothing would be different."""
    locale = _numbers(code, numbers)
    if code == "en" and locale is None:
        return None
    from widgets.language.catalogue import number_words, rows_of, typed_words
    from widgets.language.locales import locale_of
    from widgets.language.translator import Translator
    from widgets.language.values import Locale

    if code == "en":
        written = Locale() if locale is None else locale_of(locale, code)
        return None if written == Locale() else Translator((), written)
    from PySide6.QtCore import QLocale

    words = number_words(code)
    written = locale_of(locale or QLocale(_USUAL[code]), code, words)
    return Translator(rows_of(code), written, typed_words(code))


def _numbers(code: str, numbers: str) -> QLocale | None:
    """The system's locale of numbers, where it doesn't write as is usual in the language."""
    if numbers != "system":
        return None
    from PySide6.QtCore import QLocale

    system = QLocale.system()
    same = _written(system) == _written(QLocale(_USUAL[code]))
    return None if same or system.name() == "C" else system


def _written(locale: QLocale) -> tuple[str, str, str]:
    """How it writes numbers, which may be set apart from the system's language."""
    return locale.decimalPoint(), locale.groupSeparator(), locale.toCurrencyString(1.0, "$")


def _translate_qt(application: QCoreApplication, code: str) -> None:
    """The buttons and dialogs of Qt's own."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    made = QTranslator(application)
    if made.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(made)
