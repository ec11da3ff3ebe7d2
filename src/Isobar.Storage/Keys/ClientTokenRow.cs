namespace Isobar.Storage.Keys;

/// <summary>A request that was carried out and may come again, since its answer may have been lost on the way.</summary>
/// <param name="Account">Who made it.</param>
/// <param name="Operation">What it asked for.</param>
/// <param name="Token">The caller's own name for it.</param>
/// <param name="Request">Hash of all that it said.</param>
/// <param name="Response">The answer.</param>
/// <param name="CreatedAt">When it was carried out, Unix seconds.</param>
public sealed record ClientTokenRow(string Account, string Operation, string Token, ReadOnlyMemory<byte> Request, string Response, long CreatedAt)
{
    /// <summary>How long a token is known, seconds.</summary>
    public const long LifetimeSeconds = 24 * 3600;
}
