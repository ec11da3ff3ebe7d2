using System.Runtime.InteropServices;

namespace Isobar.Storage.DuckDb;

/// <summary>A connection of the engine; it keeps the database open for itself.</summary>
internal sealed class DuckDbConnectionHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Takes ownership of a handle of the C API.</summary>
    public static DuckDbConnectionHandle Own(nint connection)
    {
        var owner = new DuckDbConnectionHandle();
        owner.SetHandle(connection);
        return owner;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMethods.Disconnect(ref handle);
        return true;
    }
}
