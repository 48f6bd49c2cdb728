"""Scenarios: what a planner assumes, beside what the tables lead one to expect.

``changes`` are the assumptions as they are declared, ``effects`` what they come to for every projected place and year,
``apply`` the way from one to the other, ``run`` the same futures once more under a scenario, ``results`` what is said.
A scenario is an assumption for planning: nobody is to bring it about.
"""
