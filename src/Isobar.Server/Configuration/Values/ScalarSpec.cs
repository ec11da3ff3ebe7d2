using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Isobar.Server.Configuration.Syntax;

namespace Isobar.Server.Configuration.Values;

/// <summary>Reads a scalar's text; false when it does not have the form.</summary>
internal delegate bool ScalarReader<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>A text, number or truth value with a form and a range.</summary>
/// <param name="accepts">JSON types it takes.</param>
/// <param name="expected">The form in words, such as `a duration such as 90s, 5m or 1h`.</param>
/// <param name="read">Reads the form.</param>
/// <param name="schema">JSON Schema of the form.</param>
internal sealed class ScalarSpec<T>(ConfigurationNodeKind accepts, string expected, ScalarReader<T> read, Func<JsonObject> schema) : TypedValueSpec<T>
{
    /// <inheritdoc/>
    public override ConfigurationNodeKind Accepts => accepts;

    /// <summary>Says what range a well-formed value is outside of, or null.</summary>
    public Func<T, string?> Range { get; init; } = _ => null;

    /// <summary>The names it takes, where it is one of a few; a misspelt one is answered with the nearest.</summary>
    public IReadOnlyCollection<string> Choices { get; init; } = [];

    /// <inheritdoc/>
    public override JsonObject ToSchema() => schema();

    /// <inheritdoc/>
    public override bool TryBind(ConfigurationNode node, string path, FaultList faults, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (!CheckType(node, path, faults, expected))
        {
            return false;
        }
        if (!read(node.Text, out value))
        {
            string? hint = NearestName.Find(node.Text, Choices) is string meant ? $"did you mean '{meant}'?" : null;
            faults.Add(ConfigurationFaultKind.InvalidValue, node.Origin, path, $"'{node.Text}' is not {expected}", hint);
            return false;
        }
        if (Range(value) is string range)
        {
            faults.Add(ConfigurationFaultKind.OutOfRange, node.Origin, path, $"'{node.Text}' is out of range", range);
            return false;
        }
        return true;
    }
}
