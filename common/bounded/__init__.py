"""Work on untrusted bytes in processes of their own, which may die while the site goes on."""
