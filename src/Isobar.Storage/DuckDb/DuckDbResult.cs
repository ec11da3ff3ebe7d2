using System.Runtime.InteropServices;

namespace Isobar.Storage.DuckDb;

/// <summary>`duckdb_result` of the C API: five fields that are deprecated there, and the pointer that counts.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DuckDbResult
{
    private readonly ulong _columnCount;
    private readonly ulong _rowCount;
    private readonly ulong _rowsChanged;
    private readonly nint _columns;
    private readonly nint _errorMessage;
    private readonly nint _internalData;
}
