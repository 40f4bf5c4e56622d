"""Which images of a text a file cannot show."""

from artifacts.images.references import own_digest
from exports.flow.markdown import marks
from exports.formats.images import FindImage
from exports.rows.losses import ExportLoss, Losses


def count_image_losses(text: str, images: FindImage, losses: Losses) -> None:
    """Count images from elsewhere, which are never fetched, and own ones that are not in the storage any more."""
    for mark in marks(text) if names_images(text) else ():
        if mark.step != "start" or mark.tag != "Image":
            continue
        digest = own_digest(mark.facts["dest_url"])
        if not digest:
            losses[ExportLoss.IMAGES_LEFT_OUT] += 1
        elif images(digest) is None:
            losses[ExportLoss.IMAGES_MISSING] += 1


def names_images(text: str) -> bool:
    """Whether a text may hold images: quick, and never wrong when it says no."""
    return "![" in text
