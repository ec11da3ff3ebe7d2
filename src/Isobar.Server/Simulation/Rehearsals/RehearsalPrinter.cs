using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Server.Replay;
using Isobar.Server.Replay.Health;
using Isobar.Simulator.Faults;
using Spectre.Console;

namespace Isobar.Server.Simulation.Rehearsals;

/// <summary>A rehearsal for people: fault by fault what was found and when, then the health events as they would have been told.</summary>
internal sealed class RehearsalPrinter(Rehearsal rehearsal, IAnsiConsole console)
{
    private const int WidestLine = 120;

    private readonly ReportWriter _output = new(console, Math.Min(console.Profile.Width, WidestLine));
    private readonly FaultText _text = new(rehearsal.World);

    /// <summary>Prints it.</summary>
    public void Print()
    {
        int found = rehearsal.Faults.Count(fault => fault.Found is not null);
        _output.Hanging("", 0, $"{found} of {ReportText.Count(rehearsal.Faults.Count, "fault")} found, in a world of {ReportText.Count(rehearsal.World.Pairs.Length)} pairs of places and service locations, "
            + $"{Time(rehearsal.From)} to {Time(rehearsal.Until)} UTC", "bold");
        for (int i = 0; i < rehearsal.Faults.Count; i++)
        {
            Print(i + 1, rehearsal.Faults[i]);
        }
        _output.Title("Health events", "of the monitor default");
        if (rehearsal.Events.Count == 0)
        {
            _output.Hanging("  ", 2, "None: nothing reached the thresholds of a health event.", "default");
        }
        new IncidentPrinter(_output, "the end of the run").Print(HealthIncident.Of(rehearsal.Events));
        if (rehearsal.FalseFindings.Count > 0)
        {
            _output.Hanging("  ", 2, $"{ReportText.Count(rehearsal.FalseFindings.Count, "finding")} with no fault behind it, or with less than half of the pairs in common with one.", "grey");
        }
    }

    private void Print(int number, FaultAnswer answer)
    {
        FaultSpec spec = answer.Fault.Spec;
        _output.Plain("");
        _output.Hanging($"  {ReportText.Count(number)}  ", 5, $"{_text.ElementOf(spec.Element)}: {FaultText.EffectOf(spec)}", "bold");
        _output.Hanging("     ", 5, $"{Time(spec.StartSeconds)} to {Time(spec.EndSeconds)}; really hit: {ReportText.Count(answer.RequestsHit)} requests, {ReportText.Percent(answer.ShareHit)} of those of "
            + ReportText.Count(answer.PairsHit, "pair"), "grey");
        if (answer.Found is not { } found)
        {
            _output.Hanging("     ", 5, answer.RequestsHit == 0 ? "Nothing to be found: it had no traffic while it lasted." : "Not found: too little traffic, too short or too slight to be certain.", "red");
            return;
        }
        _output.Hanging("     ", 5, $"Found after {ReportText.Duration(TimeSpan.FromSeconds(answer.DelaySeconds!.Value))}, {VerdictOf(found, answer.IsNamed)}", answer.IsNamed ? "green" : "olive");
        _output.Hanging("     ", 5, answer.Events.Count > 0
            ? $"{ReportText.Count(answer.Events.Count, "health event")}, up to {ReportText.Percent(answer.Events.Max(one => one.PercentOfTotalTrafficImpacted) / 100)} of all traffic"
            : "No health event: the impact is below the thresholds of the monitor.", "default");
    }

    private static string VerdictOf(Detection found, bool isNamed) => found.Verdict switch
    {
        BlameVerdict.Blamed when isNamed => $"and blamed rightly: {EventSentences.OfElement(found.Element)}, confidence {ReportText.Percent(found.Confidence)}.",
        BlameVerdict.Blamed => $"but blamed on {EventSentences.OfElement(found.Element)}, confidence {ReportText.Percent(found.Confidence)}.",
        BlameVerdict.Ambiguous => $"nobody blamed: {string.Join(" and ", found.Suspects.Take(2).Select(EventSentences.OfElement))} explain it about equally well.",
        _ => "nobody blamed: too little evidence.",
    };

    private static string Time(long seconds) => EventTime.Short(seconds * 1_000_000);
}
