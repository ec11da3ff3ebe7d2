using System.Collections.Immutable;
using System.Text.Json;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Scenarios;

/// <summary>
/// Faults that a person wrote, to rehearse an outage: a JSON object with a list `faults`, each with `element`, `kind`, `share`, `delay` or `factor`, `from` and `to`.
/// Comments and trailing commas are allowed.
/// </summary>
/// <remarks>
/// Elements: `location:NAME`, `zone:NAME`, `path:LOCATION/HOPS`, `transit:ASN`, `network:ASN`, `city:CC/CITY` or `city:CC/STATE/CITY`, `country:CC`, `ipv4:LOCATION`, `ipv6:LOCATION`,
/// `pair:ASN@CC/CITY@LOCATION`. Times are ISO 8601 in UTC, or `+10m` after the start of the run.
/// </remarks>
public sealed class Scenario
{
    private static readonly JsonDocumentOptions s_json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private Scenario(ImmutableArray<FaultSpec> faults) => Faults = faults;

    /// <summary>The faults, as they were written.</summary>
    public ImmutableArray<FaultSpec> Faults { get; }

    /// <summary>The same as the plan of a world.</summary>
    public FaultPlan Plan => FaultPlan.Of(Faults);

    /// <summary>A kind of faults as scenarios write it, such as `rtt-add`.</summary>
    public static string NameOf(FaultKind kind) => ScenarioReader.NameOf(kind);

    /// <summary>Reads a scenario.</summary>
    /// <param name="json">The text, UTF-8.</param>
    /// <param name="world">The world that it plays in; every element must carry traffic in it.</param>
    /// <param name="startSeconds">Start of the run, which relative times count from, Unix seconds.</param>
    /// <param name="errors">All that is wrong, each with its line and place in the text, in the order of lines; empty when all is well.</param>
    /// <returns>The scenario, or null when there are errors.</returns>
    public static Scenario? Read(ReadOnlyMemory<byte> json, SimulatedWorld world, long startSeconds, out ImmutableArray<string> errors)
    {
        ArgumentNullException.ThrowIfNull(world);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, s_json);
            ScenarioReader reader = new(world, startSeconds, new ScenarioLines(json.Span));
            List<FaultSpec> faults = reader.ReadAll(document.RootElement);
            errors = [.. reader.Errors.OrderBy(error => error.Line).Select(error => $"line {error.Line}: {error.Text}")];
            return errors.IsEmpty ? new Scenario([.. faults]) : null;
        }
        catch (JsonException fault)
        {
            errors = [$"line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}: this is not JSON: {fault.Message.Split(" LineNumber:")[0]}"];
            return null;
        }
    }
}
