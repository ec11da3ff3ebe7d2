using System.Buffers;
using System.Text.Json;
using Isobar.Core.Atlas;
using Isobar.Core.Windows;
using Isobar.Storage;

namespace Isobar.Server.Replay;

/// <summary>
/// The data folder of a replay. With a folder of the user's, a replay that was killed goes on where it was: windows that are sealed are not stored again.
/// It is opened beside the parsing, as loading the engine takes longer than anything else at start. Without one the folder is temporary and only takes what
/// is spilled: nobody would read the stored rows, and storing them is a sixth of the work on a log of a million lines.
/// </summary>
internal sealed class ReplayStore : IDisposable
{
    private const string CheckpointSource = "replay";

    private readonly Task<DataFolder>? _opening;
    private readonly int _shards;
    private readonly byte[] _fingerprint;
    private readonly List<(short Shard, long WindowStart)> _sealed = [];
    private readonly HashSet<CityNetworkId> _named = [];
    private HashSet<long> _sealedBefore = [];

    private ReplayStore(string path, bool isTemporary, int shards, byte[] fingerprint)
    {
        FolderPath = path;
        _shards = shards;
        _fingerprint = fingerprint;
        _opening = isTemporary ? null : Task.Run(() => DataFolder.Open(path, "replay"));
    }

    /// <summary>Where the folder is.</summary>
    public string FolderPath { get; }

    /// <summary>Begins to open the folder.</summary>
    public static ReplayStore Begin(ReplayOptions options, IReadOnlyList<ReplayInput> inputs)
    {
        string path = options.DataFolder ?? Directory.CreateTempSubdirectory("isobar-replay-").FullName;
        return new(path, options.DataFolder is null, options.Shards, Fingerprint(options, inputs));
    }

    /// <summary>
    /// Waits for the folder to be open, and makes sure that the windows of this input may be written to it.
    /// </summary>
    /// <exception cref="StorageException">The folder is in use, broken, or holds windows of this time from another input.</exception>
    public void Open(long earliestWindowStart, long latestWindowStart)
    {
        if (_opening is null)
        {
            return;
        }
        DataFolder folder = _opening.GetAwaiter().GetResult();
        _sealedBefore = [.. folder.SealedWindows().Select(window => window.WindowStart)];
        bool isSameInput = folder.Checkpoint(CheckpointSource)?.Span.SequenceEqual(_fingerprint) == true;
        if (!isSameInput && _sealedBefore.Any(start => start >= earliestWindowStart && start <= latestWindowStart))
        {
            throw new StorageException(
                $"{FolderPath} already holds traffic of this period from another input, or from this one replayed with other options. "
                + "Counting it again would count it twice: use another folder with --data.");
        }
    }

    /// <summary>What the store lost or set aside, to be told loudly.</summary>
    public IReadOnlyList<StorageIncident> Incidents => _opening is { IsCompletedSuccessfully: true } ? _opening.GetAwaiter().GetResult().Incidents : [];

    /// <summary>Whether a window is to be stored: there is a folder of the user's, and no earlier run of this same replay has stored it.</summary>
    public bool Wants(long windowStart) => _opening is not null && !_sealedBefore.Contains(windowStart);

    /// <summary>Notes that a window is complete; it counts with the next commit.</summary>
    public void AddSealed(long windowStart)
    {
        for (short shard = 0; shard < _shards; shard++)
        {
            _sealed.Add((shard, windowStart));
        }
    }

    /// <summary>Stores the rows and the windows noted since the last commit.</summary>
    public void Commit(TallyBatch batch, CityNetworkAtlas atlas)
    {
        if (_opening is null || _sealed.Count == 0)
        {
            return;
        }
        // Most city-networks of a commit were named by the ones before it.
        CityNetwork[] names =
        [
            .. batch.CityNetwork.Where(_named.Add).Select(id => atlas.TryFind(id, out int index) ? atlas.Describe(index) : CityNetwork.Unlocated),
        ];
        DataFolder folder = _opening.GetAwaiter().GetResult();
        folder.Commit(batch, names, _sealed, [new SourceCheckpoint(CheckpointSource, _fingerprint)]);
        folder.RollOver(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(_sealed[^1].WindowStart).UtcDateTime));
        _sealed.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_opening is null)
        {
            Directory.Delete(FolderPath, recursive: true);
        }
        else if (_opening.IsCompletedSuccessfully || (!_opening.IsFaulted && _opening.Wait(TimeSpan.FromSeconds(30))))
        {
            _opening.GetAwaiter().GetResult().Dispose();
        }
    }

    /// <summary>
    /// What makes two replays the same: the inputs, by size and beginning, and every option that changes what is stored. Written member by member: the
    /// serializer's reflection costs as much as 100,000 lines.
    /// </summary>
    private static byte[] Fingerprint(ReplayOptions options, IReadOnlyList<ReplayInput> inputs)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("inputs");
            foreach (ReplayInput input in inputs)
            {
                json.WriteStartObject();
                json.WriteNumber("length", input.Log.LengthBytes ?? -1);
                json.WriteNumber("start", Core.Traffic.StableHash.Of(input.Lines.Peek().Span));
                json.WriteString("format", input.Format.Name);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteString("location", string.Join(',', options.Locations));
            json.WriteString("zone", options.Zone);
            json.WriteNumber("fromMicros", options.FromMicros);
            json.WriteNumber("toMicros", options.ToMicros);
            json.WriteString("where", options.WhereText);
            json.WriteNumber("windowSeconds", options.WindowSeconds);
            json.WriteNumber("shards", options.Shards);
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }
}
