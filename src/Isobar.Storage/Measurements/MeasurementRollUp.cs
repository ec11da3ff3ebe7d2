using System.Globalization;

namespace Isobar.Storage.Measurements;

/// <summary>
/// Sums of a day's measurements, kept in the day's file beside the rows: written with them, listed with them, deleted with them. They are derived, so whoever writes a day anew derives them anew.
/// </summary>
/// <param name="Name">Name of the table.</param>
/// <param name="StepSeconds">Length of the steps of time that are told apart.</param>
/// <param name="Places">What is told apart of places within a service location.</param>
internal sealed record MeasurementRollUp(string Name, int StepSeconds, PlaceDetail Places)
{
    /// <summary>Five minutes, as rows have them, all city-networks together.</summary>
    public static readonly MeasurementRollUp Windows = new("measurement_windows", 1, PlaceDetail.None);

    /// <summary>Five minutes of a country; those of city-networks without a name are together, their country is NULL.</summary>
    public static readonly MeasurementRollUp Countries = new("measurement_countries", 1, PlaceDetail.Country);

    /// <summary>An hour of a city-network.</summary>
    public static readonly MeasurementRollUp Hours = new("measurement_hours", 3600, PlaceDetail.CityNetwork);

    /// <summary>A day of a city-network.</summary>
    public static readonly MeasurementRollUp Days = new("measurement_days", 86_400, PlaceDetail.CityNetwork);

    /// <summary>All of them.</summary>
    public static readonly MeasurementRollUp[] Of = [Windows, Countries, Hours, Days];

    /// <summary>The columns beside the sums that tell its rows apart, but the monitor.</summary>
    public string Columns => Places switch
    {
        PlaceDetail.None => "service_location, window_start",
        PlaceDetail.Country => "country_code, country, service_location, window_start",
        _ => "city_network, service_location, window_start",
    };

    private string Keys => $"monitor, {Columns}";

    /// <summary>A query of its rows.</summary>
    /// <param name="rows">The measurements of a day as a query.</param>
    public string OfRows(string rows) => Sql(SumParts.Counted([rows], SumArithmetic.Narrow), column => column.OfRows);

    /// <summary>A query of its rows.</summary>
    /// <param name="finer">A roll-up of the day with shorter steps, as a relation.</param>
    public string OfStored(string finer) => Sql(finer, column => column.OfStored);

    private string Sql(string from, Func<SumColumn, string> sum)
    {
        string step = string.Create(CultureInfo.InvariantCulture, $"window_start - (window_start % {StepSeconds} + {StepSeconds}) % {StepSeconds}");
        string keys = Keys.Replace("window_start", "step AS window_start", StringComparison.Ordinal), by = Keys.Replace("window_start", "step", StringComparison.Ordinal);
        return $"""
            SELECT {keys}, {string.Join(", ", SumColumns.All.SelectMany(column => column.Stored).Select(stored => $"{stored.Value} AS {stored.Name}"))}
            FROM (
              SELECT {Keys.Replace("window_start", $"{step} AS step", StringComparison.Ordinal)}, {string.Join(", ", SumColumns.All.Select(column => $"{sum(column)} AS {column.Name}"))}
              FROM {from} GROUP BY {by})
            ORDER BY {by}
            """;
    }
}
