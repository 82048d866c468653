"""Numbers as names: the step of a scale that a value falls into, for features that hold no numbers."""


def bucket(value: int, edges: tuple[int, ...]) -> str:
    """The name of the first edge that a value does not exceed, or "more"."""
    return next((f"<={edge}" for edge in edges if value <= edge), "more")
