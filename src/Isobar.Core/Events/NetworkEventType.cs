namespace Isobar.Core.Events;

/// <summary>On whose side a network impairment lies (spec 6.5).</summary>
public enum NetworkEventType : byte
{
    /// <summary>The side that serves: the service, its location or uplink. The API calls it `AWS`.</summary>
    Service,

    /// <summary>Everything between that and the user.</summary>
    Internet,
}
