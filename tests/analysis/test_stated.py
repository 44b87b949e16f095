"""What is stated of accounts, and for them alone, is told before an answer and with it."""

from __future__ import annotations

from equipoise.analysis.prose.stated import account_facts, of_single_accounts, own_levers
from equipoise.sim.account import Account
from equipoise.sim.business.facts import Business
from equipoise.sim.policy import Levers, OwnLevers, Policy
from equipoise.sim.scenario import Scenario

BIG = {"charter": True, "lock_in": 0.4, "belief": 0.6, "relationship": 4.0, "contacts": 1, "contract_left": 1.0,
       "customer_years": 7.0, "support_cost": 3e5}  # fmt: skip


def test_every_fact_of_a_relationship_in_force_is_told_with_its_value() -> None:
    business = Business(currency="EUR", revenue=1e7)
    accounts = [Account(name="Big", revenue_share=0.6, **BIG), *(Account(name=name, size=0.5) for name in "AB")]
    big, others = account_facts(Scenario(business=business, accounts=accounts))
    told = big.removeprefix("Big: ").removesuffix(".").split("; ")
    assert len(told) == len(BIG) + 1
    for part in (
        "a charter is in force", "how far it is locked in: 0.4", "view of the vendor: 4 of 5",
        "time until the contract is renewed: 1 year", "time as an account: 7 years",
        "cost of support and service a year: 300 thousand EUR", "its belief that the vendor depends on it: 60%",
    ):  # fmt: skip
        assert part in told
    assert others == "A and B: volume that the account wants: 0.5."


def test_without_a_business_relationships_in_force_are_told() -> None:
    accounts = [Account(name="Giant", size=4.0), Account(name="Old", price=0.9, age=20), Account(name="New")]
    told = "price in the contract in force at the start: 0.9; rounds served before the run: 20 rounds"
    assert account_facts(Scenario(accounts=accounts)) == [f"Old: {told}."]


def test_levers_of_one_account_are_told_whoever_has_them() -> None:
    own = OwnLevers(focus=0.05, charter=1.0, survey=0.0)
    told = "(focused investment: 5%; proposes a charter; surveys both organisations before each review: no)"
    scenario = Scenario(accounts=[Account(name="Big", policy=own), Account(name="Small")])
    assert own_levers(scenario) == [f"Whatever the policy, Big has levers of its own {told}."]
    policy = Policy(name="mine", levers=Levers(), accounts={"Big": own, "Small": OwnLevers()})
    assert of_single_accounts(policy) == [f"Big has levers of its own {told}"]
    assert own_levers(Scenario(accounts=[Account(name="Big")])) == []
