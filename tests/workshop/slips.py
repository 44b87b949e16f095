"""Slips as people may write them, for hypothesis."""

from hypothesis import strategies as st

from equipoise.experiments.workshop.plans import ASK, BUILD, GIVE, WORK, AccountPlan, Deal, Slip, VendorPlan

vendor_plans = st.builds(
    VendorPlan,
    st.sampled_from([*BUILD]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from([*GIVE]),
    st.booleans(),
)
account_plans = st.builds(AccountPlan, st.booleans(), st.sampled_from([*WORK]), st.sampled_from([*ASK]), st.booleans())
deals = st.one_of(
    st.none(),
    st.just(Deal(None, None, 6)),
    st.builds(Deal, st.floats(0.85, 1.1), st.floats(0.0, 0.15), st.integers(0, 11)),
)
slips = st.builds(Slip, vendor_plans, account_plans, deals)
