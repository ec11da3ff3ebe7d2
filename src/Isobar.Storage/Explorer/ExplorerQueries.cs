using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;
using Isobar.Storage.Measurements;

namespace Isobar.Storage.Explorer;

/// <summary>The explorer's questions, answered inside the engine.</summary>
internal static class ExplorerQueries
{
    /// <summary>Measures over time.</summary>
    public static ExplorerAnswer Ask(DuckDbConnection connection, ColumnRange range, ExplorerQuestion question, ExplorerSteps steps, SumArithmetic arithmetic)
    {
        List<ExplorerValue> values = question.GroupBy == ExplorerDimension.None
            ? []
            : Rank(connection, range, question.Scope, question.GroupBy, "", question.GroupBy == ExplorerDimension.AddressFamily ? Math.Max(question.Top, 2) : question.Top, arithmetic);
        using DuckDbDataReader reader = connection.ExecuteReader(ExplorerSql.Chart(range, question, steps, values, arithmetic));
        ExplorerAnswer answer = ExplorerChart.Read(reader, steps).Answer(values, question.GroupBy);
        return ExplorerValues.TellsFamilies(question) ? answer with { FamilyNotRecordedUntil = NotRecordedUntil(connection, range, question.Scope.MonitorName) } : answer;
    }

    private static long? NotRecordedUntil(DuckDbConnection connection, ColumnRange range, string monitor) =>
        connection.ExecuteInt64(ExplorerSql.LastNotRecorded(range, monitor)) + FiveMinuteSums.Seconds;

    /// <summary>Values of a dimension, the most bytes first.</summary>
    public static List<ExplorerValue> Rank(
        DuckDbConnection connection, ColumnRange range, ExplorerScope scope, ExplorerDimension dimension, string condition, int most, SumArithmetic arithmetic)
    {
        List<ExplorerValue> values = [];
        using (DuckDbDataReader reader = connection.ExecuteReader(ExplorerSql.Ranking(range, scope, dimension, condition, most, arithmetic)))
        {
            while (reader.ReadChunk())
            {
                for (int row = 0; row < reader.Count; row++)
                {
                    string value = reader.GetString(0, row);
                    values.Add(new(value, value, reader.Column<long>(1)[row]));
                }
            }
        }
        return dimension == ExplorerDimension.Network && values.Count > 0 ? NameNetworks(connection, values) : values;
    }

    private static List<ExplorerValue> NameNetworks(DuckDbConnection connection, List<ExplorerValue> values)
    {
        string list = string.Join(',', values.Select(value => value.Value).Where(value => value.Length > 0).DefaultIfEmpty("0"));
        Dictionary<string, string> names = [];
        using DuckDbDataReader reader = connection.ExecuteReader($"SELECT CAST(asn AS VARCHAR), max(network_name) FROM city_networks WHERE asn IN ({list}) GROUP BY asn");
        while (reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count; row++)
            {
                names.Add(reader.GetString(0, row), reader.GetString(1, row));
            }
        }
        return values.ConvertAll(value => names.TryGetValue(value.Value, out string? name) ? value with { Label = $"{name} (AS{value.Value})" } : value);
    }

    /// <summary>City-networks, the most bytes first.</summary>
    public static ExplorerPlaces Places(DuckDbConnection connection, ColumnRange range, ExplorerScope scope, int most, SumArithmetic arithmetic)
    {
        List<CityNetworkId> ids = [];
        List<double> availability = [], performance = [], roundTrip = [];
        List<long> bytesIn = [], bytesOut = [];
        using (DuckDbDataReader reader = connection.ExecuteReader(ExplorerSql.Places(range, scope, most, arithmetic)))
        {
            while (reader.ReadChunk())
            {
                var read = new ColumnReader(reader, 0, reader.Count);
                read.CityNetworks(ids);
                read.Numbers(availability);
                read.Numbers(performance);
                read.Numbers(bytesIn);
                read.Numbers(bytesOut);
                read.Numbers(roundTrip);
            }
        }
        Dictionary<CityNetworkId, CityNetwork> names = CityNetworkNames.Find(connection, ids);
        return new()
        {
            CityNetwork = ids.ConvertAll(id => names.GetValueOrDefault(id) ?? CityNetwork.Unlocated with { Id = id }),
            Availability = availability.ConvertAll(ExplorerChart.Known),
            Performance = performance.ConvertAll(ExplorerChart.Known),
            BytesIn = bytesIn,
            BytesOut = bytesOut,
            RttP50Millis = roundTrip.ConvertAll(micros => ExplorerChart.Known(micros / 1000)),
        };
    }
}
