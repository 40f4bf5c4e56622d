import pytest

from artifacts.sources.importing.encodings import ENCODINGS, decode, is_wide
from artifacts.sources.importing.text import is_text

TEXTS = {
    "cp1251": "Товар,Цена\nЯблоко,5\nГруша,7\n",
    "koi8_r": "Товар,Цена\nЯблоко,5\nГруша,7\n",
    "cp932": "品名,価格\nりんご,五\n梨,七\n",
    "gb18030": "品名,价格\n苹果,五\n梨子,七\n",
    "cp949": "품명,가격\n사과,다섯\n배,일곱\n",
    "cp1253": "Είδος,Τιμή\nΜήλο,5\nΑχλάδι,7\n",
    "cp1252": "Straße,Größe\nRhône,fünf\nBesançon,sept\n",
    "cp1250": "Příjmení,Město\nDvořák,Liberec\nŘezníčková,Děčín\n",
    "cp1254": "Ürün,Şehir\nKayısı,İzmir\nÇilek,Muğla\n",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_an_old_encoding_is_guessed_and_the_guess_is_named(encoding: str) -> None:
    decoded = decode(TEXTS[encoding].encode(encoding))
    assert (decoded.text, decoded.encoding) == (TEXTS[encoding], encoding)
    assert str(ENCODINGS[encoding]) in decoded.losses[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_needs_no_guess(encoding: str) -> None:
    text = "Straße,Größe\nRhône,fünf\n"
    data = text.encode(encoding)
    decoded = decode(data)
    assert (decoded.text, decoded.losses) == (text, ())
    assert is_text(data)


def test_one_bad_byte_costs_one_character() -> None:
    data = "Straße,Größe\nRhône,".encode() + b"f\xfcnf\n"
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == ("Straße,Größe\nRhône,f\ufffdnf\n", "utf-8")
    assert "1" in decoded.losses[0]


def test_one_accent_among_plain_letters_is_no_bad_utf8() -> None:
    assert decode(b"name,price\ncaf\xe9,5\n").text == "name,price\ncafé,5\n"


def test_a_person_chooses_the_encoding() -> None:
    data = TEXTS["cp1250"].encode("cp1250")
    assert decode(data, "cp1252").encoding == "cp1252"
    assert decode(data, "cp1250").losses == ()


@pytest.mark.parametrize("data", [b"\0\0\0\0", b"PK\x03\x04\0\0\0\0\x08\x00", bytes(range(256)), b"a\0"])
def test_zero_bytes_alone_are_no_utf16(data: bytes) -> None:
    assert not is_wide(data)
