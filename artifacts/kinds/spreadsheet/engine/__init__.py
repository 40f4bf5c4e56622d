"""Formulas computed in processes that can be killed."""
