"""Filters of a table: conditions, the rows they let through, their form in addresses."""
