"""How much is played anew, whatever the seals say: ``EVIDENCE=claims`` the claims, ``EVIDENCE=anew`` all of it."""

import os

ALL = os.environ.get("EVIDENCE") == "anew"
CLAIMS = ALL or os.environ.get("EVIDENCE") == "claims"
"""As ``.ci/run`` asks for."""
