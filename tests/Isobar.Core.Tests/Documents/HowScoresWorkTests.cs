using System.Text.RegularExpressions;
using Isobar.Tests;

namespace Isobar.Core.Tests.Documents;

/// <summary>
/// The page that explains a score: its examples are what the code computes. `ISOBAR_WRITE_GOLDEN=1` writes them anew; the difference is then reviewed like code.
/// </summary>
public sealed partial class HowScoresWorkTests
{
    private static readonly string s_path = Repository.Path("docs/how-scores-work.md");

    [Fact]
    public void Its_examples_are_what_the_code_computes()
    {
        string page = File.ReadAllText(s_path);
        Dictionary<string, Func<string>> examples = ScoreExamples.All.ToDictionary(example => example.Name, example => example.Text);
        string computed = Example().Replace(page, match => $"{match.Groups["open"].Value}\n{examples[match.Groups["name"].Value]().ReplaceLineEndings("\n")}\n{match.Groups["close"].Value}");
        if (Environment.GetEnvironmentVariable("ISOBAR_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(s_path, computed);
        }
        Assert.Equal(computed, File.ReadAllText(s_path));
    }

    [Fact]
    public void It_has_one_example_of_each_kind() =>
        Assert.Equal(ScoreExamples.All.Select(example => example.Name), Example().Matches(File.ReadAllText(s_path)).Select(match => match.Groups["name"].Value));

    [GeneratedRegex("(?<open><!-- example: (?<name>[a-z]+) -->)\\n.*?\\n?(?<close><!-- end of example -->)", RegexOptions.Singleline)]
    private static partial Regex Example();
}
