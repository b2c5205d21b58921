"""The editor's door: findings where somebody writes, by the Language Server Protocol."""
