"""Following an accepted commitment up: status, due date, evidence, checklist, notes, looks, subscriptions."""
