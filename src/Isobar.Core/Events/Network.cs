namespace Isobar.Core.Events;

/// <summary>An autonomous system (spec 4.5).</summary>
/// <param name="Asn">Its number.</param>
/// <param name="Name">Its name.</param>
public sealed record Network(uint Asn, string Name);
