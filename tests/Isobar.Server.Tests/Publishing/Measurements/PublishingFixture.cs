using System.Collections.Immutable;
using System.IO.Compression;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Configuration;
using Isobar.Server.Publishing.Measurements;
using Isobar.Server.Tests.Api;
using Isobar.Storage;
using Isobar.Storage.Publishing;
using Isobar.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isobar.Server.Tests.Publishing.Measurements;

/// <summary>A publisher over a real store, whose rounds a test runs one by one; it can be restarted as after a kill.</summary>
internal sealed class PublishingFixture : IAsyncDisposable
{
    public const string Account = "123456789012", Region = "eu-central-1", Bucket = "shop-im";

    private readonly TemporaryFolder _temporary = new();
    private readonly Dictionary<string, BucketConfiguration> _buckets = new(StringComparer.Ordinal);

    public PublishingFixture()
    {
        AddFolder(Bucket);
        Open();
    }

    public FakeTimeProvider Clock { get; } = new();

    public DataFolder Folder { get; private set; } = null!;

    public MeasurementPublisher Publisher { get; private set; } = null!;

    /// <summary>What monitors there are.</summary>
    public List<MonitorRecord> Monitors { get; } = [Monitor("shop")];

    public PublishingOptions Options { get; set; } = new();

    /// <summary>The log, changed before a restart.</summary>
    public MeasurementLogConfiguration? Log { get; set; }

    /// <summary>Called at each instant of a commit.</summary>
    public Action<FaultPoint>? Faults { get; set; }

    public string Path(string name) => _temporary[name];

    public static MonitorRecord Monitor(string name, string? bucket = Bucket, string? prefix = null, bool? isEnabled = true, long since = Samples.Midnight) => new()
    {
        Key = name,
        Account = Account,
        Name = name,
        Region = Region,
        CreatedAt = Samples.Midnight,
        ModifiedAt = Samples.Midnight,
        Delivery = new(bucket, prefix, isEnabled, since),
        Resources = ImmutableArray.Create("arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0123456789abcdef0"),
    };

    /// <summary>Configures a folder as a bucket, and makes it.</summary>
    public string AddFolder(string bucket)
    {
        string folder = Path(bucket);
        Directory.CreateDirectory(folder);
        Add(bucket, new(folder, null, Region, null, null, false));
        return folder;
    }

    public void Add(string bucket, BucketConfiguration configuration)
    {
        _buckets[bucket] = configuration;
        Publisher?.TakeOver(_buckets.ToDictionary());
    }

    /// <summary>Measures windows of a monitor: Berlin is well, Munich is not, of Paris little is known.</summary>
    public void Measure(int windows = 1, long from = Samples.Midnight, string monitor = "shop") => Folder.Measure(
        monitor, from, windows,
        (Samples.Berlin, "eu-central-1", 1_000_000, 100, 14), (Samples.Munich, "eu-central-1", 500_000, 75, 20), (Samples.Paris, "us-east-1", 1_000, double.NaN, 90));

    public PublicationStatus Status(string monitor = "shop", string kind = "bucket") => Publisher.Status().Monitors.Single(one => (one.Monitor, one.Kind) == (monitor, kind));

    public OutputStatus Output(string name = Bucket) => Publisher.Status().Outputs.Single(one => one.Name == name);

    public PublicationRow? Row(string monitor = "shop") => Folder.Publications.Find(monitor, MeasurementPublisher.BucketKind);

    /// <summary>The keys in a folder, in ordinal order.</summary>
    public static string[] Keys(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];

    public static string Unpack(byte[] content)
    {
        using GZipStream packed = new(new MemoryStream(content), CompressionMode.Decompress);
        using StreamReader reader = new(packed);
        return reader.ReadToEnd();
    }

    public async Task RestartAsync()
    {
        await CloseAsync();
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _temporary.Dispose();
    }

    private void Open()
    {
        Folder = DataFolder.Open(Path("data"), "test", new StorageSettings { Faults = point => Faults?.Invoke(point) });
        Publisher = new MeasurementPublisher(Folder, () => Monitors, new(_buckets.ToDictionary()), Log, Clock, NullLogger.Instance, options: Options);
    }

    private async Task CloseAsync()
    {
        await Publisher.DisposeAsync();
        Folder.Dispose();
    }
}
