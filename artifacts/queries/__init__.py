"""Questions about artifacts, answered by a query over all rows: what was computed, from which version, how."""
