from waffle.models import AbstractUserFlag


class Flag(AbstractUserFlag):
    """A switch whose percentage is sticky per user and whose kill switch always wins."""
