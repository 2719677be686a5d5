"""How fast Wortlaut is, how much memory it takes and how long it takes to start; see README.md."""
