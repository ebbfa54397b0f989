"""The command line: for analysts, scripts and machines with no screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.command_line.console import UsageError, complain, say
from engine.files.atomic import FileError
from engine.files.shipped import DEFAULT_PRESET

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence

    from engine.evaluate import Result
    from engine.explanation.subjects import Subject
    from engine.model.catalogue import Catalogue
    from engine.project import Project
    from engine.scenario import Scenario

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

# Modules are imported where they are used: `tenor presets` needs no model, `tenor evaluate`
# no Qt, and the window no argparse.


def run(words: Sequence[str]) -> int:
    """Does what the words ask. The exit code: 0, 3 where `audit` found what it was to look for
    or `check` a snapshot that does not hold, or 2 after one line on standard error.

    Raises what nobody but us can mend.
    """
    try:
        return _dispatch(words)
    except (FileError, UsageError) as error:
        complain(str(error))
        return 2


def _dispatch(words: Sequence[str]) -> int:
    if not words:
        return _open_window(DEFAULT_PRESET)
    if len(words) == 1 and words[0] not in _COMMANDS and not words[0].startswith("-"):
        return _open_window(words[0])
    from app.command_line.arguments import parse

    try:
        options = parse(words)
    except SystemExit:  # argparse, after --help
        return 0
    return _COMMANDS[options.command](options)


# The window ----------------------------------------------------------------------------------


def _window(options: Namespace) -> int:
    return _open_window(options.scenario)


def _open_window(text: str) -> int:
    from engine.files.opening import open_project
    from engine.files.shipped import preset_scenario
    from engine.project import single

    # Read beside the window, which stands meanwhile: what is in them is told first.
    other = Path(text) if text.lower().endswith((".xlsx", ".tenorseal")) else None
    if other is None:
        project, path = open_project(text)
    elif other.is_file():
        project, path = single(preset_scenario(DEFAULT_PRESET)), None
    else:
        raise FileError(other, "can't be read: there is no such file")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _DISPLAYS):
        raise UsageError(
            "there is no display for the window; use tenor evaluate, tenor export or "
            "tenor --screenshot FILE.png, which need none"
        )
    from app.launch import run as run_window

    return run_window(project, path, other)


def _screenshot(options: Namespace) -> int:
    from app.command_line.arguments import DEFAULT_SIZE

    width, height = options.size or DEFAULT_SIZE
    project = _project(options.scenario)
    asked = _subject(options.explain, project.scenario.model) if options.explain else None
    page = options.page
    look = (options.theme, options.text_size, options.language)
    _save_picture(project, options.screenshot, page, width, height, look, asked)
    return 0


def _subject(text: str, model: Catalogue) -> Subject:
    """`exit_cost` is the headline figure, `exit_cost@12` the line item in month 12."""
    from engine.explanation.explain import exists
    from engine.explanation.subjects import Subject
    from engine.files.reading import nearest
    from engine.model.catalogue import MONTHS

    key, at, typed = text.partition("@")
    known = [*model.inputs, *(item.key for item in model.formulas()), *model.figures]
    if key not in known:
        raise UsageError(f"argument --explain: {key!r} is not in the model{nearest(key, known)}")
    if at and not (typed.isdecimal() and 1 <= int(typed) <= MONTHS):
        raise UsageError(f"argument --explain: month {typed!r} is not allowed; 1 to {MONTHS}")
    found = Subject(key, int(typed) if at else None)
    if not exists(model, found):
        raise UsageError(f"argument --explain: {key} has a value a month; write {key}@12")
    return found


def _project(text: str) -> Project:
    """What a picture or an export is of: a project, or the scenario of a workbook alone."""
    from engine.files.opening import open_project, split_name

    path, _name = split_name(text)
    if path.suffix.lower() != ".xlsx":
        return open_project(text)[0]
    from engine.files.workbook.read import read_selected

    return read_selected(path)


def _save_picture(
    project: Project,
    path: Path,
    page: str | None,
    width: int,
    height: int,
    look: tuple[str | None, str | None, str | None] = (None, None, None),
    asked: Subject | None = None,
) -> None:
    from app import screenshot

    page = page or "overview"
    if page not in screenshot.PAGES:
        allowed = ", ".join(screenshot.PAGES)
        raise UsageError(f"argument --page: {page!r} is not a page; allowed: {allowed}")
    theme, text_size, language = look
    screenshot.save(
        project,
        path,
        page,
        width,
        height,
        theme=theme or "light",
        text_size=text_size or "100",
        language=language or "en",
        asked=asked,
    )


# The other commands ------------------------------------------------------------------------------


def _version(_options: Namespace) -> int:
    from app.files.writers import tenor_version

    say(f"tenor {tenor_version()}\n")
    return 0


def _presets(options: Namespace) -> int:
    from app.command_line import preset_report

    text = preset_report.as_json if options.format == "json" else preset_report.as_table
    say(text())
    return 0


def _model(options: Namespace) -> int:
    from app.command_line.model_report import model_reference

    say(model_reference(options.words, options.of, options.format))
    return 0


def _evaluate(options: Namespace) -> int:
    from engine.evaluate import evaluate

    say(_report(options.format)(evaluate(_changed_scenario(options))))
    return 0


def _report(name: str) -> Callable[[Result], str]:
    from app.command_line import result_report
    from engine.files.tables import csv_text

    return {
        "table": result_report.as_table,
        "json": result_report.as_json,
        "csv": csv_text,
    }[name]


def _simulate(options: Namespace) -> int:
    from app.command_line.simulate_report import report

    say(report(_changed_scenario(options), options))
    return 0


def _seek(options: Namespace) -> int:
    from app.command_line.seek_report import report

    say(report(_changed_scenario(options), options))
    return 0


def _sensitivity(options: Namespace) -> int:
    from app.command_line.sensitivity_report import report

    say(report(_changed_scenario(options), options))
    return 0


def _audit(options: Namespace) -> int:
    from app.command_line.audit_report import report

    found = report(options)
    say(found.text)
    return found.code


def _export(options: Namespace) -> int:
    from app.command_line import handout
    from app.command_line.arguments import DEFAULT_SIZE
    from app.files.export_case import ExportCase
    from app.files.writers import data_writer, workbook_writer
    from app.session import Saved, reference_scenario
    from engine.files.opening import open_scenario
    from engine.project import single

    path = options.out
    handout.check_words(options)
    if path.suffix.lower() in (".xlsx", *handout.FORMS):
        project = _project(options.scenario)  # a workbook or a board pack holds them all
    else:
        project = single(open_scenario(options.scenario))
    project = project.with_scenario(_changed(project.scenario, options))
    if path.suffix.lower() == ".png":
        _save_picture(project, path, None, *DEFAULT_SIZE)
    elif path.suffix.lower() in handout.FORMS:
        handout.write(project, path, options)
    else:
        baseline = reference_scenario(project, Saved(project), project.reference)
        case = ExportCase.of(project, baseline)
        is_data = path.suffix.lower() == ".csv"
        write = data_writer(case.result()) if is_data else workbook_writer(case)
        write(path, lambda _share: None)
    say(f"wrote {path}\n")
    return 0


def _seal(options: Namespace) -> int:
    from app.command_line.seal_report import seal

    project = _project(options.scenario)
    project = project.with_scenario(_changed(project.scenario, options))
    say(seal(project, options.out))
    return 0


def _check(options: Namespace) -> int:
    from app.command_line.seal_report import check

    found = check(options)
    say(found.text)
    return found.code


def _changed_scenario(options: Namespace) -> Scenario:
    """The scenario with what `--set` changes; what the user should know is said."""
    from engine.files.opening import open_scenario

    return _changed(open_scenario(options.scenario), options)


def _changed(scenario: Scenario, options: Namespace) -> Scenario:
    model = scenario.model
    scenario = scenario.with_values(
        {key: _value(key, text, model) for key, text in options.changes}
    )
    for notice in scenario.notices():
        complain(notice)
    return scenario


def _value(key: str, text: str, model: Catalogue) -> float:
    """The value of `--set key=text`. Raises `UsageError` naming both and what is allowed.

    A bare number is in the model's unit, whatever its size: 6000 is no $6,000, but above
    the range of a spend in $m.
    """
    from engine.files.reading import nearest
    from engine.quantity_text import QuantityError, Range, parse
    from engine.scenario import InputError, allowed, check_value

    item = model.inputs.get(key)
    if item is None:
        raise UsageError(f"--set {key}: unknown input{nearest(key, model.inputs)}")
    try:
        value = float(text)
    except ValueError:
        within = Range(item.minimum, item.maximum)
        try:
            value = parse(text, model.style(item.unit), within, shown=False)
        except QuantityError as error:
            raise UsageError(f"--set {key}={text}: {error}; {allowed(item)}") from None
    try:
        return check_value(key, value, model)
    except InputError as error:
        hint = "; 7% is 0.07" if model.style(item.unit) == "percent" else ""
        raise UsageError(f"--set {key}={text}: {error.fault}{hint}") from None


_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "window": _window,
    "screenshot": _screenshot,
    "version": _version,
    "presets": _presets,
    "model": _model,
    "evaluate": _evaluate,
    "simulate": _simulate,
    "seek": _seek,
    "sensitivity": _sensitivity,
    "audit": _audit,
    "export": _export,
    "seal": _seal,
    "check": _check,
}
