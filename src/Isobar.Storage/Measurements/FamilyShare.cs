namespace Isobar.Storage.Measurements;

/// <summary>
/// Which part of the traffic a row of a roll-up by address family is of. There is nothing of traffic that came by IPv4 alone, which is most: IPv4 is all less <see cref="NotIPv4"/>, to the last digit,
/// since sums are whole numbers.
/// </summary>
internal static class FamilyShare
{
    /// <summary>IPv6.</summary>
    public const int IPv6 = 6;

    /// <summary>Rows whose family was not recorded.</summary>
    public const int NotRecorded = 0;

    /// <summary>What the sums of all have beyond those of IPv4. It is not the sum of the other shares: the percentile of a pair of both families is not made of those of each.</summary>
    public const int NotIPv4 = -4;
}
