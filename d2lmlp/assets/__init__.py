"""The bundled data, and how its files are found, read and checked."""
