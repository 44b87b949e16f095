"""
Agents, policies and decisions of your own
==========================================

The program decides for everybody: the vendor by its policy, accounts by the rules of the model. There are three ways to
decide something yourself. Which one fits depends on what you want to find out.

============================  =======================================================  ============================
You want                      Use                                                      It costs
============================  =======================================================  ============================
another rule of behaviour     a subclass of ``VendorAgent`` or ``AccountAgent``        hundreds of times the time
a policy that sees the state  a ``Batch``: many runs side by side, open to NumPy       about twice the time
one decision at a time        a ``Session``: it stops wherever a seat decides          a few milliseconds a run
============================  =======================================================  ============================
"""

# %%
# An agent
# --------
#
# A decision is one method; what you do not override stays as it was. This vendor never gives
# anything away between renewals.

import equipoise


class Stubborn(equipoise.VendorAgent):
    """Grants nothing that is asked for free."""

    def answer_demand(self, account, asked):
        """Decide what part of a demand is granted, from 0 to 1."""
        return 0.0


# %%
# Agents play single runs, round by round, as a model of Mesa. One step is one round, a quarter of a
# year.

model = equipoise.RelationshipModel("over-a-barrel", "accommodating", seed=7, rounds=8, vendor_class=Stubborn)
while model.running:
    model.step()
model.panel().filter(account="Giant").select("round", "price", "asked", "granted").tail(4)

# %%
# And they play ensembles, beside the program's own vendor and under the same luck. So the
# difference is taken run by run.

RUNS, ROUNDS = 10, 8
shipped = equipoise.run_ensemble("over-a-barrel", "accommodating", replications=RUNS, seed=7, rounds=ROUNDS)
stubborn = equipoise.run_ensemble(
    "over-a-barrel", "accommodating", replications=RUNS, seed=7, rounds=ROUNDS, vendor_class=Stubborn, threads=1
)
difference = stubborn.outcomes["survival"] - shipped.outcomes["survival"]
same = (difference == 0).sum()
print(f"survival, stubborn less accommodating: {difference.mean():+.3f}; the same in {same} of {RUNS} runs")

# %%
# A few runs of a few years show how it is done; they do not settle whether it pays.
#
# A policy that sees the state
# ----------------------------
#
# A policy's levers are constants: so much focus in every round, whatever happens. A *batch* lets a
# policy depend on the state. It plays many runs side by side and stops in each stage of a round,
# after the program has decided and before that takes effect. ``rows`` is the state and ``sheet``
# holds the decisions; both have a row a run and a column a slot, in which an account is or may be.
#
# This policy invests in an account for as long as the vendor believes to stand below level 4 of the
# Buy-Sell Hierarchy with it.

from equipoise import Arm, Batch, Stage

LEVEL = 4.0
arm = Arm.of("strategic-vendor", "accommodating", seed=7)


def play(share):
    """Play 200 runs in which a share of revenue is spent on accounts that are below the level."""
    batch = Batch(arm, range(200))
    for stage in batch.play():
        if stage is Stage.INVEST:
            below = batch.worlds.rows.level_seen < LEVEL
            batch.worlds.sheet.focus[...] = share * below
    return batch.outcomes()


for share in (0.0, 0.01, 0.03):
    outcomes = play(share)
    print(f"{share:.0%} of revenue: survival {outcomes['survival'].mean():.3f}, profit {outcomes['profit'].mean():.3f}")

# %%
# A decision at a time
# --------------------
#
# A *session* is for people, and for programs that think between two decisions. It stops where one
# of its seats decides and says which cells of the sheet are open. What is not written is decided by
# the program.

from equipoise import Seat, Session, Side

arm = Arm.of("over-a-barrel", "strategic", seed=7, rounds=12)
session = Session(arm, [Seat(Side.VENDOR, 0)])
while not session.over:
    for slot, decision in session.open_cells():
        if decision.name == "grant":
            session.write(slot, "grant", 0.5)
    session.go_on()
print(f"{len(session.log)} decisions written, survival {session.outcomes()['survival'][0]:.3f}")

# %%
# A session is saved as its log. Played again, it stands where the last decision was written, and goes
# on from there as it did before, to the last bit.

again = Session.replay(arm, session.seats, 0, session.log)
while not again.over:
    again.go_on()
print("the same run:", again.outcomes().equals(session.outcomes()))

# %%
# What cannot be is refused, with what would be:

try:
    Session(arm, [Seat(Side.VENDOR, 99)])
except equipoise.EquipoiseError as error:
    print(error)
