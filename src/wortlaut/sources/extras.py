"""Import the libraries of optional extras, or say which extra has them."""

from importlib import import_module
from typing import Any

from wortlaut.errors import InputError

__all__ = ["need"]


def need(module: str, extra: str, purpose: str) -> Any:
    """Import a module of an extra; InputError says what it is needed for and how to install it."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise InputError(
            f"{purpose} needs {error.name or module}, which is not installed: pip install 'wortlaut[{extra}]'"
        ) from None
