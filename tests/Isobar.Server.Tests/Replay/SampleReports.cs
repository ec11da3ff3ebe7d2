using Isobar.Core.Atlas;
using Isobar.Core.Formats;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;
using Isobar.Server.Replay;

namespace Isobar.Server.Tests.Replay;

/// <summary>Hand-made reports: networks and addresses are invented.</summary>
internal static class SampleReports
{
    /// <summary>2026-01-05 00:00:00 UTC, a Monday.</summary>
    public const long StartSeconds = 1_767_571_200;

    public const FormatFields Combined = FormatFields.Client | FormatFields.Time | FormatFields.Status | FormatFields.BytesOut | FormatFields.Request;

    public const FormatFields Everything = Combined | FormatFields.BytesIn | FormatFields.Rtt | FormatFields.TimeToFirstByte | FormatFields.Forwarded | FormatFields.Termination;

    /// <summary>Six days of a shop's HAProxy log with all fields.</summary>
    public static ReplayReport Full()
    {
        QuantileSketch rtt = Times(24, 41, 80, 200), ttfb = Times(9, 30, 64, 350);
        TrafficGroup total = new("", "", 1_284_310, 812_000_000, 96_400_000_000, 1, 61_204, 1_284_310, 3_120, 944, rtt, ttfb);
        return new()
        {
            Files = [new("edge-1.log.gz", "haproxy-http", true, 640_155, 640_102), new("edge-2.log.gz", "haproxy-http", true, 644_295, 644_208)],
            Lines = 1_284_450,
            Records = 1_284_310,
            Rejected =
            [
                new(ParseError.Blank, 2, [new(0, 4_096), new(1, 77)]),
                new(ParseError.BadAddress, 1, [new(1, 90_312_004)]),
                new(ParseError.Mismatch, 137, [new(0, 1_284), new(0, 55_120), new(1, 9_001_337)]),
            ],
            Unlocated = 1_022,
            ScannerRecords = 14_220,
            FirstMicros = StartSeconds * 1_000_000 + 1_250_000,
            LastMicros = (StartSeconds + 6 * 86_400 - 31) * 1_000_000,
            WindowSeconds = 300,
            Windows = 1_716,
            Timeline = Rhythm(1_728, 56_000_000),
            TimelineStepSeconds = 300,
            Total = total,
            Countries = Groups(total, ("DE", "Germany", .412), ("FR", "France", .187), ("NL", "Netherlands", .118), ("US", "United States", .092), ("PL", "Poland", .051),
                ("GB", "United Kingdom", .044), ("AT", "Austria", .031), ("CH", "Switzerland", .022), ("IT", "Italy", .015), ("ES", "Spain", .011), ("SE", "Sweden", .009),
                ("CZ", "Czechia", .0052), ("N/A", "N/A", .0028)),
            Networks = Groups(total, ("64496", "Nordlicht Telekom AG", .233), ("64497", "Ligne Claire S.A.", .121), ("64498", "Kabel & Funk GmbH", .109), ("64499", "Tulip Fibre B.V.", .084),
                ("64500", "Prairie Mobile Communications Corporation of the Great Plains", .061), ("0", "N/A", .0028)),
            CityNetworkCount = 4_312,
            Top =
            [
                Top(total, "DE", "Germany", "Hesse", "Frankfurt am Main", 64496, "Nordlicht Telekom AG", .0821, rtt, ttfb),
                Top(total, "DE", "Germany", "Land Berlin", "Berlin", 64498, "Kabel & Funk GmbH", .0634, Times(19, 22, 31, 44), Times(8, 12, 30, 61)),
                Top(total, "FR", "France", "Île-de-France", "Paris", 64497, "Ligne Claire S.A.", .0549, Times(28, 35, 52, 81), null),
                Top(total, "US", "United States", "North Carolina", "Winston-Salem-upon-the-very-long-River", 64500,
                    "Prairie Mobile Communications Corporation of the Great Plains", .0212, Times(118, 140, 212, 1200), Times(120, 160, 260, 1900)),
                Top(total, "SG", "Singapore", "N/A", "Singapore", 64501, "Merlion", .0101, Times(171, 180, 191, 205), Times(172, 185, 201, 260)),
                Top(total, "NL", "Netherlands", "N/A", "N/A", 64499, "Tulip Fibre B.V.", .0044, null, null),
                new(CityNetwork.Unlocated, Part(total, "", "", .0008, null, null)),
            ],
            Fields = Everything,
            ProxyClients = [("Passage CDN", .012)],
            Testable = new(.184, .431, .722, .655),
            Atlas = new(false, false, "IP geolocation by Example Geo, CC BY 4.0."),
            Elapsed = TimeSpan.FromMilliseconds(1_840),
        };
    }

    /// <summary>Fourteen hours of a combined log behind a CDN, probed by scanners.</summary>
    public static ReplayReport Poor()
    {
        TrafficGroup total = new("", "", 5_310, 0, 42_700_000, 1, 611, 5_310, 0, 118, null, null);
        return new()
        {
            Files = [new("/var/log/site/access.log", "combined", true, 5_433, 5_310)],
            Lines = 5_433,
            Records = 5_310,
            Rejected = [new(ParseError.Mismatch, 123, [new(0, 12_345), new(0, 23_456), new(0, 34_567)])],
            Unlocated = 402,
            ScannerRecords = 1_731,
            FirstMicros = (StartSeconds + 3_600) * 1_000_000,
            LastMicros = (StartSeconds + 15 * 3_600) * 1_000_000,
            WindowSeconds = 300,
            Windows = 151,
            Timeline = Rhythm(168, 254_000),
            TimelineStepSeconds = 300,
            Total = total,
            Countries = Groups(total, ("US", "United States", .61), ("N/A", "N/A", .39)),
            Networks = Groups(total, ("64510", "Passage CDN", .61), ("0", "N/A", .39)),
            CityNetworkCount = 2,
            Top = [Top(total, "US", "United States", "N/A", "Ashburn", 64510, "Passage CDN", .61, null, null)],
            Fields = Combined,
            ProxyClients = [("Passage CDN", .553)],
            Testable = new(.02, .11, .31, 0),
            Atlas = new(false, false, ""),
            Elapsed = TimeSpan.FromMilliseconds(12),
        };
    }

    /// <summary>A log of which everything was filtered away.</summary>
    public static ReplayReport Empty() => Poor() with
    {
        Records = 0,
        Rejected = [new(ParseError.Filtered, 5_433, [])],
        Unlocated = 0,
        ScannerRecords = 0,
        FirstMicros = null,
        LastMicros = null,
        Windows = 0,
        Timeline = [],
        Total = new("", "", 0, 0, 0, 0, 0, 0, 0, 0, null, null),
        Countries = [],
        Networks = [],
        CityNetworkCount = 0,
        Top = [],
        ProxyClients = [],
        Testable = null,
    };

    /// <summary>Half of the samples at the first value, the rest stepwise up to the others, milliseconds.</summary>
    public static QuantileSketch Times(int p50, int p80, int p90, int p99)
    {
        QuantileSketch sketch = new();
        for (int i = 0; i < 100; i++)
        {
            sketch.Add(1_000L * (i < 55 ? p50 : i < 85 ? p80 : i < 93 ? p90 : p99));
        }
        return sketch;
    }

    private static IReadOnlyList<TrafficGroup> Groups(TrafficGroup total, params (string Key, string Name, double Share)[] groups) =>
        [.. groups.Select(group => Part(total, group.Key, group.Name, group.Share, null, null))];

    private static TopCityNetwork Top(
        TrafficGroup total, string code, string country, string subdivision, string city, uint asn, string network, double share, QuantileSketch? rtt, QuantileSketch? ttfb)
    {
        CityNetwork place = new(CityNetworkId.Of(code, subdivision, CityNetwork.NotAvailable, city, asn), code, country, subdivision, CityNetwork.NotAvailable, city, asn, network, 0, 0);
        return new(place, Part(total, "", "", share, rtt, ttfb));
    }

    private static TrafficGroup Part(TrafficGroup total, string key, string name, double share, QuantileSketch? rtt, QuantileSketch? ttfb) => new(
        key,
        name,
        Of(total.Connections, share),
        Of(total.BytesIn, share),
        Of(total.BytesOut, share),
        share,
        Of(total.Clients, share),
        Of(total.Attempts, share),
        Of(total.NetworkFailures, share),
        Of(total.ServiceFailures, share),
        rtt,
        ttfb);

    private static long Of(long whole, double share) => (long)Math.Round(whole * share);

    /// <summary>Days with an evening peak, and five hours without a record on the third day.</summary>
    private static IReadOnlyList<TimelineStep> Rhythm(int steps, long bytes) =>
    [
        .. from step in Enumerable.Range(0, steps)
           where step is < 630 or >= 690
           let hour = step / 12.0 % 24
           let level = 1 + Math.Cos((hour - 20) / 24 * 2 * Math.PI)
           select new TimelineStep(StartSeconds + step * 300, (long)(bytes * (0.12 + level * level / 3)), (long)(bytes / 75_000.0 * (0.12 + level * level / 3))),
    ];
}
