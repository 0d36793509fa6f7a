"""What the tables of the database hold: the statements that make them, version by version.

Since version 2 what is said again and again (the name of a session, what a step asks for) is kept
once, in ``session`` and ``task``; the views ``runs`` and ``steps`` put it back, and it is them that
people and this program read.
"""

MIGRATIONS: list[tuple[str, ...]] = [
    (
        """CREATE TABLE run (
            id            TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),  -- a UUID
            session       TEXT NOT NULL,  -- the session's id
            name          TEXT NOT NULL,  -- its name at the time
            started_at    TEXT NOT NULL CHECK (started_at GLOB '????-??-??T??:??:??.???Z'),
            ended_at      TEXT CHECK (ended_at >= started_at),
            -- the local day it counts for; date() alone lets the 30th of February pass
            day           TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
            utc_offset_s  INTEGER NOT NULL,  -- of the local time at the start
            status        TEXT NOT NULL CHECK (status IN
                ('running', 'completed', 'stopped', 'discomfort', 'interrupted')),
            planned_s     REAL NOT NULL CHECK (planned_s >= 0),
            active_s      REAL NOT NULL CHECK (active_s >= 0),
            steps_planned INTEGER NOT NULL CHECK (steps_planned >= 0),
            steps_done    INTEGER NOT NULL CHECK (steps_done >= 0),
            owner         TEXT NOT NULL,  -- the lock that the process playing it holds
            app_version   TEXT NOT NULL,
            edited_at     TEXT,  -- when its owner last corrected it
            CHECK ((status = 'running') = (ended_at IS NULL))
        ) STRICT""",
        "CREATE INDEX run_started ON run (started_at)",
        "CREATE INDEX run_day ON run (day, active_s)",
        "CREATE INDEX run_running ON run (id) WHERE status = 'running'",
        """CREATE TABLE step (
            run_id     TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            position   INTEGER NOT NULL CHECK (position >= 0),
            visit      INTEGER NOT NULL CHECK (visit >= 0),  -- above 0: gone back to
            movement   TEXT NOT NULL,  -- its id, '' for one written in the session
            name       TEXT NOT NULL,
            targets    TEXT NOT NULL,  -- areas, with spaces between them
            side       TEXT NOT NULL CHECK (side IN ('left', 'right', 'both')),
            set_number INTEGER NOT NULL CHECK (set_number >= 1),
            dose       TEXT NOT NULL,  -- what was asked for, as people write it
            planned_s  REAL NOT NULL CHECK (planned_s >= 0),
            held_s     REAL NOT NULL CHECK (held_s >= 0),
            breaths    INTEGER CHECK (breaths >= 0),
            reps       INTEGER CHECK (reps >= 0),
            status     TEXT NOT NULL CHECK (status IN ('done', 'cut', 'skipped')),
            started_at TEXT NOT NULL CHECK (started_at GLOB '????-??-??T??:??:??.???Z'),
            ended_at   TEXT NOT NULL CHECK (ended_at >= started_at),
            PRIMARY KEY (run_id, position, visit)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE setting (
            key   TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
    ),
    (
        "ALTER TABLE run RENAME TO old_run",
        "ALTER TABLE step RENAME TO old_step",
        """CREATE TABLE session (
            key  INTEGER PRIMARY KEY,
            id   TEXT NOT NULL,  -- as in the files
            name TEXT NOT NULL,  -- its name at the time
            UNIQUE (id, name)
        ) STRICT""",
        """CREATE TABLE task (
            key        INTEGER PRIMARY KEY,
            movement   TEXT NOT NULL,  -- its id, '' for one written in the session
            name       TEXT NOT NULL,
            targets    TEXT NOT NULL,  -- areas, with spaces between them
            side       TEXT NOT NULL CHECK (side IN ('left', 'right', 'both')),
            set_number INTEGER NOT NULL CHECK (set_number >= 1),
            dose       TEXT NOT NULL,  -- what was asked for, as people write it
            planned_s  REAL NOT NULL CHECK (planned_s >= 0),
            UNIQUE (movement, name, targets, side, set_number, dose, planned_s)
        ) STRICT""",
        """CREATE TABLE run (
            key           INTEGER PRIMARY KEY,
            id            TEXT NOT NULL UNIQUE CHECK (id <> ''),  -- a UUID
            session       INTEGER NOT NULL REFERENCES session (key),
            started_at    TEXT NOT NULL CHECK (started_at GLOB '????-??-??T??:??:??.???Z'),
            ended_at      TEXT CHECK (ended_at >= started_at),
            -- the local day it counts for; date() alone lets the 30th of February pass
            day           TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
            -- of the local time at the start
            utc_offset_s  INTEGER NOT NULL CHECK (utc_offset_s BETWEEN -86400 AND 86400),
            status        TEXT NOT NULL CHECK (status IN
                ('running', 'completed', 'stopped', 'discomfort', 'interrupted')),
            planned_s     REAL NOT NULL CHECK (planned_s >= 0),
            active_s      REAL NOT NULL CHECK (active_s >= 0),
            steps_planned INTEGER NOT NULL CHECK (steps_planned >= 0),
            steps_done    INTEGER NOT NULL CHECK (steps_done >= 0),
            before        INTEGER CHECK (before BETWEEN 0 AND 10),  -- how tight it felt
            after         INTEGER CHECK (after BETWEEN 0 AND 10),
            note          TEXT NOT NULL,
            -- when this row last became another one: of two machines the later one holds
            edited_at     TEXT NOT NULL CHECK (edited_at GLOB '????-??-??T??:??:??.???Z'
                AND edited_at < '9000'),  -- else nothing could ever be edited later
            shared        INTEGER NOT NULL CHECK (shared IN (0, 1)),  -- in the shared folder
            owner         TEXT NOT NULL,  -- the lock that the process playing it holds
            app_version   TEXT NOT NULL,
            CHECK ((status = 'running') = (ended_at IS NULL))
        ) STRICT""",
        """CREATE TABLE step (
            run        INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
            position   INTEGER NOT NULL CHECK (position >= 0),
            visit      INTEGER NOT NULL CHECK (visit >= 0),  -- above 0: gone back to
            task       INTEGER NOT NULL REFERENCES task (key),
            held_ms    INTEGER NOT NULL CHECK (held_ms >= 0),
            breaths    INTEGER CHECK (breaths >= 0),
            reps       INTEGER CHECK (reps >= 0),
            status     TEXT NOT NULL CHECK (status IN ('done', 'cut', 'skipped')),
            started_ms INTEGER NOT NULL,  -- after the start of its run
            ended_ms   INTEGER NOT NULL CHECK (ended_ms >= started_ms),
            comfort    TEXT CHECK (comfort IN ('easy', 'good', 'too-much')),
            PRIMARY KEY (run, position, visit)
        ) STRICT, WITHOUT ROWID""",
        "INSERT INTO session (id, name) SELECT DISTINCT session, name FROM old_run",
        """INSERT INTO task (movement, name, targets, side, set_number, dose, planned_s)
            SELECT DISTINCT movement, name, targets, side, set_number, dose, planned_s
            FROM old_step""",
        """INSERT INTO run (id, session, started_at, ended_at, day, utc_offset_s, status, planned_s,
                active_s, steps_planned, steps_done, note, edited_at, shared, owner, app_version)
            SELECT old_run.id, session.key, started_at, ended_at, day, utc_offset_s, status,
                planned_s, active_s, steps_planned, steps_done, '',
                coalesce(ended_at, started_at), 0, owner, app_version
            FROM old_run JOIN session
                ON session.id = old_run.session AND session.name = old_run.name
            ORDER BY started_at""",
        """INSERT INTO step
            SELECT run.key, position, visit, task.key, round(held_s * 1000), breaths, reps,
                old_step.status,
                round((julianday(old_step.started_at) - julianday(run.started_at)) * 86400000),
                round((julianday(old_step.ended_at) - julianday(run.started_at)) * 86400000), NULL
            FROM old_step JOIN run ON run.id = old_step.run_id JOIN task
                ON task.movement = old_step.movement AND task.name = old_step.name
                AND task.targets = old_step.targets AND task.side = old_step.side
                AND task.set_number = old_step.set_number AND task.dose = old_step.dose
                AND task.planned_s = old_step.planned_s""",
        "DROP TABLE old_step",
        "DROP TABLE old_run",
        "CREATE INDEX run_started ON run (started_at, id, status, active_s)",
        "CREATE INDEX run_day ON run (day, active_s)",
        "CREATE INDEX run_session ON run (session, day)",
        "CREATE INDEX run_running ON run (key) WHERE status = 'running'",
        # The one sum that is kept: streaks over all the years are asked for at every look.
        """CREATE TABLE day (
            day      TEXT NOT NULL PRIMARY KEY,
            active_s REAL NOT NULL  -- guided seconds of its runs
        ) STRICT, WITHOUT ROWID""",
        "INSERT INTO day SELECT day, sum(active_s) FROM run GROUP BY day",
        *(
            f"""CREATE TRIGGER run_{name} AFTER {event} ON run BEGIN
                DELETE FROM day WHERE day IN ({days});
                INSERT INTO day SELECT day, sum(active_s) FROM run WHERE day IN ({days})
                    GROUP BY day;
            END"""
            for name, event, days in (
                ("added", "INSERT", "NEW.day"),
                ("changed", "UPDATE OF day, active_s", "OLD.day, NEW.day"),
                ("deleted", "DELETE", "OLD.day"),
            )
        ),
        """CREATE TABLE removed (
            id        TEXT NOT NULL PRIMARY KEY,  -- of a run that was deleted
            edited_at TEXT NOT NULL CHECK (edited_at GLOB '????-??-??T??:??:??.???Z'
                AND edited_at < '9000'),
            shared    INTEGER NOT NULL CHECK (shared IN (0, 1))
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE excused (
            day       TEXT NOT NULL PRIMARY KEY CHECK (day IS date(day, '+0 days')),
            excuse    TEXT CHECK (excuse IN ('holiday', 'illness')),  -- NULL: no longer
            edited_at TEXT NOT NULL CHECK (edited_at GLOB '????-??-??T??:??:??.???Z'
                AND edited_at < '9000'),
            shared    INTEGER NOT NULL CHECK (shared IN (0, 1))
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE peer (
            file  TEXT NOT NULL PRIMARY KEY,  -- of the shared folder
            bytes INTEGER NOT NULL CHECK (bytes >= 0)  -- how much of it has been read
        ) STRICT, WITHOUT ROWID""",
        """CREATE VIEW runs AS
            SELECT run.key, run.id, session.id AS session, session.name, started_at, ended_at, day,
                utc_offset_s, status, planned_s, active_s, steps_planned, steps_done, before,
                after, note, edited_at, shared, owner, app_version
            FROM run JOIN session ON session.key = run.session""",
        """CREATE VIEW steps AS
            SELECT step.run, run.id AS run_id, run.day, position, visit, movement, task.name,
                targets, side, set_number, dose, task.planned_s, held_ms / 1000.0 AS held_s,
                breaths, reps, step.status,
                strftime('%Y-%m-%dT%H:%M:%fZ', started_at, (started_ms / 1000.0) || ' seconds')
                    AS started_at,
                strftime('%Y-%m-%dT%H:%M:%fZ', started_at, (ended_ms / 1000.0) || ' seconds')
                    AS ended_at,
                comfort
            FROM step JOIN run ON run.key = step.run JOIN task ON task.key = step.task""",
    ),
]
"""What takes the file from each version to the next; one transaction each."""
