using System.Globalization;

namespace Isobar.Storage.Measurements;

/// <summary>
/// Sums of a day's measurements, kept in the day's file beside the rows: written with them, listed with them, deleted with them. They are derived, so whoever writes a day anew derives them anew.
/// </summary>
/// <param name="Name">Name of the table.</param>
/// <param name="StepSeconds">Length of the steps of time that are told apart.</param>
/// <param name="Places">What is told apart of places within a service location.</param>
/// <param name="ByFamily">The same by address family, in rows of <see cref="FamilyShare"/>; null in one that is itself by family.</param>
internal sealed record MeasurementRollUp(string Name, int StepSeconds, PlaceDetail Places, MeasurementRollUp? ByFamily = null)
{
    /// <summary>Five minutes, as rows have them, all city-networks together.</summary>
    public static readonly MeasurementRollUp Windows = WithFamilies("windows", 1, PlaceDetail.None);

    /// <summary>Five minutes of a country; those of city-networks without a name are together, their country is NULL.</summary>
    public static readonly MeasurementRollUp Countries = WithFamilies("countries", 1, PlaceDetail.Country);

    /// <summary>An hour of a city-network.</summary>
    public static readonly MeasurementRollUp Hours = WithFamilies("hours", 3600, PlaceDetail.CityNetwork);

    /// <summary>A day of a city-network.</summary>
    public static readonly MeasurementRollUp Days = WithFamilies("days", 86_400, PlaceDetail.CityNetwork);

    /// <summary>All of them.</summary>
    public static readonly MeasurementRollUp[] Of = [Windows, Countries, Hours, Days];

    /// <summary>The columns beside the sums that tell its rows apart, but the monitor and the share.</summary>
    public string Columns => Places switch
    {
        PlaceDetail.None => "service_location, window_start",
        PlaceDetail.Country => "country_code, country, service_location, window_start",
        _ => "city_network, service_location, window_start",
    };

    private string Keys => ByFamily is null ? $"share, monitor, {Columns}" : $"monitor, {Columns}";

    private IEnumerable<SumColumn> Sums => ByFamily is null ? SumColumns.OfFamilies : SumColumns.All;

    /// <summary>A query of its rows.</summary>
    /// <param name="rows">The measurements of a day as a query; with `share` and `sign`, by which sums are multiplied, where it is by family.</param>
    public string OfRows(string rows)
    {
        string counted = SumParts.Counted([rows], SumArithmetic.Narrow);
        return Stored(ByFamily is null
            ? Summed($"({Summed(counted, column => column.OfRows, "sign")}) AS signed", column => $"CAST(sum({column.Name} * sign) AS HUGEINT)", "", isStepped: true)
            : Summed(counted, column => column.OfRows, ""));
    }

    /// <summary>A query of its rows.</summary>
    /// <param name="finer">A roll-up of the day with shorter steps, as a relation.</param>
    public string OfStored(string finer) => Stored(Summed(finer, column => column.OfStored, ""));

    private static MeasurementRollUp WithFamilies(string name, int stepSeconds, PlaceDetail places) =>
        new($"measurement_{name}", stepSeconds, places, new($"family_{name}", stepSeconds, places));

    private string Stored(string sums)
    {
        string keys = Keys.Replace("window_start", "step AS window_start", StringComparison.Ordinal);
        return $"""
            SELECT {keys}, {string.Join(", ", Sums.SelectMany(column => column.Stored).Select(stored => $"{stored.Value} AS {stored.Name}"))}
            FROM ({sums}) ORDER BY {Stepped}
            """;
    }

    private string Stepped => Keys.Replace("window_start", "step", StringComparison.Ordinal);

    private string Summed(string from, Func<SumColumn, string> sum, string also, bool isStepped = false)
    {
        string step = string.Create(CultureInfo.InvariantCulture, $"window_start - (window_start % {StepSeconds} + {StepSeconds}) % {StepSeconds}");
        string keys = isStepped ? Stepped : Keys.Replace("window_start", $"{step} AS step", StringComparison.Ordinal), more = also.Length > 0 ? $", {also}" : "";
        return $"SELECT {keys}{more}, {string.Join(", ", Sums.Select(column => $"{sum(column)} AS {column.Name}"))} FROM {from} GROUP BY {Stepped}{more}";
    }
}
