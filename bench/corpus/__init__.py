"""Runs a folder of real files through import and export, and says what differs from what others read in them."""
