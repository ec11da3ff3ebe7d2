namespace Isobar.Core.Alarms;

/// <summary>The names of the API for values of ours.</summary>
public static class AlarmNames
{
    private static readonly string[] s_states = ["INSUFFICIENT_DATA", "OK", "ALARM"], s_missing = ["missing", "ignore", "breaching", "notBreaching"];

    /// <summary>OK, ALARM or INSUFFICIENT_DATA.</summary>
    public static string NameOf(AlarmState state) => s_states[(int)state];

    /// <summary>Reads a state; null for a text that is none.</summary>
    public static AlarmState? ReadState(string text) => Array.IndexOf(s_states, text) is >= 0 and int index ? (AlarmState)index : null;

    /// <summary>missing, ignore, breaching or notBreaching.</summary>
    public static string NameOf(MissingData missing) => s_missing[(int)missing];

    /// <summary>Reads how missing data are treated; null for a text that says nothing of it.</summary>
    public static MissingData? ReadMissing(string text) => Array.IndexOf(s_missing, text) is >= 0 and int index ? (MissingData)index : null;

    /// <summary>Reads a comparison; null for a text that is none of ours.</summary>
    public static AlarmComparison? ReadComparison(string text) =>
        Enum.GetValues<AlarmComparison>().Where(comparison => comparison.ToString() == text).Select(comparison => (AlarmComparison?)comparison).FirstOrDefault();

    /// <summary>The comparison in words, such as `greater than the threshold`.</summary>
    public static string WordsOf(AlarmComparison comparison) => comparison switch
    {
        AlarmComparison.GreaterThanOrEqualToThreshold => "greater than or equal to the threshold",
        AlarmComparison.GreaterThanThreshold => "greater than the threshold",
        AlarmComparison.LessThanThreshold => "less than the threshold",
        _ => "less than or equal to the threshold",
    };
}
