"""Views of the workspace; each calls an action or a query and holds no rule of its own."""
