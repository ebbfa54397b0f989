"""What the Sources page shows of a document: claims, details, inputs, the standing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.sources.claims import claims_state, detail_state, own_id, own_key, own_rows
from app.sources.inputs import InputRows
from app.sources.share import DEFAULT_FIGURE, Shares, figure_choices, share_state
from engine.analysis.standing import Share
from engine.evaluate import evaluate
from engine.files.shipped import claim_list, preset_scenario, presets, readings
from engine.model.catalogue import catalogue
from engine.sources import Attachment, Library, Source, added, attached
from widgets.sources.states import EVIDENCE, STANDING, ReadingState

REPORTED = preset_scenario("as_reported")
NONE = Library()
LIBRARY = attached(added(added(NONE, "Paper", "Page 3", "Ours"), "Quote"), 1, "term_months", "36")


def _reading(key: str, claim: str) -> ReadingState:
    found = detail_state(claim, REPORTED, NONE).readings
    return next(reading for reading in found if reading.key == key)


def _implied(reading: ReadingState) -> dict[str, tuple[str, str]]:
    return {each.key: (each.now, each.then) for each in reading.implications}


# Claims ---------------------------------------------------------------------------------------


def test_every_claim_is_in_the_list_and_in_the_picture() -> None:
    state = claims_state()
    listed = [claim.key for claim in state.claims]
    assert listed == list(claim_list())
    assert sorted(key for topic in state.topics for key in topic.keys) == sorted(listed)
    assert len(state.contradictions) == 34
    assert all(claim.standing == STANDING == "reported, unverified" for claim in state.claims)
    assert [claim.key for claim in state.claims if claim.origin == EVIDENCE] == [
        "E1",
        "E2",
        "E3",
        "E4",
    ]


def test_a_claim_counts_what_contradicts_it() -> None:
    counted = {claim.key: claim.conflicts for claim in claims_state().claims}
    assert counted["C01"] == 4  # C03, C05, C31, C32
    assert counted["C13"] == 1  # the sources disagree on it
    assert counted["C16"] == 0


def test_claims_read_as_sentences() -> None:
    rows = {claim.key: claim for claim in claims_state().claims}
    assert rows["C03"].text == "$15B is the total over several years"
    assert rows["C02"].value == "$15B/yr = 12×C01"
    assert rows["C19"].value == "9+15=24, 2.67×"
    assert rows["C20"].value == "low single-digit $B over 5 years; this 10×"
    assert rows["C02"].where == "Both articles · long article: Axios; short note: arithmetic"
    assert rows["C12"].where == "Short note · company silence"


def test_contradictions_are_told_from_both_ends() -> None:
    for pair in claims_state().contradictions:
        for key, other in ((pair.first, pair.second), (pair.second, pair.first)):
            opponents = detail_state(key, REPORTED, NONE).opponents
            assert (other, pair.reason) in {(each.key, each.reason) for each in opponents}


def test_every_claim_implies_something_or_says_why_not() -> None:
    for key in claim_list():
        detail = detail_state(key, REPORTED, NONE)
        assert bool(detail.readings) != bool(detail.nothing), key
        for reading in detail.readings:
            assert reading.implications, (key, reading.key)


def test_a_reading_says_what_it_makes_of_the_inputs() -> None:
    assert _implied(_reading("total_15b_60m", "C03")) == {
        "monthly_spend": ("$1.25B", "$250m"),
        "term_months": ("36", "60"),
        "committed_gpus": ("325k", "65k"),
    }
    assert _implied(_reading("benchmarked", "C47")) == {"benchmark_clause": ("No", "Yes")}
    pays = _implied(_reading("supplier_pays", "C05"))
    assert len(pays) == len(presets()["supplier_pays"].changes)
    assert pays["payment_direction"] == ("Lab pays", "Supplier pays")


def test_a_reading_that_changes_nothing_shows_what_its_claim_speaks_of() -> None:
    found = _reading("as_reported", "E4")
    assert _implied(found) == {"opening_revenue": ("$3.5B", "$3.5B")}
    assert found.implications[0].same
    assert found.implications[0].suffix == "/ month"
    assert _implied(_reading("as_reported", "C39")) == {
        "payment_direction": ("Lab pays", "Lab pays")
    }


def test_the_values_now_are_the_scenario_s() -> None:
    longer = REPORTED.with_values({"term_months": 60})
    found = detail_state("C03", longer, NONE).readings[0]
    term = next(each for each in found.implications if each.key == "term_months")
    assert (term.now, term.then, term.same) == ("60", "60", True)


def test_without_a_selection_there_are_all_readings() -> None:
    for key in ("", "nothing", "own:7", "own:x"):
        detail = detail_state(key, REPORTED, NONE)
        assert detail.key == ""
        assert [each.key for each in detail.readings] == list(readings())


# The user's own ---------------------------------------------------------------------------------


def test_own_sources_are_marked_as_the_user_s() -> None:
    first, second = own_rows(LIBRARY)
    assert (first.key, first.text, first.value, first.where) == (
        "own:1",
        "Paper",
        "1 input",
        "Page 3",
    )
    assert first.standing == second.standing == "your own"
    assert second.value == ""
    detail = detail_state("own:1", REPORTED, LIBRARY)
    assert detail.own
    assert detail.note == "Ours"
    assert detail.mentions == (("term_months", "Term length", "36"),)


@pytest.mark.parametrize(
    ("key", "number"), [("own:1", 1), ("own:200", 200), ("C01", 0), ("own:", 0), ("own:-1", 0)]
)
def test_keys_of_own_sources(key: str, number: int) -> None:
    assert own_id(key) == number
    if number:
        assert own_key(number) == key


# Inputs -----------------------------------------------------------------------------------------


def test_all_inputs_stand_there_by_status() -> None:
    rows = InputRows().of(REPORTED, LIBRARY)
    assert {row.key for row in rows} == set(catalogue().inputs)
    assert len(rows) == 101
    assert [row.status for row in rows[:8]] == ["reported"] * 2 + ["disputed"] * 2 + [
        "undisclosed"
    ] * 4
    found = {row.key: row for row in rows}
    spend = found["monthly_spend"]
    assert (spend.value, spend.suffix) == ("$1.25B", "/ month")
    assert spend.basis == "short note: 1,250; long article: 15,000/yr"
    assert [chip.key for chip in spend.claims] == ["C01", "C02", "C03"]
    assert [chip.key for chip in found["term_months"].sources] == ["own:1"]
    assert found["term_months"].sources[0].tip == "Paper\nPage 3\n36"
    assert found["supplier_exit_month"].suffix == ""  # Never stands alone


def test_rows_that_did_not_change_are_the_last_ones() -> None:
    rows = InputRows()
    first = rows.of(REPORTED, LIBRARY)
    assert rows.of(replace(REPORTED, name="Other"), LIBRARY) is first
    moved = rows.of(REPORTED.with_values({"term_months": 48}), LIBRARY)
    changed = [after.key for before, after in zip(first, moved, strict=True) if before is not after]
    assert changed == ["term_months"]


def test_rows_follow_what_is_attached_edited_and_detached() -> None:
    rows = InputRows()
    rows.of(REPORTED, LIBRARY)
    renamed = LIBRARY._replace(sources=(Source(1, "Renamed"), *LIBRARY.sources[1:]))

    def term(library: Library) -> list[str]:
        found = {row.key: row for row in rows.of(REPORTED, library)}
        return [chip.label for chip in found["term_months"].sources]

    assert term(renamed) == ["Renamed"]
    assert term(attached(renamed, 2, "term_months")) == ["Renamed", "Quote"]
    assert term(renamed._replace(attachments=())) == []
    assert term(renamed._replace(attachments=(Attachment(9, "term_months"),))) == ["?"]


# The standing -----------------------------------------------------------------------------------


def test_the_bar_says_what_its_percentages_are_of() -> None:
    shares = (
        Share("reported", 0.25, 1, ("monthly_spend",)),
        Share("assumption", 0.75, 12, ("revenue_growth", "notice_months")),
    )
    state = share_state("exit_cost", evaluate(REPORTED), shares)
    assert state.headline == "75.0% of what would move it · $29.1B now"
    assert [(each.status, each.text) for each in state.segments] == [
        ("reported", "reported 25.0%"),
        ("assumption", "assumption 75.0%"),
    ]
    assert state.segments[0].tip == (
        "25.0% of what would move Exit cost: 1 input of status reported.\nStrongest: Monthly spend"
    )
    assert "12 inputs of status assumption" in state.segments[1].tip
    assert state.caption
    assert state.meaning


def test_a_figure_that_does_not_exist_or_does_not_move() -> None:
    pays = evaluate(preset_scenario("supplier_pays"))
    none = share_state("supplier_npv", pays, ())
    assert none.note.startswith("There is none: ")
    still = share_state("peak_funding", evaluate(REPORTED), ())
    assert still.note == "Nothing that has a plausible range moves it"


def test_the_figures_move_gradually() -> None:
    keys = [choice.key for choice in figure_choices()]
    assert DEFAULT_FIGURE in keys
    assert {"peak_funding", "exit_cost", "remaining_obligation", "closing_cash"} <= set(keys)
    assert not {"first_profit_quarter", "relapses", "maturity", "exit_window_opens"} & set(keys)


def test_shares_are_not_computed_while_the_hand_drags() -> None:
    shares = Shares()
    first = shares.state(REPORTED, evaluate(REPORTED), held=False)
    assert not first.stale
    assert sum(each.share for each in first.segments) == pytest.approx(1)
    moved = REPORTED.with_values({"monthly_spend": 2000})
    dragged = shares.state(moved, evaluate(moved), held=True)
    assert dragged == first._replace(stale=True)
    assert shares.state(moved, evaluate(moved), held=True) is dragged
    let_go = shares.state(moved, evaluate(moved), held=False)
    assert not let_go.stale
    assert let_go.segments != first.segments
    assert shares.state(replace(moved, name="Renamed"), evaluate(moved), held=False) is let_go
    # A drag that comes back to where it began.
    shares.state(REPORTED, evaluate(REPORTED), held=True)
    assert shares.state(moved, evaluate(moved), held=False) == let_go


def test_another_figure_is_computed_at_once() -> None:
    shares = Shares()
    shares.state(REPORTED, evaluate(REPORTED), held=False)
    shares.figure = "exit_cost"
    assert shares.state(REPORTED, evaluate(REPORTED), held=True).figure == "exit_cost"
