using System.Net;
using Isobar.Server.Api.OpenApi;
using Isobar.Server.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Isobar.Server.Hosting;

/// <summary>The HTTP side of a running server. It only reads the status that the pipeline publishes; the console and the API get their routes here.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LiveServer(WebApplication app) => _app = app;

    /// <summary>Where it listens; the port is the real one when 0 was asked for.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>All endpoints that it has.</summary>
    internal IReadOnlyList<Endpoint> Endpoints => [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints)];

    /// <summary>Signalled when the process is asked to stop (SIGTERM, SIGINT).</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>Starts to listen.</summary>
    /// <param name="listen">Where.</param>
    /// <param name="names">Names besides loopback that requests may use.</param>
    /// <param name="status">How things are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="routes">Adds what is served besides.</param>
    /// <param name="apis">Parts that let callers in by themselves, under any name of the server.</param>
    /// <param name="console">The console; null for none.</param>
    /// <exception cref="IOException">The address is in use or not ours.</exception>
    public static async Task<LiveServer> StartAsync(
        IPEndPoint listen, IReadOnlyList<string> names, Func<LiveStatus> status, TimeProvider time, Action<WebApplication>? routes = null, IReadOnlyList<ServedApi>? apis = null,
        ConsoleHost? console = null)
    {
        // Files are found beside the program, wherever it is started from and whoever hosts it.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = ConsoleFiles.Name, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Slow senders give their place up soon; with the framework's limits on header sizes a connection costs little until its request is whole.
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Listen(listen);
        });
        ApiDescription.AddTo(builder.Services);
        ConsoleHost.Configure(builder);
        console?.AddTo(builder.Services);
        WebApplication app = builder.Build();
        HostFilter hosts = new(listen, names);
        app.Use(async (context, next) =>
        {
            if (apis?.FirstOrDefault(api => api.Takes(context)) is ServedApi api)
            {
                await api.HandleAsync(context);
                return;
            }
            if (hosts.Accepts(context.Request.Host.Host))
            {
                await next(context);
                return;
            }
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            await context.Response.WriteAsync("This server is not known by the name in the Host header. Name it with --host NAME.\n");
        });
        console?.Use(app);
        routes?.Invoke(app);
        Map(app, status, time, console is not null);
        LiveServer server = new(app);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        return server;
    }

    /// <summary>Walks a pipeline beside it until the process or the caller asks to stop, or the pipeline breaks.</summary>
    /// <returns>Whether all went well.</returns>
    public async Task<bool> WalkAsync(ISteppedPipeline pipeline, TimeProvider clock, ILogger log, CancellationToken cancel)
    {
        using LiveLoop loop = new(pipeline, clock, log, RequestStop);
        await UntilStoppedAsync(cancel);
        loop.Stop();
        return !loop.IsBroken;
    }

    /// <summary>Asks the server to stop, as a signal would.</summary>
    public void RequestStop() => _app.Lifetime.StopApplication();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task UntilStoppedAsync(CancellationToken cancel)
    {
        using CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(cancel, Stopping);
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stopping.Token.Register(stopped.SetResult))
        {
            await stopped.Task;
        }
    }

    private static void Map(WebApplication app, Func<LiveStatus> status, TimeProvider time, bool hasConsole)
    {
        if (hasConsole)
        {
            ConsoleFiles.Map(app);
        }
        else
        {
            app.MapGet("/", () => Results.Text(
                $"Isobar {MetricsPage.Version}\n\n/metrics  counters for Prometheus\n/health   whether all is well, and what is not\n/openapi  a description of these, and of the extensions of the API\n"))
                .WithName("Index").WithSummary("What is served.").Produces<string>(contentType: "text/plain");
        }
        app.MapGet("/metrics", () => Results.Text(MetricsPage.Write(status()), PrometheusText.ContentType))
            .WithName("Metrics").WithSummary("Counters in the text format of Prometheus.").Produces<string>(contentType: "text/plain");
        app.MapGet("/health", () =>
        {
            LiveStatus now = status();
            IReadOnlyList<LiveFault> reasons = HealthPage.Reasons(now, time.GetUtcNow());
            return new HealthResult(HealthPage.Write(now, reasons), reasons.Count == 0);
        })
            .WithName("Health").WithSummary("Whether all is well, and what is not.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json").Produces(StatusCodes.Status503ServiceUnavailable, contentType: "application/json");
        ApiDescription.Map(app);
    }

    private sealed class HealthResult(byte[] body, bool isWell) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            httpContext.Response.Headers.CacheControl = "no-store";
            return httpContext.Response.Body.WriteAsync(body).AsTask();
        }
    }
}
