using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Demo;

/// <summary>
/// The world of the demo: about 300 real cities, invented networks, windows of ten seconds, a month of history with past faults, and faults on a schedule that start as
/// somebody looks.
/// </summary>
public static class DemoWorld
{
    /// <summary>Length of a window, seconds.</summary>
    public const int WindowSeconds = 10;

    /// <summary>Days of history before the demo starts.</summary>
    public const int HistoryDays = 30;

    /// <summary>Days that the schedule of faults covers from the start; a demo that runs for longer goes on with <see cref="Continue"/>.</summary>
    public const int ScheduleDays = 2;

    /// <summary>Pairs where nobody says: a network in each of 300 cities, and more in the larger ones.</summary>
    public const int UsualPairs = 600;

    /// <summary>Votes of a pair in a window, on average.</summary>
    private const double VotesOfPair = 44.75;

    /// <summary>A failing pair has at least this many effective votes a window, so that its fault is found at once.</summary>
    public const double FailingVotes = 100;

    /// <summary>The world of a demo that starts now.</summary>
    /// <param name="startSeconds">When it starts, Unix seconds.</param>
    /// <param name="seed">The seed; equal seeds and starts give equal worlds.</param>
    /// <param name="pairs">Pairs of the world; its traffic grows with them.</param>
    public static SimulatedWorld Create(long startSeconds, ulong seed = 1, int pairs = UsualPairs)
    {
        SimulatedWorld calm = new(OptionsOf(startSeconds, seed, pairs));
        return calm.WithFaults(FaultPlan.Of([.. DemoSchedule.Past(calm, startSeconds), .. DemoSchedule.Live(calm, startSeconds, startSeconds)]));
    }

    /// <summary>The same world with the schedule of the next days, for a demo whose schedule is about to end.</summary>
    /// <param name="world">A world of <see cref="Create"/>.</param>
    /// <param name="startSeconds">When the demo started.</param>
    /// <param name="fromSeconds">Where the new schedule begins.</param>
    public static SimulatedWorld Continue(SimulatedWorld world, long startSeconds, long fromSeconds)
    {
        ArgumentNullException.ThrowIfNull(world);
        return world.WithFaults(FaultPlan.Of(DemoSchedule.Live(world, startSeconds, fromSeconds)));
    }

    /// <summary>First hour of the history; the last is the one before that of the start.</summary>
    public static long HistoryStart(long startSeconds) => startSeconds / SimulatedWorld.HourSeconds * SimulatedWorld.HourSeconds - (long)HistoryDays * WorldOptions.DaySeconds;

    private static WorldOptions OptionsOf(long startSeconds, ulong seed, int pairs) => new()
    {
        Seed = seed,
        Pairs = pairs,
        VotesPerWindow = VotesOfPair * pairs,
        Cities = 300,
        HasNetworkInEachCity = true,
        WindowSeconds = WindowSeconds,
        StartSeconds = HistoryStart(startSeconds),
        EndSeconds = startSeconds + (long)ScheduleDays * WorldOptions.DaySeconds,
        // Strata of their own only where they can be judged: each is a row of every window.
        VotesForFamilies = 60,
        VotesForZones = 300,
        HourlySamples = 48,
        VisitSeconds = 900,
    };
}
