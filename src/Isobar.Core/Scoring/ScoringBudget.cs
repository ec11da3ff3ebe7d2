using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Scoring;

/// <summary>The false-alarm budget of an installation (section 7 of the statistical design).</summary>
public static class ScoringBudget
{
    private const int ReferenceStrata = 500_000;

    /// <summary>The budget for a number of tested units, each tested once a window.</summary>
    public static FalseAlarmBudget Of(ScoringSettings settings, int units, int windowSeconds)
    {
        ArgumentNullException.ThrowIfNull(settings);
        FalseAlarmBudget rounded = new FalseAlarmBudget(1, 86_400.0 / windowSeconds, 1).WithStrata(Math.Max(units, settings.FewestStrata));
        return rounded with { FalseOpeningsPerDay = settings.FalseOpeningsPerDay * rounded.Strata / ReferenceStrata };
    }
}
