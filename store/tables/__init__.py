"""The tables, a file per part of the domain; ``store.schema`` gathers them."""
