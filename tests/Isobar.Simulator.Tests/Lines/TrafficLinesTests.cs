using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Atlas;
using Isobar.Core.Formats;
using Isobar.Core.Formats.Templates;
using Isobar.Core.Pipeline;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Lines;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Tests.Lines;

/// <summary>What is written as log lines and counted again is what was drawn.</summary>
public sealed class TrafficLinesTests
{
    private static readonly LogFormat s_format = FormatTemplate.TryCompile(TrafficLines.Format, out LogFormat? format, out _) ? format! : throw new InvalidOperationException();

    private static readonly int[] s_windowSeconds = [10, 30, 60, 75, 100, 150, 300];

    [Fact]
    public void Lines_that_are_counted_again_give_the_drawn_rows()
    {
        int rows = 0;
        Prop.ForAll(Arb.From(Gen.Choose(1, 1_000_000)), seed => rows += CountedIsDrawn((ulong)seed, s_windowSeconds[seed % s_windowSeconds.Length]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));
        Assert.True(rows > 250);
    }

    [Fact]
    public void The_format_is_one_that_we_detect_failures_times_and_bytes_in()
    {
        Assert.Equal(
            FormatFields.Rtt | FormatFields.TimeToFirstByte | FormatFields.BytesIn | FormatFields.BytesOut | FormatFields.Status,
            s_format.Fields & (FormatFields.Rtt | FormatFields.TimeToFirstByte | FormatFields.BytesIn | FormatFields.BytesOut | FormatFields.Status));
    }

    [Fact]
    public void Lines_are_in_the_order_of_time_and_inside_their_window()
    {
        SimulatedWorld world = World(4, 300);
        ArrayBufferWriter<byte> lines = new();
        long start = world.Options.StartSeconds + 40 * 3600;
        int count = new TrafficLines(world).Append(start, world.Sources[0].Name, lines);
        LineParser parser = s_format.CreateParser(ParserOptions.Default);
        long last = start * 1_000_000;
        int read = 0;
        foreach (Range range in lines.WrittenSpan.Split((byte)'\n'))
        {
            TrafficRecord record = default;
            if (!lines.WrittenSpan[range].IsEmpty)
            {
                Assert.Equal(ParseError.None, parser.Parse(lines.WrittenSpan[range], ref record));
                Assert.InRange(record.TimeMicros, last, (start + 300) * 1_000_000 - 1);
                last = record.TimeMicros;
                read++;
            }
        }
        Assert.Equal(count, read);
        Assert.True(count > 100);
    }

    [Fact]
    public void An_unknown_source_has_no_lines()
    {
        ArrayBufferWriter<byte> lines = new();
        Assert.Equal(0, new TrafficLines(World(4, 300)).Append(World(4, 300).Options.StartSeconds, "nothing", lines));
        Assert.Equal(0, lines.WrittenCount);
    }

    private static int CountedIsDrawn(ulong seed, int windowSeconds)
    {
        SimulatedWorld world = World(seed, windowSeconds);
        // A whole window of every fault kind would be too much for one case: the window is one in which a fault lasts.
        Fault fault = world.Faults[(int)(seed % (ulong)world.Faults.Length)];
        long window = (fault.Spec.StartSeconds + fault.Spec.Seconds / 2) / windowSeconds * windowSeconds;
        string location = world.Pairs[fault.Pairs[0].Pair].ServiceLocation;
        TrafficSource source = world.Sources.First(source => source.ServiceLocation == location);
        TallyBatch drawn = new() { WindowSeconds = windowSeconds };
        world.AppendWindow(window, drawn);
        string[] expected = [.. RowText.Of(drawn).Where((_, row) => drawn.Stratum[row].Source == source.Name)];
        Assert.Equal(expected, RowText.Of(Count(world, source, window)));
        return expected.Length;
    }

    private static SimulatedWorld World(ulong seed, int windowSeconds)
    {
        WorldOptions options = WorldOptions.ForGates(seed, pairs: 60, historyDays: 1, quietDays: 0, faultyDays: 2);
        RandomFaultOptions few = options.Faults.RandomFaults! with { ClearPairFaults = 4, SharedFaults = 6, WideSlightFaults = 3, ServiceFaults = 4, ShortFaults = 6, Tries = 40 };
        return new SimulatedWorld(options with { Faults = FaultPlan.Random(few), WindowSeconds = windowSeconds, VotesPerWindow = 3_000, VotesForFamilies = 4, VotesForZones = 8 });
    }

    private static TallyBatch Count(SimulatedWorld world, TrafficSource source, long window)
    {
        ArrayBufferWriter<byte> lines = new();
        new TrafficLines(world).Append(window, source.Name, lines);
        WindowClock clock = new(world.Options.WindowSeconds);
        StratumTable strata = new();
        SourceStrata sourceStrata = new(strata, source.Name, source.ServiceLocation, source.Zone, MeasurementMethod.ServerLog);
        TallyAccumulator accumulator = new(clock, client =>
            world.Addresses.TryFind(client, out int network) ? world.CityNetworks[network].Id : CityNetworkId.Unlocated);
        LineParser parser = s_format.CreateParser(ParserOptions.Default);
        foreach (Range range in lines.WrittenSpan.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = lines.WrittenSpan[range];
            TrafficRecord record = default;
            if (!line.IsEmpty)
            {
                Assert.True(parser.Parse(line, ref record) == ParseError.None, Encoding.UTF8.GetString(line));
                accumulator.Add(record, sourceStrata.IndexOf(record));
            }
        }
        Assert.Equal(0, accumulator.UnlocatedRecords);
        Shard shard = new(0, 1, strata, clock);
        foreach (ClientMinute entry in accumulator.Table.Entries.Span)
        {
            shard.Merge(entry, accumulator.Table.SamplesOf(entry));
        }
        TallyBatch counted = new() { WindowSeconds = world.Options.WindowSeconds };
        foreach (long open in shard.OpenWindows.ToArray())
        {
            shard.Seal(open, counted);
        }
        return counted;
    }
}
