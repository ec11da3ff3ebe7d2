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
    /// <param name="Places">How finely it tells places apart.</param>
    /// <param name="Sign">-1 where its sums are to be taken away.</param>
    /// <param name="Family">The address family that its rows are of; null where families are not told apart.</param>
    /// <param name="OfCityNetworks">
    /// A condition that is yet to be applied; empty for none. It is put on all days together: so it is planned once, and what it finds still goes to where each day is read. A month is asked in two thirds of the time.
    /// </param>
    private readonly record struct Part(string Sql, bool IsStored, PlaceDetail Places, int Sign, AddressFamilies? Family, string OfCityNetworks);

    /// <summary>What is to be read of a range.</summary>
    /// <param name="Filter">Which rows.</param>
    /// <param name="Family">Of which address family; null where they are not told apart.</param>
    /// <param name="Places">How finely places must be told apart.</param>
    /// <param name="Sign">-1 where the sums are to be taken away.</param>
    private sealed record Wanted(RowFilter Filter, AddressFamilies? Family, PlaceDetail Places, int Sign)
    {
        /// <summary>Whether there are parts of rows of both families to be read.</summary>
        public bool HasParts => Family is AddressFamilies.IPv4 or AddressFamilies.IPv6;

        /// <summary>The condition on rows of files that tell address families apart, but on their city-networks.</summary>
        public string OfRows => Family is { } told ? $"{ColumnSchema.FamiliesColumn} = {Text((byte)told)} AND {Filter.OfOthers}" : Filter.OfOthers;
    }

    private readonly List<Part> _parts = [];
    private readonly List<SumColumn> _columns;
    private readonly PlaceDetail _groups;
    private readonly PlaceDetail _places;
    private readonly int _stepSeconds;
    private readonly string _storedColumns;

    private SumParts(RowFilter filter, int stepSeconds, PlaceDetail groups, IEnumerable<SumColumn> columns)
    {
        _stepSeconds = stepSeconds;
        _groups = groups;
        _places = Finer(groups, filter.Places);
        _columns = [.. columns];
        if ((filter.Families is not null || !filter.Without.IsEmpty) && !_columns.Contains(SumColumns.Rows))
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
        var parts = new SumParts(filter, stepSeconds, groups, columns);
        parts.Add(range, filter, 1);
        foreach (RowFilter without in filter.Without)
        {
            parts.Add(range, without, -1);
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
        string Summed(Part kind, IEnumerable<Part> parts)
        {
            string where = kind.OfCityNetworks.Length > 0 ? $"WHERE {kind.OfCityNetworks}" : "";
            string from = kind.IsStored ? $"({string.Join(" UNION ALL ", parts.Select(part => part.Sql))}) AS stored" : Counted(parts.Select(part => part.Sql), arithmetic);
            from = kind.Family is { } told ? $"(SELECT *, {Text((byte)told)} AS family FROM {from}) AS told" : from;
            IEnumerable<string> columns = keys.Select(key => $"{key.Expression} AS {key.Name}").Concat(_columns.Select(column => $"{(kind.IsStored ? column.OfStored : column.OfRows)} AS {column.Name}"));
            return $"SELECT {string.Join(", ", columns)} FROM {from} {Joined(kind.IsStored, kind.Places, joins)} {where} {by} HAVING count(*) > 0";
        }
        ILookup<Part, Part> kinds = _parts.ToLookup(part => part with { Sql = "" });
        if (kinds.Count == 1)
        {
            return Summed(kinds.Single().Key, _parts);
        }
        bool isSigned = _parts.Exists(part => part.Sign < 0);
        IEnumerable<string> sums = _columns.Select(column => isSigned ? $"CAST(sum({column.Name} * sign) AS HUGEINT) AS {column.Name}" : $"{column.OfParts} AS {column.Name}");
        string all = string.Join(" UNION ALL ", kinds.Select(kind => isSigned ? $"SELECT *, {Text(kind.Key.Sign)} AS sign FROM ({Summed(kind.Key, kind)}) AS one" : Summed(kind.Key, kind)));
        return $"""
            SELECT {string.Join(", ", keys.Select(key => key.Name).Concat(sums))}
            FROM ({all}) AS parts {by} HAVING {(isSigned ? $"sum({SumColumns.Rows.Name} * sign)" : "count(*)")} > 0
            """;
    }

    /// <summary>What is joined to parts of a kind so that they have the keys: the country, unless it is theirs already, or what the caller says.</summary>
    private string Joined(bool isStored, PlaceDetail places, string joins) => _places != PlaceDetail.Country ? joins
        : _groups != PlaceDetail.Country || (isStored && places == PlaceDetail.Country) ? ""
        : CountryJoin("city_networks");

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

    private void Add(ColumnRange range, RowFilter filter, int sign)
    {
        PlaceDetail places = Finer(_groups, filter.Places);
        if (filter.Families is not { } families)
        {
            Add(range, new(filter, null, places, sign));
            return;
        }
        foreach (AddressFamilies family in families)
        {
            Add(range, new(filter, family, places, sign));
        }
        if (families.IsEmpty)
        {
            AddPart(range.HotRows("false"), isStored: false, new(filter, AddressFamilies.NotRecorded, places, sign));
        }
    }

    private void Add(ColumnRange range, Wanted wanted)
    {
        AddPart(range.HotRows(wanted.OfRows), isStored: false, wanted);
        if (wanted.HasParts)
        {
            AddPart(range.HotRows(wanted.OfRows, isCompanion: true), isStored: false, wanted);
        }
        foreach (SealedDay day in range.Days)
        {
            // What a file without families has is all of a family that was not recorded.
            bool hasFamily = day.HasFamilies || wanted.Family is null or AddressFamilies.NotRecorded;
            bool hasPlaces = !wanted.Filter.IsOfUnnamed || !day.HasRollUps || day.HasUnnamed;
            if (hasFamily && hasPlaces)
            {
                Add(range, day, wanted);
            }
        }
    }

    private void Add(ColumnRange range, SealedDay day, Wanted wanted)
    {
        long from = Math.Max(range.From, day.Start), to = Math.Min(range.To, day.End);
        if (!day.HasRollUps)
        {
            AddRows(day, from, to, wanted);
        }
        else if (wanted.Places != PlaceDetail.CityNetwork)
        {
            AddStored(day, wanted.Places == PlaceDetail.None ? MeasurementRollUp.Windows : MeasurementRollUp.Countries, from, to, wanted);
        }
        else if (from == day.Start && to == day.End && _stepSeconds % SealedDay.Seconds == 0)
        {
            AddStored(day, MeasurementRollUp.Days, from, to, wanted);
        }
        else
        {
            AddHours(day, from, to, wanted);
        }
    }

    private void AddHours(SealedDay day, long from, long to, Wanted wanted)
    {
        // Hours that are wholly in the range; before 1970 they round down too.
        long first = Floor(from + Hour - 1), last = Floor(to);
        if (_stepSeconds % Hour != 0 || first >= last)
        {
            (first, last) = (to, to);
        }
        else
        {
            AddStored(day, MeasurementRollUp.Hours, first, last, wanted);
        }
        AddRows(day, from, first, wanted);
        AddRows(day, last, to, wanted);
    }

    private void AddRows(SealedDay day, long from, long to, Wanted wanted)
    {
        if (from < to)
        {
            AddPart(ColumnRange.DayRows(day, day.Table.Name, day.Select, from, to, day.HasFamilies ? wanted.OfRows : wanted.Filter.OfOthers), isStored: false, wanted);
            if (day.HasFamilies && wanted.HasParts)
            {
                AddPart(ColumnRange.DayRows(day, day.Table.Companion, day.Table.Select, from, to, wanted.OfRows), isStored: false, wanted);
            }
        }
    }

    private void AddStored(SealedDay day, MeasurementRollUp rollUp, long from, long to, Wanted wanted)
    {
        if (wanted.Family is null or AddressFamilies.IPv4 || !day.HasFamilies)
        {
            AddPart(Stored(day, rollUp, from, to, "", wanted), isStored: true, wanted, IsByCountry(rollUp));
        }
        if (wanted.Family is { } told && day.HasFamilies)
        {
            int share = told switch { AddressFamilies.IPv4 => FamilyShare.NotIPv4, AddressFamilies.IPv6 => FamilyShare.IPv6, _ => FamilyShare.NotRecorded };
            AddPart(
                Stored(day, rollUp.ByFamily!, from, to, $"share = {Text(share)} AND ", wanted), isStored: true,
                told == AddressFamilies.IPv4 ? wanted with { Sign = -wanted.Sign } : wanted, IsByCountry(rollUp));
        }
    }

    // Only the columns that are asked for: making a plan of thirty days took 60 ms with all of them.
    private string Stored(SealedDay day, MeasurementRollUp rollUp, long from, long to, string condition, Wanted wanted) => ColumnRange.DayRows(
        day, rollUp.Name, rollUp.Columns + _storedColumns, from, to, condition + (IsByCountry(rollUp) ? wanted.Filter.OfCountries : wanted.Filter.OfOthers));

    private static bool IsByCountry(MeasurementRollUp rollUp) => rollUp.Places == PlaceDetail.Country;

    private void AddPart(string sql, bool isStored, Wanted wanted, bool hasCountries = false) =>
        _parts.Add(new(sql, isStored, wanted.Places, wanted.Sign, wanted.Family, hasCountries ? "" : wanted.Filter.OfCityNetworks));

    private static PlaceDetail Finer(PlaceDetail one, PlaceDetail other) => one > other ? one : other;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Floor(long seconds) => (long)Math.Floor(seconds / (double)Hour) * Hour;
}
