using System.Globalization;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation;

/// <summary>The world that log lines are written from and that scenarios are played in: the same for the same seed and size, so that what is rehearsed is also in the log.</summary>
/// <param name="Seed">Seed of the world.</param>
/// <param name="Pairs">Pairs of the world.</param>
/// <param name="From">Start, Unix seconds.</param>
internal sealed record PlayOptions(ulong Seed, int Pairs, long From)
{
    /// <summary>Pairs where nobody says: a service of middling size, played in seconds.</summary>
    public const int UsualPairs = 1_000;

    /// <summary>Length of a window, seconds.</summary>
    public const int WindowSeconds = 300;

    /// <summary>Days of history that the world has before the start.</summary>
    public const int HistoryDays = 28;

    /// <summary>Start where nobody says: 2025-12-01 12:00 UTC, a Monday noon in Europe. Not the clock, so that the same command gives the same bytes.</summary>
    public const long UsualFrom = 1_764_590_400;

    /// <summary>Start of the first day of history.</summary>
    public long HistoryFrom => From / WorldOptions.DaySeconds * WorldOptions.DaySeconds - (long)HistoryDays * WorldOptions.DaySeconds;

    /// <summary>Makes the world, without faults.</summary>
    public SimulatedWorld World() => new(new WorldOptions
    {
        Seed = Seed,
        Pairs = Pairs,
        StartSeconds = HistoryFrom,
        EndSeconds = From + 32L * WorldOptions.DaySeconds,
        WindowSeconds = WindowSeconds,
        Faults = FaultPlan.None,
    });

    /// <summary>Reads a start: a time in UTC, on a five-minute mark.</summary>
    public static bool TryReadFrom(string text, out long seconds)
    {
        bool isRead = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time);
        seconds = isRead ? time.ToUnixTimeSeconds() : 0;
        return isRead && seconds >= (long)(HistoryDays + 1) * WorldOptions.DaySeconds && seconds % WindowSeconds == 0;
    }
}
