using Isobar.Server.Api.Monitors;
using Isobar.Storage;
using Isobar.Storage.Explorer;

namespace Isobar.Server.Web.Explorer;

/// <summary>
/// The explorer's questions as the console's endpoints ask them: a monitor is named as its account names it, and the rest is <see cref="ExplorerStore"/>, which says what may be asked. In
/// short: make an <see cref="ExplorerScope"/> by <see cref="Scope"/> (monitor, range, filters with values to include and to exclude), then ask
/// <c>Store.Ask(new ExplorerQuestion(scope) { GroupBy, Top, StepSeconds })</c> for charts and tables, <c>Store.Values(scope, dimension, prefix, most)</c> for the values of a filter, or
/// <c>Store.Places(scope, 5000)</c> for the dots of a map. Answers are columns; null is a gap.
/// </summary>
/// <param name="folder">The data folder.</param>
/// <param name="monitors">The monitors.</param>
internal sealed class TrafficExplorer(DataFolder folder, MonitorCatalogue monitors)
{
    /// <summary>The questions.</summary>
    public ExplorerStore Store => folder.Explorer;

    /// <summary>Asks a question whose step, if it has one, came with the request.</summary>
    /// <exception cref="ConsoleFault">The step does not go with the range.</exception>
    public ExplorerAnswer Ask(ExplorerQuestion question, CancellationToken stop)
    {
        try
        {
            return Store.Ask(question, stop);
        }
        catch (ArgumentException fault)
        {
            throw ConsoleFault.Invalid("step", fault.Message);
        }
    }

    /// <summary>The scope of a question.</summary>
    /// <param name="account">Whose monitor.</param>
    /// <param name="monitor">Its name.</param>
    /// <param name="from">First instant, Unix seconds.</param>
    /// <param name="to">First instant after the range, Unix seconds.</param>
    /// <param name="filters">Conditions; all must hold.</param>
    /// <exception cref="Api.ApiException">There is no such monitor.</exception>
    public ExplorerScope Scope(string account, string monitor, long from, long to, IReadOnlyList<ExplorerFilter> filters)
    {
        MonitorRecord record = monitors.Get(account, monitor);
        return new() { MonitorName = record.Key, From = from, To = to, Filters = filters, WeighedIn = monitors.WeightOf(record) };
    }
}
