"""Names in SQL."""


def quoted(name: str) -> str:
    """Return a name as SQL writes one that may hold anything."""
    return '"' + name.replace('"', '""').replace("\x00", "") + '"'


def literal(text: str) -> str:
    """Return a text as SQL writes one."""
    return "'" + text.replace("'", "''").replace("\x00", "") + "'"
