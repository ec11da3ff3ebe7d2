using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Traffic;

public sealed class RecordFilterTests
{
    [Theory]
    [InlineData("status=404", 404, true)]
    [InlineData("status=404", 403, false)]
    [InlineData("status = 404", 404, true)]
    [InlineData("status!=200", 200, false)]
    [InlineData("status!=200", 0, true)]
    [InlineData("status=4xx", 499, true)]
    [InlineData("status=4XX", 399, false)]
    [InlineData("status!=4xx", 499, false)]
    [InlineData("status>=500", 500, true)]
    [InlineData("status>500", 500, false)]
    [InlineData("status<400", 399, true)]
    [InlineData("status<400", 0, false)]
    [InlineData("status<=400", 400, true)]
    [InlineData("status=0", 0, true)]
    [InlineData("status>=0", 0, false)]
    public void Status_is_compared(string filter, int status, bool expected) => Assert.Equal(expected, Matches(filter, status: status));

    [Theory]
    [InlineData("host=example.org", "Example.ORG", true)]
    [InlineData("host=example.org", "www.example.org", false)]
    [InlineData("host!=example.org", "", true)]
    [InlineData("host$=.example.org", "www.Example.org", true)]
    [InlineData("host=bücher.example", "bücher.example", true)]
    public void Hosts_are_the_same_in_any_case(string filter, string host, bool expected) => Assert.Equal(expected, Matches(filter, host: host));

    [Theory]
    [InlineData("path^=/api", "/api/v1", true)]
    [InlineData("path^=/api", "/API/v1", false)]
    [InlineData("path~=login", "/user/login?next=/", true)]
    [InlineData("path$=.php", "/index.php", true)]
    [InlineData("path$=.php", "/index.php?a", false)]
    [InlineData("path=\"/a b\"", "/a b", true)]
    [InlineData("path='/say \"hi\"'", "/say \"hi\"", true)]
    [InlineData("path=\"/\\\"\\\\x\"", "/\"\\x", true)]
    [InlineData("path=\"\"", "", true)]
    [InlineData("path=\"(\"", "(", true)]
    public void Paths_are_compared_exactly(string filter, string path, bool expected) => Assert.Equal(expected, Matches(filter, path: path));

    [Theory]
    [InlineData("agent~=BOT", "Googlebot/2.1", true)]
    [InlineData("agent~=bot", "Mozilla/5.0", false)]
    [InlineData("agent~=\"\"", "", true)]
    [InlineData("agent^=curl/", "curl/8.1", true)]
    public void Agents_are_the_same_in_any_case(string filter, string agent, bool expected) => Assert.Equal(expected, Matches(filter, agent: agent));

    [Theory]
    [InlineData("status=200 or status=404 and path=/x", true)]
    [InlineData("(status=200 or status=404) and path=/x", false)]
    [InlineData("not status=404", true)]
    [InlineData("not(status=200)and path=/", false)]
    [InlineData("NOT status=404 AND path^=/", true)]
    [InlineData("not not status=200", true)]
    [InlineData("not status=404 and path=/x", false)]
    public void And_binds_stronger_than_or_and_not_strongest(string filter, bool expected) => Assert.Equal(expected, Matches(filter, status: 200, path: "/"));

    [Theory]
    [InlineData("", "position 1: expected a condition, such as `status>=500`")]
    [InlineData("  ", "position 3: expected a condition, such as `status>=500`")]
    [InlineData("size>3", "position 1: `size` is not a field; there are `status`, `host`, `path` and `agent`")]
    [InlineData("0=3", "position 1: `0` is not a field; there are `status`, `host`, `path` and `agent`")]
    [InlineData(">3", "position 1: expected a field; there are `status`, `host`, `path` and `agent`")]
    [InlineData("status", "position 7: expected `=`, `!=`, `<`, `<=`, `>` or `>=` behind `status`")]
    [InlineData("status~=4", "position 7: expected `=`, `!=`, `<`, `<=`, `>` or `>=` behind `status`")]
    [InlineData("path > 3", "position 6: expected `=`, `!=`, `^=` (begins with), `~=` (contains) or `$=` (ends with) behind `path`")]
    [InlineData("status=abc", "position 8: expected a status such as `404`, or a class such as `4xx`")]
    [InlineData("status=1000", "position 8: expected a status such as `404`, or a class such as `4xx`")]
    [InlineData("status=99999999999999999999", "position 8: expected a status such as `404`, or a class such as `4xx`")]
    [InlineData("status>=4xx", "position 9: a class such as `4xx` goes with `=` and `!=` only")]
    [InlineData("status==404", "position 8: one `=` is enough; a value that begins with `=` stands in quotes")]
    [InlineData("path=", "position 6: expected a value; an empty one is written `\"\"`")]
    [InlineData("path=\"/x", "position 6: this quote is not closed")]
    [InlineData("(status=200", "position 12: the `(` of position 1 is not closed")]
    [InlineData("(status=200 path=/)", "position 13: expected `and`, `or` or `)`")]
    [InlineData("status=200)", "position 11: this `)` has no `(`")]
    [InlineData("status=200 path=/", "position 12: expected `and` or `or` before the next condition")]
    [InlineData("status=200 and", "position 15: expected a condition, such as `status>=500`")]
    [InlineData("not", "position 4: expected a condition, such as `status>=500`")]
    public void A_fault_names_its_position_and_what_is_expected(string text, string expected)
    {
        Assert.False(RecordFilter.TryCompile(text, out RecordFilter? filter, out string? fault));
        Assert.Null(filter);
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void Nesting_is_bounded_whatever_is_typed()
    {
        Assert.False(RecordFilter.TryCompile(new string('(', 1_000_000), out _, out string? fault));
        Assert.Contains("more than 50", fault, StringComparison.Ordinal);
        Assert.False(RecordFilter.TryCompile(string.Concat(Enumerable.Repeat("not ", 100_000)) + "status=1", out _, out _));
        Assert.True(RecordFilter.TryCompile(string.Join(" or ", Enumerable.Repeat("status=1", 100_000)), out _, out _));
    }

    [Fact]
    public void Any_text_gives_a_filter_or_a_fault()
    {
        string[] pieces = ["status", "host", "path", "agent", "=", "!=", ">=", "~=", "4xx", "404", "\"", "'", "\\", "(", ")", " and ", " or ", "not ", " ", "\ud800", "é", "\0"];
        Gen<string> text = Gen.Elements(pieces).ListOf().Select(list => string.Concat(list));
        Prop.ForAll(text.ToArbitrary(), IsFilterOrFault).QuickCheckThrowOnFailure();
        Prop.ForAll<string?>(any => IsFilterOrFault(any ?? "")).QuickCheckThrowOnFailure();

        static bool IsFilterOrFault(string any)
        {
            bool compiled = RecordFilter.TryCompile(any, out RecordFilter? filter, out string? fault);
            return compiled ? filter is not null && fault is null : filter is null && fault!.StartsWith("position ", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Compiled_filters_agree_with_a_naive_reading()
    {
        Gen<Sample> samples =
            from status in Gen.Elements(0, 100, 200, 302, 399, 400, 404, 499, 500, 599, 999)
            from host in Gen.Elements(FilterTrees.Texts)
            from path in Gen.Elements(FilterTrees.Texts)
            from agent in Gen.Elements(FilterTrees.Texts)
            select new Sample(status, host, path, agent);
        Prop.ForAll(FilterTrees.Any(4).ToArbitrary(), samples.ToArbitrary(), (tree, sample) =>
        {
            Assert.True(RecordFilter.TryCompile(tree.Text, out RecordFilter? filter, out string? fault), $"{tree.Text}: {fault}");
            Assert.Equal(tree.Test(sample), filter.Matches(sample.ToRecord()));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Matching_does_not_allocate()
    {
        Assert.True(RecordFilter.TryCompile("not (status=4xx or path~=/login) and agent~=firefox or host=example.org", out RecordFilter? filter, out _));
        byte[] agent = "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0"u8.ToArray();
        // Once before, so that nothing is made ready while counting.
        MatchAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool all = MatchAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(all);

        bool MatchAll()
        {
            bool matches = true;
            for (int i = 0; i < 10_000; i++)
            {
                matches &= filter.Matches(new TrafficRecord { Status = 200, Path = "/index.html"u8, UserAgent = agent });
            }
            return matches;
        }
    }

    private static bool Matches(string text, int status = 0, string host = "", string path = "", string agent = "")
    {
        Assert.True(RecordFilter.TryCompile(text, out RecordFilter? filter, out string? fault), fault);
        return filter.Matches(new Sample(status, host, path, agent).ToRecord());
    }

    /// <summary>A record as strings.</summary>
    internal sealed record Sample(int Status, string Host, string Path, string Agent)
    {
        public TrafficRecord ToRecord() => new()
        {
            Status = Status,
            Host = Encoding.UTF8.GetBytes(Host),
            Path = Encoding.UTF8.GetBytes(Path),
            UserAgent = Encoding.UTF8.GetBytes(Agent),
        };
    }
}
