"""What staff type to connect a model."""

from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext as _

from llm.endpoint import Endpoint, model_names

_CALLS = ("/chat/completions", "/completions", "/models")


class EndpointForm(forms.Form):
    """Address, key and models of an endpoint."""

    address = forms.CharField(max_length=500)
    key = forms.CharField(max_length=2_000, required=False)
    model = forms.CharField(max_length=500)

    def clean_address(self) -> str:
        """Return the address that calls are added to: people paste that of a call as well."""
        address = self.cleaned_data["address"].rstrip("/")
        for call in _CALLS:
            address = address.removesuffix(call)
        try:
            parts = urlsplit(address)
            is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_address = False
        if not is_address or parts.username or parts.query or parts.fragment:
            raise forms.ValidationError(_("Write an address such as http://127.0.0.1:11434/v1."))
        return str(address)

    def clean_key(self) -> str:
        """Refuse what cannot stand in a header."""
        key = self.cleaned_data["key"]
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise forms.ValidationError(_("A key holds no spaces and no special letters."))
        return str(key)

    def clean_model(self) -> str:
        """Return the names with commas."""
        names = model_names(self.cleaned_data["model"])
        if not names:
            raise forms.ValidationError(_("Name the model that answers."))
        return ",".join(names)

    def endpoint(self, connected: Endpoint | None) -> Endpoint:
        """Return what was typed; an empty key is the stored one, for the address that it was stored for alone."""
        address, key = self.cleaned_data["address"], self.cleaned_data["key"]
        if not key and connected and connected.base_url == address:
            key = connected.key
        names = model_names(self.cleaned_data["model"])
        return Endpoint(address, key, names, names[0])
