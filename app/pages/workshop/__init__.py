"""Pages of a workshop: role sheets, slips, what each seat gets back, the facilitator's list and the debrief."""
