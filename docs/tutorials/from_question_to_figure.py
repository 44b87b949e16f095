"""
From a question to a figure
===========================

We sell to a giant and two smaller accounts. Being a *strategic vendor* to the giant costs money in
every round: focused work on what it needs, a channel of communication, an executive sponsor. **Is it
worth the cost, and with which giants?**

This tutorial goes from that question to a figure, and then asks what the answer hangs on: a
comparison, a sweep, and a sensitivity analysis. It needs ``import equipoise``, Polars for tables and
Matplotlib for the figure.
"""

# %%
# Compare two policies
# --------------------
#
# A *scenario* describes the vendor and its accounts, a *policy* how the vendor treats them.
# ``strategic-vendor`` is the scenario of the question. ``accommodating`` gives in wherever that
# seems to keep the account; ``strategic`` invests.
#
# Both policies face the same luck: run 17 of one meets the same quotes of rivals as run 17 of the
# other. So each run gives a difference, and an interval of 95% over these differences is narrow.

import equipoise

POLICIES = ["accommodating", "strategic"]
found = equipoise.compare("strategic-vendor", POLICIES, replications=300, seed=7)
print(found.answer)

# %%
# The sentence follows from the figures. Here they are for the giant: ``lead`` is strategic less
# accommodating.

import polars as pl

giant = found.table().filter(
    pl.col("outcome").is_in(["contribution", "contribution_margin", "survival"]), account="Giant", arm="strategic"
)
giant.select("outcome", "unit", "mean", "lead", "lead_low", "lead_high")

# %%
# *Contribution* is what the giant brings in a round after all that is spent on it, *survival* the
# chance that it is still our account at the end, after ten years.
#
# Vary the giant
# --------------
#
# That was one giant. What the vendor cannot see is how far the giant wants a long-term win-win: its
# ``orientation``, from 0 for an opportunist to 1 for a partner. A *sweep* plays the comparison once
# for each value.

ORIENTATION = "accounts.Giant.orientation"
table = equipoise.sweep(
    "strategic-vendor",
    {ORIENTATION: [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]},
    policies=POLICIES,
    accounts=["Giant"],
    outcomes=["contribution"],
    design={"kind": "grid"},
    replications=200,
)
lead = table.filter(account="Giant", policy="strategic")
lead.select(ORIENTATION, "contribution_lead", "contribution_lead_se")

# %%
# The figure
# ----------
#
# The band is a 95% interval: 1.96 standard errors on either side. Where it lies above the line at
# 0, investing in the giant pays; where it lies below, it costs more than it brings; where it covers
# the line, these runs cannot tell.

import matplotlib.pyplot as plt

wish, mean = lead[ORIENTATION], lead["contribution_lead"]
half = 1.96 * lead["contribution_lead_se"]

figure, axes = plt.subplots(figsize=(6.5, 4))
axes.fill_between(wish, mean - half, mean + half, alpha=0.2, linewidth=0)
axes.plot(wish, mean, marker="o")
axes.axhline(0, color="black", linewidth=0.8)
axes.set(xlabel="The giant's wish for a long-term win-win", ylabel="Contribution a round: strategic less accommodating")
figure.tight_layout()

# %%
# The same, said by the figures rather than by us:

for verdict, rows in (
    ("pays", lead.filter(mean - half > 0)),
    ("costs more than it brings", lead.filter(mean + half < 0)),
    ("cannot be told from these runs", lead.filter((mean - half <= 0) & (mean + half >= 0))),
):
    print(f"{verdict}: {rows[ORIENTATION].to_list()}")

# %%
# What else does the answer hang on?
# ----------------------------------
#
# The giant's wish is one thing among many. Next we vary it together with how much is invested, and
# with the number of rivals, all at once: a Latin hypercube of 60 points. ``out`` keeps the data in
# a folder, so that a longer sweep can be interrupted and goes on where it stopped.

from pathlib import Path
from tempfile import TemporaryDirectory

with TemporaryDirectory() as folder:
    data = Path(folder) / "giant"
    equipoise.sweep(
        "strategic-vendor",
        {ORIENTATION: (0.0, 1.0), "policy.strategic.focus": (0.0, 0.05), "market.rivals": (1, 8)},
        policies=POLICIES,
        accounts=["Giant"],
        outcomes=["contribution"],
        design={"kind": "latin-hypercube", "points": 60},
        replications=40,
        out=data,
    )
    told = equipoise.sensitivity(equipoise.open_dataset(data), "contribution", account="Giant")

# %%
# ``leads`` holds a finding for the lead of strategic over accommodating. The strength is the size
# of a standardised rank coefficient: 0 for what does not matter, up to 1 for what decides alone.
# The direction says whether the lead rises or falls with the factor, as far as that is clear at
# 95%.

WAYS = {1: "rises", -1: "falls", 0: "no clear direction"}
finding = told.leads[0]
print(finding.subject)
for k in finding.order:
    print(f"{finding.factors[k]:28} {finding.strength.value[k]:.2f}  {WAYS[int(finding.direction[k])]}")

# %%
# Before you believe it
# ---------------------
#
# Three questions are worth asking of any such result. Does it hold on other luck? Play it with
# another ``seed``. Does it go away where it should? Switch the mechanism off: with
# ``switches.contribution`` off the vendor has nothing to contribute, so the lead should vanish, or
# turn into a cost.

placebo = equipoise.compare(
    "strategic-vendor", POLICIES, {"switches.contribution": "off"}, replications=300, seed=7
).table()
placebo.filter(account="Giant", arm="strategic", outcome="contribution").select("lead", "lead_low", "lead_high")

# %%
# And does the question make sense in this model? :doc:`/docs/model` says what is in it and what is
# not. A longer study of the same question, from the command line, is :doc:`/docs/worked-study`.
