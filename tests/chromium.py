"""The Chromium in which pages are tried, printed, drawn and measured: the first that is on the path, if any is."""

import shutil

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first draws no window

CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
