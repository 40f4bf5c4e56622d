from django.utils.translation import gettext_lazy as _

from common.errors import Conflict


class AlreadyCorrected(Conflict):
    code = "already_corrected"
    message = _("This decision has been corrected already.")
