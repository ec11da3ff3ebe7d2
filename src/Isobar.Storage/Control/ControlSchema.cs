namespace Isobar.Storage.Control;

/// <summary>The tables of the control store, as steps forward: step n turns version n into n + 1. Released steps are never edited.</summary>
internal static class ControlSchema
{
    /// <summary>The steps, oldest first.</summary>
    public static readonly string[] Steps =
    [
        """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE commits (one INTEGER PRIMARY KEY CHECK (one = 1), last_number INTEGER NOT NULL, writes INTEGER NOT NULL);
        INSERT INTO commits VALUES (1, 0, 0);
        CREATE TABLE sealed_windows (window_start INTEGER NOT NULL, shard INTEGER NOT NULL, PRIMARY KEY (window_start, shard)) WITHOUT ROWID;
        CREATE TABLE checkpoints (source TEXT PRIMARY KEY, value BLOB NOT NULL, commit_no INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO meta VALUES ('folder_id', lower(hex(randomblob(16))));
        """,
        """
        CREATE TABLE measured_windows (window_start INTEGER NOT NULL, monitor TEXT NOT NULL, PRIMARY KEY (window_start, monitor)) WITHOUT ROWID;
        CREATE TABLE summarised_days (day INTEGER NOT NULL, shard INTEGER NOT NULL, PRIMARY KEY (day, shard)) WITHOUT ROWID;
        CREATE TABLE monitors (
          name TEXT PRIMARY KEY, account TEXT NOT NULL, created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL, json TEXT NOT NULL,
          commit_no INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE snapshots (
          name TEXT PRIMARY KEY, commit_no INTEGER NOT NULL, length INTEGER NOT NULL, sha256 BLOB NOT NULL, file TEXT, value BLOB);
        """
        + Events("health_events") + Events("internet_events") + Events("event_groups"),
        """
        CREATE TABLE access_keys (
          key_id TEXT PRIMARY KEY, account TEXT NOT NULL, policy TEXT NOT NULL, name TEXT NOT NULL, created_at INTEGER NOT NULL, secret TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE client_tokens (
          account TEXT NOT NULL, operation TEXT NOT NULL, token TEXT NOT NULL, request BLOB NOT NULL, response TEXT NOT NULL, created_at INTEGER NOT NULL,
          PRIMARY KEY (account, operation, token)) WITHOUT ROWID;
        """,
        """
        CREATE TABLE alarms (name TEXT PRIMARY KEY, json TEXT NOT NULL, commit_no INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE alarm_history (
          id INTEGER PRIMARY KEY AUTOINCREMENT, alarm TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, summary TEXT NOT NULL, json TEXT NOT NULL);
        CREATE INDEX alarm_history_of_alarm ON alarm_history (alarm, at, id);
        CREATE INDEX alarm_history_by_time ON alarm_history (at, id);
        CREATE TABLE deliveries (
          id INTEGER PRIMARY KEY AUTOINCREMENT, webhook TEXT NOT NULL, kind TEXT NOT NULL, alarm TEXT NOT NULL, action TEXT NOT NULL,
          created_at INTEGER NOT NULL, body TEXT NOT NULL);
        CREATE INDEX deliveries_of_webhook ON deliveries (webhook, id);
        """,
        """
        CREATE TABLE users (
          name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT, created_at INTEGER NOT NULL, last_sign_in INTEGER, is_disabled INTEGER NOT NULL,
          failures INTEGER NOT NULL, locked_until INTEGER) WITHOUT ROWID;
        CREATE TABLE sessions (
          id TEXT PRIMARY KEY, token_hash BLOB NOT NULL UNIQUE, user TEXT NOT NULL, created_at INTEGER NOT NULL, last_seen INTEGER NOT NULL,
          expires_at INTEGER NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX sessions_of_user ON sessions (user);
        CREATE TABLE audit (
          id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, user TEXT NOT NULL, address TEXT NOT NULL, action TEXT NOT NULL, target TEXT NOT NULL,
          outcome TEXT NOT NULL, detail TEXT NOT NULL);
        CREATE TABLE annotations (
          id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, until INTEGER, kind TEXT NOT NULL, text TEXT NOT NULL, monitor TEXT, link TEXT,
          user TEXT NOT NULL);
        CREATE INDEX annotations_by_time ON annotations (at);
        CREATE TABLE maintenance (
          id INTEGER PRIMARY KEY AUTOINCREMENT, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, text TEXT NOT NULL, location TEXT, user TEXT NOT NULL,
          created_at INTEGER NOT NULL);
        CREATE TABLE event_marks (
          monitor TEXT NOT NULL, event_id TEXT NOT NULL, kind TEXT NOT NULL, user TEXT NOT NULL, at INTEGER NOT NULL, until INTEGER, note TEXT NOT NULL,
          PRIMARY KEY (monitor, event_id, kind)) WITHOUT ROWID;
        CREATE TABLE event_updates (
          id INTEGER PRIMARY KEY AUTOINCREMENT, monitor TEXT NOT NULL, event_id TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, impact REAL NOT NULL,
          score REAL NOT NULL, locations INTEGER NOT NULL, cause TEXT NOT NULL, reason TEXT NOT NULL);
        CREATE INDEX event_updates_of_event ON event_updates (monitor, event_id, id);
        CREATE TABLE notices (
          id INTEGER PRIMARY KEY AUTOINCREMENT, event_arn TEXT NOT NULL, webhook TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, detail TEXT NOT NULL);
        CREATE INDEX notices_of_event ON notices (event_arn, id);
        """,
        """
        ALTER TABLE users ADD COLUMN provider TEXT;
        ALTER TABLE users ADD COLUMN subject TEXT;
        CREATE UNIQUE INDEX users_of_provider ON users (provider, subject) WHERE provider IS NOT NULL;
        """,
        """
        CREATE TABLE publications (
          monitor TEXT NOT NULL, output TEXT NOT NULL, through INTEGER NOT NULL, delivered INTEGER, delivered_at INTEGER, skipped INTEGER NOT NULL,
          PRIMARY KEY (monitor, output)) WITHOUT ROWID;
        CREATE INDEX measured_windows_of_monitor ON measured_windows (monitor, window_start);
        """,
    ];

    /// <summary>
    /// A table of periods. Its documents are large, so the indexes hold all that is filtered by: only rows that are answered are read. Two serve pages in
    /// the order of time, of one monitor and of all; one the few that are active; one retention.
    /// </summary>
    private static string Events(string table) => $"""

        CREATE TABLE {table} (
          monitor TEXT NOT NULL, event_id TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER, created_at INTEGER NOT NULL,
          updated_at INTEGER NOT NULL, kind TEXT NOT NULL, json TEXT NOT NULL, commit_no INTEGER NOT NULL, PRIMARY KEY (monitor, event_id));
        CREATE INDEX {table}_of_monitor ON {table} (monitor, started_at, event_id, ended_at, kind);
        CREATE INDEX {table}_by_time ON {table} (started_at, event_id, monitor, ended_at, kind);
        CREATE INDEX {table}_active ON {table} (started_at, event_id, monitor, kind) WHERE ended_at IS NULL;
        CREATE INDEX {table}_ended ON {table} (ended_at);
        """;
}
