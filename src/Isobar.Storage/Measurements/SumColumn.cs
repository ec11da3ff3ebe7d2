namespace Isobar.Storage.Measurements;

/// <summary>
/// An exact sum of measurements: a whole number, or the least of scores. It is taken of rows, stored in roll-ups of days that are over, and joined from the two. Columns of what is
/// missing or not known are stored rather than those of what is there: nearly always 0, they take no room and no time.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="OfRows">The sum as an aggregate of rows, which have `weight_millis` and `bytes` beside their columns.</param>
/// <param name="Stored">The columns of a roll-up that hold it, each with what it is of <paramref name="Name"/>.</param>
/// <param name="OfStored">The sum as an aggregate of a roll-up's rows.</param>
/// <param name="OfParts">The sum as an aggregate of what was summed apart.</param>
internal sealed record SumColumn(string Name, string OfRows, (string Name, string Value)[] Stored, string OfStored, string OfParts)
{
    /// <summary>A sum that fits the 64 bits of a roll-up's column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ofRows">The aggregate of rows; NULL is 0.</param>
    public static SumColumn Narrow(string name, string ofRows) =>
        new(name, $"coalesce({ofRows}, CAST(0 AS HUGEINT))", [(name, $"CAST({name} AS BIGINT)")], $"sum({name})", $"sum({name})");

    /// <summary>
    /// A sum that may need 103 bits, kept in two columns: the engine takes 700 ns to read a stored HUGEINT, and 10 to read a BIGINT.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="ofRows">The aggregate of rows; NULL is 0.</param>
    public static SumColumn Wide(string name, string ofRows) => new(
        name, $"coalesce({ofRows}, CAST(0 AS HUGEINT))",
        [($"{name}_high", $"CAST({name} // {HighUnit} AS BIGINT)"), ($"{name}_low", $"CAST({name} % {HighUnit} AS BIGINT)")],
        $"sum({name}_high) * CAST({HighUnit} AS HUGEINT) + sum({name}_low)", $"sum({name})");

    /// <summary>The least of values; NULL where there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ofRows">The aggregate of rows.</param>
    public static SumColumn Least(string name, string ofRows) => new(name, ofRows, [(name, name)], $"min({name})", $"min({name})");

    private const string HighUnit = "1099511627776";
}
