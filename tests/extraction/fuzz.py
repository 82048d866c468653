"""Coverage-guided fuzzing of `extract`: python -m tests.extraction.fuzz [--seconds N] [--corpus DIR]

Inputs are read either as words of the project's own lists and odd signs, which reach
deep, or as raw text, which is odd at once. A result that breaks an invariant, or any
exception, stops the run with exit code 77 and the text.
"""

import argparse
import json
import sys
import tempfile
from datetime import date
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["extraction"]):
    from extraction import lexicons
    from extraction.pipeline import extract

from tests.extraction.invariants import check
from tests.stack import ROOT

SIGNS = [
    *' \n\t.,،؛؟!:-–•"«»()[]/\u064b\u0651\u0640\u200f\u202b\u2066\ufeffﻻ😀aZ\x00\ud800\u0301',
    *("12", "2012", "04", "١٥", "1-", "10:30", "وال", "بال", "لل", "ها", "هم", "ون", "ات"),
    *"سوفبل",
]
DAYS = (None, date(2024, 5, 7), date(1900, 1, 1), date(2100, 12, 31))


def fragments() -> list[str]:
    """Signs, and every word of every list but those of the morphology, with and without a space."""
    words = sorted(
        {
            word
            for name in lexicons.names()
            if not name.startswith("morphology/")
            for entry in lexicons.load(name)
            for word in (entry.lemma, *entry.words("words"))
        }
    )
    return [*SIGNS, *(f"{word} " for word in words), *words]


FRAGMENTS = fragments()


def text_of(data: bytes) -> str:
    """The text that an input stands for; its first bit chooses between words and raw text."""
    if data[:1] and data[0] & 1:
        return data[1:].decode("utf-8", "surrogateescape")
    pairs = zip(data[1::2], data[2::2], strict=False)
    return "".join(FRAGMENTS[(high << 8 | low) % len(FRAGMENTS)] for high, low in pairs)


def one_input(data: bytes) -> None:
    """Extract from one input and check the result."""
    text = text_of(data)
    try:
        check(text, extract(text, DAYS[len(data) % len(DAYS)]))
    except Exception:
        print(f"text: {text!r}", file=sys.stderr)
        raise


def seed(corpus: Path) -> None:
    """Write the sentences of the demo articles as first inputs."""
    for path in sorted((ROOT / "seeds").glob("*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))["body"]
        for number, sentence in enumerate(body.split(".")):
            (corpus / f"{path.stem}-{number}").write_bytes(b"\x01" + sentence.encode())


def main() -> None:
    """Fuzz for some seconds; libFuzzer leaves the process itself."""
    parser = argparse.ArgumentParser(prog="python -m tests.extraction.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="how long (60)")
    parser.add_argument("--corpus", type=Path, help="folder to keep inputs in (default: a temporary one)")
    options = parser.parse_args()
    corpus = options.corpus or Path(tempfile.mkdtemp(prefix="ahd-fuzz-"))
    corpus.mkdir(parents=True, exist_ok=True)
    seed(corpus)
    flags = [
        f"-max_total_time={options.seconds}", "-max_len=1200", "-timeout=20", "-verbosity=0",
        f"-artifact_prefix={corpus}/",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *flags, str(corpus)], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
