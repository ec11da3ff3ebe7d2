namespace Isobar.Storage;

/// <summary>The instants of a commit and of a roll-over at which tests stop the process or fail the disk.</summary>
internal enum FaultPoint
{
    /// <summary>Files of snapshots are written and synced; nothing names them.</summary>
    SnapshotsWritten,

    /// <summary>The control transaction is open, nothing of the columns is written.</summary>
    BeforeColumns,

    /// <summary>Rows are appended, the engine's transaction is still open.</summary>
    InsideColumns,

    /// <summary>The columns are durable, the control transaction is not.</summary>
    AfterColumns,

    /// <summary>The commit is done, the caller does not know yet; files of replaced snapshots are still there.</summary>
    AfterControl,

    /// <summary>A day's file is written and synced under its temporary name.</summary>
    DayWritten,

    /// <summary>A day's file has its name, but no list names it.</summary>
    DayRenamed,

    /// <summary>The hot file lists the day and has deleted its rows; the file it replaced is still there.</summary>
    DayListed,

    /// <summary>Retention has taken days off the list; their files are still there.</summary>
    DaysUnlisted,

    /// <summary>Retention is through with the columns; the control store still names the windows.</summary>
    RowsExpired,
}
