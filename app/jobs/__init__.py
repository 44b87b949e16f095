"""What the commands do; their names, options and help stand in ``app.commands``, which imports these late."""
