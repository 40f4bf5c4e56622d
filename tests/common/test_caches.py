"""A cache on a real Redis, and on the same one stopped."""

import pytest

from common import caches
from common.caches import PatientRedisCache
from tests.fakes.redis_server import running_redis
from tests.fakes.site import free_port


def cache_at(address: str) -> PatientRedisCache:
    return PatientRedisCache(address, {"OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}})


def test_cache_that_answers_keeps_what_it_is_given() -> None:
    with running_redis() as address:
        cache = cache_at(address)
        cache.set("a", {"x": 1})
        assert cache.get("a") == {"x": 1}
        assert cache.get_many(["a", "b"]) == {"a": {"x": 1}}
        assert (cache.add("a", 2), cache.add("c", 2), cache.has_key("c")) == (False, True, True)
        assert (cache.incr("c"), cache.delete("c"), cache.touch("c")) == (3, True, False)


def test_cache_that_goes_away_is_a_miss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "PAUSE_SECONDS", 0.0)
    with running_redis() as address:
        cache = cache_at(address)
        cache.set("a", 1)

    cache.set("b", 2)
    assert (cache.get("a"), cache.get("a", 7), cache.get_many(["a"]), cache.has_key("a")) == (None, 7, {}, False)
    assert (cache.add("a", 2), cache.delete("a"), cache.touch("a"), cache.set_many({"a": 1})) == (
        True,
        False,
        False,
        [],
    )
    with pytest.raises(ValueError, match="a"):
        cache.incr("a")


def test_cache_that_failed_is_asked_again_after_a_pause() -> None:
    port = free_port()
    cache = cache_at(f"redis://127.0.0.1:{port}/0")
    assert cache.get("a") is None
    with running_redis(port):
        assert cache.add("a", 1)
        assert cache.get("a") is None, "not asked within the pause"
        cache._ask_again_at = 0.0
        assert (cache.add("a", 1), cache.get("a")) == (True, 1)
