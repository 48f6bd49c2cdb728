"""The charter's lint: definitions that would judge people's choices, watch persons or bind services to pay are refused.

By structure: what an indicator is about is found in what it counts, however it is written and whatever it is called.
"""
