using System.Globalization;
using Isobar.Core.Windows;

namespace Isobar.Storage.Tests.Support;

/// <summary>What commit n of the crash test holds: known beforehand, so that what is stored can be told from what should be.</summary>
internal static class CrashPlan
{
    /// <summary>Windows advance so that a day is full after 24 commits.</summary>
    private const long Step = 3_600;

    /// <summary>The rows of a commit: of one shard, two windows, and a size that differs from commit to commit.</summary>
    public static TallyBatch Batch(long commit) =>
        Tallies.Windows((int)commit, (short)(commit % 4), Tallies.Day + commit * Step, 2, 20 + (int)(commit * 37 % 400));

    /// <summary>The checkpoint that a commit carries.</summary>
    public static SourceCheckpoint Position(long commit) => new("log", BitConverter.GetBytes(commit));

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
            TallyBatch batch = Batch(commit);
            long number = Tallies.Commit(folder, batch, Position(commit));
            acknowledged.WriteLine(number.ToString(CultureInfo.InvariantCulture));
            if (commit % 8 == 0)
            {
                folder.RollOver(DateOnly.FromDateTime(DateTime.UnixEpoch.AddSeconds(Tallies.Day + commit * Step)).AddDays(1));
            }
        }
    }
}
