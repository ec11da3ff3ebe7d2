namespace Isobar.Server.Api.Access;

/// <summary>Whom a server lets in.</summary>
/// <param name="Account">The account of a caller without a key, where those are let in.</param>
/// <param name="IsOpen">Whether requests need no signature (`--no-auth`); only on loopback.</param>
/// <param name="Region">The only Region that signatures may name; null where any may.</param>
/// <param name="RequestsPerSecond">How many requests a second a key may make for a long time.</param>
/// <param name="Burst">How many it may make at once.</param>
internal sealed record AccessSettings(string Account, bool IsOpen = false, string? Region = null, double RequestsPerSecond = 1_000, int Burst = 2_000);
