"""Parameters of the trade itself: product, rivals, bargaining, beliefs and demands."""

from __future__ import annotations

from typing import Literal

from equipoise.sim.parameters.declare import Section, parameter


class Product(Section):
    """What a unit costs, and what support with it is worth."""

    unit_cost: float = parameter(0.70, "money/unit", "The vendor's cost of a unit without support.", low=0, high=100)
    support_worth: float = parameter(
        1.5, "1", "Worth of the first money of support to an account: a in B(s) = a s - g s^2 / 2.", low=0, high=20
    )
    support_worth_spread: float = parameter(
        0.4, "1", "Standard deviation of a over accounts that don't state it.", low=0, high=5
    )
    support_curvature: float = parameter(
        14.0, "unit/money", "How fast support loses worth: g in B(s) = a s - g s^2 / 2.", low=0.1, high=1000
    )


class Market(Section):
    """What the account could buy instead."""

    rivals: int = parameter(
        4, "vendors", "Rivals that quote each round; 0 is a monopoly.", low=0, high=1000, source="R5"
    )
    quote_mean: float = parameter(
        0.98,
        "money/unit",
        "Mean of one rival's quote, net of what a rival whom nobody knows yet gives.",
        low=0,
        high=100,
    )
    quote_scale: float = parameter(
        0.05, "money/unit", "Scale of a quote's mirrored Gumbel distribution.", low=0.001, high=10
    )
    do_without: float = parameter(
        1.6,
        "money/unit",
        "The most that a unit is worth to an account with no rival to turn to.",
        low=0,
        high=100,
        source="R5",
    )
    attention: float = parameter(
        0.35,
        "probability/round",
        "Chance that an account looks at rivals' quotes in a round.",
        low=0,
        high=1,
        source="R7",
    )
    desertion: float = parameter(
        1.0,
        "probability",
        "Chance that an uncommitted account for which leaving pays leaves for good.",
        low=0,
        high=1,
        source="R7",
    )


class Bargaining(Section):
    """How price, support and commitment are negotiated."""

    horizon: float = parameter(12.0, "rounds", "Rounds over which both sides count gains and losses.", low=1, high=400)
    discount: float = parameter(
        0.97, "1/round", "Worth today of money a round away, for wins still expected.", low=0.5, high=1
    )
    risk_aversion: float = parameter(
        1.0,
        "1",
        "Relative risk aversion gamma of both sides; 0 is without fear of ruin.",
        low=0,
        high=5,
        source="Aumann and Kurz 1977",
    )
    term: int = parameter(4, "rounds", "Length of a contract.", low=1, high=400)
    first_contracts: Literal["full", "staggered"] = parameter(
        "staggered",
        "choice",
        "Whether contracts in force at the start have their whole term before them, or part of it.",
    )
    reopened_contracts: Literal["whole-term", "keep-date"] = parameter(
        "whole-term",
        "choice",
        "Whether a contract signed out of turn runs a whole term, or to a date on which the old one would have ended.",
    )
    exchanges: int = parameter(12, "exchanges", "Most exchanges of offers in a negotiation, K.", low=1, high=1000)
    collapse: float = parameter(
        0.06,
        "probability/exchange",
        "Chance that talks collapse, for each exchange.",
        low=0,
        high=1,
        source="Binmore, Rubinstein, Wolinsky 1986",
    )
    breakdowns: Literal["final", "open"] = parameter(
        "open", "choice", "Whether a collapse or a refused demand is the end, or either side may take talks up again."
    )
    return_cost: float = parameter(
        0.05, "money/unit", "One-off cost to an account of coming back, for each unit a round.", low=0, high=100
    )
    bound_talks: Literal["safe", "fall-back"] = parameter(
        "fall-back",
        "choice",
        "What commitment does in talks: what is bound does not collapse, or, if talks break down, keeps its contract.",
    )
    reciprocity: float = parameter(
        1.0,
        "1",
        "How far a side that does not depend on the other concedes only as the other does; 0 is by the clock alone.",
        low=0,
        high=1,
        source="Faratin, Sierra, Jennings 1998; Emerson 1962",
    )
    price_step: float = parameter(
        0.03,
        "money/unit",
        "Most that a renewal moves the price; what it can't move, support must.",
        low=0,
        high=100,
        source="R4",
    )
    estimate_blur: float = parameter(
        0.6,
        "1",
        "Error of a side's estimate of the surplus, without any channel, in shares of the trade's surplus.",
        low=0,
        high=5,
        source="R21",
    )
    account_concession: float = parameter(
        0.8,
        "1",
        "The account's concession exponent beta: below 1 it concedes late.",
        low=0.05,
        high=20,
        source="Faratin, Sierra, Jennings 1998",
    )
    building: float = parameter(
        1.0, "1", "How far terms count that support builds the level; 0 not at all.", low=0, high=1, source="R12"
    )
    binding: Literal["unpaid", "paid"] = parameter(
        "paid",
        "choice",
        "Whether the price pays an account for being bound, and terms count all that a break costs both sides.",
        source="Farrell and Klemperer 2007",
    )
    rigidity: float = parameter(
        0.3, "money/unit", "Cost e of being bound: e d^2 / 2 a unit, borne half and half.", low=0, high=10
    )
    commitment_cap: float = parameter(
        1.0, "share of wallet", "Most of an account's wallet that a contract may bind.", low=0, high=1
    )
    wealth_floor: float = parameter(0.05, "money", "Least wealth that a side counts as left.", low=1e-6, high=1e12)
    alternatives: Literal["threat-point", "opt-out"] = parameter(
        "threat-point",
        "choice",
        "Alternatives shift the bargain (threat-point) or only bound it (opt-out).",
        source="Binmore, Rubinstein, Wolinsky 1986",
    )
    information: Literal["private", "full"] = parameter(
        "private", "choice", "What a side knows of the other: beliefs and blurred estimates, or everything."
    )
    stakes: Literal["bargained", "ledger-only"] = parameter(
        "bargained", "choice", "Whether what is lost beyond the trade enters the bargain, or only the ledgers."
    )


class Beliefs(Section):
    """What each side makes of what it sees."""

    prior_dependent: float = parameter(
        0.15,
        "probability",
        "The account's prior that the vendor depends on it, before it sees its share.",
        low=0.001,
        high=0.999,
        source="R4",
    )
    prior_share: float = parameter(
        1.0, "1", "How much the account's share of the vendor's revenue raises that prior.", low=0, high=1, source="R4"
    )
    opening_noise: float = parameter(
        0.25,
        "1",
        "Standard deviation of an opening offer in the account's eyes, in shares of the pie.",
        low=0.01,
        high=10,
    )
    expected_bluff: float = parameter(0.2, "1", "The bluff that an account reckons with.", low=0, high=1)
    dependent_wealth: float = parameter(
        0.05,
        "1",
        "Wealth of a vendor that depends on the account, in shares of the pie, as an account imagines it.",
        low=0.001,
        high=10,
    )
    independent_wealth: float = parameter(3.0, "1", "The same for a vendor that does not.", low=0.001, high=1000)
    memory: float = parameter(
        0.8, "1/round", "Share of a belief's log odds above its prior that lasts a round.", low=0, high=1
    )
    shown_ratio: float = parameter(
        1.5, "1", "Likelihood ratio of dependence when the vendor parades the account as a reference.", low=1, high=100
    )
    yielded_ratio: float = parameter(
        3.0, "1", "Likelihood ratio of dependence when the vendor yields wholly to a demand.", low=1, high=100
    )
    orientation_prior: float = parameter(
        0.5, "1", "The vendor's first guess of an account's orientation.", low=0, high=1, source="R10"
    )
    orientation_rate: float = parameter(0.25, "1", "How far one observation moves that guess.", low=0, high=1)
    orientation_noise: float = parameter(
        0.2, "1", "Standard deviation of one observation of orientation, without any channel.", low=0, high=2
    )
    level_bias: float = parameter(
        0.5,
        "levels",
        "How much too high a vendor sees itself on the hierarchy, without any channel.",
        low=0,
        high=4,
        source="R12",
    )


class Demands(Section):
    """Free products and support, asked for between renewals."""

    demand_rate: float = parameter(
        0.25, "probability/round", "Chance that the account asks for something free.", low=0, high=1, source="R4"
    )
    threat: float = parameter(
        0.3,
        "probability",
        "Chance that a flat refusal ends the relationship, for an account that needs nothing of the vendor.",
        low=0,
        high=1,
        source="R4",
    )
    threats: Literal["need", "resolve"] = parameter(
        "resolve",
        "choice",
        "An account threatens as far as it does not need the vendor, or as it has less to fear than the vendor.",
        source="Zeuthen 1930",
    )
