"""The log of this process: Redis behind memory when REDIS_URL is set, else memory alone."""

from django.conf import settings

from chat.log.memory import MemoryLog
from chat.log.protocol import TurnLog
from chat.log.redis import RedisLog

turn_log: TurnLog = RedisLog(settings.REDIS_URL) if settings.REDIS_URL else MemoryLog()
