"""What staff connected in the browser; where the environment names an endpoint, that one answers."""

from django.db import models


class ConnectedEndpoint(models.Model):
    """The one endpoint of the site. Its key is stored encrypted (`llm.keys`) and is never shown again."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    base_url = models.CharField(max_length=500)
    encrypted_key = models.TextField(blank=True)
    model_names = models.CharField(max_length=500, help_text="With commas; the first is the default.")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_connected_endpoint")]

    def __str__(self) -> str:
        return self.base_url
