import unicodedata

from exports.bundles.names import NAME_BYTES, unique_names


def test_names_stay_as_they_are() -> None:
    assert unique_names(["Vans.xlsx", "Vans.docx", "日本語の報告.docx"]) == [
        "Vans.xlsx",
        "Vans.docx",
        "日本語の報告.docx",
    ]


def test_same_names_are_numbered() -> None:
    assert unique_names(["a.csv", "a.csv", "a (2).csv", "a.csv"]) == [
        "a.csv",
        "a (2).csv",
        "a (2) (2).csv",
        "a (3).csv",
    ]


def test_names_that_one_folder_cannot_tell_apart_are_numbered() -> None:
    composed, decomposed = (unicodedata.normalize(form, "Größe.pdf") for form in ("NFC", "NFD"))

    assert unique_names(["VANS.pdf", "vans.pdf", composed, decomposed]) == [
        "VANS.pdf",
        "vans (2).pdf",
        composed,
        unicodedata.normalize("NFD", "Größe") + " (2).pdf",
    ]


def test_long_names_are_cut_between_characters() -> None:
    names = unique_names(["報" * 120 + ".xlsx"] * 2)

    assert [len(name.encode()) <= NAME_BYTES for name in names] == [True, True]
    assert names[0].endswith("報.xlsx")
    assert names[1].endswith("報 (2).xlsx")
