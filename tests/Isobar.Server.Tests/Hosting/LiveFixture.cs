using System.Globalization;
using System.Text;
using Isobar.Core.Formats;
using Isobar.Core.Windows;
using Isobar.Server.Atlases;
using Isobar.Server.Hosting;
using Isobar.Server.Sources;
using Isobar.Server.Tests.Replay;
using Isobar.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isobar.Server.Tests.Hosting;

/// <summary>A pipeline over real files and a real store, with a clock that moves by hand.</summary>
internal sealed class LiveFixture : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly Action<FaultPoint>? _faults;
    private readonly string _root = Directory.CreateTempSubdirectory("isobar-live-").FullName;
    private AtlasSlot _atlas = null!;

    public LiveFixture(Func<LiveOptions, LiveOptions>? change = null, Action<FaultPoint>? faults = null, int sources = 1)
    {
        _faults = faults;
        LiveOptions options = new()
        {
            Sources = [.. Enumerable.Range(0, sources).Select(number => Source(number == 0 ? "access" : $"access{number}"))],
            WindowSeconds = 10,
        };
        Options = change?.Invoke(options) ?? options;
        File.WriteAllBytes(AtlasPath, TestAtlas.File);
        Open();
    }

    public LiveOptions Options { get; }

    public string AtlasPath => Path.Combine(_root, "test.isoatlas");

    public string DataPath => Path.Combine(_root, "data");

    public DataFolder Folder { get; private set; } = null!;

    public LivePipeline Pipeline { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; } = Start;

    public LiveStatus Status => Pipeline.Status;

    public SourceStatus Source0 => Status.Sources[0];

    public static string Line(double seconds, string client = "198.18.0.1", long bytes = 10) => string.Create(
        CultureInfo.InvariantCulture, $"{client} - - [{Start.AddSeconds(seconds):dd/MMM/yyyy:HH:mm:ss} +0000] \"GET / HTTP/1.1\" 200 {bytes} \"-\" \"-\"\n");

    public string LogPath(string name = "access") => Path.Combine(_root, $"{name}.log");

    public void Write(string text, string name = "access") => File.AppendAllText(LogPath(name), text, Encoding.ASCII);

    /// <summary>Sets the clock so many seconds behind the start and walks until there is nothing to do.</summary>
    public void RunAt(double seconds)
    {
        Now = Start.AddSeconds(seconds);
        for (int steps = 0; Pipeline.Step(Now); steps++)
        {
            Assert.True(steps < 100_000, "The pipeline never comes to rest.");
        }
        Pipeline.Step(Now);
    }

    /// <summary>The process dies; a new one starts.</summary>
    public void Restart()
    {
        Close();
        Open();
    }

    /// <summary>All stored rows as comparable texts, whatever shard they are of.</summary>
    public List<string> Rows() => [.. Folder.Tallies.Scan(long.MinValue, long.MaxValue).SelectMany(RowsOf)];

    public static IEnumerable<string> RowsOf(TallyBatch batch)
    {
        for (int row = 0; row < batch.Count; row++)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{batch.WindowStart[row]} {batch.Stratum[row]} {batch.CityNetwork[row]} in {batch.BytesIn[row]} out {batch.BytesOut[row]} n {batch.Connections[row]} a {batch.Attempts[row]} nf {batch.NetworkFailures[row]} sf {batch.ServiceFailures[row]} v {batch.Votes[row]} c {batch.Clients[row]} {Convert.ToHexString(batch.ClientSketch[row])} rtt {batch.RttSamples[row]} ttfb {batch.TtfbSamples[row]}");
        }
    }

    public TrafficTotals Totals() => Folder.Tallies.Totals(long.MinValue, long.MaxValue);

    public void Dispose()
    {
        Close();
        Directory.Delete(_root, recursive: true);
    }

    private LogSource Source(string name) => new() { Name = name, Files = [LogPath(name)], Format = LogFormats.Named[0].Format, Grace = TimeSpan.FromSeconds(5) };

    private void Open()
    {
        Folder = DataFolder.Open(DataPath, "test", new StorageSettings { Threads = 1, Faults = _faults });
        _atlas = new AtlasSlot(MappedAtlas.Open(AtlasPath));
        Pipeline = new LivePipeline(Options, Folder, new AtlasFollower(_atlas, [AtlasPath]), TimeProvider.System, NullLogger.Instance, Now);
    }

    private void Close()
    {
        Pipeline.Dispose();
        _atlas.Dispose();
        Folder.Dispose();
    }
}
