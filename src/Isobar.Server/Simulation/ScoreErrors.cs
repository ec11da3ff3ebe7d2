using System.Globalization;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Nuisances;

namespace Isobar.Server.Simulation;

/// <summary>Lists what a run got right and wrong, one line each: where to look next.</summary>
internal static class ScoreErrors
{
    private const long HourSeconds = 3600;
    private const long WorldDaySeconds = 86_400;

    /// <summary>A fault explains what opens within so many hours after it: the longest span that tests look back over, twice.</summary>
    private const int LookBackHours = 12;

    /// <summary>Prints it.</summary>
    public static void Print(Scorecard card, IReadOnlyList<Nuisance> nuisances, TextWriter output)
    {
        foreach ((FaultTruth fault, Detection found) in card.Found().OrderBy(match => match.Fault.Fault.Id))
        {
            output.WriteLine($"found {TextOf(fault)}; by {TextOf(found)}, Jaccard {Number(ScopeOverlap.Jaccard(fault.Pairs, found.Pairs))}");
        }
        foreach (FaultTruth fault in card.Missed().OrderBy(fault => fault.Fault.Id))
        {
            output.WriteLine($"{(card.IsGated(fault) ? "missed" : "unseen")} {TextOf(fault)}");
        }
        foreach (Detection found in card.False().OrderBy(found => found.OpenedSeconds))
        {
            output.WriteLine($"false {TextOf(found)}{BesideText(card, found)}{NuisancesText(nuisances, found)}");
        }
    }

    /// <summary>The nuisances that began within a day before a false event and are still on: one of them may look like a fault.</summary>
    private static string NuisancesText(IReadOnlyList<Nuisance> nuisances, Detection found) => string.Concat(nuisances
        .Where(nuisance => nuisance.StartSeconds < found.OpenedSeconds && nuisance.StartSeconds > found.StartSeconds - WorldDaySeconds && nuisance.EndSeconds > found.StartSeconds)
        .Select(nuisance => string.Create(CultureInfo.InvariantCulture, $"; beside {nuisance.Kind} {nuisance.Size:0.##} of {nuisance.Subject} from {Time(nuisance.StartSeconds)}")));

    /// <summary>The faults that a false event may be a part of: those of its time, or shortly before, that touch most of its pairs.</summary>
    private static string BesideText(Scorecard card, Detection found)
    {
        HashSet<int> pairs = [.. found.Pairs];
        IEnumerable<string> near = card.Faults
            .Where(fault => fault.Fault.Spec.StartSeconds < found.OpenedSeconds + HourSeconds
                && fault.Fault.Spec.EndSeconds > found.StartSeconds - LookBackHours * HourSeconds)
            .Select(fault => (Fault: fault, Shared: fault.Pairs.Count(pairs.Contains)))
            .Where(near => near.Shared > 0)
            .OrderByDescending(near => near.Shared)
            .ThenBy(near => near.Fault.Fault.Id)
            .Take(3)
            .Select(near => $"; {near.Shared} of them in {TextOf(near.Fault)}");
        return string.Concat(near);
    }

    private static string TextOf(FaultTruth fault)
    {
        FaultSpec spec = fault.Fault.Spec;
        return string.Create(CultureInfo.InvariantCulture,
            $"#{fault.Fault.Id} {fault.Metric} {spec.Kind} of {spec.Element} {Time(spec.StartSeconds)} to {Time(spec.EndSeconds)} share {fault.Share:0.00} (meant {spec.Share:0.0}), {fault.Pairs.Count} pairs, {fault.SamplesPerWindow:0} samples a window, delay {spec.DelayMicros / 1000.0:0} ms");
    }

    private static string TextOf(Detection found) => string.Create(CultureInfo.InvariantCulture,
        $"{found.Metric} {found.Element.Kind} {found.Element.ServiceLocation}/{found.Element.Key} {Time(found.StartSeconds)} opened {Time(found.OpenedSeconds)} to {(found.EndSeconds is long end ? Time(end) : "now")} {found.Pairs.Length} pairs, {found.Verdict} {found.Confidence:0.00}{(found.BecamePart ? ", became a part of another" : "")}");

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
