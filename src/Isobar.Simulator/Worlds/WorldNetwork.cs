namespace Isobar.Simulator.Worlds;

/// <summary>A client network while a world is made.</summary>
/// <param name="Number">Position in the world's list.</param>
/// <param name="Asn">AS number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Cities">Positions of its cities; one country.</param>
internal sealed record WorldNetwork(int Number, uint Asn, string Name, int[] Cities)
{
    /// <summary>Share of all traffic.</summary>
    public double Weight { get; set; }

    /// <summary>Share of its clients with IPv6.</summary>
    public double IPv6Share { get; init; }

    /// <summary>Level of spread of its access: 0 fibre, 1 cable, 2 radio.</summary>
    public int Access { get; init; }

    /// <summary>Median delay of its access, milliseconds.</summary>
    public double AccessMillis { get; init; }

    /// <summary>Amplitude of its daily rhythm, 0 to 1.</summary>
    public double Amplitude { get; init; }

    /// <summary>Solar hour of its peak.</summary>
    public double PeakHour { get; init; }

    /// <summary>Traffic of a weekend day for each of a weekday.</summary>
    public double WeekendRatio { get; init; }

    /// <summary>Requests for each vote.</summary>
    public double RequestsPerVote { get; init; }

    /// <summary>Mean bytes of an answer.</summary>
    public double BytesPerRequest { get; init; }
}
