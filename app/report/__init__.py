"""The report: one page of HTML that opens anywhere, offline, and prints."""
