using Isobar.Storage.Columns;
using Isobar.Storage.Measurements;

namespace Isobar.Storage.Explorer;

/// <summary>
/// What the console asks of measurements, answered inside the engine. Three questions, all about one <see cref="ExplorerScope"/>:
/// <list type="bullet">
/// <item><see cref="Ask"/>: measures over time, all together (the timeline of a monitor) or by a dimension (top N and the rest), with totals for the table.</item>
/// <item><see cref="Values"/>: values of a dimension with a prefix, for choosing filters.</item>
/// <item><see cref="Places"/>: the city-networks with the most traffic and where they are, for the map.</item>
/// </list>
/// Ranges of more than 48 hours are answered from hourly sums, kept beside the rows of days that are over.
/// </summary>
public sealed class ExplorerStore
{
    /// <summary>Ranges that are longer are answered from hourly sums.</summary>
    public const long FineSpanSeconds = ExplorerSteps.FineSpanSeconds;

    /// <summary>Most groups of their own.</summary>
    public const int MostGroups = 100;

    private readonly ColumnStore _columns;

    internal ExplorerStore(ColumnStore columns) => _columns = columns;

    /// <summary>Measures over time.</summary>
    /// <param name="question">The question.</param>
    /// <param name="stop">Interrupts the engine, with a <see cref="StorageException"/>.</param>
    /// <exception cref="ArgumentException">A step, a number of groups or a range that is not allowed.</exception>
    public ExplorerAnswer Ask(ExplorerQuestion question, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentOutOfRangeException.ThrowIfLessThan(question.Top, 1, nameof(question));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(question.Top, MostGroups, nameof(question));
        var steps = ExplorerSteps.Of(question);
        return SumReading.Answer(arithmetic => _columns.Read(
            ColumnSchema.Measurements, steps.From, steps.To, (connection, range) => ExplorerQueries.Ask(connection, range, question, steps, arithmetic), stop));
    }

    /// <summary>Values of a dimension whose label or value begins with a text, whatever its case, the most bytes first.</summary>
    /// <param name="scope">Which traffic.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="prefix">The text; empty for all.</param>
    /// <param name="most">Most values to give.</param>
    /// <param name="stop">Interrupts the engine.</param>
    public IReadOnlyList<ExplorerValue> Values(
        ExplorerScope scope, ExplorerDimension dimension, string prefix, int most, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        string condition = prefix.Length > 0 ? ExplorerValues.StartsWith(dimension, prefix) : "";
        (long from, long to, _) = ExplorerSteps.RangeOf(scope);
        return SumReading.Answer<List<ExplorerValue>>(arithmetic => _columns.Read(
            ColumnSchema.Measurements, from, to, (connection, range) => ExplorerQueries.Rank(connection, range, scope, dimension, condition, most, arithmetic), stop));
    }

    /// <summary>City-networks and their traffic, the most bytes first.</summary>
    /// <param name="scope">Which traffic.</param>
    /// <param name="most">Most city-networks to give.</param>
    /// <param name="stop">Interrupts the engine.</param>
    public ExplorerPlaces Places(ExplorerScope scope, int most, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        (long from, long to, _) = ExplorerSteps.RangeOf(scope);
        return SumReading.Answer(arithmetic => _columns.Read(
            ColumnSchema.Measurements, from, to, (connection, range) => ExplorerQueries.Places(connection, range, scope, most, arithmetic), stop));
    }
}
