"""The workshop in the browser: one process that serves rooms from a folder, to one machine or to a room's network."""
