using System.Text.Json;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Scenarios;

/// <summary>Reads the faults of a scenario, and collects all that is wrong with them.</summary>
internal sealed class ScenarioReader(SimulatedWorld world, long startSeconds, ScenarioLines lines)
{
    /// <summary>A run may last this long: nobody waits for the end of a longer one.</summary>
    public const long LongestSeconds = 31L * WorldOptions.DaySeconds;

    private const long MicrosPerSecond = 1_000_000;

    private static readonly Dictionary<string, FaultKind> s_kinds = new(StringComparer.Ordinal)
    {
        ["fail"] = FaultKind.Fail,
        ["vanish"] = FaultKind.Vanish,
        ["rtt-add"] = FaultKind.RttAdd,
        ["rtt-multiply"] = FaultKind.RttMultiply,
        ["partial"] = FaultKind.Partial,
        ["service-fail"] = FaultKind.ServiceFail,
        ["service-slow"] = FaultKind.ServiceSlow,
    };

    private static readonly string[] s_members = ["element", "kind", "share", "delay", "factor", "from", "to"];

    /// <summary>The name of a kind.</summary>
    public static string NameOf(FaultKind kind) => s_kinds.Single(entry => entry.Value == kind).Key;

    /// <summary>Names of the kinds of faults.</summary>
    public static IEnumerable<string> Kinds => s_kinds.Keys;

    /// <summary>All that is wrong, each with its line and place.</summary>
    public List<(int Line, string Text)> Errors { get; } = [];

    /// <summary>The faults that could be read.</summary>
    public List<FaultSpec> ReadAll(JsonElement root)
    {
        List<FaultSpec> faults = [];
        foreach (string member in lines.Twice)
        {
            Fail(member, "it is there twice");
        }
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("faults", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            Fail("", "expected an object with a list \"faults\", such as {\"faults\": [{\"element\": \"country:DE\", \"kind\": \"fail\", \"from\": \"+1m\", \"to\": \"+10m\"}]}");
            return faults;
        }
        foreach (JsonProperty member in root.EnumerateObject().Where(member => member.Name is not ("faults" or "$schema")))
        {
            Fail(member.Name, "there is no such member; known is faults");
        }
        int index = 0;
        foreach (JsonElement fault in list.EnumerateArray())
        {
            string place = $"faults[{index++}]";
            if (fault.ValueKind != JsonValueKind.Object)
            {
                Fail(place, $"expected an object with {string.Join(", ", s_members)}");
            }
            else if (Read(place, fault) is { } spec)
            {
                faults.Add(spec);
            }
        }
        return faults;
    }

    private FaultSpec? Read(string place, JsonElement fault)
    {
        int before = Errors.Count;
        foreach (JsonProperty member in fault.EnumerateObject().Where(member => !s_members.Contains(member.Name)))
        {
            Fail($"{place}.{member.Name}", $"there is no such member; known are {string.Join(", ", s_members)}");
        }
        FaultElement? element = ReadElement(place, fault);
        FaultKind? kind = ReadKind(place, fault);
        double share = ReadNumber(place, fault, "share", 1, static value => value is > 0 and <= 1, "a number above 0 and up to 1, such as 0.4");
        long delay = ReadDelay(place, fault, kind);
        double factor = ReadFactor(place, fault, kind);
        long? from = ReadTime(place, fault, "from"), to = ReadTime(place, fault, "to");
        if (from is { } start && to is { } end && end <= start)
        {
            Fail($"{place}.to", "it is not after from");
        }
        if (from < startSeconds)
        {
            Fail($"{place}.from", $"the run starts later, at {DurationText.OfInstant(startSeconds)}");
        }
        if (to > startSeconds + LongestSeconds)
        {
            Fail($"{place}.to", $"a run lasts 31 days at most, and starts at {DurationText.OfInstant(startSeconds)}");
        }
        return Errors.Count == before
            ? new FaultSpec(element!, kind!.Value, from!.Value, to!.Value, share) { DelayMicros = delay, Factor = factor }
            : null;
    }

    private FaultElement? ReadElement(string place, JsonElement fault)
    {
        if (Text(place, fault, "element") is not { } text)
        {
            return null;
        }
        if (!ElementText.TryRead(text, world, out FaultElement? element, out string? error))
        {
            Fail($"{place}.element", $"{error}");
            return null;
        }
        if (world.PairsTouchedBy(element) == 0)
        {
            string busiest = string.Join(", ", WorldElements.Of(world, text[..text.IndexOf(':', StringComparison.Ordinal)]).Take(5).Select(one => one.Text));
            Fail($"{place}.element", $"this world has no traffic through {element}{(busiest.Length > 0 ? $"; the busiest are {busiest}" : "")}");
        }
        return element;
    }

    private FaultKind? ReadKind(string place, JsonElement fault)
    {
        if (Text(place, fault, "kind") is not { } text)
        {
            return null;
        }
        if (s_kinds.TryGetValue(text, out FaultKind kind))
        {
            return kind;
        }
        Fail($"{place}.kind", $"\"{text}\" is no kind; known are {string.Join(", ", s_kinds.Keys)}");
        return null;
    }

    private long ReadDelay(string place, JsonElement fault, FaultKind? kind)
    {
        bool isNeeded = kind is FaultKind.RttAdd or FaultKind.Partial or FaultKind.ServiceSlow;
        if (!fault.TryGetProperty("delay", out JsonElement value))
        {
            if (isNeeded)
            {
                Fail($"{place}.delay", "faults of this kind need one, such as \"80ms\"");
            }
            return 0;
        }
        if (!isNeeded && kind is not null)
        {
            Fail($"{place}.delay", "faults of this kind have none; rtt-add, partial and service-slow do");
        }
        if (value.ValueKind == JsonValueKind.String && DurationText.TryRead(value.GetString()!, out long micros) && micros is > 0 and < 60 * MicrosPerSecond)
        {
            return micros;
        }
        Fail($"{place}.delay", "expected a time above 0 and below a minute, such as \"80ms\" or \"1.5s\"");
        return 0;
    }

    private double ReadFactor(string place, JsonElement fault, FaultKind? kind)
    {
        bool isNeeded = kind == FaultKind.RttMultiply, isGiven = fault.TryGetProperty("factor", out _);
        if (isNeeded && !isGiven)
        {
            Fail($"{place}.factor", "faults of this kind need one, such as 2");
        }
        if (isGiven && !isNeeded && kind is not null)
        {
            Fail($"{place}.factor", "only rtt-multiply has one");
        }
        return ReadNumber(place, fault, "factor", 1, static value => value is > 1 and <= 1000, "a number above 1, such as 2");
    }

    private double ReadNumber(string place, JsonElement fault, string name, double usual, Func<double, bool> isLegal, string expected)
    {
        if (!fault.TryGetProperty(name, out JsonElement value))
        {
            return usual;
        }
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && isLegal(number))
        {
            return number;
        }
        Fail($"{place}.{name}", $"expected {expected}");
        return usual;
    }

    private long? ReadTime(string place, JsonElement fault, string name)
    {
        if (Text(place, fault, name) is not { } text)
        {
            return null;
        }
        if (text.StartsWith('+') && DurationText.TryRead(text.AsSpan(1), out long micros))
        {
            return startSeconds + micros / MicrosPerSecond;
        }
        if (DurationText.TryReadInstant(text, out long seconds))
        {
            return seconds;
        }
        Fail($"{place}.{name}", "expected a time after the start, such as \"+10m\", or in UTC, such as \"2026-01-31T18:00:00Z\"");
        return null;
    }

    private void Fail(string place, string text) => Errors.Add((lines.Of(place), place.Length == 0 ? text : $"{place}: {text}"));

    private string? Text(string place, JsonElement fault, string name)
    {
        if (!fault.TryGetProperty(name, out JsonElement value))
        {
            Fail($"{place}.{name}", "it is missing");
            return null;
        }
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }
        Fail($"{place}.{name}", "expected a text in quotes");
        return null;
    }
}
