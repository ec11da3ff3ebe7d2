using Isobar.Server.Api.Events;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Queries;
using Isobar.Storage;

namespace Isobar.Server.Api;

/// <summary>What operations work with.</summary>
internal sealed record ApiServices
{
    /// <summary>The data folder.</summary>
    public required DataFolder Folder { get; init; }

    /// <summary>The monitors.</summary>
    public required MonitorCatalogue Monitors { get; init; }

    /// <summary>Which accounts see what of which others.</summary>
    public required AccountLinks Accounts { get; init; }

    /// <summary>Quotas.</summary>
    public required ApiLimits Limits { get; init; }

    /// <summary>The queries that run or have run.</summary>
    public required QueryDesk Queries { get; init; }

    /// <summary>Health events as they are answered.</summary>
    public required HealthEventAnswers Events { get; init; }

    /// <summary>Pages of health events as they are answered.</summary>
    public HealthEventPages EventPages { get; } = new();

    /// <summary>Region of the installation.</summary>
    public required string Region { get; init; }

    /// <summary>Account of the installation.</summary>
    public required string OwnAccount { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Now, Unix seconds.</summary>
    public long Now => Time.GetUtcNow().ToUnixTimeSeconds();
}
