using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Isobar.Server.Api.Access;
using Isobar.Server.Api.Validation;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api;

/// <summary>A request, its caller known and its path understood.</summary>
/// <param name="Caller">Who makes it.</param>
/// <param name="Labels">Values of the labels of the path, decoded, in their order.</param>
/// <param name="Target">The target, for parameters.</param>
/// <param name="Body">The body.</param>
internal sealed record OperationInput(Caller Caller, IReadOnlyList<string> Labels, RawTarget Target, ReadOnlyMemory<byte> Body)
{
    /// <summary>The body as an object; one without members where there is none. Members that are not known are passed over, as services do.</summary>
    public T Read<T>(JsonTypeInfo<T> type)
        where T : class, new()
    {
        if (Body.IsEmpty)
        {
            return new T();
        }
        try
        {
            return JsonSerializer.Deserialize(Body.Span, type) ?? new T();
        }
        catch (JsonException fault)
        {
            throw ApiException.Invalid($"The body of the request cannot be read{(string.IsNullOrEmpty(fault.Path) ? "" : $" at {fault.Path}")}: a JSON object of the operation's members was expected.");
        }
    }

    /// <summary>A parameter of the query; null where it is absent or empty.</summary>
    public string? Parameter(string name) => Target.Parameter(name) is { Length: > 0 } value ? value : null;

    /// <summary>A parameter that is a whole number.</summary>
    public int? Integer(FaultCollector faults, string name, (long Low, long High) range)
    {
        if (Parameter(name) is not string text)
        {
            return null;
        }
        bool isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
        faults.That(isNumber, Member(name), text, "Member must be a whole number");
        if (!isNumber)
        {
            return null;
        }
        faults.Range(Member(name), value, range);
        return value < range.Low || value > range.High ? null : (int)value;
    }

    /// <summary>A parameter that is a time, Unix seconds.</summary>
    public long? Time(FaultCollector faults, string name)
    {
        if (Parameter(name) is not string text)
        {
            return null;
        }
        bool isTime = Words.TryReadTime(text, out long time);
        faults.That(isTime, Member(name), text, "Member must be a time in ISO 8601");
        return isTime ? time : null;
    }

    /// <summary>A parameter that is `true` or `false`.</summary>
    public bool Flag(FaultCollector faults, string name)
    {
        string? text = Parameter(name);
        faults.Choice(Member(name), text, "true", "false");
        return text == "true";
    }

    private static string Member(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
