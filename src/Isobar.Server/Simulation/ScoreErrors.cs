using System.Globalization;

namespace Isobar.Server.Simulation;

/// <summary>Lists what a run got wrong, one line each: where to look next.</summary>
internal static class ScoreErrors
{
    /// <summary>Prints it.</summary>
    public static void Print(Scorecard card, TextWriter output)
    {
        (FaultTruth[] missed, Detection[] falseOnes) = card.Errors();
        foreach (FaultTruth fault in missed.OrderBy(fault => fault.Fault.Id))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"missed #{fault.Fault.Id} {fault.Metric} {fault.Fault.Spec.Kind} of {fault.Fault.Spec.Element} {Time(fault.Fault.Spec.StartSeconds)} to {Time(fault.Fault.Spec.EndSeconds)} share {fault.Share:0.00} (meant {fault.Fault.Spec.Share:0.0}), {fault.Pairs.Count} pairs, {fault.SamplesPerWindow:0} samples a window, delay {fault.Fault.Spec.DelayMicros / 1000.0:0} ms"));
        }
        foreach (Detection found in falseOnes.OrderBy(found => found.OpenedSeconds))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"false {found.Metric} {found.Element} {Time(found.StartSeconds)} opened {Time(found.OpenedSeconds)} to {(found.EndSeconds is long end ? Time(end) : "now")} {found.Pairs.Length} pairs, {found.Verdict} {found.Confidence:0.00}"));
        }
    }

    private static string Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
