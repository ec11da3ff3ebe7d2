using System.Globalization;
using Isobar.Core.Metrics;
using Isobar.Core.Monitors;
using Isobar.Core.Windows;
using Isobar.Storage.Baselines;
using Isobar.Storage.Events;
using Isobar.Storage.Monitors;

namespace Isobar.Storage.Tests.Support;

/// <summary>What commit n of the crash test holds: known beforehand, so that what is stored can be told from what should be.</summary>
internal static class CrashPlan
{
    /// <summary>Windows advance so that a day is full after 24 commits.</summary>
    private const long Step = 3_600;

    /// <summary>The rows of a commit: of one shard, two windows, and a size that differs from commit to commit.</summary>
    public static TallyBatch Batch(long commit) =>
        Tallies.Windows((int)commit, (short)(commit % 4), Tallies.Day + commit * Step, 2, 20 + (int)(commit * 37 % 400));

    /// <summary>All that a commit stores: of every kind something, so that a part that is lost or kept alone shows.</summary>
    public static CommitContent Content(long commit)
    {
        TallyBatch batch = Batch(commit);
        return new CommitContent
        {
            Tallies = [batch],
            Names = Tallies.Names(batch),
            SealedWindows = Tallies.SealedBy(batch),
            Checkpoints = [new("log", BitConverter.GetBytes(commit))],
            Measurements = [Measurement(commit)],
            DaySummaries = [Summary(commit)],
            SummarisedDays = [((short)commit, Summary(commit).Day)],
            HealthEvents = [Event(commit), Event(commit - 1) with { EndedAt = commit * Step }],
            Monitors = [Monitor(commit)],
            Metrics = [Points(commit)],
            Alarms = [new("alarm", $"{commit}")],
            AlarmHistory = [new("alarm", commit, "StateUpdate", $"{commit}", "{}")],
            // Each commit settles the message of the one before.
            Deliveries = [new("ops", "alarm", "alarm", "arn", commit, $"{commit}")],
            SettledDeliveries = [commit - 1],
            // Every third one is large enough for a file of its own.
            Snapshots = [new("engine", State(commit)), new("tracker", BitConverter.GetBytes(commit))],
        };
    }

    /// <summary>The measurements of a commit.</summary>
    public static MeasurementBatch Measurement(long commit) => Measured.Windows((int)commit, "shop", Tallies.Day + commit * Step, 1, 30);

    /// <summary>The summaries of a commit; four commits write the same day, each anew.</summary>
    public static DaySummaryBatch Summary(long commit) =>
        Summaries.Day((int)commit, DateOnly.FromDateTime(DateTime.UnixEpoch.AddSeconds(Tallies.Day)).AddDays((int)(commit / 4)), 10);

    /// <summary>The event that a commit opens; the next one ends it.</summary>
    public static EventRow Event(long commit) => new("shop", $"event-{commit:D6}", commit * Step, null, commit * Step, commit * Step, "AVAILABILITY", "{}");

    /// <summary>The points of a commit: one more sample of the same metric each time.</summary>
    public static MetricBatch Points(long commit)
    {
        var batch = new MetricBatch();
        batch.Add(Metric, "Count", Tallies.Day + commit * Step, commit);
        return batch;
    }

    /// <summary>The metric of all commits.</summary>
    public static MetricIdentity Metric { get; } = new("Test", "Commits", []);

    /// <summary>The monitor as a commit leaves it.</summary>
    public static MonitorRow Monitor(long commit) => new("shop", "123456789012", 0, commit, "{}");

    /// <summary>The derived state as a commit leaves it.</summary>
    public static byte[] State(long commit)
    {
        byte[] state = new byte[commit % 3 == 0 ? 300_000 : 1_000];
        new Random((int)commit).NextBytes(state);
        return state;
    }

    /// <summary>Commits and rolls days over until killed; prints each commit's number when it is acknowledged.</summary>
    public static void Run(string path, StorageSettings settings, TextWriter acknowledged)
    {
        using DataFolder folder = DataFolder.Open(path, "crash host", settings);
        foreach (StorageIncident incident in folder.Incidents)
        {
            acknowledged.WriteLine($"incident {incident}");
        }
        acknowledged.WriteLine("open");
        for (long commit = folder.LastCommit + 1; ; commit++)
        {
            long number = folder.Commit(Content(commit));
            acknowledged.WriteLine(number.ToString(CultureInfo.InvariantCulture));
            if (commit % 8 == 0)
            {
                folder.RollOver(DateOnly.FromDateTime(DateTime.UnixEpoch.AddSeconds(Tallies.Day + commit * Step)).AddDays(1));
            }
        }
    }
}
