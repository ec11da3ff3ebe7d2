namespace Isobar.Core.Atlas.Sources;

/// <summary>What an ASN source says of a range: 0 stands for "not routed", an empty name for an unknown one.</summary>
internal readonly record struct AsnFacts(uint Asn, string Name);
