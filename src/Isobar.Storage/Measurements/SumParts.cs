using System.Globalization;
using Isobar.Core.Monitors;
using Isobar.Storage.Columns;

namespace Isobar.Storage.Measurements;

/// <summary>
/// What of a range is summed from rows and what from roll-ups. Each row is in one part: days that are over have roll-ups, of which the coarsest that the question allows is read; the hot rows, what does
/// not fill an hour, and days of files without roll-ups are summed row by row. IPv4 is, in roll-ups, all less what is not IPv4.
/// </summary>
internal sealed class SumParts
{
    private const long Hour = 3600;

    /// <summary>A query of rows or of a roll-up.</summary>
    /// <param name="Sql">The query.</param>
    /// <param name="IsStored">Whether it is of a roll-up.</param>
    /// <param name="Sign">-1 where its sums are to be taken away.</param>
    private readonly record struct Part(string Sql, bool IsStored, int Sign);

    private readonly List<Part> _parts = [];
    private readonly List<SumColumn> _columns;
    private readonly RowFilter _filter;
    private readonly PlaceDetail _places;
    private readonly int _stepSeconds;
    private readonly string _storedColumns;

    private SumParts(RowFilter filter, int stepSeconds, PlaceDetail places, IEnumerable<SumColumn> columns)
    {
        _filter = filter;
        _stepSeconds = stepSeconds;
        _places = places;
        _columns = [.. columns];
        if (filter.Families is not null && !_columns.Contains(SumColumns.Rows))
        {
            // What is taken away may leave nothing, which the number of rows tells.
            _columns.Add(SumColumns.Rows);
        }
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
        var parts = new SumParts(filter, stepSeconds, groups > filter.Places ? groups : filter.Places, columns);
        if (filter.Families is not { } families)
        {
            parts.Add(range, null);
            return parts;
        }
        foreach (AddressFamilies family in families)
        {
            parts.Add(range, family);
        }
        if (families.IsEmpty)
        {
            parts.AddPart(range.HotRows("false"), isStored: false, AddressFamilies.NotRecorded);
        }
        return parts;
    }

    /// <summary>The sums of all parts, as a relation of keys and columns.</summary>
    /// <param name="keys">
    /// What groups are told apart by: expressions of `window_start`, `service_location`, `family` where families are told apart, and either `city_network` and what is joined, or `country_code` and
    /// `country` where places are told apart by country.
    /// </param>
    /// <param name="joins">What is joined to city-networks; empty for nothing, and where places are told apart by country.</param>
    /// <param name="arithmetic">In how many bits.</param>
    public string Sql(IReadOnlyList<(string Name, string Expression)> keys, string joins, SumArithmetic arithmetic)
    {
        string by = keys.Count > 0 ? $"GROUP BY {string.Join(", ", keys.Select(key => key.Name))}" : "";
        string Summed(IGrouping<(bool IsStored, int Sign), Part> parts)
        {
            bool byCountry = _places == PlaceDetail.Country, isStored = parts.Key.IsStored;
            string from = isStored ? $"({string.Join(" UNION ALL ", parts.Select(part => part.Sql))}) AS stored" : Counted(parts.Select(part => part.Sql), arithmetic);
            string joined = !byCountry ? joins : isStored ? "" : CountryJoin("city_networks");
            IEnumerable<string> columns = keys.Select(key => $"{key.Expression} AS {key.Name}").Concat(_columns.Select(column => $"{(isStored ? column.OfStored : column.OfRows)} AS {column.Name}"));
            return $"SELECT {string.Join(", ", columns)} FROM {from} {joined} {by} HAVING count(*) > 0";
        }
        IGrouping<(bool IsStored, int Sign), Part>[] kinds = [.. _parts.GroupBy(part => (part.IsStored, part.Sign))];
        if (kinds.Length == 1)
        {
            return Summed(kinds[0]);
        }
        bool isSigned = Array.Exists(kinds, kind => kind.Key.Sign < 0);
        IEnumerable<string> sums = _columns.Select(column => isSigned ? $"CAST(sum({column.Name} * sign) AS HUGEINT) AS {column.Name}" : $"{column.OfParts} AS {column.Name}");
        string all = string.Join(" UNION ALL ", kinds.Select(kind => isSigned ? $"SELECT *, {Text(kind.Key.Sign)} AS sign FROM ({Summed(kind)}) AS one" : Summed(kind)));
        return $"""
            SELECT {string.Join(", ", keys.Select(key => key.Name).Concat(sums))}
            FROM ({all}) AS parts {by} HAVING {(isSigned ? $"sum({SumColumns.Rows.Name} * sign)" : "count(*)")} > 0
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

    private void Add(ColumnRange range, AddressFamilies? family)
    {
        AddPart(range.HotRows(RowsOf(family)), isStored: false, family);
        if (HasParts(family))
        {
            AddPart(range.HotRows(RowsOf(family), isCompanion: true), isStored: false, family);
        }
        foreach (SealedDay day in range.Days)
        {
            // What a file without families has is all of a family that was not recorded.
            if (day.HasFamilies || family is null or AddressFamilies.NotRecorded)
            {
                Add(range, day, family);
            }
        }
    }

    private void Add(ColumnRange range, SealedDay day, AddressFamilies? family)
    {
        long from = Math.Max(range.From, day.Start), to = Math.Min(range.To, day.End);
        if (!day.HasRollUps)
        {
            AddRows(day, from, to, family);
        }
        else if (_places != PlaceDetail.CityNetwork)
        {
            AddStored(day, _places == PlaceDetail.None ? MeasurementRollUp.Windows : MeasurementRollUp.Countries, from, to, family);
        }
        else if (from == day.Start && to == day.End && _stepSeconds % SealedDay.Seconds == 0)
        {
            AddStored(day, MeasurementRollUp.Days, from, to, family);
        }
        else
        {
            AddHours(day, from, to, family);
        }
    }

    private void AddHours(SealedDay day, long from, long to, AddressFamilies? family)
    {
        // Hours that are wholly in the range; before 1970 they round down too.
        long first = Floor(from + Hour - 1), last = Floor(to);
        if (_stepSeconds % Hour != 0 || first >= last)
        {
            (first, last) = (to, to);
        }
        else
        {
            AddStored(day, MeasurementRollUp.Hours, first, last, family);
        }
        AddRows(day, from, first, family);
        AddRows(day, last, to, family);
    }

    private void AddRows(SealedDay day, long from, long to, AddressFamilies? family)
    {
        if (from < to)
        {
            AddPart(ColumnRange.DayRows(day, day.Table.Name, day.Select, from, to, RowsOf(day.HasFamilies ? family : null)), isStored: false, family);
            if (day.HasFamilies && HasParts(family))
            {
                AddPart(ColumnRange.DayRows(day, day.Table.Companion, day.Table.Select, from, to, RowsOf(family)), isStored: false, family);
            }
        }
    }

    private void AddStored(SealedDay day, MeasurementRollUp rollUp, long from, long to, AddressFamilies? family)
    {
        if (family is null or AddressFamilies.IPv4 || !day.HasFamilies)
        {
            AddPart(Stored(day, rollUp, from, to, ""), isStored: true, family);
        }
        if (family is { } told && day.HasFamilies)
        {
            int share = told switch { AddressFamilies.IPv4 => FamilyShare.NotIPv4, AddressFamilies.IPv6 => FamilyShare.IPv6, _ => FamilyShare.NotRecorded };
            AddPart(Stored(day, rollUp.ByFamily!, from, to, $"share = {Text(share)} AND "), isStored: true, family, told == AddressFamilies.IPv4 ? -1 : 1);
        }
    }

    // Only the columns that are asked for: making a plan of thirty days took 60 ms with all of them.
    private string Stored(SealedDay day, MeasurementRollUp rollUp, long from, long to, string condition) => ColumnRange.DayRows(
        day, rollUp.Name, rollUp.Columns + _storedColumns, from, to, condition + (rollUp.Places == PlaceDetail.Country ? _filter.OfCountries : _filter.OfRows));

    private void AddPart(string sql, bool isStored, AddressFamilies? family, int sign = 1) =>
        _parts.Add(new(family is { } told ? $"SELECT *, {Text((byte)told)} AS family FROM ({sql}) AS one" : sql, isStored, sign));

    private string RowsOf(AddressFamilies? family) => family is { } told ? $"{ColumnSchema.FamiliesColumn} = {Text((byte)told)} AND {_filter.OfRows}" : _filter.OfRows;

    /// <summary>Whether a family has parts of rows of both.</summary>
    private static bool HasParts(AddressFamilies? family) => family is AddressFamilies.IPv4 or AddressFamilies.IPv6;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Floor(long seconds) => (long)Math.Floor(seconds / (double)Hour) * Hour;
}
