namespace Isobar.Server.Api.Queries;

/// <summary>How far a query has come (spec 3.11).</summary>
internal enum QueryStatus
{
    /// <summary>Waits for others to end.</summary>
    Queued,

    /// <summary>Runs.</summary>
    Running,

    /// <summary>Has results.</summary>
    Succeeded,

    /// <summary>Ended with a fault.</summary>
    Failed,

    /// <summary>Was stopped.</summary>
    Canceled,
}
