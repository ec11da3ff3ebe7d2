using System.Collections.Immutable;
using System.Text;
using Isobar.Core.Atlas;
using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>
/// Groups as bytes: version 1, then the number of groups, then each group with its fields in the order of <see cref="WriteGroup"/>. Numbers are little-endian,
/// texts UTF-8 with their length before them. Pairs are written by identity, as their numbers change from run to run.
/// </summary>
internal static class EventGroupState
{
    private const byte Version = 1;

    /// <summary>The bytes of these groups.</summary>
    public static byte[] Write(IReadOnlyList<TrackedGroup> groups, PairTable table)
    {
        using MemoryStream bytes = new();
        using (BinaryWriter writer = new(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Version);
            writer.Write(groups.Count);
            foreach (TrackedGroup group in groups)
            {
                WriteGroup(writer, group, table);
            }
        }
        return bytes.ToArray();
    }

    /// <summary>The groups of these bytes.</summary>
    public static List<TrackedGroup> Read(ReadOnlySpan<byte> state, PairTable table)
    {
        using MemoryStream bytes = new(state.ToArray());
        using BinaryReader reader = new(bytes, Encoding.UTF8);
        try
        {
            byte version = reader.ReadByte();
            if (version != Version)
            {
                throw new FormatException($"Saved event groups have version {version}, and this program reads version {Version}. Start it with the program that wrote them, or delete them.");
            }
            List<TrackedGroup> groups = [];
            for (int left = reader.ReadInt32(); left > 0; left--)
            {
                groups.Add(ReadGroup(reader, table));
            }
            if (bytes.Position != bytes.Length)
            {
                throw new FormatException($"Saved event groups end at byte {bytes.Position}, but there are {bytes.Length} bytes.");
            }
            return groups;
        }
        catch (EndOfStreamException)
        {
            throw new FormatException($"Saved event groups are cut short: there are {bytes.Length} bytes, and more were expected.");
        }
    }

    private static void WriteGroup(BinaryWriter writer, TrackedGroup tracked, PairTable table)
    {
        EventGroup group = tracked.Group;
        writer.Write(group.Id);
        writer.Write(group.ParentId ?? "");
        writer.Write((byte)group.Status);
        writer.Write(group.StartedAt);
        writer.Write(group.OpenedAt);
        writer.Write(group.EndedAt ?? long.MinValue);
        writer.Write(tracked.IsCertain);
        writer.Write(tracked.Nats);
        writer.Write(tracked.GoodSince);
        writer.Write(tracked.GoodWindows);
        WritePairs(writer, tracked.BadPairs, table);
        WriteBlame(writer, group.Blame, table);
    }

    private static TrackedGroup ReadGroup(BinaryReader reader, PairTable table)
    {
        string id = reader.ReadString();
        string parent = reader.ReadString();
        EventGroupStatus status = (EventGroupStatus)reader.ReadByte();
        long startedAt = reader.ReadInt64();
        long openedAt = reader.ReadInt64();
        long endedAt = reader.ReadInt64();
        bool isCertain = reader.ReadBoolean();
        double nats = reader.ReadDouble();
        long goodSince = reader.ReadInt64();
        int goodWindows = reader.ReadInt32();
        int[] bad = [.. ReadPairs(reader, table)];
        Blame blame = ReadBlame(reader, table);
        TrackedGroup group = new()
        {
            Group = new EventGroup
            {
                Id = id,
                ParentId = parent.Length == 0 ? null : parent,
                Status = status,
                StartedAt = startedAt,
                OpenedAt = openedAt,
                EndedAt = endedAt == long.MinValue ? null : endedAt,
                Blame = blame,
            },
            IsCertain = isCertain,
            Nats = nats,
            GoodSince = goodSince,
            GoodWindows = goodWindows,
            BadPairs = bad,
        };
        group.Explain(blame);
        return group;
    }

    private static void WriteBlame(BinaryWriter writer, Blame blame, PairTable table)
    {
        writer.Write((byte)blame.Metric);
        writer.Write((byte)blame.Verdict);
        writer.Write((byte)blame.Cause);
        WriteElement(writer, blame.Element);
        writer.Write(blame.Confidence);
        writer.Write(blame.Nats);
        writer.Write(blame.Since);
        writer.Write((byte)blame.OpenedBy);
        writer.Write((byte)blame.Channel);
        writer.Write(blame.Hypothesis.Share);
        writer.Write(blame.Hypothesis.Reach);
        WritePairs(writer, blame.Pairs, table);
        writer.Write(blame.Suspects.Length);
        foreach (Suspect suspect in blame.Suspects)
        {
            WriteElement(writer, suspect.Element);
            writer.Write(suspect.BadInside);
            writer.Write(suspect.TotalInside);
            writer.Write(suspect.BadOutside);
            writer.Write(suspect.TotalOutside);
            writer.Write(suspect.Confidence);
            writer.Write(suspect.ExplanatoryPower);
        }
    }

    private static Blame ReadBlame(BinaryReader reader, PairTable table) => new()
    {
        Metric = (HealthMetric)reader.ReadByte(),
        Verdict = (BlameVerdict)reader.ReadByte(),
        Cause = (Cause)reader.ReadByte(),
        Element = ReadElement(reader),
        Confidence = reader.ReadDouble(),
        Nats = reader.ReadDouble(),
        Since = reader.ReadInt64(),
        OpenedBy = (OpeningPath)reader.ReadByte(),
        Channel = (BlameChannel)reader.ReadByte(),
        Hypothesis = new DropHypothesis(reader.ReadDouble(), reader.ReadInt32()),
        Pairs = ReadPairs(reader, table),
        Suspects = ReadSuspects(reader),
    };

    private static ImmutableArray<Suspect> ReadSuspects(BinaryReader reader)
    {
        List<Suspect> suspects = [];
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            suspects.Add(new Suspect(
                ReadElement(reader), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble()));
        }
        return [.. suspects];
    }

    private static void WriteElement(BinaryWriter writer, NetworkElement element)
    {
        writer.Write((byte)element.Kind);
        writer.Write(element.ServiceLocation);
        writer.Write(element.Key);
    }

    private static NetworkElement ReadElement(BinaryReader reader) => new((ElementKind)reader.ReadByte(), reader.ReadString(), reader.ReadString());

    private static void WritePairs(BinaryWriter writer, IReadOnlyList<int> pairs, PairTable table)
    {
        writer.Write(pairs.Count);
        foreach (int pair in pairs)
        {
            writer.Write(table[pair].CityNetwork.Id.Value);
            writer.Write(table[pair].ServiceLocation);
        }
    }

    private static ImmutableArray<int> ReadPairs(BinaryReader reader, PairTable table)
    {
        List<int> pairs = [];
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            CityNetworkId cityNetwork = new(reader.ReadUInt64());
            int pair = table.Find(cityNetwork, reader.ReadString());
            if (pair >= 0)
            {
                pairs.Add(pair);
            }
        }
        pairs.Sort();
        return [.. pairs];
    }
}
