"""The command line: what it says, what it writes, how it refuses."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from app.__main__ import main
from engine.evaluate import evaluate
from engine.explanation.subjects import Subject
from engine.files.project.file import write_project
from engine.files.shipped import preset_scenario, presets
from engine.files.workbook.read import read_workbook
from engine.kpis import headline
from engine.model.catalogue import catalogue
from engine.project import project_of, single

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.project import Project

    Tenor = Callable[..., "Done"]

ROOT = Path(__file__).parents[2]


class Done:
    """What a call gave: the exit code and both outputs."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def complaint(self) -> str:
        """The one line of a call that was refused."""
        assert (self.code, self.out) == (2, "")
        assert self.err.startswith("tenor: ")
        assert self.err.count("\n") == 1
        assert self.err.endswith("\n")
        return self.err.removeprefix("tenor: ").strip()


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Runs the command line in this process."""

    def run(*words: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["tenor", *words])
        code = main()
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


def _process(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )


# Presets and model ---------------------------------------------------------------------------


def test_presets_as_table(tenor: Tenor) -> None:
    done = tenor("presets")
    assert (done.code, done.err) == (0, "")
    for preset in presets().values():
        assert f"{preset.id} " in done.out
        assert preset.name in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_presets_as_json(tenor: Tenor) -> None:
    found = json.loads(tenor("presets", "--format", "json").out)
    assert [each["id"] for each in found] == list(presets())
    assert found[1] == {
        "id": "s1_terms",
        "name": "S-1 exit terms",
        "story": presets()["s1_terms"].story,
        "changes": {
            "lockin_months": 3.0,
            "notice_months": 3.0,
            "termination_fee_pct": 0.0,
            "termination_fee_decline": 0.0,
            "termination_fee_floor": 0.0,
        },
    }


@pytest.mark.parametrize("columns", [60, 80, 160])
def test_the_model_reference_names_everything_and_fits(
    tenor: Tenor, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = tenor("model").out
    model = catalogue()
    lines = out.splitlines()
    assert max(map(len, lines)) <= columns
    for table in (model.inputs, model.scalars, model.line_items, model.measures, model.figures):
        for key in table:
            assert any(line.startswith(f"  {key}: ") for line in lines), key


def test_the_model_reference_gives_formula_basis_and_reasons(
    tenor: Tenor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    out = tenor("model").out
    assert "\nIncumbent supply\n" in out
    assert "\nLock-in\n" in out
    assert "Default: $1.25B; for --set and in files 1250, allowed: 0 to 5000 ($m/month)" in out
    assert "Reported: short note: 1,250; long article: 15,000/yr" in out
    assert "= term_months + auto_renew * renewal_months" in out
    assert "= max(0, -cash_trough)" in out
    assert "None if exit_opens == 0: staying is always cheaper" in out


def test_the_model_reference_is_searched(tenor: Tenor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    done = tenor("model", "Exit", "COST")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("exit_cost: Exit cost, $m\n    Line item, Lock-in\n")
    assert "    Used by: exit_cost (headline figure)\n" in done.out
    assert max(map(len, done.out.splitlines())) <= 100
    found = json.loads(tenor("model", "exit_cost", "--format", "json").out)
    assert [each["kind"] for each in found[:2]] == ["Line item", "Headline figure"]


# Evaluate ------------------------------------------------------------------------------------


def test_evaluate_as_json_has_exactly_this_shape(tenor: Tenor) -> None:
    done = tenor("evaluate", "as_reported", "--format", "json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    result = evaluate(preset_scenario("as_reported"))
    assert list(found) == ["name", "start", "inputs", "kpis", "reasons", "rows"]
    assert (found["name"], found["start"]) == ("As reported", "2026-04")
    assert found["inputs"] == dict(result.scenario.values)
    assert list(found["rows"]) == list(catalogue().line_items)
    for key, row in found["rows"].items():
        assert row == result.row(key).tolist()
    assert list(found["kpis"]) == list(catalogue().figures)
    for key, figure in headline(result).items():
        value = list(figure.value) if isinstance(figure.value, tuple) else figure.value
        assert found["kpis"][key] == value
        assert type(found["kpis"][key]) is type(value)
    assert found["reasons"] == {
        "cash_out_month": "cash never falls below zero in 48 months",
    }


def test_evaluate_gives_the_figures_of_the_specification(tenor: Tenor) -> None:
    kpis = json.loads(tenor("evaluate", "as_reported", "--format", "json").out)["kpis"]
    assert kpis["first_profit_quarter"] == 2
    assert kpis["remaining_obligation"] == 43437.5
    assert kpis["exit_cost"] == 29062.5
    assert (kpis["exit_window_opens"], kpis["exit_window_closes"]) == (19, 28)
    assert round(kpis["best_exit_saving"], 1) == 1186.7
    assert kpis["relapses"] is False
    assert len(kpis["maturity"]) == 6
    kpis = json.loads(tenor("evaluate", "s1_terms", "--format", "json").out)["kpis"]
    assert kpis["exit_cost"] == 6187.5


@pytest.mark.parametrize("key", list(presets()))
def test_null_figures_have_reasons_and_no_others(tenor: Tenor, key: str) -> None:
    found = json.loads(tenor("evaluate", key, "--format", "json").out)
    null = [figure for figure, value in found["kpis"].items() if value is None]
    assert list(found["reasons"]) == null
    assert all(found["reasons"].values())


def test_evaluate_as_table(tenor: Tenor) -> None:
    done = tenor("evaluate", "as_reported")
    assert (done.code, done.err) == (0, "")
    pairs = [line.split("  ", 1) for line in done.out.splitlines()[2:]]
    lines = {label: value.strip() for label, value in pairs}
    assert done.out.startswith("As reported: month 1 is Apr 2026\n")
    assert len(lines) == len(catalogue().figures)
    assert lines["First profitable month"] == "3 (Jun 2026)"
    assert lines["First profitable quarter"] == "Q3 2026"
    assert lines["Cash runway"] == "none: cash never falls below zero in 48 months"
    assert lines["Relapses into loss"] == "No"
    assert lines["Remaining obligation"] == "$43.4B"
    assert lines["Effective lock-in"] == "17 months"
    assert lines["Lowest fee the supplier can take"] == "$554m a month"
    assert lines["Contract price"] == "$5.27 / GPU-hour"
    assert lines["Maturity of the obligation"] == "$14.7B, $15.0B, $13.8B, $0, $0, $0"


def test_evaluate_as_csv(tenor: Tenor) -> None:
    done = tenor("evaluate", "s1_terms", "--format", "csv")
    rows = list(csv.DictReader(done.out.splitlines()))
    assert len(rows) == 120
    exit_costs = evaluate(preset_scenario("s1_terms")).row("exit_cost").tolist()
    assert [float(row["exit_cost"]) for row in rows] == exit_costs


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("monthly_spend=1.25B", 1250.0),
        ("monthly_spend=828m", 828.0),
        ("monthly_spend=$1,100m", 1100.0),
        ("monthly_spend=1100", 1100.0),
        ("revenue_growth=7%", 0.07),
        ("revenue_growth=0.07", 0.07),
        ("revenue_growth=-5%", -0.05),
        ("revenue_growth=−5%", -0.05),
        ("term_months=3y", 36.0),
        ("term_months=36 mo", 36.0),
        ("term_months=60", 60.0),
        (" term_months =60", 60.0),
        ("auto_renew=yes", 1.0),
        ("auto_renew=0", 0.0),
        ("payment_direction=-1", -1.0),
        ("payment_direction=supplier pays", -1.0),
        ("committed_gpus=220k", 220.0),
        ("opening_market_price=$4.10", 4.1),
        ("npv_timing=0.5", 0.5),
        ("quarter_phase=2", 2.0),
    ],
)
def test_set_takes_what_people_write(tenor: Tenor, word: str, value: float) -> None:
    done = tenor("evaluate", "as_reported", "--set", word, "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["inputs"][word.split("=")[0].strip()] == value


def test_of_the_same_key_the_last_counts(tenor: Tenor) -> None:
    words = ("--set", "term_months=24", "--set", "monthly_spend=1B", "--set", "term_months=60")
    inputs = json.loads(tenor("evaluate", "as_reported", *words, "--format", "json").out)["inputs"]
    assert (inputs["term_months"], inputs["monthly_spend"]) == (60, 1000)


def test_what_does_not_fit_the_timeline_is_said_apart(tenor: Tenor) -> None:
    words = ("--set", "term_months=96", "--set", "contract_start_month=24", "--set", "auto_renew=1")
    done = tenor("evaluate", "as_reported", *words, "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["inputs"]["term_months"] == 96
    assert done.err == (
        "tenor: The contract ends in month 131; it is computed on the 120 months that fit.\n"
    )


def test_the_supplier_pays(tenor: Tenor) -> None:
    found = json.loads(tenor("evaluate", "supplier_pays", "--format", "json").out)
    assert found["kpis"]["regret"] is None
    assert found["reasons"]["regret"] == "the supplier pays: nothing to regret"


# Scenarios from files ------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "plan.tenor"
    plain = preset_scenario("as_reported")
    long = replace(plain.with_values({"term_months": 60}), name="Long")
    write_project(path, project_of([replace(plain, name="Café"), long]))
    return path


def test_one_scenario_of_a_project(tenor: Tenor, project: Path) -> None:
    found = json.loads(tenor("evaluate", f"{project}#Long", "--format", "json").out)
    assert (found["name"], found["inputs"]["term_months"]) == ("Long", 60)


def test_several_scenarios_are_listed(tenor: Tenor, project: Path) -> None:
    complaint = tenor("evaluate", str(project)).complaint()
    assert complaint.startswith(f"{project}: holds several scenarios")
    assert "'Café', 'Long'" in complaint


# Export --------------------------------------------------------------------------------------


def test_export_csv(tenor: Tenor, tmp_path: Path) -> None:
    path = tmp_path / "plan.CSV"
    done = tenor("export", "s1_terms", "--out", str(path))
    assert (done.code, done.out, done.err) == (0, f"wrote {path}\n", "")
    assert path.read_text() == tenor("evaluate", "s1_terms", "--format", "csv").out


def test_export_workbook_opens_again(tenor: Tenor, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    done = tenor("export", "s1_terms", "--set", "term_months=5y", "--out", str(path))
    assert (done.code, done.out, done.err) == (0, f"wrote {path}\n", "")
    assert read_workbook(path) == preset_scenario("s1_terms").with_values({"term_months": 60})
    again = json.loads(tenor("evaluate", str(path), "--format", "json").out)
    assert (again["name"], again["inputs"]["term_months"]) == ("S-1 exit terms", 60)


def test_the_workbook_compares_in_the_same_month_as_the_window(
    tenor: Tenor, tmp_path: Path
) -> None:
    path = tmp_path / "plan.xlsx"
    words = ("--set", "decision_month=12", "--set", "term_months=60")
    assert tenor("export", "s1_terms", *words, "--out", str(path)).code == 0
    book = openpyxl.load_workbook(path, read_only=True)
    rows = list(book["Inputs"].iter_rows(values_only=True))
    book.close()
    baseline = rows[3].index("Baseline")
    standard = {row[0]: row[baseline] for row in rows[4:]}
    assert (standard["decision_month"], standard["term_months"]) == (12, 36)


@pytest.mark.parametrize("name", ["plan.docx", "plan", "plan.xls", ".xlsx"])
def test_other_endings_are_refused(tenor: Tenor, tmp_path: Path, name: str) -> None:
    complaint = tenor("export", "s1_terms", "--out", str(tmp_path / name)).complaint()
    assert name in complaint
    assert "has none of the endings allowed: .xlsx, .pdf, .pptx, .csv, .png" in complaint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_targets_that_cannot_be_written(tenor: Tenor, tmp_path: Path, ending: str) -> None:
    missing = tmp_path / "nowhere" / f"plan{ending}"
    complaint = tenor("export", "s1_terms", "--out", str(missing)).complaint()
    assert complaint == f"{missing}: can't be written: the folder {missing.parent} does not exist"
    folder = tmp_path / f"folder{ending}"
    folder.mkdir()
    complaint = tenor("export", "s1_terms", "--out", str(folder)).complaint()
    assert complaint == f"{folder}: can't be written: it is a folder"
    assert [each.name for each in tmp_path.iterdir()] == [folder.name]


def test_no_permission_to_write(
    tenor: Tenor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")  # root may write everywhere

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    path = tmp_path / "plan.csv"
    complaint = tenor("export", "s1_terms", "--out", str(path)).complaint()
    assert complaint.startswith(f"{path}: can't be written: no permission")


# The window and its picture ------------------------------------------------------------------


class Window(ModuleType):
    """Stands in for the modules that know Qt; remembers what it was asked."""

    PAGES = ("overview", "ledger")

    def __init__(self) -> None:
        super().__init__("stand_in")
        self.calls: list[tuple[Any, ...]] = []

    def run(self, project: Project, path: Path | None = None, workbook: Path | None = None) -> int:
        self.calls.append((project.scenario, path, workbook))
        return 0

    def save(
        self,
        project: Project,
        path: Path,
        page: str,
        width: int,
        height: int,
        *,
        theme: str,
        text_size: str,
        language: str,
        asked: Subject | None = None,
    ) -> None:
        self.calls.append((project.scenario, path, page, width, height, theme))
        self.text_size, self.language = text_size, language
        self.asked = asked


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    import app

    stand_in = Window()
    for name in ("launch", "screenshot"):
        monkeypatch.setitem(sys.modules, f"app.{name}", stand_in)
        monkeypatch.setattr(app, name, stand_in, raising=False)
    return stand_in


@pytest.mark.parametrize(("words", "preset"), [((), "as_reported"), (("s1_terms",), "s1_terms")])
def test_the_window_opens(
    tenor: Tenor, window: Window, words: tuple[str, ...], preset: str
) -> None:
    done = tenor(*words)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert window.calls == [(preset_scenario(preset), None, None)]


def test_the_window_opens_on_a_file(tenor: Tenor, window: Window, project: Path) -> None:
    assert tenor(f"{project}#Long").code == 0
    scenario, path, workbook = window.calls[0]
    assert (scenario.name, path, workbook) == ("Long", project, None)


def test_the_window_opens_on_a_workbook(tenor: Tenor, window: Window, tmp_path: Path) -> None:
    book = tmp_path / "plan.xlsx"
    assert "there is no such file" in tenor(str(book)).complaint()
    book.touch()  # what is wrong with it is said in the window
    assert tenor(str(book)).code == 0
    assert window.calls == [(preset_scenario("as_reported"), None, book)]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_the_alternatives_are_named(
    tenor: Tenor, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    complaint = tenor("s1_terms").complaint()
    assert complaint.startswith("there is no display")
    assert all(word in complaint for word in ("evaluate", "export", "--screenshot"))
    assert window.calls == []


def test_a_picture_of_the_window(tenor: Tenor, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "overview.png"
    assert tenor("--screenshot", str(path)).code == 0
    assert (window.text_size, window.language) == ("100", "en")
    words = ("--page", "ledger", "--size", "1280x720", "--theme", "dark", "--text-size", "200")
    spoken = ("--language", "de", "s1_terms")
    assert tenor("--screenshot", str(path), *words, *spoken).code == 0
    assert (window.text_size, window.language) == ("200", "de")
    assert window.calls == [
        (preset_scenario("as_reported"), path, "overview", 1440, 900, "light"),
        (preset_scenario("s1_terms"), path, "ledger", 1280, 720, "dark"),
    ]


def test_export_of_a_picture(tenor: Tenor, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "overview.png"
    assert tenor("export", "s1_terms", "--set", "term_months=60", "--out", str(path)).code == 0
    changed = preset_scenario("s1_terms").with_values({"term_months": 60})
    assert window.calls == [(changed, path, "overview", 1440, 900, "light")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--screenshot",), "expected one argument"),
        (("--screenshot", "plan.jpg"), "'plan.jpg' has none of the endings allowed: .png"),
        (("--screenshot", "a.png", "--page", "nine"), "allowed: overview, ledger"),
        (("--screenshot", "a.png", "--theme", "blue"), "invalid choice: 'blue'"),
        (("--screenshot", "a.png", "nothing"), "nothing: is no preset and no file"),
        (("--screenshot", "a.png", "--text-size", "90"), "invalid choice: '90'"),
        (("--text-size", "150"), "--text-size goes with --screenshot FILE.png only"),
        (("--page", "overview"), "--page goes with --screenshot FILE.png only"),
        (("--size", "1440x900", "s1_terms"), "--size goes with --screenshot FILE.png only"),
        *(
            (("--screenshot", "a.png", "--size", size), f"'{size}' is not allowed; allowed: 640x")
            for size in (
                "639x400",
                "640x399",
                "7681x4320",
                "7680x4321",
                "1440",
                "x",
                "0x900",
                "1e3x9",
            )
        ),
    ],
)
def test_faulty_pictures(tenor: Tenor, window: Window, words: tuple[str, ...], said: str) -> None:
    assert said in tenor(*words).complaint()
    assert window.calls == []


@pytest.mark.parametrize("size", ["640x400", "7680x4320"])
def test_the_limits_of_the_size(tenor: Tenor, window: Window, size: str) -> None:
    assert tenor("--screenshot", "a.png", "--size", size).code == 0
    assert "x".join(map(str, window.calls[0][3:5])) == size


# Refusals ------------------------------------------------------------------------------------

REFUSALS = {
    ("evaluate",): "the following arguments are required: SCENARIO; see tenor evaluate --help",
    ("evaluate", "as_reportd"): "as_reportd: is no preset and no file; did you mean as_reported?",
    ("evaluate", "plan.tenor"): "plan.tenor: can't be read: there is no such file",
    ("evaluate", "plan.xlsx"): "plan.xlsx: can't be read: there is no such file",
    ("evaluate", "plan.json"): "plan.json: is not a file that Tenor opens; allowed: .tenor, or",
    ("evaluate", "s1_terms", "extra"): "unrecognized arguments: extra; see tenor evaluate --help",
    ("evaluate", "s1_terms", "--format", "xml"): "invalid choice: 'xml' (choose from",
    ("evaluate", "s1_terms", "--form", "json"): "unrecognized arguments: --form json",
    ("evaluate", "s1_terms", "--set"): "argument --set: expected one argument",
    ("export", "s1_terms"): "the following arguments are required: --out",
    ("presets", "--format", "csv"): "invalid choice: 'csv'",
    ("model", "qqqqqq"): "nothing in the model matches 'qqqqqq'",
    ("model", "term_monhts"): "nothing in the model matches 'term_monhts'; near: term_months",
    ("model", "--of", "plan.tenor"): "plan.tenor: can't be read: there is no such file",
    ("model", "--format", "csv"): "invalid choice: 'csv'",
    ("evalute", "s1_terms"): "'evalute' is not a command; did you mean evaluate?; allowed: pres",
    ("s1_term",): "s1_term: is no preset and no file; did you mean s1_terms?",
    ("--sreenshot", "a.png"): "unrecognized arguments: --sreenshot",
    ("window",): "window: is no preset and no file",
    ("evaluate", "a\nb"): "a\\nb: is no preset and no file",
}


@pytest.mark.parametrize("words", list(REFUSALS))
def test_a_refusal_is_one_line(tenor: Tenor, window: Window, words: tuple[str, ...]) -> None:
    assert REFUSALS[words] in tenor(*words).complaint()
    assert window.calls == []


SETTINGS = {
    "term_month=36": "--set term_month: unknown input; did you mean term_months?",
    "qqq=36": "--set qqq: unknown input",
    "term_months": "argument --set: 'term_months' is not KEY=VALUE, such as term_months=60",
    "=5": "argument --set: '=5' is not KEY=VALUE",
    "term_months=": "--set term_months=: nothing was typed; allowed: whole numbers 1 to 96",
    "term_months=many": "--set term_months=many: 'many' is not a number; allowed: whole numbers",
    "term_months=97": "--set term_months=97: 97 is not allowed; allowed: whole numbers 1 to 96 (m",
    "term_months=9y": "--set term_months=9y: 108 is not allowed; allowed: whole numbers 1 to 96",
    "term_months=36.5": "36.5 is not allowed; allowed: whole numbers 1 to 96 (months)",
    "term_months=nan": "--set term_months=nan: nan is not a finite number; allowed: whole",
    "term_months=inf": "--set term_months=inf: inf is not a finite number; allowed: whole",
    "term_months=1e400": "--set term_months=1e400: inf is not a finite number",
    "monthly_spend=6000": "--set monthly_spend=6000: 6000 is not allowed; allowed: 0 to 5000 ($m/",
    "monthly_spend=1250000000": "is not allowed; allowed: 0 to 5000 ($m/month)",
    "monthly_spend=6B": "--set monthly_spend=6B: 6000 is not allowed; allowed: 0 to 5000",
    "monthly_spend=-1": "-1 is not allowed; allowed: 0 to 5000 ($m/month)",
    "monthly_spend=12 apples": "'12 apples' is not an amount; try $1.25B; allowed: 0 to 5000",
    "revenue_growth=7": "7 is not allowed; allowed: -0.1 to 0.4 (%/month); 7% is 0.07",
    "revenue_growth=50%": "0.5 is not allowed; allowed: -0.1 to 0.4 (%/month)",
    "auto_renew=2": "--set auto_renew=2: 2 is not allowed; allowed: 0, 1",
    "auto_renew=perhaps": "'perhaps' is neither yes nor no; allowed: 0, 1",
    "payment_direction=0": "0 is not allowed; allowed: -1, 1",
    "npv_timing=0.3": "0.3 is not allowed; allowed: 0, 0.5, 1",
}


@pytest.mark.parametrize("word", list(SETTINGS))
def test_a_faulty_setting_names_key_value_and_range(tenor: Tenor, word: str) -> None:
    assert SETTINGS[word] in tenor("evaluate", "as_reported", "--set", word).complaint()


def test_files_that_are_not_what_they_say(tenor: Tenor, tmp_path: Path) -> None:
    for name in ("plan.tenor", "plan.xlsx"):
        path = tmp_path / name
        path.write_bytes(b"\xff\x00 neither\n")
        assert str(path) in tenor("evaluate", str(path)).complaint()
        assert str(path) in tenor("export", str(path), "--out", "a.csv").complaint()
    folder = tmp_path / "folder.tenor"
    folder.mkdir()
    assert tenor("evaluate", str(folder)).complaint() == f"{folder}: can't be read: it is a folder"


def test_a_fault_of_ours_says_where_to_report(
    tenor: Tenor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("not\nthe user's fault")

    monkeypatch.delenv("TENOR_DEBUG", raising=False)
    monkeypatch.setattr("engine.evaluate.evaluate", fail)
    done = tenor("evaluate", "as_reported")
    first, second = done.err.splitlines()
    assert (done.code, done.out) == (1, "")
    assert first == "tenor: RuntimeError: not\\nthe user's fault"
    assert "report" in second
    assert "TENOR_DEBUG=1" in second
    monkeypatch.setenv("TENOR_DEBUG", "1")
    with pytest.raises(RuntimeError):
        tenor("evaluate", "as_reported")


def test_an_interrupt_is_quiet(tenor: Tenor, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("engine.evaluate.evaluate", interrupt)
    done = tenor("evaluate", "as_reported")
    assert (done.code, done.out, done.err) == (130, "", "")


# Help and version ----------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", "presets", "model", "evaluate", "export"])
def test_help_has_an_example(tenor: Tenor, command: str) -> None:
    done = tenor(*command.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("usage: tenor")
    assert f"tenor {command}".strip() in done.out.split("example", 1)[1]


def test_version(tenor: Tenor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: f"of {name}")
    done = tenor("--version")
    assert (done.code, done.out, done.err) == (0, "tenor of tenor\n", "")


# In a process of its own ---------------------------------------------------------------------


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    path = tmp_path / "plan.tenor"
    write_project(path, single(replace(preset_scenario("as_reported"), name="Café")))
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = _process("evaluate", str(path), "--format", "json", **plain)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["name"] == "Café"
    done = _process("evaluate", "supplier_pays", PYTHONIOENCODING="ascii")
    assert "−" in done.stdout.decode("utf-8")


def test_a_reader_that_leaves_is_no_fault() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "evaluate", "as_reported", "--format", "json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
@pytest.mark.parametrize("words", [["presets"], ["--help"]])
def test_a_full_disk_is_one_line(words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "app", *words],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    said = b"tenor: standard output can't be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (2, said)


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (("presets",), ("numpy", "PySide6", "xlsxwriter", "openpyxl", "importlib.metadata")),
        (("model",), ("PySide6", "xlsxwriter", "openpyxl", "pyqtgraph")),
        (("evaluate", "as_reported"), ("PySide6", "xlsxwriter", "openpyxl", "pyqtgraph")),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(
    words: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-X", "importtime", "-m", "app", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert "app.command_line.run" in imported
    assert imported.isdisjoint(unwanted)


# A number explained in a picture -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "subject"),
    [
        ("operating_profit@6", Subject("operating_profit", 6)),
        ("exit_cost", Subject("exit_cost")),
        ("exit_cost@120", Subject("exit_cost", 120)),
        ("term_months", Subject("term_months")),
    ],
)
def test_a_picture_with_an_explanation(
    tenor: Tenor, window: Window, asked: str, subject: Subject
) -> None:
    assert tenor("--screenshot", "a.png", "--explain", asked).code == 0
    assert window.asked == subject


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ("exit_cots", "'exit_cots' is not in the model"),
        ("revenue", "revenue has a value a month; write revenue@12"),
        ("revenue@0", "month '0' is not allowed; 1 to 120"),
        ("revenue@", "month '' is not allowed; 1 to 120"),
        ("revenue@x", "month 'x' is not allowed; 1 to 120"),
        ("revenue@121", "month '121' is not allowed; 1 to 120"),
    ],
)
def test_what_can_not_be_explained(tenor: Tenor, window: Window, asked: str, fault: str) -> None:
    assert fault in tenor("--screenshot", "a.png", "--explain", asked).complaint()
    assert window.calls == []


@pytest.mark.parametrize(("asked", "threads"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "2"}, "2")])
def test_matrices_take_one_thread_unless_told_otherwise(
    asked: dict[str, str], threads: str
) -> None:
    """It counts only if it is set before numpy is there."""
    code = (
        "import os, sys; from app.__main__ import main; early = 'numpy' not in sys.modules; "
        "sys.argv = ['tenor', 'presets']; main(); "
        "print(early, os.environ['OPENBLAS_NUM_THREADS'])"
    )
    environment = {key: each for key, each in os.environ.items() if key != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment | asked,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == f"True {threads}"
