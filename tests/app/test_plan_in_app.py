"""The window on a project that contracts of a register feed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.command_line.run import run
from app.control_states import read_input, setting_text
from engine.contracts.plan import applied, removed
from engine.files.project.file import write_project
from engine.model.switch import BESIDE, OFF, REPLACES, SUPPLEMENTS, SWITCH
from engine.scenario import InputError
from tests.engine.contracts.random_contracts import AS_OF, register_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.conftest import Opened

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def fed(opened: Opened) -> Opened:
    session = opened.controller.session
    project = replace(session.project, register=register_of(8))
    session.change(applied(project, AS_OF, SUPPLEMENTS), "contracts into the plan")
    return opened


@pytest.mark.parametrize("page", ["overview", "scenarios", "uncertainty", "decide", "ledger"])
def test_every_page_shows_a_project_that_is_fed(fed: Opened, page: str) -> None:
    controller = fed.controller
    controller.show_page(page.capitalize())
    for value in (REPLACES, BESIDE, OFF):
        controller.edit(SWITCH, float(value))
        assert controller.session.document.scenario.values[SWITCH] == value
        fed.window.grab()
    controller.session.undo()
    assert controller.session.document.scenario.values[SWITCH] == BESIDE
    fed.window.grab()


def test_it_differs_from_its_preset_by_the_switch(fed: Opened) -> None:
    session = fed.controller.session
    assert session.document.changed_keys() == [SWITCH]
    assert session.document.baseline.values[SWITCH] == OFF
    assert fed.controller.bar.commands.add_preset("s1_terms") == ""
    assert session.document.scenario.values[SWITCH] == SUPPLEMENTS
    session.change(removed(session.project), "contracts out of the plan")
    assert SWITCH not in session.document.scenario.values
    fed.window.grab()


def test_a_row_of_the_register_is_explained_by_what_each_contract_adds(fed: Opened) -> None:
    controller = fed.controller
    controller.explaining.row("lapsing_firm_fee", 1)
    controller.settle()
    state = controller.explaining.state
    assert state is not None
    assert state.kind == "Row of the register"
    names = {each.id for each in fed.controller.session.project.register.contracts}
    assert names >= {line.label for line in state.precedents} != set()
    assert not any(line.target for line in state.precedents)  # there is nothing deeper
    assert state.drivers.note
    fed.window.grab()


def test_a_switch_that_drove_a_number_goes_with_the_contracts(fed: Opened) -> None:
    controller = fed.controller
    controller.explaining.row("incumbent_cost", 20)
    controller.settle()
    state = controller.explaining.state
    assert state is not None
    assert SWITCH in [row.key for row in state.drivers.rows]
    controller.session.change(removed(controller.session.project), "contracts out of the plan")
    controller.recompute.flush()
    shown = controller.explaining.state
    assert shown is not None
    assert SWITCH not in [row.key for row in shown.drivers.rows]


def test_the_reference_has_the_rows_of_the_register_and_explains_them(fed: Opened) -> None:
    controller = fed.controller
    controller.links.reference.show("lapsing_firm_fee")
    dialog = controller.links.reference.dialog
    assert dialog is not None
    assert dialog.current() == "lapsing_firm_fee"
    dialog.explain.click()
    controller.settle()
    assert controller.explaining.state is not None
    assert controller.explaining.state.kind == "Row of the register"
    controller.session.change(removed(controller.session.project), "contracts out of the plan")
    controller.settle()
    assert dialog.current() != "lapsing_firm_fee"


def test_the_command_line_prints_the_reference_of_a_plan_that_is_fed(
    fed: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "fed.tenor"
    write_project(path, fed.controller.session.project)
    assert run(["model", "--of", str(path)]) == 0
    told = capsys.readouterr().out
    assert "ROWS OF THE REGISTER'S CONTRACTS" in told
    assert "lapsing_firm_fee" in told


def test_the_command_line_sets_the_switch(
    fed: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "fed.tenor"
    write_project(path, fed.controller.session.project)
    for text, code in (("2", 0), ("4", 2), ("1.5", 2)):
        assert run(["evaluate", str(path), "--set", f"{SWITCH}={text}"]) == code
    told = capsys.readouterr().err
    assert "allowed: whole numbers 0 to 3" in told
    assert run(["evaluate", "as_reported", "--set", f"{SWITCH}=1"]) == 2


def test_the_switch_says_what_its_number_means() -> None:
    words = [setting_text(SWITCH, float(mode)) for mode in (OFF, REPLACES, SUPPLEMENTS, BESIDE)]
    assert words == ["0 off", "1 replaces", "2 supplements", "3 beside"]
    with pytest.raises(InputError, match=r"allowed: whole numbers 0 to 3 \(0 off, 1 replaces, "):
        read_input(SWITCH, "4")
