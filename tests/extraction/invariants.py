"""What every result of extraction must satisfy, whatever the text."""

from extraction.types import Extraction, Party, Span


def check(text: str, found: Extraction) -> None:
    """Assert all that every result must satisfy."""
    meetings = [meeting.id for meeting in found.meetings]
    assert len(set(meetings)) == len(meetings)
    for meeting in found.meetings:
        assert meeting.mentions and list(meeting.mentions) == sorted(meeting.mentions)
        for span in meeting.mentions:
            within(text, span)
        for party in (*meeting.organizers, *meeting.chair, *meeting.participants):
            named(text, party)
    assert len({commitment.id for commitment in found.commitments}) == len(found.commitments)
    for commitment in found.commitments:
        for span in (commitment.trigger, commitment.action, commitment.sentence):
            within(text, span)
        assert commitment.sentence.contains(commitment.trigger) and commitment.sentence.contains(
            commitment.action
        )
        assert commitment.meeting is None or commitment.meeting in meetings
        assert 0 <= commitment.confidence <= 1 and commitment.rule
        for party in (*commitment.committers, *commitment.assignees, *commitment.recipients):
            named(text, party)
        if commitment.deadline:
            within(text, commitment.deadline.span)
            assert commitment.deadline.text == commitment.deadline.span.quote(text)
    # By position: commitments of their action, meetings of their first mention.
    order = [c.action for c in found.commitments]
    first = [meeting.mentions[0] for meeting in found.meetings]
    assert order == sorted(order)
    assert first == sorted(first)


def within(text: str, span: Span) -> None:
    assert 0 <= span.start < span.end <= len(text)
    assert span.quote(text).strip() == span.quote(text)


def named(text: str, party: Party) -> None:
    within(text, party.span)
    assert party.name == " ".join(party.span.quote(text).split()) != ""
