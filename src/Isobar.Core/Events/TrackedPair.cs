using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>A pair in an open event: its last verdict is held while there is no new one, so that silence does not end the event (section 8 of the statistical design).</summary>
internal sealed class TrackedPair
{
    /// <summary>Clients that must be expected in six hours for traffic to be missed at all (section 4).</summary>
    private const double TestableClients = 40;
    private const double TestableSpanSeconds = 6 * 3600;

    /// <summary>Share of the expected clients that must be back before an outage that was found by missing clients is over.</summary>
    private const double VolumeRecovered = 0.8;

    /// <summary>Who and where.</summary>
    public required PairKey Key { get; init; }

    /// <summary>Start of the first event that it is in: its weight is frozen from the hour before.</summary>
    public required long EventStart { get; set; }

    /// <summary>The last drop that was found, 0 to 1; 0 once it was found to be over.</summary>
    public double Drop { get; set; }

    /// <summary>The stream that showed it.</summary>
    public EvidenceStream Stream { get; set; }

    /// <summary>Clients expected in six hours; 0 where volume was never tested.</summary>
    public double ExpectedClients { get; set; }

    /// <summary>Start of the first window without evidence, Unix seconds; null while there is some.</summary>
    public long? SilentSince { get; set; }

    /// <summary>Whether it has been silent for so long that it no longer counts.</summary>
    public bool IsReleased { get; set; }

    /// <summary>The verdict that counts for events in the current window.</summary>
    internal MetricMeasurement Effective { get; private set; }

    /// <summary>Whether that is an old one.</summary>
    internal bool IsHeld { get; private set; }

    /// <summary>Begins with the window in which a pair is hit in an open event.</summary>
    public static TrackedPair Begin(WindowReading reading, HitPair pair, long eventStart)
    {
        TrackedPair tracked = new()
        {
            Key = pair.Row.Key,
            EventStart = eventStart,
            Drop = pair.Effective.Drop,
            Stream = pair.Effective.Stream,
            Effective = pair.Effective,
        };
        tracked.Expect(reading, pair.Row.Pair);
        return tracked;
    }

    /// <summary>Takes the next window into account.</summary>
    public void Advance(WindowReading reading, HealthMetric metric, EventRules rules)
    {
        bool hasRow = reading.Window.TryFind(Key, out PairMeasurement row);
        MetricMeasurement actual = hasRow ? row.Of(metric) : default;
        PairCounts counts = Expect(reading, hasRow ? row.Pair : -1);
        IsHeld = false;
        if (actual.HasScore)
        {
            (SilentSince, IsReleased) = (null, false);
            bool isStillMissing = actual.State == HealthState.Ok && Drop > 0 && Stream == EvidenceStream.Volume
                && counts.ClientsExpected > 0 && counts.Clients < VolumeRecovered * counts.ClientsExpected && !reading.NewNormals.Contains(row.Pair);
            if (isStillMissing)
            {
                Hold();
                return;
            }
            (Effective, Drop) = (actual, actual.Drop);
            Stream = actual.State == HealthState.Drop ? actual.Stream : Stream;
            return;
        }
        SilentSince ??= reading.Window.WindowStart;
        // Without even a row it is not monitored any more, or had no traffic before the event: nothing will be heard of it.
        IsReleased = (!hasRow || ExpectedClients < TestableClients)
            && reading.Window.WindowEnd - SilentSince >= (long)rules.NoDataWindows * FiveMinuteSums.Seconds;
        if (IsReleased || Drop == 0)
        {
            Effective = actual;
            return;
        }
        Hold();
    }

    /// <summary>The tests of volume are suspended while a source is silent, so what was expected last is remembered.</summary>
    private PairCounts Expect(WindowReading reading, int pair)
    {
        reading.TryGetCounts(pair, out PairCounts counts);
        if (counts.ClientsExpected > 0)
        {
            ExpectedClients = counts.ClientsExpected * (TestableSpanSeconds / reading.Window.WindowSeconds);
        }
        return counts;
    }

    private void Hold()
    {
        IsHeld = true;
        Effective = new(HealthState.Drop, Drop, double.PositiveInfinity, ElementKind.Pair, Stream, OpeningPath.None, 0);
    }
}
