using System.Diagnostics;
using System.Globalization;
using Isobar.Storage;
using Isobar.Storage.Explorer;

namespace Isobar.Benchmarks.Verbs;

/// <summary>`explorer FOLDER` times what the console asks of the measurements that `api-query` has stored.</summary>
internal static class ExplorerVerb
{
    private const int Runs = 15;
    private const long Day = 86_400;

    public static void Run(string path)
    {
        using DataFolder folder = DataFolder.Open(path, "bench");
        Console.WriteLine("| Explorer, 5,000 city-networks | median, ms | p95, ms | processor ms | answer |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach ((string name, Func<string> ask) in Questions(folder.Explorer))
        {
            List<double> elapsed = [], processor = [];
            string answer = ask();
            for (int run = 0; run < Runs; run++)
            {
                TimeSpan before = Environment.CpuUsage.TotalTime;
                long began = Stopwatch.GetTimestamp();
                ask();
                elapsed.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            }
            double[] sorted = [.. elapsed.Order()];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {sorted[Runs / 2]:0} | {sorted[^1]:0} | {processor.Order().ElementAt(Runs / 2):0} | {answer} |"));
        }
    }

    private static IEnumerable<(string Name, Func<string> Ask)> Questions(ExplorerStore explorer)
    {
        long end = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        ExplorerScope month = new() { MonitorName = "shop", From = end - 30 * Day, To = end }, days = month with { From = end - 2 * Day };
        // Not on the hour, as ranges up to now are.
        ExplorerScope odd = month with { From = end - 29 * Day - 1100, To = end - 1100 };
        ExplorerFilter country = new(ExplorerDimension.Country, ["Country 7"], []), others = new(ExplorerDimension.Network, [], ["1", "2", "3"]);
        Func<string> Chart(ExplorerScope scope, ExplorerDimension by) => () =>
        {
            ExplorerAnswer answer = explorer.Ask(new(scope) { GroupBy = by });
            return $"{answer.Groups.Count} × {answer.Times.Count}";
        };
        yield return ("30 days, all", Chart(month, ExplorerDimension.None));
        yield return ("30 days by country", Chart(month, ExplorerDimension.Country));
        yield return ("30 days by city", Chart(month, ExplorerDimension.City));
        yield return ("30 days by network", Chart(month, ExplorerDimension.Network));
        yield return ("29 days by network, not on the hour", Chart(odd, ExplorerDimension.Network));
        yield return ("30 days by service location, without 3 networks", Chart(month with { Filters = [others] }, ExplorerDimension.ServiceLocation));
        yield return ("30 days of a country by city", Chart(month with { Filters = [country] }, ExplorerDimension.City));
        ExplorerFilter ipv4 = new(ExplorerDimension.AddressFamily, ["IPv4"], []), ipv6 = new(ExplorerDimension.AddressFamily, ["IPv6"], []);
        yield return ("30 days by address family", Chart(month, ExplorerDimension.AddressFamily));
        yield return ("30 days, IPv4", Chart(month with { Filters = [ipv4] }, ExplorerDimension.None));
        yield return ("30 days, IPv6 by country", Chart(month with { Filters = [ipv6] }, ExplorerDimension.Country));
        yield return ("30 days, IPv4 by city", Chart(month with { Filters = [ipv4] }, ExplorerDimension.City));
        yield return ("48 hours, all", Chart(days, ExplorerDimension.None));
        yield return ("48 hours by country", Chart(days, ExplorerDimension.Country));
        yield return ("48 hours of a country by network", Chart(days with { Filters = [country] }, ExplorerDimension.Network));
        yield return ("values of a city, 30 days", () => $"{explorer.Values(month, ExplorerDimension.City, "city 1", 20).Count}");
        yield return ("5,000 places, 24 hours", () => $"{explorer.Places(month with { From = end - Day }, 5000).Count}");
        yield return ("5,000 places, 30 days", () => $"{explorer.Places(month, 5000).Count}");
    }
}
