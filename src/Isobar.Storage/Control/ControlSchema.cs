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
    ];
}
