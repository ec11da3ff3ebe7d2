using System.Globalization;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Columns;

/// <summary>What the number in `day_facts` says that a day's file holds.</summary>
internal static class DayFileVersion
{
    /// <summary>Rows and names.</summary>
    public const int Rows = 3;

    /// <summary>Measurements with roll-ups. (4 had fewer of them, so it counts as a file without.)</summary>
    public const int RollUps = 5;

    /// <summary>Measurements that tell address families apart, without roll-ups: a sum did not fit.</summary>
    public const int Families = 6;

    /// <summary>Measurements that tell address families apart, with roll-ups of all and by family.</summary>
    public const int FamilyRollUps = 7;

    /// <summary>Whether a file of that version has roll-ups.</summary>
    public static bool HasRollUps(int version) => version is RollUps or >= FamilyRollUps;

    /// <summary>Whether a file of that version tells address families apart.</summary>
    public static bool HasFamilies(int version) => version >= Families;

    /// <summary>The version of an attached file of measurements; 0 of other kinds, of which nothing depends on it. (The engine's list of tables takes 15 ms where thirty days are attached.)</summary>
    public static int Of(DuckDbConnection connection, SealedDay day) => day.Table == ColumnSchema.Measurements
        ? (int)(connection.ExecuteInt64(string.Create(CultureInfo.InvariantCulture, $"SELECT CAST(max(version) AS BIGINT) FROM {day.Catalog}.day_facts")) ?? 0)
        : 0;
}
