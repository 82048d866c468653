"""Who speaks where: the subject of each verb of saying, and the body that a speaker speaks for."""

from extraction.context import Context
from extraction.phrases import NounPhrase
from extraction.subjects import is_party, subject_after, topic_before


def speaker_of(ctx: Context, i: int) -> NounPhrase | None:
    """The party whose words token `i` belongs to: of its own clause, else of the speech that goes on."""
    verb = ctx.clauses.reported_by(i)
    if verb >= 0:
        return _subject_of_speech(ctx, verb)
    if ctx.clauses.at(i).quoted:
        return last_speaker(ctx, i)
    return None


def last_speaker(ctx: Context, i: int) -> NounPhrase | None:
    """The subject of the nearest verb of saying before token `i` whose subject is written."""
    for verb in reversed(ctx.speech_before(i)):
        phrase = subject_of(ctx, verb)
        if phrase is not None and is_party(phrase):
            return phrase
    return None


def _subject_of_speech(ctx: Context, verb: int) -> NounPhrase | None:
    phrase = None if ctx.cues[verb].has("speech_participle") else subject_of(ctx, verb)
    if phrase is not None and is_party(phrase):
        return phrase
    return last_speaker(ctx, verb) or main_subject(ctx, verb)


def subject_of(ctx: Context, verb: int) -> NounPhrase | None:
    """The written subject of a verb, after it or as the topic before it."""
    return subject_after(ctx, verb) or topic_before(ctx, verb)


def main_subject(ctx: Context, i: int) -> NounPhrase | None:
    """The subject of the first verb of the sentence of token `i`, or the party that opens it."""
    sentence = ctx.sentence(i)
    for j in range(sentence.start, i):
        if ctx.cues[j].finite:
            phrase = subject_after(ctx, j)
            if phrase is not None and is_party(phrase):
                return phrase
        phrase = ctx.phrases.at(j) if j == sentence.start else None
        if phrase is not None and is_party(phrase) and phrase.end <= i:
            return phrase
    return None
