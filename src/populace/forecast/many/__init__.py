"""Forecasts of thousands of places: stretch by stretch, each finished and set aside before the next begins.

``job`` plans, ``stretches`` runs, ``fans`` are what is kept of a place.
"""
