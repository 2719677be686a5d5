"""Language packs: a folder a language, which mirrors the stations of the house."""
