"""Conversations, messages and branches as rows, and their reads."""
