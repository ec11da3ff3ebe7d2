using Isobar.Tests;
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Traffic;

public sealed class ScannerSignsTests
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0";

    [Theory]
    [InlineData("Mozilla/5.0 zgrab/0.x")]
    [InlineData("Mozilla/5.0 (compatible; CensysInspect/1.1; +https://about.censys.io/)")]
    [InlineData("Fuzz Faster U Fool v2.1.0-dev")]
    [InlineData("Mozilla/5.00 (NIKTO/2.1.6) (Evasions:None) (Test:Port Check)")]
    [InlineData("sqlmap/1.7")]
    [InlineData("Hello from Palo Alto Networks, find out more about our scans")]
    [InlineData("Mozilla/5.0 (l9explore/1.2.2)")]
    [InlineData("masscan/1.3")]
    [InlineData("${jndi:ldap://192.0.2.1/a}")]
    public void Tools_that_say_their_name_are_known_even_where_the_answer_is_good(string agent)
    {
        Assert.True(Looks(200, "/", agent));
        Assert.True(Looks(404, "/", agent.ToUpperInvariant()));
    }

    [Theory]
    [InlineData(404, "/.env")]
    [InlineData(404, "/laravel/.ENV.bak")]
    [InlineData(502, "/.git/config")]
    [InlineData(403, "/wp-login.php")]
    [InlineData(404, "/blog/xmlrpc.php?rsd")]
    [InlineData(404, "/phpMyAdmin/index.php")]
    [InlineData(400, "/cgi-bin/.%2e/.%2e/.%2e/bin/sh")]
    [InlineData(404, "/boaform/admin/formLogin")]
    [InlineData(404, "/HNAP1")]
    [InlineData(404, "/actuator/gateway/routes")]
    [InlineData(404, "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php")]
    [InlineData(404, "/static/../../etc/passwd")]
    [InlineData(400, @"\x16\x03\x01\x00\xEE\x01")]
    [InlineData(400, "\u0016\u0003\u0001")]
    [InlineData(400, "MGLNDD_192.0.2.7_443")]
    [InlineData(400, @"\x00\x00\x00f\xFESMB@")]
    [InlineData(400, "Cookie: mstshash=Administr")]
    [InlineData(400, "192.0.2.9:80")]
    [InlineData(0, "/.env")]
    public void Failed_requests_for_what_intruders_seek_are_known(int status, string path) => Assert.True(Looks(status, path, Browser));

    [Theory]
    [InlineData(200, "/", Browser)]
    [InlineData(200, "/wp-login.php", Browser)]
    [InlineData(500, "/wp-login.php", Browser)]
    [InlineData(503, "/actuator/health", "kube-probe/1.31")]
    [InlineData(500, "/cgi-bin/report", Browser)]
    [InlineData(404, "/favicon.ico", Browser)]
    [InlineData(404, "/.well-known/security.txt", Browser)]
    [InlineData(502, "/checkout", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1")]
    [InlineData(400, "*", "")]
    [InlineData(400, "", "")]
    [InlineData(400, "https://www.example.org:443/", Browser)]
    [InlineData(200, "/docs/.env", Browser)]
    [InlineData(200, "/", "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)")]
    [InlineData(200, "/feed", "OpenMapTiles/3 (feed reader)")]
    public void Ordinary_records_are_not_scanners(int status, string path, string agent) => Assert.False(Looks(status, path, agent));

    [Fact]
    public void A_sign_is_found_at_every_place_and_in_every_case()
    {
        Prop.ForAll(Gen.Choose(0, 300).ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (before, after) =>
            Looks(200, "/", new string('x', before) + "ZgRaB" + new string('y', after))
            && !Looks(200, "/", new string('x', before) + "zgra" + new string('y', after))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Sets_of_signs_agree_with_a_naive_search()
    {
        string[] words = ["abcd", "ABxx", "b@bc", "abcda", "dd.dd", "a[cd"];
        SignSet set = new(words);
        Gen<string> texts = Gen.Elements('a', 'b', 'c', 'd', 'A', 'B', 'C', 'D', 'x', '.', '@', '`', '[', '{', '\u00e9').ListOf().Select(list => string.Concat(list));
        Prop.ForAll(texts.ToArbitrary(), text =>
            set.OccursIn(Encoding.UTF8.GetBytes(text)) == words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60));
    }

    [Fact]
    public void Judging_does_not_allocate()
    {
        byte[] browser = Encoding.ASCII.GetBytes(Browser), bot = "Mozilla/5.0 (compatible; bingbot/2.0)"u8.ToArray();
        // Once before, so that nothing is made ready while counting.
        Judge();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int found = Judge();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(10_000, found);

        int Judge()
        {
            int scanners = 0;
            for (int i = 0; i < 10_000; i++)
            {
                scanners += ScannerSigns.LooksLikeScanner(new() { Status = 200, Path = "/"u8, UserAgent = browser }) ? 1 : 0;
                scanners += ScannerSigns.LooksLikeScanner(new() { Status = 404, Path = "/.env"u8, UserAgent = bot }) ? 1 : 0;
            }
            return scanners;
        }
    }

    [SkippableTheory]
    [InlineData("logs/nginx-combined-2025-2026-21k.log.gz", 21_641, 5_803)]
    [InlineData("logs/apache-combined-2015-elastic-10k.log.gz", 9_999, 12)]
    public void The_share_in_real_logs_is_pinned(string log, int records, int scanners)
    {
        ReadOnlySpan<byte> rest = SampleData.Bytes(log);
        int seen = 0, found = 0;
        for (int end; !rest.IsEmpty; rest = rest[(end + 1)..])
        {
            end = rest.IndexOf((byte)'\n');
            if (TryReadCombined(rest[..end], out TrafficRecord record))
            {
                seen++;
                found += ScannerSigns.LooksLikeScanner(record) ? 1 : 0;
                Assert.False(ScannerSigns.LooksLikeBrowser(record.UserAgent) && ScannerSigns.AgentIsSign(record.UserAgent), Encoding.Latin1.GetString(record.UserAgent));
            }
        }
        Assert.Equal((records, scanners), (seen, found));
    }

    /// <summary>Reads what the rule looks at from a line of the combined format, by its quotes.</summary>
    private static bool TryReadCombined(ReadOnlySpan<byte> line, out TrafficRecord record)
    {
        record = default;
        ReadOnlySpan<byte> request = Quoted(line, out ReadOnlySpan<byte> answer);
        Quoted(answer, out ReadOnlySpan<byte> rest);
        record.UserAgent = Quoted(rest, out rest);
        if (rest.IsEmpty && !line.EndsWith("\""u8) || !int.TryParse(answer.Slice(1, 3), CultureInfo.InvariantCulture, out record.Status))
        {
            return false;
        }
        ReadOnlySpan<byte> path = request[(request.IndexOf((byte)' ') + 1)..];
        record.Path = path.LastIndexOf((byte)' ') is int end and >= 0 ? path[..end] : path;
        return true;
    }

    /// <summary>What lies between the next two quotes; <paramref name="rest"/> is empty where there are none.</summary>
    private static ReadOnlySpan<byte> Quoted(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> rest)
    {
        int open = line.IndexOf((byte)'"');
        int length = open < 0 ? -1 : line[(open + 1)..].IndexOf((byte)'"');
        rest = length < 0 ? default : line[(open + length + 2)..];
        return length < 0 ? default : line.Slice(open + 1, length);
    }

    private static bool Looks(int status, string path, string agent) => ScannerSigns.LooksLikeScanner(new()
    {
        Status = status,
        Path = Encoding.UTF8.GetBytes(path),
        UserAgent = Encoding.UTF8.GetBytes(agent),
    });
}
