namespace Isobar.Server.Configuration.Schema;

/// <summary>Ranges that several keys share. Apart from the keys, since static tables that need each other start in an order nobody sees.</summary>
internal static class ConfigurationBounds
{
    public static readonly TimeSpan MinimumGrace = TimeSpan.Zero;

    /// <summary>Later, no window would seal for an hour: whoever needs that wants replay.</summary>
    public static readonly TimeSpan MaximumGrace = TimeSpan.FromHours(1);

    public static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(10);

    /// <summary>Windows are added up to five minutes, so they must divide them.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(5);

    public const long MinimumLineLength = 1024;
    public const long MaximumLineLength = 16 * 1024 * 1024;

    /// <summary>Less, and every window would be spilled or every query fail.</summary>
    public const long MinimumMemory = 16_000_000;
    public const long MaximumMemory = 1_000_000_000_000;
}
