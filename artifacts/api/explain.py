"""The JSON API of explanations."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from accounts.auth import api_auth
from accounts.signed_in import signed_in_user
from artifacts.kinds.spreadsheet.content import ValueType
from artifacts.kinds.spreadsheet.explained import explain_in, sentences
from artifacts.kinds.spreadsheet.explanation import Explanation
from artifacts.versions.reading import find_artifact, find_version, open_version
from common.schemas import Problem
from rollout.enums import FlagName
from rollout.flags import require

router = Router(auth=api_auth, tags=["artifacts"])
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 422, 429, 503), Problem)


class FaultOut(Schema):
    """Why a cell shows an error; `comes_from` are the cells it refers to that show it already."""

    sign: str
    reason: str
    comes_from: list[str]


class ExplanationOut(Schema):
    """A cell; `held` is a value that stood in the file, of a formula that cannot be computed here.

    `dependents` are the first 200 of `dependent_count`.
    """

    cell: str
    input: str | int | float | bool | None
    value: str | int | float | bool | None
    type: ValueType
    format: str | None
    held: bool
    precedents: list[str]
    dependents: list[str]
    dependent_count: int
    error: FaultOut | None
    text: str


@router.get(
    "/artifacts/{uuid:artifact_id}/cells/{cell}/explain",
    response={200: ExplanationOut, **PROBLEMS},
    summary="Explain a cell of a spreadsheet",
)
def cell_explain(request: HttpRequest, artifact_id: UUID, cell: str) -> ExplanationOut:
    """Tell what a cell's formula refers to, which formulas refer to it, and why it shows an error.

    The cell is named as in formulas: `B2` of the first sheet, `Costs!B2`, `'Q1 costs'!B2`.
    """
    user = require(signed_in_user(request), FlagName.ARTIFACTS)
    stored = open_version(find_version(find_artifact(user, artifact_id)))
    sheet, _sign, place = cell.rpartition("!")
    if sheet.startswith("'") and sheet.endswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    return explanation_out(explain_in(stored, sheet, place))


def explanation_out(found: Explanation) -> ExplanationOut:
    """Return an explanation in the shape of the API."""
    fault = found.fault
    return ExplanationOut(
        cell=str(found.at),
        input=found.cell.input,
        value=found.cell.value,
        type=found.cell.type,
        format=found.cell.format,
        held=found.cell.is_held,
        precedents=[str(each) for each in found.precedents],
        dependents=[str(each) for each in found.dependents],
        dependent_count=found.dependent_count,
        error=FaultOut(sign=fault.sign, reason=fault.reason, comes_from=[str(each) for each in fault.comes_from])
        if fault
        else None,
        text="\n".join(sentences(found)),
    )
