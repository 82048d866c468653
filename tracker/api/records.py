"""Parts of answers that several resources show: mentions, parties, references, decisions."""

from typing import Any

from rest_framework import serializers

from tracker.models import Actor, Article, Meeting, Mention, Review, Source, Topic


class ActorReference(serializers.ModelSerializer[Actor]):
    """An actor in short."""

    class Meta:
        model = Actor
        fields = ("id", "name", "kind")


class MeetingReference(serializers.ModelSerializer[Meeting]):
    """A meeting in short."""

    class Meta:
        model = Meeting
        fields = ("id", "kind", "title", "date_edtf")


class SourceReference(serializers.ModelSerializer[Source]):
    """A source in short."""

    class Meta:
        model = Source
        fields = ("id", "name")


class TopicReference(serializers.ModelSerializer[Topic]):
    """A topic in short."""

    class Meta:
        model = Topic
        fields = ("id", "name")


class ArticleReference(serializers.ModelSerializer[Article]):
    """An article in short."""

    class Meta:
        model = Article
        fields = ("id", "title", "published_on")


class MentionSerializer(serializers.ModelSerializer[Mention]):
    """Words of an article that a record was read from: `article.body[start:end] == quote`."""

    article = serializers.UUIDField(source="article_id", read_only=True)

    class Meta:
        model = Mention
        fields = ("article", "part", "start", "end", "quote")


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """One decision or edit: who, when, why, and what it changed."""

    by = serializers.CharField(source="by.username", read_only=True)
    changes = serializers.DictField(read_only=True)

    class Meta:
        model = Review
        fields = ("id", "action", "by", "reason", "changes", "created_at")


class PartySerializer(serializers.Serializer[Any]):
    """An actor's part in a record, with the name as the article wrote it."""

    role = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    actor = ActorReference(read_only=True)
