using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Formats.Json;

namespace Isobar.Core.Tests.Formats.Json;

/// <summary>Our scanner against the framework's reader, which is slower on broken text but surely right.</summary>
public sealed class JsonScannerTests
{
    private static bool Accepts(byte[] text, List<string> tokens)
    {
        var json = new JsonScanner(text);
        while (true)
        {
            JsonTokenKind kind = json.Next();
            if (kind is JsonTokenKind.End or JsonTokenKind.Broken)
            {
                return kind == JsonTokenKind.End;
            }
            tokens.Add(kind switch
            {
                JsonTokenKind.Name or JsonTokenKind.String or JsonTokenKind.Literal => $"{kind}:{Encoding.UTF8.GetString(json.Value)}",
                _ => kind.ToString(),
            });
        }
    }

    private static bool FrameworkAccepts(byte[] text, List<string> tokens)
    {
        var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = JsonScanner.GreatestDepth });
        try
        {
            while (json.Read())
            {
                string value = Encoding.UTF8.GetString(json.ValueSpan);
                tokens.Add(json.TokenType switch
                {
                    JsonTokenType.PropertyName => $"Name:{value}",
                    JsonTokenType.String => $"String:{value}",
                    JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => $"Literal:{value}",
                    _ => json.TokenType.ToString(),
                });
            }
            return tokens.Count > 0 && tokens[0] == nameof(JsonTokenKind.StartObject);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Agrees(byte[] text)
    {
        List<string> ours = [], theirs = [];
        bool accepted = Accepts(text, ours);
        return accepted == FrameworkAccepts(text, theirs) && (!accepted || ours.SequenceEqual(theirs));
    }

    private static Gen<string> Value(int depth) => depth == 0
        ? Gen.Elements("1", "-0.5e+3", "01", "1.", "-", "true", "nul", "null", "\"a\"", "\"\\u00e9\\\"\"", "\"\\x\"", "\"\t\"", "\"\"", "0", "1e", "tru", "1 ")
        : Gen.Frequency(
            (3, Value(0)),
            (2, Value(depth - 1).ArrayOf(3).Select(values => $"[{string.Join(',', values)}]")),
            (3, Value(depth - 1).ArrayOf(2).Select(values => $$"""{"k":{{values[0]}} , "l\n" : {{values[1]}}}""")),
            (1, Gen.Elements("{}", "[]", "[,]", "{,}", "{\"a\"}", "[1,]", "{\"a\":1,}", "[1 2]", "{1:2}", "[}", "{]")));

    [Fact]
    public void It_accepts_what_the_framework_accepts_with_the_same_tokens() => Prop.ForAll(
        Value(3).Select(value => $$"""{"x":{{value}}}""").ToArbitrary(), text => Agrees(Encoding.UTF8.GetBytes(text)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void It_agrees_on_text_of_json_letters_in_any_order() => Prop.ForAll(
        Gen.Elements("{", "}", "[", "]", ":", ",", "\"", "\"a\"", "1", ".", "e", "-", "true", "\\", " ", "u0041").ArrayOf().Select(string.Concat).ToArbitrary(),
        text => Agrees(Encoding.UTF8.GetBytes("{" + text))).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Nesting_is_bounded(int depth, bool accepted)
    {
        string text = string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);
        Assert.Equal(accepted, Accepts(Encoding.UTF8.GetBytes(text), []));
    }

    [Fact]
    public void Skipping_steps_behind_what_was_opened()
    {
        var json = new JsonScanner("""{"a":{"b":[1,{"c":2}],"d":{}},"e":3}"""u8);
        Assert.Equal(JsonTokenKind.StartObject, json.Next());
        Assert.Equal(JsonTokenKind.Name, json.Next());
        Assert.Equal(JsonTokenKind.StartObject, json.Next());
        Assert.True(json.TrySkip());
        Assert.Equal(JsonTokenKind.Name, json.Next());
        Assert.Equal("e"u8.ToArray(), json.Value.ToArray());
    }
}
