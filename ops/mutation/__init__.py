"""Small faults put into the modules that hold invariants, and whether their tests notice."""
