"""The stage of the user's own hands: composer mode, slash command, selection. Never wrong, so never unsure."""

from artifacts.rows.enums import KindName
from gatekeeper.decision import Context
from gatekeeper.enums import Label, Mode, Stage
from gatekeeper.stages.verdict import Verdict

COMMANDS = {
    "/table": Label.TABLE,
    "/doc": Label.DOCUMENT,
    "/document": Label.DOCUMENT,
    "/sheet": Label.SPREADSHEET,
    "/spreadsheet": Label.SPREADSHEET,
    "/chat": Label.NONE,
}


def split_command(text: str) -> tuple[Label | None, str]:
    """Return the label of a leading slash command and the text without it."""
    first, *rest = text.split(maxsplit=1)[:2] or [""]
    label = COMMANDS.get(first.casefold())
    return (label, "".join(rest).strip()) if label is not None else (None, text)


def judge(text: str, context: Context) -> Verdict | None:
    """Return what was chosen by hand, None in automatic mode."""
    label, _ = split_command(text)
    if label is not None:
        return Verdict(label, 1.0, Stage.UI, ("slash_command",))
    match context.mode:
        case Mode.CHAT:
            return Verdict(Label.NONE, 1.0, Stage.UI, ("mode_chat",))
        case Mode.TABLE | Mode.DOCUMENT | Mode.SPREADSHEET:
            is_edit = context.has_selection and context.open_artifact == KindName(context.mode.value)
            return Verdict(Label.EDIT if is_edit else Label(context.mode.value), 1.0, Stage.UI, ("mode_kind",))
    if context.has_selection and context.open_artifact:
        return Verdict(Label.EDIT, 1.0, Stage.UI, ("selection",))
    if not context.is_enabled:
        return Verdict(Label.NONE, 1.0, Stage.UI, ("gate_off",))
    return None
