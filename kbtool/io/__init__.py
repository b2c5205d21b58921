"""What touches the machine: files, settings, Git, the web."""
