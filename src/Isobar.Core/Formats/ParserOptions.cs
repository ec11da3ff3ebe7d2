namespace Isobar.Core.Formats;

/// <summary>What a parser needs to know beyond its format.</summary>
/// <param name="Proxies">Whose forwarded addresses are believed.</param>
/// <param name="Outcomes">How status and termination become an outcome.</param>
/// <param name="UtcOffset">Offset of time stamps that do not name one (HAProxy), from UTC.</param>
public sealed record ParserOptions(TrustedProxies Proxies, OutcomeRules Outcomes, TimeSpan UtcOffset)
{
    /// <summary>Default rules, private proxies trusted, times without an offset taken as UTC.</summary>
    public static ParserOptions Default { get; } = new(TrustedProxies.Private, OutcomeRules.Default, TimeSpan.Zero);
}
