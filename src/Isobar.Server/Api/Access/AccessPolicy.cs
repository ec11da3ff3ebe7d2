using System.Diagnostics.CodeAnalysis;

namespace Isobar.Server.Api.Access;

/// <summary>What a key may do. Actions have the names of the service's own permissions: `internetmonitor:CreateMonitor`, `cloudwatch:PutMetricAlarm`.</summary>
internal sealed class AccessPolicy
{
    /// <summary>All actions.</summary>
    public static readonly AccessPolicy Full = new("full", []);

    /// <summary>Looking, and queries: they change nothing that is measured.</summary>
    public static readonly AccessPolicy ReadOnly = new("read-only", []);

    // They come every minute, and are what is measured, not how.
    private const string PointsOfMetrics = "cloudwatch:PutMetricData";

    private static readonly string[] s_readingVerbs = ["Get", "List", "Describe"];
    private static readonly string[] s_queries = ["internetmonitor:StartQuery", "internetmonitor:StopQuery"];

    private readonly string[] _actions;

    private AccessPolicy(string text, string[] actions)
    {
        Text = text;
        _actions = actions;
    }

    /// <summary>The policy as it is written and stored.</summary>
    public string Text { get; }

    /// <summary>Reads `full`, `read-only`, or actions parted by commas; an action may end in `*`.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AccessPolicy? policy)
    {
        switch (text.Trim())
        {
            case "full":
                policy = Full;
                return true;
            case "read-only":
                policy = ReadOnly;
                return true;
        }
        string[] actions = text.Split(',', StringSplitOptions.TrimEntries);
        policy = Array.TrueForAll(actions, IsAction) ? new(string.Join(',', actions), actions) : null;
        return policy is not null;
    }

    /// <summary>Whether it allows an action.</summary>
    public bool Allows(string action) =>
        ReferenceEquals(this, Full)
        || (ReferenceEquals(this, ReadOnly) ? IsReading(action) : Array.Exists(_actions, allowed => Matches(allowed, action)));

    /// <summary>Whether an action changes what was set up, so that it is recorded.</summary>
    public static bool IsChange(string action) => !IsReading(action) && action != PointsOfMetrics;

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool IsReading(string action)
    {
        string operation = action[(action.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return Array.Exists(s_readingVerbs, verb => operation.StartsWith(verb, StringComparison.Ordinal)) || s_queries.Contains(action);
    }

    private static bool Matches(string allowed, string action) =>
        allowed.EndsWith('*') ? action.StartsWith(allowed[..^1], StringComparison.Ordinal) : allowed == action;

    private static bool IsAction(string text)
    {
        string name = text.EndsWith('*') ? text[..^1] : text;
        string[] parts = name.Split(':');
        return parts.Length == 2 && parts[0].Length > 0 && (parts[1].Length > 0 || text.EndsWith('*'))
            && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ':' or '-');
    }
}
