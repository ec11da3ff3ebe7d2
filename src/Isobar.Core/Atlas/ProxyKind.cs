namespace Isobar.Core.Atlas;

/// <summary>Why the addresses of a network are seldom those of clients.</summary>
public enum ProxyKind
{
    /// <summary>A content delivery network or reverse proxy: it asks the origin on behalf of clients.</summary>
    ContentDelivery = 1,

    /// <summary>A cloud whose addresses are shared by its delivery network, its load balancers and its customers' machines: a hint, no proof.</summary>
    Cloud = 2,
}
