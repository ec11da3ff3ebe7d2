namespace Isobar.Core.Events;

/// <summary>Whether a health event, one of its locations or an internet event is still going on (spec 4.1).</summary>
public enum EventStatus : byte
{
    /// <summary>Going on.</summary>
    Active,

    /// <summary>Over.</summary>
    Resolved,
}
