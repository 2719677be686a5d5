"""Run the command line as ``python -m wortlaut``."""

from wortlaut.views.cli import main

main()
