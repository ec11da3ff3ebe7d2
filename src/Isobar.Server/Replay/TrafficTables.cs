using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Sketches;
using Spectre.Console;

namespace Isobar.Server.Replay;

/// <summary>The tables of a printed report: traffic by country, by network, and the top city-networks.</summary>
internal sealed class TrafficTables(ReplayReport report, IAnsiConsole console, int width, bool byBytes)
{
    private const int Indent = 2;
    private const int BarLimit = 10;

    /// <summary>Room that a place's name should have; where times in columns leave less, they go into the line below.</summary>
    private const int PlaceCells = 26;

    private static readonly double[] s_quantiles = [0.50, 0.90, 0.95];

    private readonly int _barCells = width >= 96 ? 20 : 10;
    private readonly bool _unicode = console.Profile.Capabilities.Unicode;

    /// <summary>The greatest groups with a bar each, and one line for all others.</summary>
    public void PrintGroups(IReadOnlyList<TrafficGroup> groups, Func<TrafficGroup, string> nameOf)
    {
        ReportTable table = new(
            Indent, new("", false), new("", false, "teal"), new("share", true), new("bytes", true), new("connections", true), new("clients", true));
        double greatest = groups.Count == 0 ? 1 : Math.Max(groups.Max(group => group.Share), double.Epsilon);
        foreach (TrafficGroup group in groups.Take(BarLimit))
        {
            string bar = TrafficChart.Bar(group.Share / greatest, _barCells, _unicode);
            table.Add([nameOf(group), bar.PadRight(_barCells),
                ReportText.Percent(group.Share), BytesOf(group), ReportText.Count(group.Connections), ReportText.Count(group.Clients)]);
        }
        TrafficGroup[] others = [.. groups.Skip(BarLimit)];
        if (others.Length > 0)
        {
            // Clients of several groups may be the same, so their numbers are not added up.
            string bytes = byBytes ? ReportText.Bytes(others.Aggregate(0L, (sum, group) => Add(sum, Traffic(group)))) : "";
            table.Add([$"{ReportText.Count(others.Length)} more", "",
                ReportText.Percent(others.Sum(group => group.Share)), bytes, ReportText.Count(others.Sum(group => group.Connections)), ""]);
        }
        table.Print(console, Math.Max(width - Indent - table.WidthBehindFirst, 12));
    }

    /// <summary>The top city-networks: place and figures in one line, the network in the next.</summary>
    public void PrintTop()
    {
        bool rtt = report.Top.Any(top => top.Traffic.Rtt is { Count: > 0 }), ttfb = report.Top.Any(top => top.Traffic.Ttfb is { Count: > 0 });
        int room = width - Indent - MakeTop(rtt, ttfb, 0).WidthBehindFirst;
        if (room < PlaceCells)
        {
            (rtt, ttfb) = (false, false);
            room = Math.Max(width - Indent - MakeTop(rtt, ttfb, 0).WidthBehindFirst, 12);
        }
        MakeTop(rtt, ttfb, room).Print(console, room);
    }

    /// <summary>The table with times as columns, or, where they are not wanted as such, in the line below.</summary>
    private ReportTable MakeTop(bool rttColumn, bool ttfbColumn, int placeCells)
    {
        List<ReportTable.Column> columns = [new("", false), new("share", true), new("bytes", true), new("connections", true), new("clients", true)];
        if (rttColumn)
        {
            columns.Add(new("RTT ms", true));
        }
        if (ttfbColumn)
        {
            columns.Add(new("TTFB ms", true));
        }
        ReportTable table = new(Indent, [.. columns]);
        foreach ((CityNetwork place, TrafficGroup traffic) in report.Top)
        {
            List<string> cells = [PlaceOf(place, placeCells),
                ReportText.Percent(traffic.Share), BytesOf(traffic), ReportText.Count(traffic.Connections), ReportText.Count(traffic.Clients)];
            string figures = "";
            if (rttColumn)
            {
                cells.Add(Times(traffic.Rtt));
            }
            else if (Times(traffic.Rtt) is { Length: > 0 } times)
            {
                figures += $" · RTT {times} ms";
            }
            if (ttfbColumn)
            {
                cells.Add(Times(traffic.Ttfb));
            }
            else if (Times(traffic.Ttfb) is { Length: > 0 } times)
            {
                figures += $" · TTFB {times} ms";
            }
            table.Add([.. cells], NetworkOf(place), figures);
        }
        return table;
    }

    /// <summary>City, subdivision and country as far as they are known; the metropolitan area where there is no city, the country's code where its name has no room.</summary>
    private static string PlaceOf(CityNetwork place, int cells)
    {
        string name = PlaceOf(place, place.Country);
        return name.GetCellWidth() <= cells || !Known(place.CountryCode) ? name : PlaceOf(place, place.CountryCode);
    }

    private static string PlaceOf(CityNetwork place, string country)
    {
        string city = Known(place.City) ? place.City : place.Metro;
        string[] parts = [.. new[] { city, place.Subdivision, country }.Where(Known).Distinct()];
        return parts.Length == 0 ? "not in the geo data" : Known(city) ? string.Join(", ", parts) : $"{string.Join(", ", parts)} (city not known)";
    }

    private static string NetworkOf(CityNetwork place) => NetworkOf(place.Asn == 0 ? "" : place.Asn.ToString(CultureInfo.InvariantCulture), place.NetworkName);

    /// <summary>Number and name of a network.</summary>
    public static string NetworkOf(string asn, string name) =>
        asn is "" or "0" or CityNetwork.NotAvailable ? "network not known" : Known(name) ? $"AS{asn} {name}" : $"AS{asn}";

    /// <summary>Name of a country.</summary>
    public static string CountryOf(TrafficGroup country) =>
        Known(country.Name) ? country.Name : Known(country.Key) ? country.Key : "not in the geo data";

    private static bool Known(string text) => text.Length > 0 && text != CityNetwork.NotAvailable;

    /// <summary>p50, p90 and p95, milliseconds.</summary>
    private static string Times(QuantileSketch? sketch) => sketch is { Count: > 0 }
        ? string.Join('/', s_quantiles.Select(q => ReportText.Millis(sketch.Quantile(q))))
        : "";

    private string BytesOf(TrafficGroup group) => byBytes ? ReportText.Bytes(Traffic(group)) : "";

    private static long Traffic(TrafficGroup group) => Add(group.BytesIn, group.BytesOut);

    private static long Add(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;
}
