using System.Text.RegularExpressions;

namespace Isobar.Server.Api.Validation;

/// <summary>All ranges and patterns of the model (spec 3, 4.1, 4.2). Clients do not check them, and they hold always: they are no quotas.</summary>
internal static partial class ModelRules
{
    /// <summary>Name of a monitor.</summary>
    public static readonly TextRule MonitorName = new(1, 255, "[a-zA-Z0-9_.-]+", NameForm());

    /// <summary>ARN of a resource of a monitor.</summary>
    public static readonly TextRule ResourceArn = new(20, 2048, "arn:.*", ArnForm());

    /// <summary>ARN of a monitor in tag operations.</summary>
    public static readonly TextRule MonitorArn = new(20, 512, "arn:.*", ArnForm());

    /// <summary>Id of a health event.</summary>
    public static readonly TextRule HealthEventId = new(1, 255, "[a-zA-Z0-9/_.-]+", HealthEventForm());

    /// <summary>Id of an internet event.</summary>
    public static readonly TextRule InternetEventId = new(1, 255, "[a-zA-Z0-9-]+", InternetEventForm());

    /// <summary>An account.</summary>
    public static readonly TextRule Account = new(12, 12, @"(\d{12})", AccountForm());

    /// <summary>A token that makes a request idempotent.</summary>
    public static readonly TextRule ClientToken = new(1, 64, "[ -~]+", AsciiForm());

    /// <summary>Key of a tag.</summary>
    public static readonly TextRule TagKey = new(1, 128);

    /// <summary>Value of a tag.</summary>
    public static readonly TextRule TagValue = new(0, 256);

    /// <summary>Name of a bucket.</summary>
    public static readonly TextRule BucketName = new(3, int.MaxValue);

    /// <summary>City-networks to monitor at most.</summary>
    public static readonly (long Low, long High) MaxCityNetworks = (1, 500_000);

    /// <summary>Part of the traffic to monitor, percent.</summary>
    public static readonly (long Low, long High) TrafficPercentage = (1, 100);

    /// <summary>Monitors and health events on a page.</summary>
    public static readonly (long Low, long High) PageSize = (1, 25);

    /// <summary>Internet events on a page.</summary>
    public static readonly (long Low, long High) InternetEventPageSize = (1, 100);

    /// <summary>Rows of a query on a page.</summary>
    public static readonly (long Low, long High) ResultPageSize = (1, 1000);

    /// <summary>Most tags of a monitor.</summary>
    public const int TagLimit = 50;

    /// <summary>Most keys in a request that takes tags away.</summary>
    public const int TagKeyLimit = 200;

    [GeneratedRegex(@"^[a-zA-Z0-9_.-]+\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^arn:.*\z", RegexOptions.Singleline)]
    private static partial Regex ArnForm();

    [GeneratedRegex(@"^[a-zA-Z0-9/_.-]+\z")]
    private static partial Regex HealthEventForm();

    [GeneratedRegex(@"^[a-zA-Z0-9-]+\z")]
    private static partial Regex InternetEventForm();

    [GeneratedRegex(@"^[0-9]{12}\z")]
    private static partial Regex AccountForm();

    [GeneratedRegex(@"^[ -~]+\z")]
    private static partial Regex AsciiForm();
}
