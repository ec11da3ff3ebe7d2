using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Isobar.Server.Configuration;

/// <summary>What loading gave: a configuration without any fault, or all faults.</summary>
/// <param name="Configuration">The configuration; null when there are faults.</param>
/// <param name="Faults">All faults, in the order of the file, those of environment variables last; empty when there is a configuration.</param>
public sealed record ConfigurationResult(IsobarConfiguration? Configuration, ImmutableArray<ConfigurationFault> Faults)
{
    /// <summary>Whether there is a configuration.</summary>
    [MemberNotNullWhen(true, nameof(Configuration))]
    public bool IsValid => Configuration is not null;
}
