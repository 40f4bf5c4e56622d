"""What the page engine may open: `data:` addresses and the images of its job. No network, no other file."""

from weasyprint.urls import URLFetcher, URLFetcherResponse

from exports.formats.images import FindImage
from exports.images.markup import SCHEME


class OwnImagesFetcher(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Answers `image:` addresses with files of the job's folder, from which the engine takes JPEG data as it is."""

    def __init__(self, images: FindImage) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, timeout=3)
        self._images = images

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the image; raise ValueError for every other address."""
        if not url.startswith(SCHEME):
            return super().fetch(url, headers)
        image = self._images(url.removeprefix(SCHEME))
        if image is None:
            raise ValueError("no such image")
        return URLFetcherResponse(image.path.as_uri(), image.path.open("rb"), {"Content-Type": image.media_type.value})
