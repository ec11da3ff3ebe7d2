namespace Isobar.Core.Baselines;

/// <summary>What a stratum's own history says of the clients of a day's hours.</summary>
internal struct OwnVolume
{
    /// <summary>Clients in five minutes of the busiest hour; 0 where no hour is known.</summary>
    public float Peak;

    /// <summary>Part of the peak by UTC hour.</summary>
    public HourBytes Factors;

    /// <summary>Dispersion k: variance = mean + mean² / k.</summary>
    public float Dispersion;
}
