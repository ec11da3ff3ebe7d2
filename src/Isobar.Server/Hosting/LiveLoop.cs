namespace Isobar.Server.Hosting;

/// <summary>Walks a pipeline step by step on a thread of its own, until it is told to stop.</summary>
internal sealed class LiveLoop : IDisposable
{
    /// <summary>How often logs are looked at. Notifications of the file system would save nothing, and are not sent for network and container mounts.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private readonly ISteppedPipeline _pipeline;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Action _onBroken;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    /// <summary>Starts the thread.</summary>
    /// <param name="pipeline">What to walk.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Told when the pipeline broke.</param>
    /// <param name="onBroken">Called when the pipeline broke: a server that reads nothing must not look alive.</param>
    public LiveLoop(ISteppedPipeline pipeline, TimeProvider time, ILogger log, Action onBroken)
    {
        _pipeline = pipeline;
        _time = time;
        _log = log;
        _onBroken = onBroken;
        _thread = new Thread(Run) { Name = "pipeline" };
        _thread.Start();
    }

    /// <summary>Whether the pipeline ended by a fault of its own.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Ends the step under way and stops. What is not sealed is read again at the next start.</summary>
    public void Stop()
    {
        _stop.Set();
        _thread.Join();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_stop.IsSet)
            {
                if (!_pipeline.Step(_time.GetUtcNow()))
                {
                    _stop.Wait(PollInterval);
                }
            }
        }
#pragma warning disable CA1031 // The last line of defence of a thread: told in full, and the process ends with a failure.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            IsBroken = true;
            _log.Broken(fault);
            _onBroken();
        }
    }
}
