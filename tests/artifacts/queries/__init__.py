"""Tests of the room artifacts.queries."""
