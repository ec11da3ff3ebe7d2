namespace Isobar.Server.Hosting;

/// <summary>What a running pipeline is to go on with after the configuration file has changed.</summary>
/// <param name="Options">The options; only each source's grace and parser options, and the retention, differ from those it was started with.</param>
/// <param name="Configuration">What became of the change, for metrics.</param>
internal sealed record LiveReload(LiveOptions Options, ConfigurationStatus Configuration);
