using FsCheck;
using FsCheck.Fluent;
using static Isobar.Core.Tests.Traffic.RecordFilterTests;

namespace Isobar.Core.Tests.Traffic;

/// <summary>Random filters: their text, and what it means, read naively over strings.</summary>
internal static class FilterTrees
{
    public static readonly string[] Texts = ["", "a", "A", "/a", "/a b", "/A/b.php", "example.org", "EXAMPLE.org", "bé\"q\\", "not", "(or)", "xx"];

    public static Gen<FilterTree> Any(int depth) => depth == 0
        ? Gen.OneOf(Statuses, Classes, TextTests)
        : Gen.OneOf(
            Any(depth - 1),
            from part in Any(depth - 1) select new FilterTree($"not ({part.Text})", sample => !part.Test(sample)),
            from a in Any(depth - 1) from b in Any(depth - 1) select new FilterTree($"({a.Text} and {b.Text})", sample => a.Test(sample) && b.Test(sample)),
            from a in Any(depth - 1) from b in Any(depth - 1) select new FilterTree($"( {a.Text} OR {b.Text} )", sample => a.Test(sample) || b.Test(sample)));

    private static Gen<FilterTree> Statuses =>
        from sign in Gen.Elements("=", "!=", "<", "<=", ">", ">=")
        from value in Gen.Elements(0, 200, 399, 404, 500, 999)
        select new FilterTree($"status {sign} {value}", sample => sign switch
        {
            "=" => sample.Status == value,
            "!=" => sample.Status != value,
            _ when sample.Status == 0 => false,
            "<" => sample.Status < value,
            "<=" => sample.Status <= value,
            ">" => sample.Status > value,
            _ => sample.Status >= value,
        });

    private static Gen<FilterTree> Classes =>
        from hundreds in Gen.Choose(1, 9)
        from equal in Gen.Elements(true, false)
        select new FilterTree($"status{(equal ? "=" : "!=")}{hundreds}xx", sample => (sample.Status / 100 == hundreds) == equal);

    private static Gen<FilterTree> TextTests =>
        from name in Gen.Elements("host", "path", "agent")
        from sign in Gen.Elements("=", "!=", "^=", "$=", "~=")
        from value in Gen.Elements(Texts)
        select new FilterTree($"{name}{sign}\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"", sample =>
        {
            (string text, StringComparison comparison) = name switch
            {
                "host" => (sample.Host, StringComparison.OrdinalIgnoreCase),
                "path" => (sample.Path, StringComparison.Ordinal),
                _ => (sample.Agent, StringComparison.OrdinalIgnoreCase),
            };
            return sign switch
            {
                "=" => text.Equals(value, comparison),
                "!=" => !text.Equals(value, comparison),
                "^=" => text.StartsWith(value, comparison),
                "$=" => text.EndsWith(value, comparison),
                _ => text.Contains(value, comparison),
            };
        });

    internal sealed record FilterTree(string Text, Func<Sample, bool> Test)
    {
        public override string ToString() => Text;
    }
}
