using System.Collections.Immutable;
using Isobar.Core.Baselines;
using Isobar.Core.Windows;

namespace Isobar.Server.Replay.Health;

/// <summary>What a tape is about.</summary>
/// <param name="Keys">Its strata, each of its city-networks, in their order.</param>
/// <param name="Days">The days with traffic, UTC.</param>
/// <param name="Locations">Its service locations.</param>
internal sealed record TapeContents(ImmutableArray<BaselineKey> Keys, IReadOnlySet<DateOnly> Days, ImmutableHashSet<string> Locations)
{
    /// <summary>Reads the tape once.</summary>
    public static TapeContents Of(TallyTape tape, CancellationToken cancel)
    {
        HashSet<BaselineKey> keys = [];
        HashSet<DateOnly> days = [];
        foreach ((long start, TallyBatch rows) in tape.Windows())
        {
            cancel.ThrowIfCancellationRequested();
            days.Add(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(start).UtcDateTime));
            (Stratum? last, HealthStratum health) = (null, HealthStratum.Of(rows.Stratum[0]));
            for (int row = 0; row < rows.Count; row++)
            {
                if (!ReferenceEquals(rows.Stratum[row], last))
                {
                    last = rows.Stratum[row];
                    health = HealthStratum.Of(last);
                }
                keys.Add(new(rows.CityNetwork[row], health));
            }
        }
        return new([.. keys.Order()], days, [.. keys.Select(key => key.Stratum.ServiceLocation)]);
    }
}
