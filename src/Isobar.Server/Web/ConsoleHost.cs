using Isobar.Server.Web.Access;
using Isobar.Server.Web.Endpoints;
using Isobar.Server.Web.Explorer;

namespace Isobar.Server.Web;

/// <summary>The console of a server: its API and its files, put together.</summary>
internal sealed class ConsoleHost : IDisposable
{
    private readonly ConsoleServices _services;
    private readonly UserDesk _users;
    private readonly SessionDesk _sessions;
    private readonly ProxyHeaders _proxy;
    private readonly ConsoleGate _gate;
    private readonly SetupLink _link;
    private readonly SourceRates _rates;
    private readonly ConsoleMiddleware _middleware;
    private readonly ProviderSignIn? _provider;

    /// <param name="services">What it works with.</param>
    /// <param name="keys">Checks signatures.</param>
    /// <param name="log">Faults of the server.</param>
    public ConsoleHost(ConsoleServices services, Api.Access.RequestAuthenticator keys, ILogger log)
    {
        _services = services;
        OpenIdSettings? provider = services.Configuration.Console.OpenId;
        _users = new(services.People, services.Wall, provider);
        _link = new(services.People, services.Wall);
        _sessions = new(services.People, services.Wall);
        _proxy = new(services.Configuration.Console);
        _gate = new(_sessions, services.People, _users, _proxy, keys);
        _rates = new(services.Status, services.Clock);
        _middleware = new(_gate, services.Audit, log);
        _provider = provider is null ? null : new(provider, _users, _gate, services.Audit, log);
    }

    /// <summary>The one-time link for the first user; null where somebody has taken charge, or where a proxy signs people in.</summary>
    /// <param name="server">Address of the server.</param>
    public Uri? SetupAddress(Uri server) => _proxy.IsOn || _users.IsInCharge ? null : _link.AddressOn(server);

    /// <summary>Prepares what the framework must know before it is built.</summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, new ConsoleJson()));
        // A body that cannot be read is told in the shape of all errors.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        ConsoleFiles.Configure(builder);
    }

    /// <summary>Prepares what this console's own configuration asks for.</summary>
    public void AddTo(IServiceCollection services) => _provider?.AddTo(services);

    /// <summary>Adds all of it to a server.</summary>
    public void Use(WebApplication app)
    {
        app.Use(ConsoleFiles.AddHeadersAsync);
        if (_provider is not null)
        {
            ProviderSignIn.Use(app);
        }
        app.Use(_middleware.InvokeAsync);
        ConsoleRoutes routes = new(app);
        MonitorBook book = new(_services.Api);
        TrafficExplorer explorer = new(_services.Folder, _services.Api.Monitors);
        NoteEndpoints notes = new(_services);
        EventEndpoints events = new(_services, book);
        new SessionEndpoints(_services, _users, _gate, _proxy, _link, _provider).Map(routes);
        new AccessEndpoints(_services, _users).Map(routes);
        new MonitorEndpoints(_services, book).Map(routes);
        new CoverageEndpoints(_services).Map(routes);
        new OverviewEndpoints(_services, book, explorer, events, notes).Map(routes);
        events.Map(routes);
        new ExplorerEndpoints(_services, explorer, notes).Map(routes);
        new InsightEndpoints(_services, book, explorer).Map(routes);
        new WeatherEndpoints(_services).Map(routes);
        new SourceEndpoints(_services, _rates).Map(routes);
        new AlarmEndpoints(_services, book).Map(routes);
        notes.Map(routes);
        app.Map($"{ConsoleRoutes.Prefix}/{{**rest}}", (HttpContext context) => ConsoleMiddleware.AnswerAsync(
            context, new ConsoleFault(StatusCodes.Status404NotFound, "NotFound", $"There is nothing at {context.Request.Method} {context.Request.Path}."))).ExcludeFromDescription();
    }

    /// <inheritdoc/>
    public void Dispose() => _rates.Dispose();
}
