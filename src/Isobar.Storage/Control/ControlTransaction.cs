using Microsoft.Data.Sqlite;

namespace Isobar.Storage.Control;

/// <summary>One commit of the control store, prepared: it is the truth once <see cref="Commit"/> returns, and nothing if it is disposed before.</summary>
internal sealed class ControlTransaction(SqliteTransaction transaction, IReadOnlyList<string> replacedFiles, Action committed) : IDisposable
{
    /// <summary>Files of snapshots that nothing names once it is committed.</summary>
    public IReadOnlyList<string> ReplacedFiles => replacedFiles;

    /// <summary>Makes it durable.</summary>
    public void Commit()
    {
        transaction.Commit();
        committed();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            transaction.Dispose();
        }
        catch (SqliteException)
        {
            // A full disk ends the transaction on the engine's side, and the roll back then finds none. The first error is on its way to the caller.
        }
    }
}
