namespace Isobar.Core.Events;

/// <summary>What has become of a group.</summary>
public enum EventGroupStatus : byte
{
    /// <summary>It lasts.</summary>
    Active,

    /// <summary>It is over.</summary>
    Resolved,

    /// <summary>It turned out to be a part of its parent, which goes on.</summary>
    Merged,
}
