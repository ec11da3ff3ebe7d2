using System.Text;

namespace Isobar.Benchmarks.Inputs;

/// <summary>
/// A log like a busy site's: 100 lines a second; 400 clients are active at a time and go after 30 requests on average; of 200,000 clients a few come back often.
/// The same for every run: its random numbers are a seeded linear congruence.
/// </summary>
internal static class GeneratedLog
{
    private const int Clients = 200_000;
    private const int LinesPerSecond = 100;
    private const int ActiveClients = 400;
    private const int RequestsPerVisit = 30;
    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] s_agents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
        "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
    ];

    private static readonly string[] s_paths = ["/", "/assets/app.js", "/assets/site.css", "/api/v1/items?page=", "/products/", "/images/hero.webp", "/login", "/search?q="];

    private static readonly int[] s_statuses = [200, 200, 200, 200, 200, 200, 200, 304, 304, 301, 404, 500];

    /// <summary>Writes a log in the format `combined`, 240 bytes a line.</summary>
    public static void Write(string path, long lines)
    {
        using StreamWriter file = new(path, append: false, new UTF8Encoding(false), bufferSize: 1 << 20) { NewLine = "\n" };
        foreach (GeneratedRequest request in Requests(lines))
        {
            file.WriteLine(LogText.Combined(request));
        }
    }

    /// <summary>The requests, in order of time.</summary>
    public static IEnumerable<GeneratedRequest> Requests(long count)
    {
        ulong state = 42;
        uint[] active = new uint[ActiveClients];
        for (long i = 0; i < count; i++)
        {
            uint slot = Next(ref state) % ActiveClients;
            if (i < ActiveClients || Next(ref state) % RequestsPerVisit == 0)
            {
                active[slot] = NewClient(ref state);
            }
            uint rank = active[slot];
            string path = s_paths[Next(ref state) % (uint)s_paths.Length];
            uint number = Next(ref state);
            int status = s_statuses[Next(ref state) % (uint)s_statuses.Length];
            yield return new(
                Spread(rank),
                s_start.AddSeconds(i / LinesPerSecond),
                $"{path}{number % 10000}",
                status,
                number % 90000,
                number % 300,
                s_agents[rank % (uint)s_agents.Length]);
        }
    }

    /// <summary>The cube of a uniform number makes the low ranks frequent: a heavy tail like that of real clients.</summary>
    private static uint NewClient(ref ulong state)
    {
        double uniform = Next(ref state) / (double)(1L << 32);
        return (uint)(uniform * uniform * uniform * Clients);
    }

    /// <summary>A public-looking address for a client: ranks are spread over 1.0.0.0 to 223.255.255.255, with 10, 127 and the like left as they fall.</summary>
    private static uint Spread(uint rank)
    {
        uint mixed = unchecked((rank + 1) * 2654435761u);
        return 0x01000000 + (mixed % 0xDE000000);
    }

    private static uint Next(ref ulong state)
    {
        state = unchecked((state * 6364136223846793005) + 1442695040888963407);
        return (uint)(state >> 32);
    }
}
