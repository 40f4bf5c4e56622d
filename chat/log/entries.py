"""The entries of one log, packed: a turn has hundreds, and a process keeps those of every turn of its last minutes."""

from array import array

from chat.log.protocol import LogEntry, StreamKind

_KINDS = tuple(StreamKind)


class Entries:
    """Numbered entries in the order they came; each takes its data and nine bytes, where an object takes hundreds."""

    __slots__ = ("_data", "_ends", "_kinds")

    def __init__(self) -> None:
        self._data = bytearray()
        self._ends = array("Q")
        self._kinds = bytearray()

    def __len__(self) -> int:
        return len(self._kinds)

    def append(self, kind: StreamKind, data_json: str) -> int:
        """Add an entry and return its number."""
        self._data += data_json.encode(errors="replace")
        self._ends.append(len(self._data))
        self._kinds.append(_KINDS.index(kind))
        return len(self)

    def entry(self, number: int) -> LogEntry:
        """Return the entry with this number, from 1 on."""
        begin = self._ends[number - 2] if number > 1 else 0
        data_json = self._data[begin : self._ends[number - 1]].decode()
        return LogEntry(number, _KINDS[self._kinds[number - 1]], data_json)
