"""One running site that the tests of this room share where they only look at it."""

from collections.abc import Iterator

import pytest

from tests.fakes.site import Site, running_site


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own in the embedded default."""
    with running_site(tmp_path_factory.mktemp("site")) as started:
        yield started
