"""Starting and stopping what a site runs on: the database, the web server, the worker."""
