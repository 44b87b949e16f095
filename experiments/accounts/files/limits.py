"""How much of a file of accounts is read: what is more than anybody exports is refused before it costs time."""

LARGEST_FILE = 50_000_000
"""Most bytes of a file."""

LARGEST_UNPACKED = 400_000_000
"""Most bytes that a workbook may say it unpacks to."""

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 300_000, 500, 5_000_000
"""Of a sheet."""

LONGEST_CELL = 2_000
"""Most characters of a cell."""

MOST_MEMORY, MOST_SECONDS = 2**31, 120
"""Bytes and processor seconds of the process that reads a workbook."""

MOST_ACCOUNTS = 50_000
"""Names of accounts in all files together."""

LARGEST_AMOUNT = 10**15
"""No amount reaches it, so that sums stay exact."""
