from celery import shared_task

from chat.turns.heartbeats import settle_stale_turns


@shared_task(name="chat.tasks.settle_stale_turns", ignore_result=True)
def settle_stale_turns_task() -> None:
    """Settle turns whose owner died; every few seconds, by beat."""
    settle_stale_turns()
