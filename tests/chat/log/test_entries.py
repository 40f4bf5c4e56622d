from chat.log.entries import Entries
from chat.log.protocol import LogEntry, StreamKind, encode_data


def test_entries_come_back_as_they_were_appended():
    events = [(kind, {"number": number, "text": "día ✓" * number}) for number, kind in enumerate(StreamKind, 1)]
    entries = Entries()

    numbers = [entries.append(kind, encode_data(data)) for kind, data in events]

    assert numbers == list(range(1, len(events) + 1))
    assert [entries.entry(number) for number in numbers] == [
        LogEntry(number, kind, encode_data(data)) for number, (kind, data) in enumerate(events, 1)
    ]
    assert [entries.entry(number).data for number in numbers] == [data for _kind, data in events]


def test_half_a_character_does_not_break_the_log():
    entries = Entries()

    entries.append(StreamKind.TEXT, encode_data({"text": "\ud83d"}))

    assert entries.entry(1).data == {"text": "?"}
