"""What large buyers pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.analysis.regression import least_squares
from equipoise.experiments.regularities.measuring import by_tenths, traded, without
from equipoise.experiments.regularities.regularity import Finding, Published, Regularity

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from equipoise.analysis.estimate import Estimate
    from equipoise.analysis.regression import Regression
    from equipoise.experiments.regularities.population import Population


def _regression(rounds: pl.DataFrame) -> Regression:
    return least_squares(traded(rounds), "log_price", ["log_size"], cluster="vendor", fixed=["market"])


def _find(population: Population) -> Finding:
    rounds = population.played().relationships
    fit = _regression(rounds)
    curve = by_tenths(
        traded(rounds), "log_size", "relative_price", ("size (log)", "price, over that of the best rival")
    )
    return Finding(fit.terms["log_size"], "log price per unit of log size", curve, fit.rows)


def _why(population: Population) -> Sequence[Estimate]:
    return without(
        population,
        lambda played: _regression(played.relationships).terms["log_size"],
        {"without fear of ruin": {"switches.fear": False}, "without rivals: a monopolist": {"market.rivals": 0}},
    )


REGULARITY = Regularity(
    fact="Large buyers pay a little less than small ones where suppliers compete, and no less to a monopolist.",
    source=(
        "Ellison, S. F., Snyder, C. M. (2010). Countervailing power in wholesale pharmaceuticals. Journal of "
        "Industrial Economics 58(1), 32-53."
    ),
    published=Published(-1, "less"),
    sample="Rounds of relationships in which something was bought.",
    regression=(
        "Logarithm of the price on the logarithm of the account's size, among accounts of one vendor in the same "
        "round; clustered by vendor."
    ),
    find=_find,
    why=_why,
    remark="The second half of the fact is beside the estimate: the same vendors without a rival.",
)
