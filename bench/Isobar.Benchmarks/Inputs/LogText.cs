using System.Globalization;
using System.Text;
using Isobar.Core.Formats;
using Isobar.Core.Formats.Templates;

namespace Isobar.Benchmarks.Inputs;

/// <summary>Writes generated requests as the lines of a format.</summary>
internal static class LogText
{
    /// <summary>The log format that Isobar recommends for nginx: combined with the kernel's round-trip time.</summary>
    public const string NginxTemplate =
        "$remote_addr - $remote_user [$time_local] \"$request\" $status $bytes_sent \"$http_referer\" \"$http_user_agent\" $request_time $upstream_header_time $tcpinfo_rtt";

    private const string CommonTime = "dd/MMM/yyyy:HH:mm:ss '+0000'";

    /// <summary>The formats that are measured, by the name that reports show.</summary>
    public static IReadOnlyDictionary<string, Func<GeneratedRequest, string>> Writers { get; } = new Dictionary<string, Func<GeneratedRequest, string>>
    {
        ["combined"] = Combined,
        ["nginx-rtt"] = Nginx,
        ["haproxy-http"] = HaProxy,
        ["vpc-flow"] = VpcFlow,
        ["cloudflare"] = Cloudflare,
    };

    /// <summary>The format of a name from <see cref="Writers"/>.</summary>
    public static LogFormat FormatOf(string name)
    {
        if (name == "nginx-rtt")
        {
            return FormatTemplate.TryCompile(NginxTemplate, out LogFormat? template, out IReadOnlyList<TemplateFault> faults)
                ? template!
                : throw new InvalidOperationException($"The template of the benchmark does not compile: {string.Join("; ", faults)}");
        }
        return LogFormats.TryFind(name, out LogFormat? format) ? format! : throw new InvalidOperationException($"There is no format {name}.");
    }

    /// <summary>The bytes of so many lines.</summary>
    public static byte[] Bytes(string format, int lines)
    {
        Func<GeneratedRequest, string> write = Writers[format];
        StringBuilder text = new(lines * 300);
        foreach (GeneratedRequest request in GeneratedLog.Requests(lines))
        {
            text.Append(write(request)).Append('\n');
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Apache's and nginx's combined log.</summary>
    public static string Combined(GeneratedRequest request) => string.Create(
        CultureInfo.InvariantCulture,
        $"{request.Client} - - [{Time(request, CommonTime)}] \"GET {request.Target} HTTP/1.1\" {request.Status} {request.Bytes} \"https://www.example.com/products/{request.Page}\" \"{request.Agent}\"");

    private static string Nginx(GeneratedRequest request) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Combined(request)} {request.TtfbMicros * 2 / 1e6:F3} {request.TtfbMicros / 1e6:F3} {request.RttMicros}");

    private static string HaProxy(GeneratedRequest request) => string.Create(
        CultureInfo.InvariantCulture,
        $"{request.Client}:{1024 + (request.Bytes % 60000)} [{Time(request, "dd/MMM/yyyy:HH:mm:ss.fff")}] www~ app/app{request.Page % 9} 0/0/1/{request.TtfbMicros / 1000}/{request.TtfbMicros / 500} {request.Status} {request.Bytes} - - ---- 87/87/12/3/0 0/0 \"GET {request.Target} HTTP/1.1\"");

    /// <summary>Version 2, from the client to the server.</summary>
    private static string VpcFlow(GeneratedRequest request)
    {
        long start = request.Time.ToUnixTimeSeconds();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"2 123456789012 eni-0a1b2c3d4e5f60718 {request.Client} 10.0.1.{request.Page % 250} {1024 + (request.Bytes % 60000)} 443 6 {1 + (request.Bytes / 1400)} {request.Bytes} {start} {start + 59} ACCEPT OK");
    }

    private static string Cloudflare(GeneratedRequest request) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"ClientIP":"{{request.Client}}","ClientRequestHost":"www.example.com","ClientRequestMethod":"GET","ClientRequestURI":"{{request.Target}}","ClientRequestUserAgent":"{{request.Agent}}","ClientRequestBytes":{{900 + request.Page}},"EdgeStartTimestamp":"{{Time(request, "yyyy-MM-dd'T'HH:mm:ss'Z'")}}","EdgeEndTimestamp":"{{Time(request, "yyyy-MM-dd'T'HH:mm:ss'Z'")}}","EdgeResponseStatus":{{request.Status}},"EdgeResponseBytes":{{request.Bytes}},"ClientTCPRTTMs":{{request.RttMicros / 1000}},"EdgeTimeToFirstByteMs":{{request.TtfbMicros / 1000}},"EdgeColoCode":"FRA","ClientRequestSource":"eyeball","RayID":"87a1b2c3d4e5{{request.Page:x4}}"}""");

    private static string Time(GeneratedRequest request, string format) => request.Time.ToString(format, CultureInfo.InvariantCulture);
}
