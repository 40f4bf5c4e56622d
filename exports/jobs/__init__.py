"""The job machine: asked for, claimed, leased, made, swept."""
