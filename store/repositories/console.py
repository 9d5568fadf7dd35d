"""The console's own rooms: a chat system of ours, so its posts are rows of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import RowMapping, select, update

from bot.ports import ConsolePost
from store.repositories.base import Repository
from store.tables.programme import connections
from store.tables.traffic import console_posts


class ConsolePosts(Repository):
    """See ``bot.ports.ConsolePosts``."""

    def add(self, post: ConsolePost) -> ConsolePost:
        row_id = self._session.add(
            console_posts,
            {
                "programme_id": select(connections.c.programme_id)
                .where(connections.c.name == post.connection)
                .scalar_subquery(),
                "connection": post.connection,
                "room": post.room,
                "thread": post.thread,
                "author": post.author,
                "at": post.at,
                "text": post.text,
                "key": post.key,
                "payload": post.payload,
                "only_for": post.only_for,
            },
        )
        return replace(post, id=row_id)

    def replace(self, post_id: int, payload: str, text: str) -> None:
        self._session.execute(
            update(console_posts)
            .where(console_posts.c.id == post_id)
            .values(payload=payload, text=text)
        )

    def by_key(self, connection: str, key: str) -> ConsolePost | None:
        row = self._session.first(
            select(console_posts).where(
                console_posts.c.connection == connection, console_posts.c.key == key
            )
        )
        return None if row is None else _post(row)

    def get(self, post_id: int) -> ConsolePost | None:
        row = self._session.first(select(console_posts).where(console_posts.c.id == post_id))
        return None if row is None else _post(row)

    def since(self, connection: str, post_id: int) -> Sequence[ConsolePost]:
        rows = self._session.rows(
            select(console_posts)
            .where(console_posts.c.connection == connection, console_posts.c.id > post_id)
            .order_by(console_posts.c.id)
        )
        return [_post(row) for row in rows]


def _post(row: RowMapping) -> ConsolePost:
    return ConsolePost(
        id=row["id"],
        connection=row["connection"],
        room=row["room"],
        thread=row["thread"],
        author=row["author"],
        at=row["at"],
        text=row["text"],
        key=row["key"],
        payload=row["payload"],
        only_for=row["only_for"],
    )
