using System.Buffers;
using System.Globalization;
using System.Text;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;
using Isobar.Simulator.Drawing;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Lines;

/// <summary>
/// Writes a world's traffic as the access log of its servers. Counted again, the lines of a window are the rows of that window, to the byte. Not thread-safe: one for
/// each thread.
/// </summary>
public sealed class TrafficLines
{
    /// <summary>
    /// The log's format as nginx's `log_format` has it: combined, then length of the request, round-trip time and time to first byte. The latter is written to the
    /// microsecond, so that nothing is lost to rounding.
    /// </summary>
    public const string Format =
        "$remote_addr - $remote_user [$time_local] \"$request\" $status $bytes_sent \"$http_referer\" \"$http_user_agent\" $request_length $tcpinfo_rtt $upstream_header_time";

    /// <summary>More than the longest line takes.</summary>
    private const int LineLimit = 400;

    private static readonly string[] s_paths =
        ["/", "/index.html", "/products/17", "/search?q=lamp", "/api/v1/cart", "/static/app.js", "/static/style.css", "/images/header.webp", "/account/orders", "/news/2291"];

    private static readonly string[] s_agents =
    [
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        "ExampleApp/4.2 (Android 15)",
    ];

    private readonly SimulatedWorld _world;
    private readonly RowDraws _draws;
    private readonly RequestExpansion _expansion = new();
    private readonly List<SimulatedRequest> _requests = [];
    private readonly Dictionary<string, int[]> _streamsOfSource;
    private readonly Dictionary<string, int[]> _streamsOfLocation;
    private readonly byte[] _time = new byte[32];
    private int _timeLength;
    private long _timeSecond = long.MinValue;

    /// <param name="world">Whose traffic to write.</param>
    public TrafficLines(SimulatedWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        _world = world;
        _draws = new RowDraws(world.Model);
        _streamsOfSource = StreamsBy(stratum => stratum.Source);
        _streamsOfLocation = StreamsBy(stratum => stratum.ServiceLocation);
    }

    /// <summary>Appends the lines of one source in one window, in the order of their time.</summary>
    /// <param name="windowStartSeconds">Start of the window, Unix seconds.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="lines">Takes the lines, each with its line end.</param>
    /// <returns>The number of lines.</returns>
    public int Append(long windowStartSeconds, string source, IBufferWriter<byte> lines) =>
        Append(windowStartSeconds, _streamsOfSource.GetValueOrDefault(source) ?? [], lines);

    /// <summary>Appends the lines of all zones of a service location in one window, in the order of their time, as a log that its servers share.</summary>
    /// <inheritdoc cref="Append(long, string, IBufferWriter{byte})"/>
    public int AppendLocation(long windowStartSeconds, string location, IBufferWriter<byte> lines) =>
        Append(windowStartSeconds, _streamsOfLocation.GetValueOrDefault(location) ?? [], lines);

    private Dictionary<string, int[]> StreamsBy(Func<Stratum, string> name) => Enumerable.Range(0, _world.Model.Streams.Length)
        .GroupBy(stream => name(_world.Strata[_world.Model.Streams[stream].Stratum]), StringComparer.Ordinal)
        .ToDictionary(streams => streams.Key, streams => streams.ToArray(), StringComparer.Ordinal);

    private int Append(long windowStartSeconds, int[] streams, IBufferWriter<byte> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        DrawPeriod period = new(windowStartSeconds, _world.Options.WindowSeconds, _world.Options.WindowSeconds, _world.Options.VisitSeconds);
        _draws.Begin(period);
        _requests.Clear();
        foreach (int index in streams)
        {
            if (_draws.TryDraw(index, out Tally tally, null))
            {
                StratumStream stream = _world.Model.Streams[index];
                KeyedRandom random = KeyedRandom.Of(_world.Options.Seed, DrawPurpose.Lines, (ulong)index, period.Key);
                _expansion.Expand(ref random, tally, period, client => ClientAt(stream, client), _requests);
            }
        }
        _requests.Sort();
        foreach (SimulatedRequest request in _requests)
        {
            Write(request, lines);
        }
        return _requests.Count;
    }

    private IpAddress ClientAt(StratumStream stream, int client)
    {
        PairModel model = _world.Model.Models[stream.Pair];
        int number = (int)((_draws.FirstClient + (long)client * _draws.ClientStep) & ((1 << model.PoolBits) - 1));
        return _world.Addresses.ClientOf(model.CityNetwork, number, _world.Strata[stream.Stratum].Family == AddressFamily.IPv6);
    }

    private void Write(in SimulatedRequest request, IBufferWriter<byte> lines)
    {
        Span<byte> line = lines.GetSpan(LineLimit);
        ulong taste = StableHash.Of(request.Client);
        string agent = s_agents[taste % (ulong)s_agents.Length];
        string path = s_paths[StableHash.Combine(taste, unchecked((ulong)(request.Second + request.BytesOut))) % (ulong)s_paths.Length];
        int at = WriteAddress(request.Client, line);
        at += Put(line[at..], " - - [");
        TimeOf(request.Second).CopyTo(line[at..]);
        at += _timeLength;
        at += Put(line[at..], "] \"GET ");
        at += Put(line[at..], path);
        at += Put(line[at..], " HTTP/1.1\" ");
        at += Put(line[at..], request.Status);
        at += Put(line[at..], " ");
        at += Put(line[at..], request.BytesOut);
        at += Put(line[at..], " \"-\" \"");
        at += Put(line[at..], agent);
        at += Put(line[at..], "\" ");
        at += Put(line[at..], request.BytesIn);
        at += Put(line[at..], " ");
        at += request.RttMicros < 0 ? Put(line[at..], "-") : Put(line[at..], request.RttMicros);
        at += Put(line[at..], " ");
        at += request.TtfbMicros < 0 ? Put(line[at..], "-") : PutSeconds(line[at..], request.TtfbMicros);
        line[at++] = (byte)'\n';
        lines.Advance(at);
    }

    private static int WriteAddress(IpAddress address, Span<byte> line)
    {
        if (!address.IsIPv4)
        {
            return Put(line, address.ToString());
        }
        uint bits = address.IPv4Bits;
        int at = 0;
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            at += Put(line[at..], bits >> shift & 0xff);
            at += shift > 0 ? Put(line[at..], ".") : 0;
        }
        return at;
    }

    private ReadOnlySpan<byte> TimeOf(long second)
    {
        if (second != _timeSecond)
        {
            _timeSecond = second;
            DateTimeOffset.FromUnixTimeSeconds(second).TryFormat(_time, out _timeLength, "dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture);
        }
        return _time.AsSpan(0, _timeLength);
    }

    private static int Put(Span<byte> line, string text) => Encoding.ASCII.GetBytes(text, line);

    private static int Put(Span<byte> line, long number)
    {
        number.TryFormat(line, out int length, default, CultureInfo.InvariantCulture);
        return length;
    }

    private static int PutSeconds(Span<byte> line, long micros)
    {
        int at = Put(line, micros / 1_000_000);
        line[at++] = (byte)'.';
        (micros % 1_000_000).TryFormat(line[at..], out int length, "000000", CultureInfo.InvariantCulture);
        return at + length;
    }
}
