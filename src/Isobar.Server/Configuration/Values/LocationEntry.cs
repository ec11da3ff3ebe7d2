using System.Collections.Immutable;

namespace Isobar.Server.Configuration.Values;

/// <summary>A location as written.</summary>
internal sealed record LocationEntry(double Latitude, double Longitude, string? Place, ImmutableArray<string> Zones);
