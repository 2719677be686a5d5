"""The steps, one module each; the number in the name is the revision that it leads to."""
