"""What ``%load_ext d2lmlp`` brings into a notebook: the four words of the exercises, and help."""
