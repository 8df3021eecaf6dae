"""Orbits and looks: element sets, the satellites of the sensor catalogue, and when which of them could see which place.

Opportunities, not tasking: that a satellite could look says nothing of whether it does.
"""
