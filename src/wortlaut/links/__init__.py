"""Links between reports: candidates by blocking, scores by matching, decisions by the resolver.

A link is a judgement with a score and rules: it can be accepted or rejected by people, and nothing is merged.
"""

from wortlaut.links.resolver import RESOLVER, Resolved, resolve

__all__ = ["RESOLVER", "Resolved", "resolve"]
