using System.Net;
using Isobar.Server.Alarms;
using Isobar.Server.Api.Access;
using Isobar.Server.Configuration;
using Isobar.Server.Hosting;
using Isobar.Storage;
using Isobar.Storage.People;
using Isobar.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isobar.Server.Tests.Api.CloudWatch;

/// <summary>The API on a port of its own, over real stores. Alarms are judged only when a test says so.</summary>
internal sealed class CloudWatchServer : IAsyncDisposable
{
    public const string Account = "123456789012";

    private readonly TemporaryFolder _temp = new();
    private readonly DataFolder _folder;
    private readonly AccessKeys? _keys;
    private readonly PeopleStore _people;
    private readonly WebApplication _app;

    private CloudWatchServer(DataFolder folder, AccessKeys? keys, PeopleStore people, AlarmService service, WebApplication app, TemporaryFolder temp)
    {
        _folder = folder;
        _keys = keys;
        _people = people;
        _app = app;
        _temp = temp;
        Service = service;
    }

    public AlarmService Service { get; }

    /// <summary>What was changed, the newest first.</summary>
    public IReadOnlyList<AuditRow> Audit() => _people.Audit(null, 100);

    public AccessKey? Key { get; private init; }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static AlarmSettings Settings(params (string Name, WebhookConfiguration Webhook)[] webhooks) => new()
    {
        Account = Account,
        Region = "us-east-1",
        WebhookBook = new(webhooks.ToDictionary(webhook => webhook.Name, webhook => webhook.Webhook)),
    };

    /// <summary>Starts a server.</summary>
    /// <param name="isOpen">Whether it lets in requests without a signature; otherwise it has one key.</param>
    /// <param name="time">The clock; null for the real one.</param>
    public static async Task<CloudWatchServer> StartAsync(bool isOpen = true, TimeProvider? time = null)
    {
        TimeProvider clock = time ?? TimeProvider.System;
        TemporaryFolder temp = new();
        DataFolder folder = DataFolder.Open(temp["data"], "test");
        AccessKeys? keys = isOpen ? null : AccessKeys.Open(temp["data"], "test", clock);
        PeopleStore people = PeopleStore.Open(temp["data"], "test");
        AlarmService service = new(folder, Settings(), clock, NullLogger.Instance);
        RequestAuthenticator access = new(
            id => keys?.Find(id), new AccessSettings(Account, isOpen), new HostFilter(new IPEndPoint(IPAddress.Loopback, 0), []), clock);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        service.Endpoint(access, new AuditLog(people, clock)).Use(app);
        await app.StartAsync();
        return new(folder, keys, people, service, app, temp) { Key = keys?.Create(Account, AccessPolicy.Full, "test") };
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Service.DisposeAsync();
        _keys?.Dispose();
        _people.Dispose();
        _folder.Dispose();
        _temp.Dispose();
    }
}
