using Isobar.Server.Configuration;

namespace Isobar.Server.Commands;

/// <summary>The configuration file that a running server watches.</summary>
/// <param name="Path">The file.</param>
/// <param name="Loaded">What was read from it at the start.</param>
/// <param name="Inputs">What it was read with.</param>
internal sealed record WatchedConfiguration(string Path, IsobarConfiguration Loaded, ConfigurationInputs Inputs);
