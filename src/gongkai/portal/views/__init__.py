"""Views of the portal: each asks a query and shows what it returns."""
