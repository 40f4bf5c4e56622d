from django.apps import AppConfig

import config.celery  # noqa: F401  tasks of every room find this app, also in processes that only send


class ConfigConfig(AppConfig):
    name = "config"
    label = "site_config"
