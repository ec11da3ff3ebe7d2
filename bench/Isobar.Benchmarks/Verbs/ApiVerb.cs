using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Server.Api;
using Isobar.Server.Api.Access;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Configuration;
using Isobar.Server.Hosting;
using Isobar.Server.Tests.Api;
using Isobar.Storage;
using Isobar.Storage.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isobar.Benchmarks.Verbs;

/// <summary>
/// Serves the API over a data folder, for bench/api. `api-serve FOLDER EVENTS` stores events, prints addresses with the headers of signed requests to them, and serves until its
/// input ends. `api-query FOLDER CITY-NETWORKS DAYS` stores measurements, where there are none yet, and times queries from StartQuery to their first page.
/// </summary>
internal static class ApiVerb
{
    private const string Account = "123456789012", Monitor = "shop", Path = "/v20210603/Monitors/" + Monitor;
    private const long Window = 300, Day = 86_400;

    public static async Task<int> ServeAsync(string path, int events)
    {
        using DataFolder folder = DataFolder.Open(path, "bench");
        await using Served served = await Served.StartAsync(folder);
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        for (int first = 0; first < events; first += 1000)
        {
            folder.Commit(Enumerable.Range(first, Math.Min(1000, events - first)).Select(number => EventOf(number, now)));
        }
        Console.WriteLine($"empty\t{served.Address}empty\t\t");
        foreach ((string name, string target) in (ReadOnlySpan<(string, string)>)[("GetMonitor", Path), ("ListHealthEvents", Path + "/HealthEvents"), ("ListHealthEvents, 1", Path + "/HealthEvents?MaxResults=1")])
        {
            using HttpRequestMessage request = served.SignAsync(HttpMethod.Get, target, null).GetAwaiter().GetResult();
            Console.WriteLine($"{name}\t{request.RequestUri}\t{request.Headers.Authorization}\t{request.Headers.GetValues("X-Amz-Date").Single()}");
        }
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        while (await Console.In.ReadLineAsync() is not null)
        {
            TimeSpan total = Process.GetCurrentProcess().TotalProcessorTime;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(total - before).TotalMilliseconds:0}"));
            before = total;
        }
        return 0;
    }

    public static async Task<int> QueryAsync(string path, int cityNetworks, int days)
    {
        using DataFolder folder = DataFolder.Open(path, "bench");
        long end = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), start = end - days * Day;
        if (folder.LastMeasuredWindow(Monitor) is null)
        {
            Store(folder, cityNetworks, start, end);
        }
        await using Served served = await Served.StartAsync(folder);
        string where = """,{"Field":"country","Operator":"EQUALS","Values":["Country 7"]}""";
        foreach ((string name, string filters) in (ReadOnlySpan<(string, string)>)[("all", ""), ("one country", where)])
        {
            List<double> seconds = [];
            for (int run = 0; run < 7; run++)
            {
                seconds.Add(FirstPageAsync(served, start, end, filters).GetAwaiter().GetResult());
            }
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"MEASUREMENTS, {name}, {days} days of {cityNetworks} city-networks: first page after {seconds.Order().ElementAt(seconds.Count / 2):0.000} s (median of 7, first {seconds[0]:0.000} s)"));
        }
        return 0;
    }

    private static async Task<double> FirstPageAsync(Served served, long start, long end, string filters)
    {
        string body = $$"""{"StartTime":"{{Time(start)}}","EndTime":"{{Time(end)}}","QueryType":"MEASUREMENTS","FilterParameters":[{{filters.TrimStart(',')}}]}""";
        long began = Stopwatch.GetTimestamp();
        string id = (await served.SendAsync(HttpMethod.Post, Path + "/Queries", body))["QueryId"]!.GetValue<string>();
        while ((await served.SendAsync(HttpMethod.Get, $"{Path}/Queries/{id}/Status", null))["Status"]!.GetValue<string>() != "SUCCEEDED")
        {
            await Task.Delay(5);
        }
        int rows = (await served.SendAsync(HttpMethod.Get, $"{Path}/Queries/{id}/Results?MaxResults=1000", null))["Data"]!.AsArray().Count;
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return rows == 1000 ? seconds : throw new InvalidOperationException($"The first page has {rows} rows.");
    }

    private static string Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A row for each city-network in each five minutes; days go to files of their own as in a running server.</summary>
    private static void Store(DataFolder folder, int cityNetworks, long start, long end)
    {
        CityNetwork[] places =
        [
            .. Enumerable.Range(1, cityNetworks).Select(number => new CityNetwork(
                new CityNetworkId((ulong)number * 0x9e37_79b9), $"C{number % 60}", $"Country {number % 60}", $"State {number % 300}", CityNetwork.NotAvailable, $"City {number}", (uint)number,
                $"Network {number}", -40 + number * 7919 % 10_500 / 100.0, -170 + number * 104_729 % 34_000 / 100.0)),
        ];
        Random random = new(1);
        for (long at = start; at < end; at += 12 * Window)
        {
            MeasurementBatch batch = new() { MonitorName = Monitor, Parts = new() { MonitorName = Monitor } };
            for (long window = at; window < at + 12 * Window; window += Window)
            {
                for (int place = 0; place < places.Length; place++)
                {
                    // Two in five have clients of both address families, a third of the traffic by IPv6.
                    bool isBoth = place % 5 < 2;
                    long bytes = 1 + 1_000_000 / (place + 10) * random.Next(50, 150);
                    int rtt = 20_000 + place % 97 * 1000 + random.Next(3000);
                    Add(batch, window, places[place].Id, bytes, rtt, isBoth ? AddressFamilies.Both : AddressFamilies.IPv4);
                    if (isBoth)
                    {
                        Add(batch.Parts, window, places[place].Id, bytes - bytes / 3, rtt + random.Next(500), AddressFamilies.IPv4);
                        Add(batch.Parts, window, places[place].Id, bytes / 3, rtt - random.Next(1000), AddressFamilies.IPv6);
                    }
                }
            }
            folder.Commit(new CommitContent { Measurements = [batch], Names = at == start ? places : [] });
            if ((at + 12 * Window) % Day == 0)
            {
                folder.RollOver(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(at + 12 * Window).UtcDateTime));
            }
        }
    }

    private static void Add(MeasurementBatch batch, long window, CityNetworkId place, long bytes, int rtt, AddressFamilies families)
    {
        batch.WindowStart.Add(window);
        batch.CityNetwork.Add(place);
        batch.Families.Add(families);
        batch.ServiceLocation.Add("eu-central-1");
        batch.AvailabilityState.Add(HealthState.Ok);
        batch.AvailabilityScore.Add(100);
        batch.PerformanceState.Add(HealthState.Ok);
        batch.PerformanceScore.Add(100);
        batch.Weight.Add(bytes);
        batch.TrafficPercent.Add(0.02);
        batch.BytesIn.Add(bytes / 10);
        batch.BytesOut.Add(bytes);
        batch.Connections.Add(bytes / 1000);
        batch.Clients.Add(3);
        batch.RttP50Micros.Add(rtt);
        batch.RttP90Micros.Add(2 * rtt);
        batch.RttP95Micros.Add(3 * rtt);
        batch.TtfbP50Micros.Add(2 * rtt);
        batch.TtfbP90Micros.Add(3 * rtt);
        batch.TtfbP95Micros.Add(4 * rtt);
        batch.TtfbMeanMicros.Add(2 * rtt);
    }

    private static HealthEvent EventOf(int number, long now)
    {
        long start = (now - number * 1800L) / Window * Window;
        HealthEvent one = number % 2 == 0 ? Samples.OverallEvent(Monitor, start, start + 900) : Samples.LocalEvent(Monitor, start, start + 900);
        return one with { LocationCount = 3, ImpactedLocations = [.. Enumerable.Repeat(one.ImpactedLocations[0], 3)] };
    }

    /// <summary>A server on a port of its own, with a key and a monitor.</summary>
    private sealed class Served : IAsyncDisposable
    {
        private readonly HttpClient _http = new();
        private readonly AccessKeys _keys;
        private readonly PeopleStore _people;
        private readonly ApiHost _api;
        private readonly AccessKey _key;
        private LiveServer _server = null!;

        private Served(DataFolder folder)
        {
            IsobarConfiguration configuration = ConfigurationLoader.LoadText(
                Encoding.UTF8.GetBytes($$$"""{ "account": "{{{Account}}}", "region": "eu-central-1", "limits": { "requestsPerSecond": 100000 } }"""), "isobar.json", folder.Path, ConfigurationInputs.None).Configuration!;
            _people = PeopleStore.Open(folder.Path, "bench");
            _api = new(configuration, isOpen: false, new HostFilter(new IPEndPoint(IPAddress.Loopback, 0), []), folder, LiveMonitors.None, new AuditLog(_people, TimeProvider.System), TimeProvider.System, NullLogger.Instance);
            _keys = AccessKeys.Open(folder.Path, "bench", TimeProvider.System);
            _key = _keys.Create(Account, AccessPolicy.Full, "bench");
        }

        public Uri Address => _server.Address;

        public static async Task<Served> StartAsync(DataFolder folder)
        {
            Served served = new(folder);
            served._server = await LiveServer.StartAsync(
                new IPEndPoint(IPAddress.Loopback, 0), [], () => throw new InvalidOperationException("no pipeline"), TimeProvider.System,
                app => app.MapGet("/empty", () => Results.Ok()), [served._api.Served]);
            if (folder.Monitors.Find(Monitor) is null)
            {
                await served.SendAsync(HttpMethod.Post, "/v20210603/Monitors", $$$"""{"MonitorName":"{{{Monitor}}}","TrafficPercentageToMonitor":100,"Tags":{"env":"prod"}}""");
            }
            return served;
        }

        public async Task<HttpRequestMessage> SignAsync(HttpMethod method, string target, string? body)
        {
            HttpRequestMessage request = new(method, new Uri(Address, target)) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            await new TestSigner(_key.Id, _key.Secret, TimeProvider.System).SignAsync(request);
            return request;
        }

        public async Task<JsonNode> SendAsync(HttpMethod method, string target, string? body)
        {
            using HttpRequestMessage request = await SignAsync(method, target, body);
            using HttpResponseMessage response = await _http.SendAsync(request);
            string text = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException(text);
        }

        public async ValueTask DisposeAsync()
        {
            await _server.DisposeAsync();
            _api.Dispose();
            _keys.Dispose();
            _people.Dispose();
            _http.Dispose();
        }
    }
}
