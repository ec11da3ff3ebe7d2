using System.Globalization;

namespace Isobar.Server.Api.CloudWatch.Protocols;

/// <summary>The members of a request, read by type. A form post has texts only, so a text is a number where a number is asked for; the other protocols have types.</summary>
/// <param name="members">The members.</param>
/// <param name="isForm">Whether all values are texts.</param>
/// <param name="path">Where they are, for messages; empty at the top.</param>
internal sealed class RequestMembers(WireStructure members, bool isForm, string path = "")
{
    /// <summary>All of them, as they came.</summary>
    public WireStructure All => members;

    /// <summary>Whether a member is there. An empty list in a form is an empty text.</summary>
    public bool Has(string name) => members.Find(name) is WireValue value && !(isForm && value is WireValue.Text { Value: "" });

    /// <summary>A text; null where it is not there.</summary>
    public string? Text(string name) => members.Find(name) switch
    {
        null => null,
        WireValue.Text text => text.Value,
        _ => throw WrongType(name, "a string"),
    };

    /// <summary>A text of a length, without control characters; null where it is not there.</summary>
    public string? Text(string name, int least, int most)
    {
        string? text = Text(name);
        if (text is not null && (text.Length < least || text.Length > most))
        {
            throw CloudWatchFault.Validation(string.Create(
                CultureInfo.InvariantCulture, $"Value at '{path}{name}' failed to satisfy constraint: Member must have length from {least} to {most}."));
        }
        if (text is not null && text.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0)
        {
            throw CloudWatchFault.InvalidValue($"The value of {path}{name} must not contain control characters.");
        }
        return text;
    }

    /// <summary>A text that must be there.</summary>
    public string Required(string name, int least, int most) => Text(name, least, most) ?? throw CloudWatchFault.Missing(path + name);

    /// <summary>A text out of a set; null where it is not there.</summary>
    public string? Choice(string name, IReadOnlyCollection<string> choices)
    {
        string? text = Text(name);
        return text is null || choices.Contains(text) ? text : throw CloudWatchFault.Validation(
            $"Value '{Shorten(text)}' at '{path}{name}' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", choices)}].");
    }

    /// <summary>A number; null where it is not there.</summary>
    public double? Number(string name) => members.Find(name) switch
    {
        null => null,
        WireValue.Number number => number.Value,
        WireValue.Integer integer => integer.Value,
        // JSON and CBOR clients write what is no number as a text; the service refuses it by its range, not by its type.
        WireValue.Text { Value: "NaN" or "Infinity" or "-Infinity" } => throw CloudWatchFault.InvalidValue($"The value of {path}{name} must be a finite number."),
        WireValue.Text text when isForm && double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => throw WrongType(name, "a number"),
    };

    /// <summary>A whole number of a range; null where it is not there.</summary>
    public int? Integer(string name, int least, int most)
    {
        long? value = members.Find(name) switch
        {
            null => null,
            WireValue.Integer integer => integer.Value,
            WireValue.Number { Value: var number } when number == Math.Floor(number) && Math.Abs(number) < 1e15 => (long)number,
            WireValue.Text text when isForm && long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
            _ => throw WrongType(name, "an integer"),
        };
        return value is not long given ? null
            : given >= least && given <= most ? (int)given
            : throw CloudWatchFault.Validation(string.Create(
                CultureInfo.InvariantCulture, $"Value '{given}' at '{path}{name}' failed to satisfy constraint: Member must have value from {least} to {most}."));
    }

    /// <summary>A flag; null where it is not there.</summary>
    public bool? Flag(string name) => members.Find(name) switch
    {
        null => null,
        WireValue.Flag flag => flag.Value,
        WireValue.Text { Value: "true" } when isForm => true,
        WireValue.Text { Value: "false" } when isForm => false,
        _ => throw WrongType(name, "a boolean"),
    };

    /// <summary>An instant, Unix milliseconds; null where it is not there.</summary>
    public long? Time(string name)
    {
        double? seconds = null;
        switch (members.Find(name))
        {
            case null:
                return null;
            case WireValue.Time time:
                return time.UnixMillis;
            case WireValue.Integer integer when !isForm:
                seconds = integer.Value;
                break;
            case WireValue.Number number when !isForm:
                seconds = number.Value;
                break;
            case WireValue.Text text when DateTimeOffset.TryParse(
                text.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time):
                return time.ToUnixTimeMilliseconds();
        }
        // The years 1 to 9999, which calendars can express.
        return seconds is >= -62_135_596_800d and < 253_402_300_800d ? (long)Math.Round(seconds.Value * 1000) : throw WrongType(name, "a timestamp");
    }

    /// <summary>A structure; null where it is not there.</summary>
    public RequestMembers? Structure(string name) => members.Find(name) switch
    {
        null => null,
        WireValue.Structure structure => new(structure.Members, isForm, $"{path}{name}."),
        _ => throw WrongType(name, "a structure"),
    };

    /// <summary>A list of structures; empty where it is not there.</summary>
    public IReadOnlyList<RequestMembers> Structures(string name, int most) =>
        [.. Items(name, most).Select((item, i) => item is WireValue.Structure structure
            ? new RequestMembers(structure.Members, isForm, string.Create(CultureInfo.InvariantCulture, $"{path}{name}.{i + 1}."))
            : throw WrongType(name, "a list of structures"))];

    /// <summary>A list of texts; empty where it is not there.</summary>
    public IReadOnlyList<string> Texts(string name, int most) =>
        [.. Items(name, most).Select(item => item is WireValue.Text text ? text.Value : throw WrongType(name, "a list of strings"))];

    /// <summary>A list of numbers; empty where it is not there.</summary>
    public IReadOnlyList<double> Numbers(string name, int most)
    {
        IReadOnlyList<WireValue> items = Items(name, most);
        var numbers = new double[items.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = new RequestMembers(new WireStructure().Add(name, items[i]), isForm, path).Number(name)!.Value;
        }
        return numbers;
    }

    private IReadOnlyList<WireValue> Items(string name, int most)
    {
        IReadOnlyList<WireValue> items = members.Find(name) switch
        {
            null => [],
            WireValue.List list => list.Items,
            WireValue.Text { Value: "" } when isForm => [],
            _ => throw WrongType(name, "a list"),
        };
        return items.Count <= most ? items : throw CloudWatchFault.Validation(string.Create(
            CultureInfo.InvariantCulture, $"The collection {path}{name} must have at most {most} items."));
    }

    private CloudWatchFault WrongType(string name, string expected) => CloudWatchFault.Unreadable($"The member {path}{name} is not {expected}.");

    private static string Shorten(string text) => text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "…");
}
