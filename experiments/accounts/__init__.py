"""A business from its own files: exports of accounts, invoices, opportunities and contracts become a scenario.

``files`` reads rows of cells, ``columns`` says what they hold, ``rows`` makes tables of them and finds what speaks
against adding them up, ``by_account`` what each account brings and what else is known of it, and ``written`` writes the
scenario. ``importing`` goes through them in this order.
"""
