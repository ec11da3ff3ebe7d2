using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>An element as explanation of drops, with all that was found for and against it inside.</summary>
internal sealed class Suspicion
{
    /// <summary>The suspect.</summary>
    public required ElementKey Key { get; init; }

    /// <summary>What happened to its pairs.</summary>
    public required DropHypothesis Hypothesis { get; init; }

    /// <summary>When it began, Unix seconds: the first of its drops.</summary>
    public required long Since { get; init; }

    /// <summary>From when on counts are evidence, Unix seconds: when the middle one of its drops began.</summary>
    public required long CountedSince { get; init; }

    /// <summary>Whether the drop is certain.</summary>
    public required OpeningPath OpenedBy { get; set; }

    /// <summary>How much more likely all counts inside are if this element is at fault, nats; each pair's part is limited.</summary>
    public double Nats { get; set; }

    /// <summary>The same, less what a wider or rarer explanation must bring.</summary>
    public double Score { get; set; }

    /// <summary>Pairs that drop by far more than this explains: they have a reason of their own.</summary>
    public IReadOnlyCollection<int> Beyond { get; init; } = [];

    /// <summary>Votes inside.</summary>
    public VoteCount Inside { get; set; }

    /// <summary>Votes of comparable pairs elsewhere.</summary>
    public VoteCount Outside { get; set; }

    /// <summary>Client networks with a bad vote inside.</summary>
    public int BadNetworks { get; set; }

    /// <summary>Countries with a bad vote inside.</summary>
    public int BadCountries { get; set; }

    /// <summary>Whether there is anything elsewhere to compare with.</summary>
    public bool HasOutside { get; set; }

    /// <summary>Share of the lost traffic that lies inside, 0 to 1.</summary>
    public double ExplanatoryPower { get; set; }

    /// <summary>Probability that nearly all inside are bad and nearly all outside are good.</summary>
    public double Confidence { get; set; }

    /// <summary>
    /// What an element must bring beyond a narrower one, in nats: a coarse element must add explanation, and where two explain the same pairs, this says which is
    /// meant. A client network is meant at all service locations; at one only, its path is the better word.
    /// </summary>
    public static double Price(ElementKey key)
    {
        bool isEverywhere = key.Location == ElementKey.AllLocations;
        return key.Kind switch
        {
            ElementKind.Pair => isEverywhere ? 0.5 : 0,
            ElementKind.AsPath => 2,
            ElementKind.ClientAsn => isEverywhere ? 1.5 : 2.5,
            ElementKind.City => isEverywhere ? 2.5 : 4,
            ElementKind.Metro => isEverywhere ? 3 : 4.5,
            ElementKind.TransitAs => isEverywhere ? 3 : 3.5,
            ElementKind.Country => isEverywhere ? 3.5 : 4.5,
            ElementKind.ServiceLocation => 4,
            _ => isEverywhere ? 5.5 : 5,
        };
    }
}
