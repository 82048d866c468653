"""Time expressions of Arabic: recognised first (`recognise`), resolved second (`resolve`) into EDTF.

The words and the forms are data (`lexicons/ar/timex.yaml`, `timex_rules.yaml`); the
engine knows labels only. `context` decides for a whole article which expression
dates a meeting and which is the deadline of an action.
"""

from extraction.timex.edtf import bounds
from extraction.timex.recognise import recognise
from extraction.timex.resolve import clock_of, resolve
from extraction.timex.types import Kind, Timex

__all__ = ["Kind", "Timex", "bounds", "clock_of", "recognise", "resolve"]
