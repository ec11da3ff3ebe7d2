namespace Isobar.Core.Baselines;

/// <summary>What is kept of a stratum's UTC day: all that baselines are derived from. Written by <see cref="DaySummaryCodec"/> it takes 100 to 300 bytes.</summary>
public sealed class DaySummary
{
    /// <summary>Hours of a day.</summary>
    public const int Hours = 24;

    /// <summary>All hours observed.</summary>
    public const uint AllHours = (1u << Hours) - 1;

    /// <summary>The day, UTC.</summary>
    public DateOnly Day { get; set; }

    /// <summary>
    /// Hours that count, bit 0 for the first: those in which the service location had any traffic and that were not left out (an open event of the pair, the location
    /// itself at fault, maintenance). In an hour that counts, no clients means that none came.
    /// </summary>
    public uint Observed { get; set; }

    /// <summary>Round-trip times.</summary>
    public DayTimes Rtt { get; } = new();

    /// <summary>Times to first byte.</summary>
    public DayTimes Ttfb { get; } = new();

    /// <summary>Availability votes by hour.</summary>
    public int[] Votes { get; } = new int[Hours];

    /// <summary>Votes that failed by network, by hour.</summary>
    public int[] NetworkFailedVotes { get; } = new int[Hours];

    /// <summary>Votes that failed by service, by hour.</summary>
    public int[] ServiceFailedVotes { get; } = new int[Hours];

    /// <summary>Distinct clients by hour, summed over its five-minute windows.</summary>
    public int[] ClientWindows { get; } = new int[Hours];

    /// <summary>Hours whose clients were counted in five-minute windows; in others their number is estimated from the hour's distinct clients.</summary>
    public uint FineHours { get; set; }

    /// <summary>
    /// How much the windows of those hours differ: 12 Σ c² − (Σ c)² summed over them, c being a window's clients. By chance alone it is 11 Σ c in the mean.
    /// </summary>
    public long ClientScatter { get; set; }

    /// <summary>Forgets everything but the day.</summary>
    public void Clear()
    {
        Observed = 0;
        Rtt.Clear();
        Ttfb.Clear();
        Array.Clear(Votes);
        Array.Clear(NetworkFailedVotes);
        Array.Clear(ServiceFailedVotes);
        Array.Clear(ClientWindows);
        FineHours = 0;
        ClientScatter = 0;
    }

    /// <summary>Whether an hour counts.</summary>
    internal bool IsObserved(int hour) => (Observed >> hour & 1) != 0;
}
