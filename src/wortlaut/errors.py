"""What can go wrong, as one small tree; reading a text raises none of these.

    WortlautError
    ├── InputError        a file or an option that cannot be used: what is wrong and what to do
    ├── LanguagePackError a table of a language pack is broken: file, line and field
    └── LedgerError       a ledger that cannot be read or written now: what happened and what to do

Every error carries only its message, so that it pickles and can cross processes.
"""


class WortlautError(Exception):
    """Anything that Wortlaut raises on purpose."""


class InputError(WortlautError):
    """A file, a date or an option from outside that cannot be used."""


class LanguagePackError(WortlautError):
    """A table of a language pack that is missing or broken; the message names file and line."""


class LedgerError(WortlautError):
    """A ledger that cannot be read or written now; what was reported as added before is kept, nothing is half."""
