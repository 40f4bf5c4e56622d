"""Export jobs, bundles and ratings as rows."""
