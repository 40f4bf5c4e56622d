"""What is a query and what is refused, by the real database."""

import pytest

from artifacts.queries.sandbox.database import answer
from artifacts.rows.errors import QueryRefused
from tests.artifacts.queries.texts import view_of

VANS = view_of("Van | Price\nA | 10\nB | 20")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1 AS one",
        "VALUES (1)",
        "(SELECT 1)",
        "WITH one AS (SELECT 1 AS a) SELECT a FROM one",
        "/* a word before */ SELECT 1 -- and behind",
        "SELECT 1;",
        "SELECT count(*) - 1 FROM Data",
        "SELECT 1 FROM range(3) LIMIT 1",
    ],
)
def test_one_select_is_a_query(sql: str) -> None:
    assert answer([VANS], sql).rows == [[1]]


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "   ",
        "SELECT 1; SELECT 2",
        "PRAGMA version",
        "SHOW TABLES",
        "DESCRIBE data",
        "SUMMARIZE data",
        "SELECT * FROM (SHOW TABLES)",
        "SELECT * FROM (DESCRIBE data)",
        "CALL duckdb_settings()",
        "EXPLAIN SELECT 1",
        "FROM data",
        "TABLE data",
        "CREATE TABLE a AS SELECT 1",
        "INSERT INTO data VALUES ('C', 1)",
        "WITH gone AS (DELETE FROM data RETURNING *) SELECT * FROM gone",
        "UPDATE data SET Price = 1",
        "DROP TABLE data",
        "COPY data TO 'out.csv'",
        "ATTACH 'other.db'",
        "INSTALL httpfs",
        "LOAD json",
        "SET threads = 2",
        "RESET threads",
        "USE memory",
        "PREPARE a AS SELECT 1",
        "BEGIN",
        "CHECKPOINT",
        "EXPORT DATABASE 'x'",
        "PIVOT data ON Van USING sum(Price)",
    ],
)
def test_everything_else_is_refused(sql: str) -> None:
    with pytest.raises(QueryRefused):
        answer([VANS], sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM read_blob('/etc/hostname')",
        "SELECT * FROM read_parquet('https://example.org/x.parquet')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM '/etc/hostname'",
        'SELECT * FROM "/etc/hostname"',
        "SELECT * FROM sniff_csv('/etc/hostname')",
        "SELECT * FROM sqlite_scan('x', 'y')",
        "SELECT * FROM query('SELECT 1')",
        "SELECT * FROM query_table('data')",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM duckdb_secrets()",
        "SELECT * FROM pragma_version()",
        "SELECT * FROM pg_settings",
        "SELECT * FROM sqlite_master",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM main.data",
        "SELECT getenv('HOME')",
        "SELECT current_setting('memory_limit')",
        "SELECT 1 WHERE EXISTS (SELECT * FROM read_text('/etc/hostname'))",
    ],
)
def test_nothing_but_the_views_can_be_read(sql: str) -> None:
    with pytest.raises(QueryRefused):
        answer([VANS], sql)


def test_a_view_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(QueryRefused, match=r"no view lorries\. There are: data"):
        answer([VANS], "SELECT * FROM lorries")


def test_the_database_tells_what_is_wrong() -> None:
    with pytest.raises(QueryRefused, match="Prise"):
        answer([VANS], "SELECT Prise FROM data")
