using System.Collections.Immutable;
using Isobar.Core.Locations;
using Isobar.Server.Configuration.Schema;

namespace Isobar.Server.Configuration;

/// <summary>One key that differs between two configurations.</summary>
/// <param name="Path">The key, such as `sources.web.format`.</param>
/// <param name="Old">Its old value as text; null where it was not there.</param>
/// <param name="New">Its new value as text; null where it is gone.</param>
/// <param name="Reloadable">Whether a running server takes it over; all else needs a restart.</param>
public sealed record ConfigurationChange(string Path, string? Old, string? New, bool Reloadable)
{
    /// <summary>All differences, in ordinal order of their paths.</summary>
    public static ImmutableArray<ConfigurationChange> Between(IsobarConfiguration old, IsobarConfiguration next)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(next);
        SortedDictionary<string, ConfigurationListing.Entry> before = ConfigurationListing.Of(old), after = ConfigurationListing.Of(next);
        ImmutableArray<ConfigurationChange>.Builder changes = ImmutableArray.CreateBuilder<ConfigurationChange>();
        foreach (string path in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            bool wasThere = before.TryGetValue(path, out ConfigurationListing.Entry oldEntry);
            bool isThere = after.TryGetValue(path, out ConfigurationListing.Entry newEntry);
            if (oldEntry.Text == newEntry.Text)
            {
                continue;
            }
            // A source or location that comes or goes is more than the sum of its keys; a webhook or bucket is not.
            string keyPath = isThere ? newEntry.KeyPath : oldEntry.KeyPath;
            bool mayComeAndGo = keyPath.StartsWith("webhooks.", StringComparison.Ordinal) || keyPath.StartsWith("buckets.", StringComparison.Ordinal);
            bool reloadable = ((wasThere && isThere) || mayComeAndGo) && ConfigurationKeys.IsReloadable(keyPath);
            changes.Add(new(path, oldEntry.Text, newEntry.Text, reloadable));
        }
        return changes.ToImmutable();
    }

    /// <summary>What a running server goes on with: <paramref name="current"/>, with the reloadable keys of <paramref name="next"/>.</summary>
    public static IsobarConfiguration TakeOver(IsobarConfiguration current, IsobarConfiguration next)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(next);
        return current with
        {
            Grace = next.Grace,
            RetentionDays = next.RetentionDays,
            TrustedProxies = next.TrustedProxies,
            Outcomes = next.Outcomes,
            Webhooks = next.Webhooks,
            Buckets = next.Buckets,
            Locations = Each(current.Locations, next.Locations, Moved),
            Sources = Each(current.Sources, next.Sources, (source, other) => source with { Grace = other.Grace }),
        };
    }

    private static ServiceLocation Moved(ServiceLocation location, ServiceLocation next) =>
        location with { Latitude = next.Latitude, Longitude = next.Longitude };

    private static ImmutableSortedDictionary<string, T> Each<T>(
        ImmutableSortedDictionary<string, T> current, ImmutableSortedDictionary<string, T> next, Func<T, T, T> merge) =>
        current.ToImmutableSortedDictionary(
            entry => entry.Key,
            entry => next.TryGetValue(entry.Key, out T? other) ? merge(entry.Value, other) : entry.Value,
            StringComparer.Ordinal);
}
