"""Images of documents: checked, stored once per owner, found again by the digest that a document names."""
