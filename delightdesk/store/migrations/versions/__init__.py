"""The revisions, oldest first. Each raises `store.header.SCHEMA` by one."""
