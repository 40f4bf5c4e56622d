from io import BytesIO
from random import Random

import pytest
from PIL import Image

from artifacts.images.inspection import ImageFacts, inspect_image
from artifacts.rows.enums import ImageType
from artifacts.rows.errors import NotAnImage, OverLimit

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


def _drawn(format_name: str, width: int = 1, height: int = 1) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), (200, 3, 4)).save(file, format_name)
    return file.getvalue()


def _damaged(data: bytes, chance: Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(damaged))
        if chance.random() < 0.6:
            damaged[place] = chance.randrange(256)
        else:
            del damaged[place : min(place + chance.randint(1, 6), len(damaged) - 1)]
    return bytes(damaged)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (7, 9), (1, 64)])
def test_smallest_images_have_facts(width: int, height: int):
    facts = inspect_image(BytesIO(_drawn("JPEG", width, height)))
    assert facts == ImageFacts(ImageType.JPEG, width, height)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("format_name", FORMATS)
def test_damaged_image_is_read_or_refused_and_nothing_else(format_name: str):
    chance, whole = Random(format_name), _drawn(format_name, 9, 9)
    refused = 0
    for _ in range(400):
        try:
            inspect_image(BytesIO(_damaged(whole, chance)))
        except (NotAnImage, OverLimit):
            refused += 1
    assert refused
