"""What staff read about each ability of a model."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from llm.diagnosis import Ability

ABILITIES: dict[Ability, str | Promise] = {
    Ability.STREAMS: _("Answers arrive piece by piece"),
    Ability.COUNTS_TOKENS: _("The endpoint counts tokens"),
    Ability.FOLLOWS_MARKERS: _("The model puts an artifact between the markers that it is asked for"),
    Ability.ANSWERS_JSON: _("The model answers with JSON of a given form"),
}
