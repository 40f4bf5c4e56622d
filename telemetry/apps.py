from django.apps import AppConfig


class TelemetryConfig(AppConfig):
    name = "telemetry"

    def ready(self) -> None:
        """Make one emit reach three sinks: a log line, a row, the metrics."""
        from common.events import log_sink, register_sink
        from telemetry.metrics import metrics_sink
        from telemetry.sinks import record_sink

        for sink in (log_sink, record_sink, metrics_sink):
            register_sink(sink)
