using System.Globalization;
using System.Text;
using Isobar.Core.Atlas;
using Isobar.Core.Attribution;
using Isobar.Core.Baselines;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Scoring.Units;
using Isobar.Core.Sketches;
using Isobar.Core.Tests.Baselines;
using Isobar.Core.Tests.Monitors;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Documents;

/// <summary>The worked examples of `docs/how-scores-work.md`: each number is what the code says.</summary>
internal static class ScoreExamples
{
    private const double SameSigma = 0.2245; // ln(80 / 60) / 1.2816: a p90 of 80 ms above a median of 60

    /// <summary>The examples by name, in the order of the page.</summary>
    public static IReadOnlyList<(string Name, Func<string> Text)> All { get; } =
    [
        ("availability", Availability), ("performance", Performance), ("volume", Volume), ("thin", Thin), ("accumulating", Accumulating),
        ("zones", Zones), ("monitor", Monitor), ("attribution", Attribution),
    ];

    private static string Availability()
    {
        const long Failed = 57, Votes = 1000;
        const double Usual = 0.005, Scatter = 0.002;
        double drop = DropShare.Of(Failed, Votes, Usual);
        ShareInterval interval = DropShare.Interval(Failed, Votes, Usual, Scatter, 0.95);
        TestLevels levels = TestLevels.Of(ScoringSettings.Default, 500_000, 300);
        return $"""
            Of 1,000 votes of a pair {Failed} failed; usually {Percent(Usual)} do, and windows scatter with ρ = {Scatter}.

            - *Chance?* So many or more have a probability of {Probability(BetaBinomial.UpperTail(Failed, Votes, Usual, Scatter))} where nothing is wrong; {Probability(levels.TwoOfThree / 3)} is asked for. It is not chance.
            - *Big enough?* {Percent((double)Failed / Votes)} against {Percent(Usual)}: {Number(100.0 * Failed / Votes - 100 * Usual)} points more, at least 2 and at least the double are asked for. It is.
            - *Size.* Affected traffic fails, the rest fails as usual: f = ({Number((double)Failed / Votes)} − {Number(Usual)}) / (1 − {Number(Usual)}) = {Number(drop)}, between {Number(interval.Lower)} and {Number(interval.Upper)}.
            - **Score {Score(drop)}.** A drop of {Number(levels.Failures.OfFailures(Votes, Usual, Scatter))} would have been found in so much traffic, and of {Number(levels.Failures.OfFailures(100, Usual, Scatter))} in a tenth of it.
            """;
    }

    private static string Performance()
    {
        const int Samples = 500;
        const double Slower = 12_000, Scatter = 0.002;
        Expectation usual = Usual(new SyntheticDays { MedianMicros = 60_000, Sigma = SameSigma, HourlySamples = 400 });
        double level = TestLevels.Of(ScoringSettings.Default, 500_000, 300).TwoOfThree / (2 * EdgeExpectation.Count);
        StringBuilder rows = new();
        double most = 0, last = 0;
        for (int edge = 0; edge < EdgeExpectation.Count; edge++)
        {
            double at = QuantileSketch.Edge(usual.Rtt.Buckets[edge]), share = usual.Rtt.Shares[edge];
            int above = (int)Math.Round(Samples * SpecialFunctions.NormalCdf(-Math.Log((at - Slower) / 60_000) / SameSigma));
            int percentile = EdgeExpectation.Percentiles[edge];
            bool counts = BetaBinomial.UpperTail(above, Samples, Math.Max(share, 0.02), Scatter) <= level && DropShare.EdgeMatters(above, Samples, percentile / 100.0, Scatter, level);
            last = DropShare.Of(above, Samples, share);
            most = counts ? Math.Max(most, last) : most;
            rows.Append(CultureInfo.InvariantCulture,
                $"| p{percentile} | {Millis(usual.Rtt.QuantileMicros[edge])} | {Millis(at)} | {Percent(share)} | {above} of {Samples} | {Number(last)}{(counts ? "" : " (not certain)")} |\n");
        }
        return $"""
            The usual median is 60 ms, the usual 90th percentile 80 ms. Now everybody is 12 ms slower. Of 500 round trips so many are above each edge:

            | quantile | usual, ms | edge, ms | usually above | now above | f |
            | --- | --- | --- | --- | --- | --- |
            {rows.ToString().TrimEnd()}

            Each edge says what share of traffic must have been lifted over it, (y/n − q) / (1 − q), and the greatest that is certain counts: f = {Number(most)}, **score {Score(most)}**. The highest edge alone would have said {Score(last)}, of a provider all of whose users are slower.
            """;
    }

    private static string Volume()
    {
        const double Expected = 400, Dispersion = 60;
        const long Came = 180;
        double drop = DropShare.OfVolume(Came, Expected);
        double chance = NegativeBinomial.LowerTail(Came, Expected, Dispersion);
        double level = TestLevels.Of(ScoringSettings.Default, 500_000, 300).TwoOfThree / 3;
        return $"""
            At this hour 400 clients come usually; their number differs from day to day with a dispersion of {Dispersion}. Today {Came} come, and no attempt fails. So few or fewer have a probability of
            {Probability(chance)}, {Probability(level)} is asked for, and a quarter must be missing at least. f = 1 − {Came} / 400 = {Number(drop)}, **score {Score(drop)}**. With {NegativeBinomial.CriticalVolume(Expected, Dispersion, level)} clients it would have been certain just so;
            where the number differs as much as a dispersion of 4 says, {Math.Max(NegativeBinomial.CriticalVolume(Expected, 4, level), 0) + 1} of 400 would not be enough.
            """;
    }

    private static string Thin()
    {
        const int Cities = 40, Failing = 26;
        BaselineHistory history = new();
        SyntheticDays days = new() { HourlyVotes = 12, HourlySamples = 0, HourlyClients = 0, FailedPerMille = 0 };
        for (ulong city = 1; city <= 2 * Cities; city++)
        {
            for (int day = 0; day < 28; day++)
            {
                DaySummary summary = days.Day(SyntheticDays.Monday.AddDays(day));
                summary.NetworkFailedVotes[(int)city % 24] = 1;
                history.Add(SyntheticDays.Key(city), summary);
            }
        }
        DateOnly today = SyntheticDays.Monday.AddDays(28);
        BaselineTable baselines = new();
        HealthEngine engine = new(ScoringSettings.Default, baselines, PairDirectory.WithoutPaths(Place), 300);
        foreach (BaselineKey key in history.Keys.Order())
        {
            engine.Meet(key);
        }
        baselines.Derive(today, history.All());
        HealthMap? map = null;
        for (int window = 0; window < 5; window++)
        {
            long start = TallyRows.Start(today, 9) + window * 300;
            TallyBatch batch = TallyRows.Batch(300);
            for (ulong city = 1; city <= 2 * Cities; city++)
            {
                TallyRows.Add(batch, start, city, [], votes: 1, failed: window == 4 && city <= Failing ? 1 : 0);
            }
            map = engine.Score(new(start, [batch]));
        }
        PairHealth one = map!.Health.Span[map.Pairs.Find(new(1), "fra")], other = map.Health.Span[map.Pairs.Find(new(Cities + 1), "fra")];
        Evidence evidence = map.Evidence[(map.Pairs.Find(new(1), "fra"), HealthMetric.Availability)];
        return $"""
            A network serves 40 cities, each with one vote in five minutes. In one window {Failing} of the 40 fail. One vote says nothing: of no city a drop could be found. But the network as a whole has {evidence.Samples} votes, {evidence.Hits} failed,
            usually {Percent(evidence.ExpectedShare)} do; p = {Probability(evidence.PValue)}. So each of its cities takes f = {Number(one.Availability.Drop)} from it, **score {Score(one.Availability.Drop)}**, and says from whom: *{Words(one.Availability.Source)}*. The 40 cities of another network in the same country have a score of
            {Number(other.Availability.Score ?? double.NaN)}, from *{Words(other.Availability.Source)}*.
            """;

        static CityNetwork Place(CityNetworkId id)
        {
            bool isFirst = id.Value <= Cities;
            return new(id, "DE", "Germany", "Land", CityNetwork.NotAvailable, $"City {(id.Value - 1) % Cities}", isFirst ? 64500u : 64501u, isFirst ? "ONE" : "TWO", 50, 8);
        }
    }

    private static string Accumulating()
    {
        const long Votes = 40, Failed = 5;
        const double Usual = 0.005, Scatter = 0.02;
        TestLevels levels = TestLevels.Of(ScoringSettings.Default, 500_000, 300);
        double step = Cusum.Step(Failed, Votes, Usual, Scatter), sum = 0;
        List<string> sums = [];
        while (sum < levels.Accumulated && sums.Count < 50)
        {
            sum = Cusum.Next(sum, step);
            sums.Add(Number(sum));
        }
        double drop = DropShare.Of(Failed * sums.Count, Votes * sums.Count, Usual);
        return $"""
            A pair has 40 votes a window, ρ = {Scatter}, and {Failed} of them fail in every window; usually {Percent(Usual)} do. One window alone has a probability of {Probability(BetaBinomial.UpperTail(Failed, Votes, Usual, Scatter))}: significant for no rule.
            But each window is likelier under a rise of {Cusum.Rise} than without, by {Number(step)} in logarithms, and these add up: {string.Join(", ", sums)}. At {Number(levels.Accumulated)} the sum opens: after {sums.Count} windows, {sums.Count * 5} minutes.
            Over these f = {Number(drop)}, **score {Score(drop)}**. A usual window takes up to {Number(-Cusum.LowestStep)} back.
            """;
    }

    private static string Zones()
    {
        const string A = "eu-central-1a", B = "eu-central-1b";
        StringBuilder rows = new();
        foreach ((long inA, long inB) in ((long, long)[])[(80, 20), (20, 80), (0, 100)])
        {
            HealthWorld world = new();
            WorldPair pair = world.Add("A").Fail(0.5).Stratum(A, AddressFamily.IPv4, WorldPair.Drop(1)).Stratum(B, AddressFamily.IPv4, WorldPair.Drop(0));
            pair.Parts.Add((HealthWorld.Source, A, AddressFamily.IPv4, inA));
            pair.Parts.Add((HealthWorld.Source, B, AddressFamily.IPv4, inB));
            new MonitorRun(world).Step("12:00").Window.TryFind(pair.Key, out PairMeasurement row);
            rows.Append(CultureInfo.InvariantCulture, $"| {inA} % | {inB} % | {Number(100 - row.Availability.Score!.Value)} | **{Number(row.Availability.Score.Value)}** |\n");
        }
        return $"""
            Zone a is fully hit, zone b is fine. Two monitors see the same city-network differently, by where their own traffic goes:

            | traffic in zone a | in zone b | impact | score |
            | --- | --- | --- | --- |
            {rows.ToString().TrimEnd()}
            """;
    }

    private static string Monitor()
    {
        HealthWorld world = new();
        world.Add("A").Send(50);
        world.Add("B").Send(30).Fail(0.10);
        world.Add("C").Send(20).Fail(0.30);
        MonitorWindow known = new MonitorRun(world).Step("12:00").Window;
        world.Add("D").Send(100).Availability = WorldPair.Unknown(HealthState.Insufficient);
        MonitorWindow more = new MonitorRun(world).Step("12:00").Window;
        return $"""
            Three city-networks carry 50, 30 and 20 % of a monitor's traffic and score 100, 90 and 70. The monitor's score is {Number(known.Availability.Score!.Value)}, its impact {Number(known.Availability.ImpactOn(known.TotalWeight))} % of all traffic. A fourth with as much traffic as all of them, which is too thin to be judged,
            leaves the score at {Number(more.Availability.Score!.Value)}, since it says nothing, and halves the impact to {Number(more.Availability.ImpactOn(more.TotalWeight))} %, since its traffic is not known to be hit.
            """;
    }

    private static string Attribution()
    {
        BlameSettings settings = BlameSettings.Default;
        StringBuilder rows = new();
        foreach ((int bad, int inside, int wrong, int outside) in ((int, int, int, int)[])[(5, 5, 0, 5), (6, 6, 0, 20), (12, 12, 0, 40), (11, 12, 1, 40), (6, 12, 0, 40)])
        {
            double confidence = new VoteCount(bad, inside).Above(settings.BadShare) * new VoteCount(wrong, outside).Below(settings.GoodShare);
            rows.Append(CultureInfo.InvariantCulture,
                $"| {bad} of {inside} | {wrong} of {outside} | {Number(new VoteCount(bad, inside).Above(settings.BadShare))} | {Number(new VoteCount(wrong, outside).Below(settings.GoodShare))} | {Number(confidence)} | {(confidence >= settings.NameFrom ? "named" : "not named")} |\n");
        }
        return $"""
            Each pair that can tell has one vote, however much traffic it has. Confidence = P(more than {Percent(settings.BadShare)} of the pairs behind it are hit) × P(fewer than {Percent(settings.GoodShare)} of comparable ones elsewhere are); from {settings.NameFrom} on a suspect is named.

            | hit behind it | hit elsewhere | inside | outside | confidence | |
            | --- | --- | --- | --- | --- | --- |
            {rows.ToString().TrimEnd()}
            """;
    }

    private static Expectation Usual(SyntheticDays days)
    {
        BaselineHistory history = new();
        days.AddTo(history, SyntheticDays.Key(1), SyntheticDays.Monday, 28);
        BaselineTable table = new();
        int number = table.Add(SyntheticDays.Key(1), 64500, "DE", 8);
        DateOnly today = SyntheticDays.Monday.AddDays(28);
        table.Derive(today, history.All());
        table.Expect(number, TallyRows.Start(today, 9), out Expectation usual);
        return usual;
    }

    private static string Words(ElementKind kind) => kind switch
    {
        ElementKind.ClientAsn => "client network",
        ElementKind.ServiceLocation => "service location",
        ElementKind.Country => "country",
        ElementKind.City => "city",
        _ => "the pair itself",
    };

    private static string Millis(double micros) => (micros / 1000).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Score(double drop) => (100 * (1 - drop)).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A number with at most three digits behind the point, and about three in all.</summary>
    private static string Number(double value) => value.ToString(Math.Abs(value) >= 10 ? "0.#" : Math.Abs(value) >= 1 ? "0.##" : "0.###", CultureInfo.InvariantCulture);

    private static string Probability(double value) => value.ToString(value < 1e-9 ? "0e-0" : value < 0.001 ? "0.0e-0" : "0.####", CultureInfo.InvariantCulture);
}
