"""Gives every party that an article names its actor: a known one where that is sure, else a new one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from tracker.models import Actor, ActorAlias, ActorKind, Article
from tracker.models.base import NAME_LENGTH
from tracker.services import extractor, naming
from tracker.services.batches import SIZE, batches
from tracker.services.extractor import Party
from tracker.services.naming import Reach

KEY_LENGTH = NAME_LENGTH - 50
R = TypeVar("R")


@dataclass(slots=True)
class Role:
    """One party of an article, however its name is spelled there.

    `key` is the name as it is compared; `match_key` that under which other articles know it, or None.
    """

    key: str
    name: str
    kind: ActorKind
    match_key: str | None = None


class Cast:
    """The actors of one article, by any spelling of their names."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._actors = actors

    def of(self, party: Party) -> Actor | None:
        """The party's actor; None for a name without a letter in it."""
        return self._actors.get(naming.key(party.name))

    def in_roles(self, roles: Iterable[tuple[R, Iterable[Party]]]) -> Iterator[tuple[R, Party, Actor]]:
        """Each actor once in each role, in the article's order; parties without an actor are left out."""
        seen = set()
        for role, parties in roles:
            for party in parties:
                actor = self.of(party)
                if actor and (role, actor.pk) not in seen:
                    seen.add((role, actor.pk))
                    yield role, party, actor


def cast(article: Article, parties: Iterable[Party]) -> Cast:
    """The actors of all parties; those missing are made. Call it inside the storing transaction.

    Names are looked for in this article's earlier extractions, then among match keys and
    other names as far as each name reaches. Rows are made, then held, in one order, so that
    two articles stored at once wait for each other but never in a circle.
    """
    roles = _roles(article, parties)
    found = _of_earlier_runs(article, roles)
    found |= _known_elsewhere([role for role in roles if role.key not in found])
    found |= _made([role for role in roles if role.key not in found])
    held = _held(found)
    _tell_kinds(held, roles)
    return Cast(held)


def _roles(article: Article, parties: Iterable[Party]) -> list[Role]:
    """One role for each name; of its spellings the longest, of its kinds the first that is known."""
    roles: dict[str, Role] = {}
    for party in parties:
        key = naming.key(party.name)
        kind = ActorKind(party.kind.value) if party.kind else ActorKind.UNKNOWN
        role = roles.setdefault(key, Role(key, party.name, kind))
        role.name = max(role.name, party.name, key=len)
        role.kind = kind if role.kind == ActorKind.UNKNOWN else role.kind
    roles.pop("", None)
    for role in roles.values():
        role.match_key = _match_key(role, article)
    return list(roles.values())


def _match_key(role: Role, article: Article) -> str | None:
    reach = naming.reach(role.key, role.kind)
    if reach == Reach.ARTICLE or len(role.key) > KEY_LENGTH:
        return None
    return role.key if reach == Reach.EVERYWHERE else f"{role.key} @ {article.source_id}"


def _of_earlier_runs(article: Article, roles: Iterable[Role]) -> dict[str, Actor]:
    mentioned = Actor.objects.filter(mentions__article=article).distinct()
    return _fitting(
        {naming.key(actor.name): actor for actor in mentioned}, {role.key: role for role in roles}
    )


def _known_elsewhere(roles: Iterable[Role]) -> dict[str, Actor]:
    wanted = {role.match_key: role for role in roles if role.match_key}
    hits = _fitting(_by_other_names(wanted) | _by_match_keys(wanted), wanted)
    return {wanted[key].key: actor for key, actor in hits.items()}


def _by_match_keys(match_keys: Iterable[str]) -> dict[str, Actor]:
    rows = (Actor.objects.filter(match_key__in=some) for some in batches(match_keys))
    return {str(actor.match_key): actor for some in rows for actor in some}


def _by_other_names(match_keys: Iterable[str]) -> dict[str, Actor]:
    """Actors by another name of theirs, where only one actor bears it."""
    bearers: dict[str, list[Actor]] = {}
    for some in batches(match_keys):
        for alias in ActorAlias.objects.filter(match_key__in=some).select_related("actor"):
            bearers.setdefault(alias.match_key, []).append(alias.actor)
    return {key: actors[0] for key, actors in bearers.items() if len(actors) == 1}


def _fitting(actors: Mapping[str, Actor], roles: Mapping[str, Role]) -> dict[str, Actor]:
    return {key: actors[key] for key, role in roles.items() if key in actors and _may_be(actors[key], role)}


def _may_be(actor: Actor, role: Role) -> bool:
    """Whether the role's kind allows for the actor: no person is a body, no body a person."""
    if ActorKind.UNKNOWN in (actor.kind, role.kind):
        return True
    return (actor.kind == ActorKind.PERSON) == (role.kind == ActorKind.PERSON)


def _made(roles: Iterable[Role]) -> dict[str, Actor]:
    """New actors, or those that another worker made meanwhile under the same match keys."""
    reaching = {role.match_key: role for role in roles if role.match_key}
    Actor.objects.bulk_create(
        (_unsaved(reaching[key], key) for key in sorted(reaching)), batch_size=SIZE, ignore_conflicts=True
    )
    hits = _fitting(_by_match_keys(reaching), reaching)
    found = {reaching[key].key: actor for key, actor in hits.items()}
    own = {role.key: _unsaved(role, None) for role in roles if role.key not in found}
    Actor.objects.bulk_create(own.values(), batch_size=SIZE)
    return found | own


def _unsaved(role: Role, match_key: str | None) -> Actor:
    name = role.name[:NAME_LENGTH]
    folded = extractor.fold(name)[:NAME_LENGTH]
    return Actor(name=name, name_folded=folded, kind=role.kind, match_key=match_key)


def _held(found: Mapping[str, Actor]) -> dict[str, Actor]:
    """The same, each row held until the transaction ends: who else stores deeds of these actors waits."""
    held = {}
    for some in batches(sorted(actor.pk for actor in found.values())):
        rows = Actor.objects.select_for_update(no_key=True).filter(pk__in=some)
        held.update({actor.pk: actor for actor in rows.order_by("pk")})
    return {key: held[actor.pk] for key, actor in found.items()}


def _tell_kinds(held: Mapping[str, Actor], roles: Iterable[Role]) -> None:
    """Note the kind of actors for which no article told it before."""
    for role in roles:
        actor = held[role.key]
        if actor.kind == ActorKind.UNKNOWN and role.kind != ActorKind.UNKNOWN:
            actor.kind = role.kind
            actor.save(update_fields=["kind", "updated_at"])
