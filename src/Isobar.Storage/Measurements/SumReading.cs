using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Measurements;

/// <summary>Asks in narrow arithmetic, and again in wide where a product did not fit.</summary>
internal static class SumReading
{
    /// <summary>An answer.</summary>
    public static T Answer<T>(Func<SumArithmetic, T> read)
    {
        try
        {
            return read(SumArithmetic.Narrow);
        }
        catch (StorageException error) when (IsOutOfRange(error))
        {
            return read(SumArithmetic.Wide);
        }
    }

    /// <summary>Rows as they come. Sums are whole before the first one comes, so that it may begin anew until then.</summary>
    public static IEnumerable<T> Rows<T>(Func<SumArithmetic, IEnumerable<T>> read)
    {
        IEnumerator<T> rows = read(SumArithmetic.Narrow).GetEnumerator();
        try
        {
            bool hasRow;
            try
            {
                hasRow = rows.MoveNext();
            }
            catch (StorageException error) when (IsOutOfRange(error))
            {
                rows.Dispose();
                rows = read(SumArithmetic.Wide).GetEnumerator();
                hasRow = rows.MoveNext();
            }
            for (; hasRow; hasRow = rows.MoveNext())
            {
                yield return rows.Current;
            }
        }
        finally
        {
            rows.Dispose();
        }
    }

    private static bool IsOutOfRange(StorageException error) => error.InnerException is DuckDbException { IsOutOfRange: true };
}
