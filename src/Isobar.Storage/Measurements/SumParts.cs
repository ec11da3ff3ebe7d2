using Isobar.Storage.Columns;

namespace Isobar.Storage.Measurements;

/// <summary>
/// What of a range is summed from rows and what from roll-ups. Each row is in one part: days that are over have roll-ups, of which the coarsest that the question allows is read; the hot rows, what does
/// not fill an hour, and days of files without roll-ups are summed row by row.
/// </summary>
internal sealed class SumParts
{
    private const long Hour = 3600;

    private readonly List<string> _rows = [], _stored = [];
    private readonly IReadOnlyCollection<SumColumn> _columns;
    private readonly RowFilter _filter;
    private readonly PlaceDetail _places;
    private readonly string _storedColumns;

    private SumParts(RowFilter filter, PlaceDetail places, IReadOnlyCollection<SumColumn> columns)
    {
        _filter = filter;
        _places = places;
        _columns = columns;
        _storedColumns = string.Concat(_columns.SelectMany(column => column.Stored).Select(stored => $", {stored.Name}"));
    }

    /// <summary>The parts of a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="filter">Which rows.</param>
    /// <param name="stepSeconds">Length of the steps of time that are told apart; 0 for none.</param>
    /// <param name="groups">How finely the groups tell places apart.</param>
    /// <param name="columns">Which sums.</param>
    public static SumParts Of(ColumnRange range, RowFilter filter, int stepSeconds, PlaceDetail groups, IReadOnlyCollection<SumColumn> columns)
    {
        var parts = new SumParts(filter, groups > filter.Places ? groups : filter.Places, columns);
        parts._rows.Add(range.HotRows(filter.OfRows));
        foreach (SealedDay day in range.Days)
        {
            parts.Add(range, day, stepSeconds);
        }
        return parts;
    }

    /// <summary>The sums of all parts, as a relation of keys and columns.</summary>
    /// <param name="keys">
    /// What groups are told apart by: expressions of `window_start`, `service_location`, and either `city_network` and what is joined, or `country_code` and `country` where places are told
    /// apart by country.
    /// </param>
    /// <param name="joins">What is joined to city-networks; empty for nothing, and where places are told apart by country.</param>
    /// <param name="arithmetic">In how many bits.</param>
    public string Sql(IReadOnlyList<(string Name, string Expression)> keys, string joins, SumArithmetic arithmetic)
    {
        string by = keys.Count > 0 ? $"GROUP BY {string.Join(", ", keys.Select(key => key.Name))}" : "";
        string Summed(IEnumerable<string> sums, string from, string joined) =>
            $"SELECT {string.Join(", ", keys.Select(key => $"{key.Expression} AS {key.Name}").Concat(sums))} FROM {from} {joined} {by} HAVING count(*) > 0";
        bool byCountry = _places == PlaceDetail.Country;
        string ofRows = Summed(_columns.Select(column => $"{column.OfRows} AS {column.Name}"), Counted(_rows, arithmetic), byCountry ? CountryJoin("city_networks") : joins);
        if (_stored.Count == 0)
        {
            return ofRows;
        }
        string ofStored = Summed(_columns.Select(column => $"{column.OfStored} AS {column.Name}"), $"({string.Join(" UNION ALL ", _stored)}) AS stored", byCountry ? "" : joins);
        return $"""
            SELECT {string.Join(", ", keys.Select(key => key.Name).Concat(_columns.Select(column => $"{column.OfParts} AS {column.Name}")))}
            FROM ({ofRows} UNION ALL {ofStored}) AS parts {by} HAVING count(*) > 0
            """;
    }

    /// <summary>Joins `country_code` and `country` to rows; NULL where a city-network has no name.</summary>
    public static string CountryJoin(string names) => $"LEFT JOIN (SELECT id, country_code, country FROM {names}) AS named ON id = city_network";

    /// <summary>Rows with what they are multiplied by: weight in whole thousandths, and traffic.</summary>
    public static string Counted(IEnumerable<string> rows, SumArithmetic arithmetic)
    {
        string type = arithmetic == SumArithmetic.Narrow ? "BIGINT" : "HUGEINT";
        return $"""
            (SELECT *, CAST(round(weight * 1000) AS {type}) AS weight_millis, CAST(bytes_in AS {type}) + bytes_out AS bytes, CAST(connections AS {type}) AS connection_count
            FROM ({string.Join(" UNION ALL ", rows)})) AS counted
            """;
    }

    private void Add(ColumnRange range, SealedDay day, int stepSeconds)
    {
        long from = Math.Max(range.From, day.Start), to = Math.Min(range.To, day.End);
        if (!day.HasRollUps)
        {
            AddRows(range, day, from, to);
        }
        else if (_places != PlaceDetail.CityNetwork)
        {
            Store(day, _places == PlaceDetail.None ? MeasurementRollUp.Windows : MeasurementRollUp.Countries, from, to);
        }
        else if (from == day.Start && to == day.End && stepSeconds % SealedDay.Seconds == 0)
        {
            Store(day, MeasurementRollUp.Days, from, to);
        }
        else
        {
            AddHours(range, day, from, to, stepSeconds % Hour == 0);
        }
    }

    private void AddHours(ColumnRange range, SealedDay day, long from, long to, bool isCoarse)
    {
        // Hours that are wholly in the range; before 1970 they round down too.
        long first = Floor(from + Hour - 1), last = Floor(to);
        if (!isCoarse || first >= last)
        {
            (first, last) = (to, to);
        }
        else
        {
            Store(day, MeasurementRollUp.Hours, first, last);
        }
        AddRows(range, day, from, first);
        AddRows(range, day, last, to);
    }

    private void AddRows(ColumnRange range, SealedDay day, long from, long to)
    {
        if (from < to)
        {
            _rows.Add(ColumnRange.DayRows(day, range.Table.Name, range.Table.Select, from, to, _filter.OfRows));
        }
    }

    // Only the columns that are asked for: making a plan of thirty days took 60 ms with all of them.
    private void Store(SealedDay day, MeasurementRollUp rollUp, long from, long to) => _stored.Add(
        ColumnRange.DayRows(day, rollUp.Name, rollUp.Columns + _storedColumns, from, to, rollUp.Places == PlaceDetail.Country ? _filter.OfCountries : _filter.OfRows));

    private static long Floor(long seconds) => (long)Math.Floor(seconds / (double)Hour) * Hour;
}
