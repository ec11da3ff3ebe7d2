namespace Isobar.Core.Atlas;

/// <summary>A network whose addresses stand for other clients.</summary>
/// <param name="Asn">Autonomous system number.</param>
/// <param name="Name">The operator, as people know it.</param>
/// <param name="Kind">Whether it is a delivery network, or a cloud that holds one among other things.</param>
public sealed record ProxyNetwork(uint Asn, string Name, ProxyKind Kind);
