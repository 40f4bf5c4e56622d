"""Conversations, messages and turns: the only room that combines the others."""
