"""The debrief as a page: slides for the room, and a sheet for each table."""
