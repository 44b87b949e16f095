"""What the commands do; their names, options and help stand in ``equipoise.app.commands``, which imports these late."""
