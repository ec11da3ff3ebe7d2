namespace Isobar.Server.Web.Wire;

/// <summary>How users fare where they are answered, and where they would fare better.</summary>
internal sealed record InsightsAnswer
{
    public required long From { get; init; }

    public required long To { get; init; }

    public required string WeighedIn { get; init; }

    public required InsightTotalsWire Totals { get; init; }

    public required string Basis { get; init; }

    public required int MeasuredLocations { get; init; }

    public required IReadOnlyList<string> ServiceLocations { get; init; }

    public required IReadOnlyList<LocationInsightWire> Locations { get; init; }

    public required IReadOnlyList<SuggestionWire> Overall { get; init; }

    public required IReadOnlyList<AdviceWire> Advice { get; init; }
}

/// <summary>Traffic of the range, and the mean time to first byte by traffic.</summary>
internal sealed record InsightTotalsWire(long BytesIn, long BytesOut, long Connections, double? Ttfb);

/// <summary>A city-network at the location that answers it.</summary>
internal sealed record LocationInsightWire
{
    public required string Id { get; init; }

    public required string City { get; init; }

    public required string Metro { get; init; }

    public required string Subdivision { get; init; }

    public required string Country { get; init; }

    public required string CountryCode { get; init; }

    public required uint Asn { get; init; }

    public required string Network { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public required string Location { get; init; }

    public required long Traffic { get; init; }

    public required double TrafficPercent { get; init; }

    public TimeWire? Ttfb { get; init; }

    public TimeWire? Rtt { get; init; }

    public CandidateWire? BestRegion { get; init; }

    public CandidateWire? BestCdn { get; init; }

    public required IReadOnlyList<CandidateWire> Candidates { get; init; }
}

/// <summary>A time with its 95 % interval, milliseconds.</summary>
internal sealed record TimeWire(double Millis, double? Low, double? High, string Source);

/// <summary>A location that could answer.</summary>
internal sealed record CandidateWire(string Location, bool IsCdn, TimeWire? Ttfb, TimeWire? Rtt, GainWire? Gain);

/// <summary>A time saved, milliseconds.</summary>
internal sealed record GainWire(double Millis, double? Low, double? High);

/// <summary>What moving a whole location would do.</summary>
internal sealed record SuggestionWire(string Current, string Proposed, double? Ttfb, long Traffic, long MovableExcludingCdn, long MovableIncludingCdn);

/// <summary>What should be done.</summary>
internal sealed record AdviceWire(string Text, string Current, string Proposed, double GainMillis, long Traffic, double TrafficPercent);
