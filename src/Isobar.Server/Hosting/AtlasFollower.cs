using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Traffic;
using Isobar.Server.Atlases;
using Isobar.Server.Sources;

namespace Isobar.Server.Hosting;

/// <summary>
/// Looks addresses up in the atlas of the slot, and swaps a rebuilt one in when its file changes. Open windows may hold city-networks of the atlas before, whose
/// names go to the store when they are sealed; so that one is held until then.
/// </summary>
internal sealed class AtlasFollower : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);

    private readonly AtlasSlot _slot;
    private readonly IReadOnlyList<string> _paths;
    private readonly List<(AtlasLease Lease, long NewestWindow)> _former = [];
    private AtlasLease _lease;
    private (string? Path, FileStatus? Status) _seen;
    private DateTimeOffset _lookAt = DateTimeOffset.MinValue;

    /// <param name="slot">The atlas of the process.</param>
    /// <param name="paths">Where a rebuilt atlas appears, the preferred path first.</param>
    public AtlasFollower(AtlasSlot slot, IReadOnlyList<string> paths)
    {
        _slot = slot;
        _paths = paths;
        _lease = slot.Lease();
        _seen = Look();
    }

    /// <summary>Why a changed file was not swapped in; null when all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Rebuilt atlases that were swapped in.</summary>
    public long Swaps { get; private set; }

    /// <summary>What the last swap moved: histories of places that other addresses belong to now.</summary>
    /// <param name="table">The strata that have a history.</param>
    public IReadOnlyList<BaselineMove> LastMoves(BaselineTable table) =>
        _former.Count == 0 ? [] : AtlasMoves.Between(_former[^1].Lease.Atlas, _lease.Atlas, Seen.All, table);

    /// <summary>What has moved since the clients of an earlier process were seen: the atlas may have been changed while none ran, or a moment before one died.</summary>
    /// <param name="table">The strata that have a history.</param>
    public IReadOnlyList<BaselineMove> MovesSinceSeen(BaselineTable table) => AtlasMoves.Since(Seen.All, _lease.Atlas, table);

    /// <summary>Clients that were seen lately.</summary>
    public SeenAddresses Seen { get; } = new();

    /// <summary>City-networks that the atlas in use knows.</summary>
    public int Count => _lease.Atlas.Count;

    /// <summary>The city-network of an address.</summary>
    public CityNetworkId Locate(IpAddress address)
    {
        CityNetworkId place = PlaceOf(address);
        Seen.Add(address, place);
        return place;
    }

    /// <summary>Looks the clients that were seen lately up again: their histories follow them now.</summary>
    public void RelocateSeen() => Seen.Relocate(PlaceOf);

    /// <summary>The names of city-networks, in whichever of the atlases that were in use since their window was opened knows them.</summary>
    public IReadOnlyList<CityNetwork> Describe(IEnumerable<CityNetworkId> ids) => [.. ids.Select(Describe)];

    /// <summary>Swaps in an atlas whose file has changed, and lets former ones go.</summary>
    /// <param name="now">The clock.</param>
    /// <param name="firstOpen">The first window that is not stored.</param>
    /// <param name="newest">The newest window with traffic.</param>
    /// <returns>Whether an atlas was swapped in.</returns>
    public bool Poll(DateTimeOffset now, long firstOpen, long newest)
    {
        foreach ((AtlasLease lease, long newestWindow) in _former.Where(former => former.NewestWindow < firstOpen))
        {
            lease.Dispose();
        }
        _former.RemoveAll(former => former.NewestWindow < firstOpen);
        if (now < _lookAt)
        {
            return false;
        }
        _lookAt = now + s_interval;
        (string? Path, FileStatus? Status) found = Look();
        if (found == _seen || found.Path is null)
        {
            return false;
        }
        _seen = found;
        return Swap(found.Path, newest);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lease.Dispose();
        _former.ForEach(former => former.Lease.Dispose());
    }

    private bool Swap(string path, long newest)
    {
        try
        {
            _slot.Swap(MappedAtlas.Open(path)).Dispose();
            _former.Add((_lease, newest));
            _lease = _slot.Lease();
            Swaps++;
            Fault = null;
            return true;
        }
        catch (AtlasUnavailableException error)
        {
            // The atlas in use stays. The file is looked at again when it changes.
            Fault = error.Message;
            return false;
        }
    }

    /// <summary>What the atlas in use knows of a city-network, or one that open windows may still name; null where neither does.</summary>
    public CityNetwork? Find(CityNetworkId id)
    {
        foreach (CityNetworkAtlas atlas in _former.Select(former => former.Lease.Atlas).Prepend(_lease.Atlas))
        {
            if (atlas.TryFind(id, out int index))
            {
                return atlas.Describe(index);
            }
        }
        return null;
    }

    private CityNetworkId PlaceOf(IpAddress address) => _lease.Atlas.IdOf(_lease.Atlas.Locate(address));

    private CityNetwork Describe(CityNetworkId id) =>
        Find(id) ?? throw new InvalidOperationException($"No atlas that was in use knows the city-network {id}.");

    private (string? Path, FileStatus? Status) Look()
    {
        string? path = _paths.FirstOrDefault(File.Exists);
        return (path, path is null ? null : FileStatus.Of(path));
    }
}
