"""Why a record was found: clause, trigger, rule and features, for a reader at a terminal."""

from bisect import bisect_right

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extraction.clauses import Clauses, read_clauses
from extraction.records import Article
from extraction.tokens import read
from extraction.types import Commitment, Extraction, Meeting, Party, Span

_STRENGTH = ((0.8, "green"), (0.5, "yellow"), (0.0, "red"))


def show(article: Article, found: Extraction, console: Console | None = None) -> None:
    """Print the records of one article with their reasons; in colour where the console has any."""
    out = console or Console(highlight=False)
    out.rule(Text(article.id))
    out.print(f"extractor {found.version}", style="dim")
    clauses = read_clauses(read(article.text))
    for meeting in found.meetings:
        out.print(_meeting(article.text, meeting))
    for commitment in found.commitments:
        _commitment(out, article.text, commitment, clauses)
    if not found.meetings and not found.commitments:
        out.print("nothing found", style="dim")


def _meeting(text: str, meeting: Meeting) -> Text:
    line = Text.assemble(
        (f"{meeting.id} {meeting.kind} ", "bold cyan"), f"«{meeting.mentions[0].quote(text)}»"
    )
    facts = {
        "date": meeting.date,
        "time": meeting.time,
        "place": meeting.place,
        "organizers": _names(meeting.organizers),
        "chair": _names(meeting.chair),
        "participants": _names(meeting.participants),
        "mentions": str(len(meeting.mentions)),
        "planned": "yes" if meeting.planned else "",
    }
    for name, value in facts.items():
        if value:
            line.append(f"\n   {name}: ", "dim")
            line.append(value)
    return line


def _commitment(out: Console, text: str, commitment: Commitment, clauses: Clauses) -> None:
    colour = next(style for floor, style in _STRENGTH if commitment.confidence >= floor)
    head = Text.assemble(
        (f"{commitment.id} {commitment.kind} ", "bold magenta"), 
        (f"{commitment.confidence:.2f} ", f"bold {colour}"), ("rule ", "dim"), commitment.rule,
    )  # fmt: skip
    out.print(head)
    out.print(Padding(_path(commitment, clauses), (0, 0, 0, 3)))
    out.print(Padding(_sentence(text, commitment), (0, 0, 0, 3)))
    out.print(Padding(_details(commitment), (0, 0, 0, 3)))
    if commitment.features:
        out.print(Padding(_features(commitment), (0, 0, 0, 3)))


def _path(commitment: Commitment, clauses: Clauses) -> Text:
    """The clauses around the trigger, outermost first, each with the words that open it."""
    tokens = clauses.doc.tokens
    trigger = bisect_right(tokens, commitment.trigger.start, key=lambda token: token.start) - 1
    line = Text("clause: ", "dim")
    for depth, clause in enumerate(reversed(list(clauses.ancestors(clauses.at(max(trigger, 0)))))):
        line.append(" > " if depth else "", "dim")
        line.append(clause.kind.value, "cyan")
        line.append(
            f" «{' '.join(token.text for token in tokens[clause.start : clause.start + 3])} …»", "not dim"
        )
    return line


def _sentence(text: str, commitment: Commitment) -> Text:
    """The sentence with its trigger and action marked."""
    start = commitment.sentence.start
    shown = Text(commitment.sentence.quote(text).replace("\n", " "))
    for span, style in ((commitment.action, "underline"), (commitment.trigger, "bold reverse")):
        part = Span(max(span.start, start), min(span.end, commitment.sentence.end))
        if part.start < part.end:
            shown.stylize(style, part.start - start, part.end - start)
    return shown


def _details(commitment: Commitment) -> Text:
    deadline = commitment.deadline
    facts = {
        "committers": _names(commitment.committers),
        "assignees": _names(commitment.assignees),
        "recipients": _names(commitment.recipients),
        "deadline": f"{deadline.text} = {deadline.value or 'unresolved'}" if deadline else "",
        "meeting": commitment.meeting or "",
        "status": "" if commitment.status == "open" else commitment.status.value,
    }
    line = Text()
    for name, value in facts.items():
        if value:
            line.append(f"{name}: ", "dim")
            line.append(f"{value}  ")
    return line


def _features(commitment: Commitment) -> Table:
    table = Table("feature", "value", "log-odds", box=None, pad_edge=False, header_style="dim")
    for feature in sorted(commitment.features, key=lambda f: -abs(f.contribution)):
        style = "green" if feature.contribution > 0 else "red"
        table.add_row(feature.name, f"{feature.value:g}", Text(f"{feature.contribution:+.2f}", style))
    return table


def _names(parties: tuple[Party, ...]) -> str:
    return "، ".join(party.name for party in parties)
