using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>A <see cref="NetworkElement"/> in numbers: hundreds of thousands of pairs are sorted by these.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Location">Number of the service location, or <see cref="AllLocations"/>.</param>
/// <param name="Key">AS number, number of a text, or the value of a city-network, by kind.</param>
internal readonly record struct ElementKey(ElementKind Kind, int Location, ulong Key)
{
    /// <summary>Seen from all service locations.</summary>
    public const int AllLocations = -1;
}
