namespace Isobar.Server.Hosting;

/// <summary>What a <see cref="LiveLoop"/> walks: real sources, or the demo's. One thread steps it.</summary>
internal interface ISteppedPipeline
{
    /// <summary>Does one step; true when there is more to do at once.</summary>
    /// <param name="now">The clock.</param>
    bool Step(DateTimeOffset now);
}
