"""How the delivery of a message can go wrong."""


class DeliveryError(Exception):
    """The other side did not take the message; the text holds its words."""


class TemporaryError(DeliveryError):
    """It may take it later."""


class PermanentError(DeliveryError):
    """It never will."""
