using Isobar.Server.Api.Monitors;
using Isobar.Server.Publishing.Measurements;
using Isobar.Server.Tests.Api;

namespace Isobar.Server.Tests.Publishing.Measurements;

/// <summary>What lies in memory while measurements are written. Runs alone: it looks at the memory of the whole process.</summary>
[Collection(nameof(MeasurementMemoryTests))]
[CollectionDefinition(nameof(MeasurementMemoryTests), DisableParallelization = true)]
public sealed class MeasurementMemoryTests
{
    [Fact]
    public async Task Memory_does_not_grow_with_the_number_of_city_networks()
    {
        const int Rows = 200_000;
        await using PublishingFixture live = new();
        live.Folder.Measure("shop", Samples.Midnight, 1, [.. Many(Rows).Select(who => (who, "eu-central-1", 1000L, 100.0, 20))]);
        MonitorRecord monitor = live.Monitors[0];
        WatchedStream output = new();
        using (MeasurementLines lines = new(live.Folder, new(live.Folder, []), output, monitor))
        {
            foreach (Core.Monitors.MeasurementBatch batch in live.Folder.Measurements.Scan(new() { MonitorName = "shop", From = Samples.Midnight, To = Samples.Midnight + 300 }))
            {
                lines.Write(batch);
            }
        }
        Assert.Equal(Rows, output.Lines);
        // All names alone would be 60 MB, all rows 25 MB more.
        Assert.InRange(output.MostLive - output.LiveBefore, 0, 35_000_000);
    }

    private static IEnumerable<Core.Atlas.CityNetwork> Many(int count) => Enumerable.Range(0, count).Select(number => Samples.Berlin with
    {
        Id = new((ulong)number * 92_233_720_368_547 + 1), City = $"City number {number} of a long list", NetworkName = $"NETWORK-NUMBER-{number}-OF-A-LONG-LIST",
    });

    /// <summary>Takes lines, and looks from time to time how much memory is in use.</summary>
    private sealed class WatchedStream : Stream
    {
        private const int LinesBetweenLooks = 20_000;

        public long LiveBefore { get; } = GC.GetTotalMemory(forceFullCollection: true);

        public long MostLive { get; private set; }

        public int Lines { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void WriteByte(byte value)
        {
            if (++Lines % LinesBetweenLooks == 0)
            {
                MostLive = Math.Max(MostLive, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
