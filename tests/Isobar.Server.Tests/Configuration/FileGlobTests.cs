using FsCheck;
using FsCheck.Fluent;
using Isobar.Server.Configuration;

namespace Isobar.Server.Tests.Configuration;

public sealed class FileGlobTests
{
    [Theory]
    [InlineData("/l/*.log", "/l/web.log", true)]
    [InlineData("/l/*.log", "/l/a/web.log", false)]
    [InlineData("/l/**", "/l/a/web.log", true)]
    [InlineData("/l/**/x.log", "/l/x.log", true)]
    [InlineData("/l/**/x.log", "/l/a/b/x.log", true)]
    [InlineData("/l/**/x.log", "/l/yx.log", false)]
    [InlineData("/l/**/x.log", "/lx.log", false)]
    [InlineData("/l/x.log.?", "/l/x.log.1", true)]
    [InlineData("/l/x.log.?", "/l/x.log.10", false)]
    [InlineData("/l/x?y", "/l/x/y", false)]
    [InlineData("/l/[a]", "/l/[a]", true)]
    [InlineData("", "", true)]
    public void Paths_match(string pattern, string path, bool matches) => Assert.Equal(matches, new FileGlob(pattern).Matches(path));

    [Theory]
    [InlineData("/l/*.log", "/l/web.*", true)]
    [InlineData("/l/*.log", "/l/*.log.1", false)]
    [InlineData("/l/**/a", "/l/b/*", true)]
    [InlineData("/l/a*", "/l/b*", false)]
    [InlineData("/l/web.log", "/l/web.log", true)]
    [InlineData("/l/*/x", "/l/x", false)]
    public void Patterns_overlap(string left, string right, bool overlap)
    {
        Assert.Equal(overlap, new FileGlob(left).Overlaps(new(right)));
        Assert.Equal(overlap, new FileGlob(right).Overlaps(new(left)));
    }

    [Fact]
    public void Patterns_overlap_if_and_only_if_some_short_path_matches_both()
    {
        // On a shortest common path each character moves at least one pattern past something that is not a star. With at most three such things in each pattern
        // ("/**/" has two), some path of at most six characters matches both if any does.
        string[] paths = [.. Enumerable.Range(0, 7).SelectMany(Words)];
        Gen<string> pattern = Gen.Elements("a", "b", "/", "*", "?", "**", "/**/").ListOf().Where(pieces => pieces.Count <= 5 && pieces.Sum(Weight) <= 3).Select(pieces => string.Concat(pieces));
        Prop.ForAll(pattern.ToArbitrary(), pattern.ToArbitrary(), (left, right) =>
        {
            bool expected = paths.Any(path => NaiveMatch(left, path) && NaiveMatch(right, path));
            return new FileGlob(left).Overlaps(new(right)) == expected;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Matching_equals_the_naive_reference()
    {
        Gen<string> pattern = Gen.Elements("a", "b", "/", "*", "?", "**", "/**/").ListOf().Select(pieces => string.Concat(pieces.Take(6)));
        Gen<string> path = Gen.Elements("a", "b", "/").ListOf().Select(pieces => string.Concat(pieces.Take(8)));
        Prop.ForAll(pattern.ToArbitrary(), path.ToArbitrary(), (glob, text) => new FileGlob(glob).Matches(text) == NaiveMatch(glob, text)).QuickCheckThrowOnFailure();
    }

    private static int Weight(string piece) => piece switch { "*" or "**" => 0, "/**/" => 2, _ => 1 };

    private static IEnumerable<string> Words(int length) =>
        length == 0 ? [""] : Words(length - 1).SelectMany(word => new[] { word + "a", word + "b", word + "/" });

    /// <summary>Backtracking straight from the definition.</summary>
    private static bool NaiveMatch(string pattern, string path)
    {
        if (pattern.Length == 0)
        {
            return path.Length == 0;
        }
        if (pattern.StartsWith("/**/", StringComparison.Ordinal))
        {
            string rest = pattern[4..];
            return path.StartsWith('/')
                && (NaiveMatch(rest, path[1..]) || Enumerable.Range(1, path.Length - 1).Any(i => path[i] == '/' && NaiveMatch(rest, path[(i + 1)..])));
        }
        if (pattern.StartsWith("**", StringComparison.Ordinal))
        {
            return Enumerable.Range(0, path.Length + 1).Any(i => NaiveMatch(pattern[2..], path[i..]));
        }
        if (pattern[0] == '*')
        {
            return Enumerable.Range(0, path.Length + 1).TakeWhile(i => !path[..i].Contains('/', StringComparison.Ordinal)).Any(i => NaiveMatch(pattern[1..], path[i..]));
        }
        return path.Length > 0 && (pattern[0] == path[0] || (pattern[0] == '?' && path[0] != '/')) && NaiveMatch(pattern[1..], path[1..]);
    }
}
