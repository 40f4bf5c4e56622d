"""The formulas of a whole answer, looked at before its turn ends: the model corrects what gives errors, once.

The turn runs on meanwhile, so that it can be stopped. What it holds in the end is a repair, or nothing.
"""

import asyncio
from functools import partial

from artifacts.rows.enums import KindName
from chat.log.protocol import StreamKind
from chat.rows import limits
from chat.turns.background import end_in_background, run_in_background
from chat.turns.formula_repair import find_broken, read_whole, repair_from
from chat.turns.running import LiveTurn
from chat.turns.settling import mark_answered
from llm.client import is_offline, propose


async def check_formulas(live: LiveTurn) -> None:
    """Keep in `live` the answer as it was read, and the repair if there is one.

    Raises ProviderError, TimeoutError, and what refuses the corrections: the answer is kept then, and there is no
    repair.
    """
    if is_offline() or all(found.kind is not KindName.SPREADSHEET for found in live.extractor.artifacts):
        return
    live.answer = await end_in_background(partial(read_whole, live.turn_id, live.words))
    broken = await end_in_background(partial(find_broken, live.turn_id, live.answer))
    if broken is None:
        return
    live.tell(StreamKind.ARTIFACT_DELTA, {"ref": broken.sheet.ref, "correcting": broken.faults.count})
    await run_in_background(partial(mark_answered, live.snapshot()))
    async with asyncio.timeout(limits.REPAIR_SECONDS):
        proposal = await propose(broken.request)
    live.count_usage(proposal.usage)
    live.repair = await end_in_background(partial(repair_from, broken, proposal.operations))
