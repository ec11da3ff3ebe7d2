using Isobar.Server.Api.Monitors;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>Measurements that are to be written to an output.</summary>
/// <param name="Monitor">Whose.</param>
/// <param name="Since">From when on, Unix seconds.</param>
internal sealed record Publication(MonitorRecord Monitor, long Since);
