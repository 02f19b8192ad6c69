package dev.rungs.examples.memoir;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

/**
 * An append-only log of who superseded whom, and when. {@code memories.superseded_by} becomes a
 * cache of the latest decision about each memory, which the trigger keeps.
 *
 * <p>A decision without a winner takes the supersession back. Forgetting the loser drops its
 * decisions; forgetting the winner leaves them without one, and so takes them back.
 *
 * <p>The trigger looks the latest decision up instead of taking the row just written, so decisions
 * may arrive in any order. Of two with the same time, the one written later counts.
 *
 * <p>What version 2 knew becomes the first decisions. When they were taken is not known; not before
 * both memories were there. They are copied before there is a trigger, as the cache has them.
 *
 * <p>The indexes and the trigger go with their table.
 */
@Migration(version = 3)
@Up(
    """
    CREATE TABLE supersession_events (
      id         INTEGER PRIMARY KEY AUTOINCREMENT,
      loser_pid  TEXT NOT NULL REFERENCES memories (pid) ON DELETE CASCADE,
      winner_pid TEXT REFERENCES memories (pid) ON DELETE SET NULL,
      decided_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
                 CHECK (decided_at GLOB '????-??-??T??:??:??.???Z'),
      CHECK (loser_pid <> winner_pid OR winner_pid IS NULL)
    ) STRICT;

    -- The trigger's "latest decision about this memory", and recall at a point in time.
    CREATE INDEX supersession_events_loser_decided_idx
      ON supersession_events (loser_pid, decided_at DESC, id DESC);

    -- The whole log, newest first.
    CREATE INDEX supersession_events_decided_at_idx
      ON supersession_events (decided_at DESC, id DESC);

    INSERT INTO supersession_events (loser_pid, winner_pid, decided_at)
    SELECT loser.pid, winner.pid, max(loser.created_at, winner.created_at)
      FROM memories loser
      JOIN memories winner ON winner.pid = loser.superseded_by
     WHERE loser.pid <> winner.pid
     ORDER BY 3, loser.id;

    CREATE TRIGGER sync_superseded_by_cache AFTER INSERT ON supersession_events
    BEGIN
      UPDATE memories
         SET superseded_by = (
           SELECT winner_pid
             FROM supersession_events
            WHERE loser_pid = NEW.loser_pid
            ORDER BY decided_at DESC, id DESC
            LIMIT 1)
       WHERE pid = NEW.loser_pid;
    END;
    """)
@Down("DROP TABLE supersession_events;")
final class CreateSupersessionEvents {}
