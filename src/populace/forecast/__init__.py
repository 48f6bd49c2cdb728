"""From tables of counts to trajectories, birth peaks, their causes and what they ask for."""
