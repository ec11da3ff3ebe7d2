namespace Isobar.Simulator.Worlds;

/// <summary>Names and numbers of invented networks: private-use AS numbers (RFC 6996), so that no real provider is blamed.</summary>
internal static class NetworkNames
{
    /// <summary>The AS number of the service.</summary>
    public const uint ServiceAsn = 64512;

    private const uint FirstTransit = 64600;
    private const uint FirstClient = 65000;
    private const uint LastShort = 65534;
    private const uint FirstLong = 4_200_000_000;

    private static readonly string[] s_stems =
    [
        "Quillarn", "Vostrel", "Ombrix", "Tarnavel", "Zephryn", "Calvoro", "Mirvane", "Drosta", "Elvaric", "Fenwyth", "Galdrin", "Hestova", "Ixmere", "Jorvale",
        "Kestrim", "Lumarra", "Novaryn", "Orsvik", "Pellonar", "Rhovane", "Sylvarn", "Thandor", "Ulverix", "Vandorra", "Wexmoor", "Yarvick", "Zandrel", "Brivanta",
        "Corvessa", "Dalmorin", "Estrova", "Farnalis", "Gryvora", "Halvern", "Isquara", "Jandoro", "Kalvyn", "Lorvessa", "Mandrix", "Nyvaro",
    ];

    private static readonly string[] s_trades = ["Telecom", "Fibre", "Mobile", "Broadband", "Cable", "Net", "Connect", "Wireless", "Online", "Link"];

    private static readonly string[] s_carriers = ["Backbone", "Transit", "Carrier", "Long Haul", "Exchange", "Trunk"];

    /// <summary>The AS number of the n-th transit network, below 400.</summary>
    public static uint TransitAsn(int number) => FirstTransit + (uint)number;

    /// <summary>The name of the n-th transit network.</summary>
    public static string TransitOf(int number) => $"{s_stems[number * 7 % s_stems.Length]} {s_carriers[number / s_stems.Length % s_carriers.Length]}";

    /// <summary>The name of the network that the service is in.</summary>
    public static string Service => "Example Service";

    /// <summary>The AS number of the n-th client network.</summary>
    public static uint ClientAsn(int number)
    {
        uint shortNumbers = LastShort - FirstClient + 1;
        return number < shortNumbers ? FirstClient + (uint)number : FirstLong + (uint)number - shortNumbers;
    }

    /// <summary>The name of the n-th client network; unlike for each n below 400 × 1000.</summary>
    public static string Of(int number)
    {
        // 13 has no factor in common with the 400 names, so that neighbours in number do not share a stem.
        int combination = number % (s_stems.Length * s_trades.Length) * 13 % (s_stems.Length * s_trades.Length);
        int generation = number / (s_stems.Length * s_trades.Length);
        string name = $"{s_stems[combination % s_stems.Length]} {s_trades[combination / s_stems.Length]}";
        return generation == 0 ? name : $"{name} {generation + 1}";
    }
}
