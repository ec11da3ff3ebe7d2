namespace Isobar.Server.Api.CloudWatch.Protocols;

/// <summary>A value on the wire, in whatever protocol: what operations read and answer.</summary>
internal abstract record WireValue
{
    /// <summary>A text; also a number, flag or time in a form post, which has nothing but texts.</summary>
    internal sealed record Text(string Value) : WireValue;

    /// <summary>A number with a fraction.</summary>
    internal sealed record Number(double Value) : WireValue;

    /// <summary>A whole number.</summary>
    internal sealed record Integer(long Value) : WireValue;

    /// <summary>True or false.</summary>
    internal sealed record Flag(bool Value) : WireValue;

    /// <summary>An instant, Unix milliseconds.</summary>
    internal sealed record Time(long UnixMillis) : WireValue;

    /// <summary>Several values.</summary>
    internal sealed record List(IReadOnlyList<WireValue> Items) : WireValue;

    /// <summary>Values by names that are data, not members of the model: XML writes them as entries.</summary>
    internal sealed record Map(IReadOnlyList<(string Key, WireValue Value)> Entries) : WireValue;

    /// <summary>Named values.</summary>
    internal sealed record Structure(WireStructure Members) : WireValue;
}
