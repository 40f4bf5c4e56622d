"""Workbooks of Excel (OOXML, transitional and strict): parts found by relationships, read in one pass each."""
