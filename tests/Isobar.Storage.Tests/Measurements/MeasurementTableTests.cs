using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Storage.Measurements;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Measurements;

/// <summary>Questions of the API, whose filters, conditions and orders become SQL, against a reference that knows no SQL.</summary>
public sealed class MeasurementTableTests
{
    private static readonly MeasurementColumn[] s_columns =
    [
        MeasurementColumn.Time, MeasurementColumn.ServiceLocation, MeasurementColumn.Country, MeasurementColumn.Subdivision, MeasurementColumn.City, MeasurementColumn.Asn,
        MeasurementColumn.BytesIn, MeasurementColumn.BytesOut, MeasurementColumn.Traffic, MeasurementColumn.LeastAvailability,
    ];

    private static readonly string[] s_texts = ["State 3", "State 1", "Germany", "Č", "%", "_", "\\", "'", "a", "ünïcode", "us-east-1", "Network 1", "N/A", ""];

    private static readonly string[] s_numbers = ["0", "3", "7.5", "50", "99.9", "64500", "100000000000", "-1"];

    [Fact]
    public void Filters_conditions_and_orders_answer_as_a_naive_reference_does()
    {
        using TempFolder temp = new();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        MeasurementBatch[] batches = [.. Enumerable.Range(0, 4).Select(i => Measured.Windows(i, "shop", Tallies.Day + i * 28_800L, 3, 24 + i))];
        MeasurementBatch other = Measured.Windows(91, "api", Tallies.Day, 3, 30);
        folder.Commit(new CommitContent
        {
            Measurements = [.. batches, other],
            // The last one has no name.
            Names = [.. batches.SelectMany(batch => batch.CityNetwork).Distinct().SkipLast(1).Select(id => Tallies.Name(id.Value))],
        });
        folder.RollOver(new DateOnly(2026, 11, 22));
        List<MeasurementStoreTests.Row> rows = [.. batches.SelectMany(MeasurementStoreTests.RowsOf)];
        IReadOnlyDictionary<CityNetworkId, CityNetwork> names = folder.CityNetworks([.. rows.Select(row => row.CityNetwork).Distinct()]);
        string[] numbers = [.. s_numbers, .. names.Values.Take(3).Select(name => $"{name.Asn}")], texts = [.. s_texts, .. names.Values.Take(3).Select(name => name.City), $"{names.Values.First().Asn}"];
        int answered = 0;
        Prop.ForAll(Questions(texts, numbers).ToArbitrary(), question =>
        {
            List<string> expected = NaiveTable.Of(rows, question, names), actual = [.. folder.Measurements.Rows(question).Select(cells => string.Join('|', cells))];
            Assert.Equal(expected, actual);
            answered += actual.Count > 0 ? 1 : 0;
        }).QuickCheckThrowOnFailure();
        Assert.InRange(answered, 10, 100);
    }

    [Fact]
    public void A_question_that_is_stopped_ends_with_an_error_and_the_next_is_answered()
    {
        using TempFolder temp = new();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        folder.Commit(new CommitContent { Measurements = [Measured.Windows(1, "shop", Tallies.Day, 10, 5_000)] });
        MeasurementQuery question = new()
        {
            Filter = new() { MonitorName = "shop", From = 0, To = long.MaxValue }, Grouping = new() { StepSeconds = 300, Keys = MeasurementKeys.ServiceLocation | MeasurementKeys.CityNetwork },
            Columns = [MeasurementColumn.Time, MeasurementColumn.Traffic],
        };
        using CancellationTokenSource stop = new();
        int taken = 0;
        Assert.Throws<StorageException>(() =>
        {
            foreach (string[] row in folder.Measurements.Rows(question, stop.Token))
            {
                taken++;
                stop.Cancel();
            }
        });
        Assert.InRange(taken, 1, 49_999);
        Assert.Equal(50_000, folder.Measurements.Rows(question).Count());
    }

    private static Gen<MeasurementQuery> Questions(string[] texts, string[] numbers)
    {
        Gen<MeasurementCondition> condition =
            from field in Gen.Elements(Enum.GetValues<MeasurementField>())
            from comparison in Gen.Elements(Enum.GetValues<ValueOperator>())
            from values in Values(isNumber: field == MeasurementField.Asn && comparison < ValueOperator.Contains, texts, numbers)
            select new MeasurementCondition(field, comparison, values);
        Gen<(MeasurementColumn, ValueOperator, IReadOnlyList<string>)> having =
            from column in Gen.Elements(MeasurementColumn.BytesIn, MeasurementColumn.BytesOut, MeasurementColumn.Traffic, MeasurementColumn.LeastAvailability, MeasurementColumn.City)
            from comparison in Gen.Elements(ValueOperator.GreaterThan, ValueOperator.GreaterThanOrEqual, ValueOperator.LessThan, ValueOperator.LessThanOrEqual)
            from values in Values(isNumber: column != MeasurementColumn.City, texts, numbers)
            select (column, comparison, values);
        return
            from hour in Gen.Choose(-2, 30)
            from hours in Gen.Choose(0, 40)
            from step in Gen.Elements(0, 300, 3_600, 86_400)
            from keys in Gen.Choose(0, 127)
            from weight in Gen.Elements(TrafficWeight.Bytes, TrafficWeight.Connections)
            from conditions in condition.ListOf().Resize(3)
            from havings in having.ListOf().Resize(2)
            from order in (from column in Gen.Elements(s_columns) from isDown in Gen.Elements(true, false) select (column, isDown)).ListOf().Resize(2)
            select new MeasurementQuery
            {
                Filter = new() { MonitorName = "shop", From = Tallies.Day + hour * 3_600L, To = Tallies.Day + (hour + hours) * 3_600L, Conditions = [.. conditions] },
                // City-networks by themselves and metros are not told, so groups of them could not be told apart.
                Grouping = new() { StepSeconds = step, Keys = (MeasurementKeys)keys & ~(MeasurementKeys.CityNetwork | MeasurementKeys.Metro), WeighedIn = weight },
                Columns = s_columns,
                Having = [.. havings],
                Order = [.. order],
            };
    }

    private static Gen<IReadOnlyList<string>> Values(bool isNumber, string[] texts, string[] numbers) =>
        from values in Gen.Elements(isNumber ? numbers : texts).NonEmptyListOf().Resize(3)
        select (IReadOnlyList<string>)[.. values];
}
