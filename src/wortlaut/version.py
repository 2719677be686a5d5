"""The version of Wortlaut, told here alone: packaging, records and the command line take it from this line."""

VERSION = "0.1.0"
