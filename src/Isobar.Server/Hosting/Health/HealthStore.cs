using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Pipeline;
using Isobar.Core.Scoring;
using Isobar.Server.Publishing;
using Isobar.Storage;
using Isobar.Storage.Snapshots;

namespace Isobar.Server.Hosting.Health;

/// <summary>
/// Saves the whole state of a street as snapshots, and brings it back. The two large ones are memory as it lies, and of no use to another release; the third holds the
/// events in formats that last.
/// </summary>
internal sealed class HealthStore(DataFolder folder, NameBook names, int windowSeconds, IReadOnlyList<string> locations)
{
    private const string BaselinesName = "health-baselines";
    private const string StateName = "health-state";
    private const string EventsName = "health-events";
    private const int FormatVersion = 1;

    private static readonly InternetEventRules s_rules = new();

    /// <summary>AS paths from a service location to a city-network; null where they are not known.</summary>
    public Func<CityNetworkId, string, ImmutableArray<AsPath>>? PathsOf { get; init; }

    /// <summary>The network that serves, for events; null for the original service's.</summary>
    public Network? ServiceNetwork { get; init; }

    /// <summary>When nothing is learned.</summary>
    public QuietTimes Quiet { get; init; } = QuietTimes.None;

    /// <summary>A street that knows nothing yet.</summary>
    public ScoringStreet Create()
    {
        BaselineTable table = new();
        HealthEngine engine = EngineOf(table);
        return StreetOf(table, engine, new HealthPipeline(engine, windowSeconds, s_rules));
    }

    /// <summary>The snapshots of a state; it must not change until they are stored.</summary>
    /// <param name="street">The street, right after a window.</param>
    /// <param name="next">Start of the next window.</param>
    public static IReadOnlyList<Snapshot> Save(ScoringStreet street, long next) =>
    [
        new(BaselinesName, stream => WriteTo(stream, street.Table.Save)),
        new(StateName, stream => WriteState(stream, street, next)),
        new(EventsName, street.Pipeline.SaveEvents()),
    ];

    /// <summary>The bytes of a snapshot; null where there is none.</summary>
    /// <param name="folder">Where it is stored.</param>
    /// <param name="name">Its name.</param>
    /// <param name="commit">The commit it came with.</param>
    public static byte[]? Read(DataFolder folder, string name, out long commit)
    {
        using Stream? stream = folder.Snapshots.Open(name, out commit);
        if (stream is null)
        {
            return null;
        }
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The street as it was before a window; null where no such state is whole.</summary>
    public ScoringStreet? TryRestore(long next)
    {
        if (Read(folder, BaselinesName, out long tableCommit) is not { } written || Read(folder, StateName, out long stateCommit) is not { } state || tableCommit != stateCommit
            || !BaselineTable.TryRestore(written, null, out BaselineTable? table))
        {
            return null;
        }
        names.Prepare(Enumerable.Range(0, table.Count).Select(number => table[number].CityNetwork));
        using BinaryReader reader = new(new MemoryStream(state));
        if (reader.ReadInt32() != FormatVersion || reader.ReadInt64() != next)
        {
            return null;
        }
        HealthEngine engine = EngineOf(table);
        long lastTraffic = reader.ReadInt64();
        HeardSource[] heard = new HeardSource[reader.ReadInt32()];
        for (int i = 0; i < heard.Length; i++)
        {
            heard[i] = new(reader.ReadString(), reader.ReadString(), reader.ReadDouble(), reader.ReadInt64());
        }
        LeftOutHours leftOut = new();
        leftOut.Restore(reader);
        if (HealthPipeline.TryRestore(state.AsSpan((int)reader.BaseStream.Position), engine, windowSeconds, s_rules) is not { } pipeline)
        {
            return null;
        }
        ScoringStreet street = StreetOf(table, engine, pipeline, leftOut);
        street.LastTraffic = lastTraffic == long.MinValue ? null : lastTraffic;
        street.Silence.Restore(heard);
        return street;
    }

    /// <summary>Gives a new street the events of the last state; false where they cannot be read.</summary>
    public bool TryRestoreEvents(ScoringStreet street)
    {
        if (Read(folder, EventsName, out _) is not { } written)
        {
            return false;
        }
        try
        {
            street.Pipeline.RestoreEvents(written);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private HealthEngine EngineOf(BaselineTable table) =>
        new(ScoringSettings.Default, table, PathsOf is null ? PairDirectory.WithoutPaths(names.Describe) : new(names.Describe, PathsOf), windowSeconds);

    private ScoringStreet StreetOf(BaselineTable table, HealthEngine engine, HealthPipeline pipeline, LeftOutHours? leftOut = null)
    {
        EventFacts facts = EventFacts.None with { NetworkName = names.NetworkName };
        pipeline.Facts = ServiceNetwork is null ? facts : facts with { ServiceNetwork = ServiceNetwork };
        return new(windowSeconds, table, engine, pipeline, locations, leftOut ?? new()) { Quiet = Quiet };
    }

    private static void WriteState(Stream stream, ScoringStreet street, long next)
    {
        using BinaryWriter writer = new(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(FormatVersion);
        writer.Write(next);
        writer.Write(street.LastTraffic ?? long.MinValue);
        IReadOnlyList<HeardSource> heard = street.Silence.Save();
        writer.Write(heard.Count);
        foreach (HeardSource source in heard)
        {
            writer.Write(source.Location);
            writer.Write(source.Source);
            writer.Write(source.Share);
            writer.Write(source.SilentSeconds);
        }
        street.LeftOut.Save(writer);
        writer.Flush();
        WriteTo(stream, street.Pipeline.Save);
    }

    private static void WriteTo(Stream stream, Action<System.Buffers.IBufferWriter<byte>> write)
    {
        StreamBufferWriter buffer = new(stream);
        write(buffer);
        buffer.Flush();
    }
}
