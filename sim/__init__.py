"""The engine: an agent-based model of vendor-account relationships, and the drivers that play it."""
