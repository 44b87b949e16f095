"""A business from its own files: exports of accounts, invoices, opportunities and contracts become a scenario."""
