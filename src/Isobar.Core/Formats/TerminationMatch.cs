namespace Isobar.Core.Formats;

/// <summary>How the termination of a rule is compared with that of a record.</summary>
public enum TerminationMatch : byte
{
    /// <summary>The record's termination begins with the rule's: HAProxy's `cD` for `cD--`.</summary>
    Start,

    /// <summary>The two are equal: Windows error 121, but not 1219.</summary>
    Whole,

    /// <summary>The record's termination is a list with commas that has the rule's as one of its items: Envoy's `UF,URX`.</summary>
    ListItem,
}
