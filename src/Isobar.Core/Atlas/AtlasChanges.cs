namespace Isobar.Core.Atlas;

/// <summary>The difference of two atlases: after a swap, baselines of the addresses that moved can move with them.</summary>
public static class AtlasChanges
{
    /// <summary>
    /// All ranges whose identity differs, IPv4 before IPv6, each in address order; neighbours with the same change are joined. The memory of both atlases must stay while they
    /// are enumerated.
    /// </summary>
    public static IEnumerable<AtlasChange> Between(CityNetworkAtlas before, CityNetworkAtlas after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return Joined(Differences(before, AtlasRuns.OfIPv4(before), after, AtlasRuns.OfIPv4(after)))
            .Concat(Joined(Differences(before, AtlasRuns.OfIPv6(before), after, AtlasRuns.OfIPv6(after))));
    }

    private static IEnumerable<AtlasChange> Differences(CityNetworkAtlas before, IEnumerable<AtlasRun> oldRuns, CityNetworkAtlas after, IEnumerable<AtlasRun> newRuns)
    {
        using IEnumerator<AtlasRun> old = oldRuns.GetEnumerator(), fresh = newRuns.GetEnumerator();
        bool hasOld = old.MoveNext(), hasFresh = fresh.MoveNext();
        UInt128 position = 0;
        while (hasOld || hasFresh)
        {
            UInt128 oldFirst = hasOld ? AddressRange.Bits(old.Current.First) : UInt128.MaxValue;
            UInt128 freshFirst = hasFresh ? AddressRange.Bits(fresh.Current.First) : UInt128.MaxValue;
            position = UInt128.Max(position, UInt128.Min(oldFirst, freshFirst));
            bool inOld = hasOld && oldFirst <= position, inFresh = hasFresh && freshFirst <= position;
            UInt128 end = UInt128.Min(
                inOld ? AddressRange.Bits(old.Current.Last) : hasOld ? oldFirst - 1 : UInt128.MaxValue,
                inFresh ? AddressRange.Bits(fresh.Current.Last) : hasFresh ? freshFirst - 1 : UInt128.MaxValue);
            CityNetworkId oldId = inOld ? before.IdOf(old.Current.Index) : CityNetworkId.Unlocated;
            CityNetworkId freshId = inFresh ? after.IdOf(fresh.Current.Index) : CityNetworkId.Unlocated;
            if (oldId != freshId)
            {
                yield return new AtlasChange(AddressRange.Address(position), AddressRange.Address(end), oldId, freshId);
            }
            if (inOld && AddressRange.Bits(old.Current.Last) == end)
            {
                hasOld = old.MoveNext();
            }
            if (inFresh && AddressRange.Bits(fresh.Current.Last) == end)
            {
                hasFresh = fresh.MoveNext();
            }
            if (end == UInt128.MaxValue)
            {
                yield break;
            }
            position = end + 1;
        }
    }

    private static IEnumerable<AtlasChange> Joined(IEnumerable<AtlasChange> changes)
    {
        AtlasChange? open = null;
        foreach (AtlasChange change in changes)
        {
            if (open is { } last && last.Before == change.Before && last.After == change.After && AddressRange.Bits(last.Last) + 1 == AddressRange.Bits(change.First))
            {
                open = last with { Last = change.Last };
                continue;
            }
            if (open is { } done)
            {
                yield return done;
            }
            open = change;
        }
        if (open is { } rest)
        {
            yield return rest;
        }
    }
}
