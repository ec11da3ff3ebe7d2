using Isobar.Server.Alarms;
using Isobar.Server.Api;
using Isobar.Server.Api.Access;
using Isobar.Server.Configuration;
using Isobar.Server.Hosting;
using Isobar.Server.Publishing;
using Isobar.Server.Publishing.Measurements;
using Isobar.Server.Web.Wire;
using Isobar.Storage;
using Isobar.Storage.Notes;
using Isobar.Storage.People;

namespace Isobar.Server.Web;

/// <summary>What endpoints of the console work with: the services that the AWS-compatible API works with, and what is the console's own.</summary>
internal sealed record ConsoleServices
{
    /// <summary>The services of the API.</summary>
    public required ApiServices Api { get; init; }

    /// <summary>The access keys.</summary>
    public required AccessKeys Keys { get; init; }

    /// <summary>Metrics, alarms and webhooks.</summary>
    public required AlarmService Alarms { get; init; }

    /// <summary>Delivers measurements.</summary>
    public required MeasurementPublisher Publisher { get; init; }

    /// <summary>Users, sessions and what they changed.</summary>
    public required PeopleStore People { get; init; }

    /// <summary>Records changes.</summary>
    public required AuditLog Audit { get; init; }

    /// <summary>Annotations, planned work, marks on events.</summary>
    public required NoteStore Notes { get; init; }

    /// <summary>Who is not told of what, and when nothing is learned.</summary>
    public required QuietTimes Quiet { get; init; }

    /// <summary>Everything a monitor can watch.</summary>
    public required ResourceBook Resources { get; init; }

    /// <summary>How things are.</summary>
    public required Func<LiveStatus> Status { get; init; }

    /// <summary>The configuration of the start.</summary>
    public required IsobarConfiguration Configuration { get; init; }

    /// <summary>The clock of the data; the demo's runs faster.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The clock on the wall, for sessions.</summary>
    public required TimeProvider Wall { get; init; }

    /// <summary>Length of a window.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>The demo; null on real data.</summary>
    public DemoWire? Demo { get; init; }

    /// <summary>
    /// Length of a step where nobody asked for one; 0 leaves it to the store. The history that a demo begins with is sums of hours: in shorter steps each would stand as one.
    /// </summary>
    public int UsualStep(TimeRange range) => Demo is { } demo && range.From < demo.StartedAt && range.Seconds > 2 * 3_600 && range.Seconds <= 48 * 3_600 ? 3_600 : 0;

    /// <summary>The stores.</summary>
    public DataFolder Folder => Api.Folder;

    /// <summary>Now in the clock of the data, Unix seconds.</summary>
    public long Now => Clock.GetUtcNow().ToUnixTimeSeconds();
}
