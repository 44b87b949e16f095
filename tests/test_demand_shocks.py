"""What the page for researchers says of shocks of demand, on its own code."""

import io
from contextlib import redirect_stdout
from typing import Any

import numpy as np

from equipoise.analysis.effects import mean_difference, student_effect
from equipoise.analysis.estimate import Estimate
from tests.cli.test_pages import blocks
from tests.test_docs import ROOT


def test_shocks_of_demand_hardly_change_a_lead_and_a_charters_review_is_much_of_why_they_do() -> None:
    (code,) = [code for _, code in blocks(ROOT / "docs" / "for-researchers.md") if "def demand(" in code]
    names: dict[str, Any] = {}
    with redirect_stdout(io.StringIO()) as said:
        exec(compile(code, "for-researchers.md", "exec"), names)
    assert [line.partition(":")[0] for line in said.getvalue().splitlines()] == ["survival", "contribution"]
    for measure, lead in names["without"].items():
        shocked = names["shocked"][measure]
        assert not shocked.equals(lead)
        assert student_effect(shocked.to_numpy()).low > 0.0
        assert abs(mean_difference(shocked, lead).value) < 0.15 * lead.mean()
    names["SPREAD"] = 0.3

    def change(settings: dict[str, bool]) -> Estimate:
        without, shocked = (names["leads"](shocks, settings)["survival"] for shocks in (0, 1))
        return mean_difference(shocked, without)

    with_charters, without_charters = change({}), change({"switches.charter": False})
    assert with_charters.high < 0.0
    assert 1.5 * without_charters.value > with_charters.value  # what is left without them is much less
    path = names["demand"](names["Arm"].of("base"))
    assert abs(np.exp(path).mean() - 1.0) < 0.02
    assert abs(path[0].std() / path[-1].std() - 1.0) < 0.05
