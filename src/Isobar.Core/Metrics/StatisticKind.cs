namespace Isobar.Core.Metrics;

/// <summary>What is computed from the samples of a period.</summary>
public enum StatisticKind : byte
{
    /// <summary>Number of samples.</summary>
    SampleCount,

    /// <summary>Sum through count.</summary>
    Average,

    /// <summary>Sum.</summary>
    Sum,

    /// <summary>The least.</summary>
    Minimum,

    /// <summary>The greatest.</summary>
    Maximum,

    /// <summary>The least value that at least a share of the samples does not exceed: `p90`.</summary>
    Percentile,

    /// <summary>Mean of what lies between two bounds: `tm90`, `TM(10%:90%)`, `TM(150:1000)`, `IQM`.</summary>
    TrimmedMean,

    /// <summary>Mean where what lies outside counts as the bound that it passes: `wm90`, `WM(10%:90%)`.</summary>
    WinsorizedMean,

    /// <summary>Number of samples between two bounds: `tc90`, `TC(…)`.</summary>
    TrimmedCount,

    /// <summary>Sum of what lies between two bounds: `ts90`, `TS(…)`.</summary>
    TrimmedSum,

    /// <summary>Share of the samples between two values, percent: `PR(:300)`, `PR(100:2000)`.</summary>
    PercentileRank,
}
