"""How generated tests draw their examples."""

import os

from hypothesis import settings

# The same examples everywhere, so that a pass here is a pass elsewhere. No deadline: the first call
# of a compiled rule also compiles it.
settings.register_profile("same", derandomize=True, deadline=None, print_blob=True)
# New examples at every run: HYPOTHESIS_PROFILE=explore make test
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
