using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Windows;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Baselines;

/// <summary>Reads rows of `day_summaries`, ordered by key, day and falling commit, stratum by stratum.</summary>
internal static class DaySummaryReader
{
    /// <summary>Order in which <see cref="Read"/> wants its rows. Of two writings in one commit the bytes decide, so that the answer is always the same.</summary>
    public static readonly string Order = $"{ColumnSchema.DaySummaries.Latest}, {ColumnSchema.DaySummaries.LatestOrder}";

    /// <summary>The strata of a query over the columns of <see cref="ColumnSchema.DaySummaries"/>; the same object again and again.</summary>
    public static IEnumerable<StratumDays> Read(DuckDbDataReader reader, StratumDays days)
    {
        var strata = new Dictionary<HealthStratum, HealthStratum>();
        bool any = false;
        while (reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count; row++)
            {
                if (!any || !IsSame(reader, row, days.Key))
                {
                    if (any)
                    {
                        yield return days;
                    }
                    days.Begin(KeyOf(reader, row, strata));
                    any = true;
                }
                days.Add(SealedDay.DateOf(SealedDay.DayOf(reader.Column<long>(5)[row])), reader.GetBytes(6, row));
            }
        }
        if (any)
        {
            yield return days;
        }
    }

    /// <summary>Whether a row belongs to a key. Within a chunk it is compared with the row before, which needs no text.</summary>
    private static bool IsSame(DuckDbDataReader reader, int row, BaselineKey key)
    {
        if (reader.Column<ulong>(0)[row] != key.CityNetwork.Value
            || reader.Column<byte>(3)[row] != (byte)key.Stratum.Family || reader.Column<byte>(4)[row] != (byte)key.Stratum.Method)
        {
            return false;
        }
        return row > 0
            ? reader.GetBytes(1, row).SequenceEqual(reader.GetBytes(1, row - 1)) && reader.GetBytes(2, row).SequenceEqual(reader.GetBytes(2, row - 1))
            : reader.GetString(1, row) == key.Stratum.ServiceLocation && reader.GetString(2, row) == key.Stratum.Zone;
    }

    private static BaselineKey KeyOf(DuckDbDataReader reader, int row, Dictionary<HealthStratum, HealthStratum> strata)
    {
        var stratum = new HealthStratum(
            reader.GetString(1, row), reader.GetString(2, row), (AddressFamily)reader.Column<byte>(3)[row], (MeasurementMethod)reader.Column<byte>(4)[row]);
        // One object for equal strata: there are few, and whoever keeps keys keeps them.
        if (!strata.TryGetValue(stratum, out HealthStratum? known))
        {
            strata.Add(stratum, stratum);
            known = stratum;
        }
        return new(new CityNetworkId(reader.Column<ulong>(0)[row]), known);
    }
}
