"""What is said at a platform's own front doors: its home page, its forms, its refusals."""

from __future__ import annotations

KEPT_AS_IT_IS = "What stands now is too long to show here; leave this empty to keep it"
"""A form's hint, where a platform cannot hold what was written before."""

ONLY_MEMBERS = "Sorry, only members of this organisation's own workspace can use this."
"""To somebody from another organisation's workspace that the connection does not allow."""

CANCEL = "Cancel"
"""Puts a form away unfilled."""

LAST_MEETING = "Last meeting"
THIS_MEETING = "This meeting"
"""Over a bar of statuses; the meeting's day follows."""

ALL_ACTIONS = "All actions"
"""Over the bars of a plan that has no priorities."""

NOTHING_TO_SHOW = "Nothing to show."
"""A message without any words."""
