"""Arabic inflection by rule: from the readable word lists to a compact ALMOR database.

`python -m extraction.paradigms` reads `lexicons/ar/morphology/*.yaml` and writes
`lexicons/ar/morphology.almor`, which camel_tools loads; `--check` only compares. All
forms are folded, so short vowels never show and hamza is written as the letter of
its seat. Nothing here is used at run time.
"""
