using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Server.Replay;
using Isobar.Server.Simulation;
using Isobar.Server.Simulation.Rehearsals;
using Isobar.Simulator.Scenarios;
using Isobar.Simulator.Worlds;
using Isobar.Tests;

namespace Isobar.Simulator.Tests.Rehearsals;

/// <summary>The example of the guide, played in the world that users get.</summary>
public sealed class RehearsalTests(RehearsalTests.Example example) : IClassFixture<RehearsalTests.Example>
{
    [Fact]
    public void What_is_said_of_the_example_is_as_in_the_golden_file()
    {
        StringBuilder text = new();
        FaultText words = new(example.Rehearsal.World);
        foreach (FaultAnswer answer in example.Rehearsal.Faults)
        {
            text.Append(CultureInfo.InvariantCulture, $"{words.ElementOf(answer.Fault.Spec.Element)}: {FaultText.EffectOf(answer.Fault.Spec)}\n");
            text.Append(CultureInfo.InvariantCulture, $"  found {answer.Found is not null}, delay {answer.DelaySeconds} s, {answer.Found?.Verdict} {answer.Found?.Element.Kind}, right {answer.IsNamed}\n");
        }
        foreach (HealthEvent one in example.Rehearsal.Events.Where(one => !one.IsLocal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{one.EventId} {one.ImpactType} {one.Status}, {one.Blames[0].Cause}, {one.Action.Kind}\n");
        }
        Golden.Compare("example.txt", text.ToString());
    }

    [Fact]
    public void Every_fault_is_found_in_its_first_windows_and_its_event_has_cause_and_action()
    {
        Assert.All(example.Rehearsal.Faults, answer =>
        {
            Assert.InRange(answer.DelaySeconds!.Value, PlayOptions.WindowSeconds + RehearsalRun.GraceSeconds, 2 * PlayOptions.WindowSeconds + RehearsalRun.GraceSeconds);
            Assert.InRange(answer.ShareHit, answer.Fault.Spec.Share - 0.05, answer.Fault.Spec.Share + 0.05);
            HealthEvent main = answer.Events[0];
            Assert.Equal(BlameVerdict.Blamed, main.Blames[0].Verdict);
            Assert.Equal(EventStatus.Resolved, main.Status);
            Assert.InRange(main.StartedAt, answer.Fault.Spec.StartSeconds, answer.Fault.Spec.StartSeconds + PlayOptions.WindowSeconds);
            Assert.True(main.EndedAt >= answer.Fault.Spec.EndSeconds);
            Assert.NotEmpty(main.Action.Text);
        });
    }

    [Fact]
    public void The_reason_of_a_resolved_event_is_a_test_that_was_certain()
    {
        foreach (ImpactedLocation location in example.Rehearsal.Events.Where(one => !one.IsLocal).Select(one => one.ImpactedLocations[0]))
        {
            Assert.True(location.Evidence!.PValue < 0.05, $"{location.AsName}: {location.Evidence}");
        }
    }

    [Fact]
    public void The_object_names_faults_and_events_and_both_agree()
    {
        using MemoryStream output = new();
        RehearsalJson.Write(example.Rehearsal, output);
        using JsonDocument document = JsonDocument.Parse(output.ToArray());
        JsonElement root = document.RootElement;
        HashSet<string?> ids = [.. root.GetProperty("healthEvents").EnumerateArray().Select(one => one.GetProperty("EventId").GetString())];
        Assert.Equal(example.Rehearsal.Events.Count, ids.Count);
        Assert.Equal(["fail", "rtt-add", "service-fail"], root.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("kind").GetString()));
        Assert.All(root.GetProperty("faults").EnumerateArray(), fault =>
        {
            Assert.True(fault.GetProperty("found").GetBoolean());
            Assert.All(fault.GetProperty("events").EnumerateArray(), id => Assert.Contains(id.GetString(), ids));
        });
    }

    [Fact]
    public void The_report_tells_each_fault_and_what_to_do()
    {
        using StringWriter text = new();
        new RehearsalPrinter(example.Rehearsal, ReportConsole.Create(text, redirected: true)).Print();
        string report = text.ToString();
        Assert.StartsWith("3 of 3 faults found", report, StringComparison.Ordinal);
        Assert.Contains("network AS65306 (Pellonar Link): 80.0 % fails on the way", report, StringComparison.Ordinal);
        Assert.Contains("all users of frankfurt", report, StringComparison.Ordinal);
        Assert.Equal(3, report.Split(["    > ", "    → "], StringSplitOptions.None).Length - 1);
    }

    /// <summary>Plays `docs/scenario.example.json`.</summary>
    public sealed class Example
    {
        public Example()
        {
            PlayOptions options = new(1, PlayOptions.UsualPairs, PlayOptions.UsualFrom);
            SimulatedWorld world = options.World();
            Scenario? scenario = Scenario.Read(File.ReadAllBytes(Repository.Path("docs/scenario.example.json")), world, options.From, out ImmutableArray<string> errors);
            Assert.Empty(errors);
            Rehearsal = new RehearsalRun(world.WithFaults(scenario!.Plan), options, pathsKnown: true).Run(null, CancellationToken.None);
        }

        internal Rehearsal Rehearsal { get; }
    }
}
