"""How levels move ahead: total fertility, life expectancy, net migration, the sex ratio at birth.

A process is a frozen value made from published bounds or from a place's own past; its ``draw`` turns white noise into
trajectories ``(trajectory, year)``. Noise comes from a stream named by seed, place and subject, so that a place gets
the same figures whichever others are drawn beside it.
"""
