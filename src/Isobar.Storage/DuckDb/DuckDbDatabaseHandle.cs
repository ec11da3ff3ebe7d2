using System.Runtime.InteropServices;

namespace Isobar.Storage.DuckDb;

/// <summary>An open database of the engine.</summary>
internal sealed class DuckDbDatabaseHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Takes ownership of a handle of the C API.</summary>
    public static DuckDbDatabaseHandle Own(nint database)
    {
        var owner = new DuckDbDatabaseHandle();
        owner.SetHandle(database);
        return owner;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMethods.Close(ref handle);
        return true;
    }
}
