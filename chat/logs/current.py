"""The log of this process: Redis behind memory when REDIS_URL is set, else memory alone."""

from django.conf import settings

from chat.logs.memory import MemoryLog
from chat.logs.redis import RedisLog
from chat.streams import TurnLog

turn_log: TurnLog = RedisLog(settings.REDIS_URL) if settings.REDIS_URL else MemoryLog()
