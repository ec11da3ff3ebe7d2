using System.Globalization;

namespace Isobar.Server.Api.Validation;

/// <summary>Collects all that is wrong with a request, in the words of the service, so that one answer tells all of it. An absent value breaks only <see cref="Required"/>.</summary>
internal sealed class FaultCollector
{
    private const int LongestEcho = 100;

    private readonly List<string> _faults = [];

    /// <summary>A value that must be there.</summary>
    public FaultCollector Required(string member, object? value)
    {
        if (value is null)
        {
            Add("null", member, "Member must not be null");
        }
        return this;
    }

    /// <summary>A text.</summary>
    public FaultCollector Text(string member, string? value, TextRule rule)
    {
        if (value is null)
        {
            return this;
        }
        if (value.Length < rule.Shortest)
        {
            Add(value, member, $"Member must have length greater than or equal to {rule.Shortest}");
        }
        if (value.Length > rule.Longest)
        {
            Add(value, member, $"Member must have length less than or equal to {rule.Longest}");
        }
        if (rule.Form?.IsMatch(value) == false)
        {
            Add(value, member, $"Member must satisfy regular expression pattern: {rule.Pattern}");
        }
        return this;
    }

    /// <summary>All texts of a list.</summary>
    public FaultCollector Texts(string member, IReadOnlyList<string?>? values, TextRule rule)
    {
        for (int i = 0; i < values?.Count; i++)
        {
            Required($"{member}.{i + 1}.member", values[i]).Text($"{member}.{i + 1}.member", values[i], rule);
        }
        return this;
    }

    /// <summary>A whole number.</summary>
    public FaultCollector Range(string member, long? value, (long Low, long High) range)
    {
        if (value < range.Low)
        {
            Add(value, member, $"Member must have value greater than or equal to {range.Low}");
        }
        if (value > range.High)
        {
            Add(value, member, $"Member must have value less than or equal to {range.High}");
        }
        return this;
    }

    /// <summary>A percentage.</summary>
    public FaultCollector Percentage(string member, double? value)
    {
        // Written so that NaN is outside.
        if (value is double number && !(number is >= 0 and <= 100))
        {
            Add(value, member, number < 0 ? "Member must have value greater than or equal to 0" : "Member must have value less than or equal to 100");
        }
        return this;
    }

    /// <summary>One of a few words.</summary>
    public FaultCollector Choice(string member, string? value, params ReadOnlySpan<string> words)
    {
        if (value is not null && !words.Contains(value))
        {
            Add(value, member, $"Member must satisfy enum value set: [{string.Join(", ", words!)}]");
        }
        return this;
    }

    /// <summary>The number of members of a list or map.</summary>
    public FaultCollector Count(string member, int? count, int low, int high)
    {
        if (count < low)
        {
            Add(count, member, $"Member must have length greater than or equal to {low}");
        }
        if (count > high)
        {
            Add(count, member, $"Member must have length less than or equal to {high}");
        }
        return this;
    }

    /// <summary>Anything else that must hold.</summary>
    public FaultCollector That(bool holds, string member, object? value, string constraint)
    {
        if (!holds)
        {
            Add(value, member, constraint);
        }
        return this;
    }

    /// <summary>Ends the request if anything was wrong.</summary>
    public void Throw()
    {
        if (_faults.Count > 0)
        {
            throw ApiException.Invalid($"{_faults.Count} validation error{(_faults.Count > 1 ? "s" : "")} detected: {string.Join("; ", _faults)}");
        }
    }

    private void Add(object? value, string member, string constraint)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";
        _faults.Add($"Value '{(text.Length > LongestEcho ? text[..LongestEcho] + "..." : text)}' at '{member}' failed to satisfy constraint: {constraint}");
    }
}
