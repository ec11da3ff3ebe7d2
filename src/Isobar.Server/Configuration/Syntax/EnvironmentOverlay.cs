using System.Globalization;
using Isobar.Server.Configuration.Values;

namespace Isobar.Server.Configuration.Syntax;

/// <summary>
/// Lays environment variables over the file: `ISOBAR__SOURCES__web__FILES__0` is `sources.web.files[0]`. Known keys match without regard to case; so do names that the
/// file has, where `_` also stands for the `-` and `.` that shells do not allow. New names are taken as written, all-capital ones in lower case.
/// </summary>
internal sealed class EnvironmentOverlay(FaultList faults)
{
    /// <summary>What the names of the variables begin with, in any case.</summary>
    public const string Prefix = "ISOBAR__";

    private const string Separator = "__";
    private readonly Dictionary<string, string> _variableOf = new(StringComparer.Ordinal);

    /// <summary>Changes the tree below <paramref name="root"/>. The order of the variables does not matter.</summary>
    public void Apply(ConfigurationNode root, ValueSpec spec, IReadOnlyDictionary<string, string> environment)
    {
        var variables = environment
            .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .Select(variable => (Name: variable.Key, variable.Value, Steps: variable.Key[Prefix.Length..].Split(Separator)))
            .OrderBy(variable => variable.Steps, Comparer<string[]>.Create(CompareSteps))
            .ThenBy(variable => variable.Name, StringComparer.Ordinal);
        foreach ((string name, string value, string[] steps) in variables)
        {
            Place(root, spec, new(name, value, steps), 0, "");
        }
    }

    /// <summary>Shorter paths first, so that a whole list comes before its items; indices in the order of numbers, so that items can be appended.</summary>
    private static int CompareSteps(string[] left, string[] right)
    {
        int order = left.Length.CompareTo(right.Length);
        for (int i = 0; order == 0 && i < left.Length; i++)
        {
            bool numbers = TryReadIndex(left[i], out int a) & TryReadIndex(right[i], out int b);
            order = numbers ? a.CompareTo(b) : string.Compare(left[i], right[i], StringComparison.OrdinalIgnoreCase);
        }
        return order;
    }

    /// <summary>Walks one step down from a section or list that exists, and sets what the last step names.</summary>
    private void Place(ConfigurationNode node, ValueSpec spec, Variable variable, int depth, string path)
    {
        string step = variable.Steps[depth];
        if (node.Kind != spec.Accepts)
        {
            // The file has another type here: that is its own fault, told when it is bound.
            return;
        }
        if (spec.Accepts == ConfigurationNodeKind.List)
        {
            PlaceItem(node, spec.Item!, variable, depth, path);
            return;
        }
        (string? name, ValueSpec? below) = spec.Item is null ? KeyOf(spec, step, variable, path) : (NameOf(node, step), spec.Item);
        if (name is null || below is null)
        {
            return;
        }
        string memberPath = KeyPath.Member(path, name);
        if (Value(node.Find(name)?.Value, below, variable, depth, memberPath) is ConfigurationNode value)
        {
            node.Set(name, value);
        }
    }

    private void PlaceItem(ConfigurationNode list, ValueSpec item, Variable variable, int depth, string path)
    {
        if (!TryReadIndex(variable.Steps[depth], out int index) || index > list.Items.Count)
        {
            Fault(variable, path, $"'{variable.Steps[depth]}' is not an index of this list", $"the next free index is {list.Items.Count}");
            return;
        }
        ConfigurationNode? old = index < list.Items.Count ? list.Items[index] : null;
        if (Value(old, item, variable, depth, KeyPath.Item(path, index)) is not ConfigurationNode value)
        {
            return;
        }
        if (old is null)
        {
            list.Items.Add(value);
        }
        else
        {
            list.Items[index] = value;
        }
    }

    /// <summary>The node for the place that the step at <paramref name="depth"/> names: the variable's own value, or a section or list changed further down.</summary>
    private ConfigurationNode? Value(ConfigurationNode? old, ValueSpec spec, Variable variable, int depth, string path)
    {
        bool isContainer = (spec.Accepts & (ConfigurationNodeKind.Section | ConfigurationNodeKind.List)) != 0;
        if (depth + 1 == variable.Steps.Length)
        {
            return Own(spec, isContainer, variable, path);
        }
        if (!isContainer)
        {
            Fault(variable, path, "is a single value, nothing lies below it", $"use {Prefix}{string.Join(Separator, variable.Steps[..(depth + 1)])}");
            return null;
        }
        ConfigurationNode node = old ?? new ConfigurationNode(spec.Accepts, new(0, 0, variable.Name));
        int before = faults.Count;
        Place(node, spec, variable, depth + 1, path);
        // A section that a faulty variable would have created is not created: what it lacks would be reported too.
        return old is null && faults.Count > before ? null : node;
    }

    private ConfigurationNode? Own(ValueSpec spec, bool isContainer, Variable variable, string path)
    {
        if (!_variableOf.TryAdd(path, variable.Name))
        {
            Fault(variable, path, $"is set by {_variableOf[path]} too", "keep one of them");
            return null;
        }
        if (!isContainer)
        {
            return new(ConfigurationNodeKind.Text, new(0, 0, variable.Name), variable.Value);
        }
        char open = spec.Accepts == ConfigurationNodeKind.List ? '[' : '{';
        if (variable.Value.AsSpan().TrimStart() is [var first, ..] && first == open)
        {
            return ConfigurationTreeReader.ReadVariable(variable.Value, variable.Name, path, faults);
        }
        string form = open == '[' ? """a list in JSON, such as ["a", "b"]""" : """an object in JSON, such as {"a": "b"}""";
        Fault(variable, path, $"expected {form}", $"or set {variable.Name}{Separator}{(open == '[' ? "0" : "NAME")}");
        return null;
    }

    private (string? Name, ValueSpec? Spec) KeyOf(ValueSpec spec, string step, Variable variable, string path)
    {
        KeySpec? key = spec.Keys.FirstOrDefault(key => key.Name.Equals(step, StringComparison.OrdinalIgnoreCase));
        if (key is null)
        {
            string[] names = [.. spec.Keys.Select(key => key.Name)];
            string hint = NearestName.Find(step, names) is string meant ? $"did you mean '{meant.ToUpperInvariant()}'?" : $"known here: {string.Join(", ", names)}";
            faults.Add(ConfigurationFaultKind.UnknownKey, new(0, 0, variable.Name), path, $"'{step}' is not a known key", hint);
        }
        return (key?.Name, key?.Spec);
    }

    private static string NameOf(ConfigurationNode node, string step)
    {
        ConfigurationProperty? existing =
            node.Properties.Find(property => property.Name.Equals(step, StringComparison.OrdinalIgnoreCase))
            ?? node.Properties.Find(property => property.Name.Replace('-', '_').Replace('.', '_').Equals(step, StringComparison.OrdinalIgnoreCase));
        // Shells' habit is capitals; whoever writes small letters (ARNs, camel case fields) means them.
        return existing?.Name ?? (step.Any(char.IsAsciiLetterLower) ? step : step.ToLowerInvariant());
    }

    private static bool TryReadIndex(string step, out int index) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    private void Fault(Variable variable, string path, string message, string hint) =>
        faults.Add(ConfigurationFaultKind.Variable, new(0, 0, variable.Name), path, message, hint);

    private sealed record Variable(string Name, string Value, string[] Steps);
}
