using System.Text;
using Isobar.Server.Configuration;

namespace Isobar.Server.Tests.Configuration;

/// <summary>Loads configurations from text.</summary>
internal static class ConfigurationTestText
{
    public const string Folder = "/etc/isobar";

    /// <summary>A source that is good as it stands.</summary>
    public const string GoodSource = """{ "files": ["/var/log/web.log"], "location": "eu-central-1" }""";

    public static ConfigurationResult Load(string text, params (string Name, string Value)[] environment) => Load(text, null, environment);

    public static ConfigurationResult Load(string text, Func<string, IReadOnlyList<string>>? checkFormat, params (string Name, string Value)[] environment)
    {
        var variables = environment.ToDictionary(variable => variable.Name, variable => variable.Value);
        return ConfigurationLoader.LoadText(Encoding.UTF8.GetBytes(text), "isobar.json", Folder, new(variables, checkFormat));
    }

    /// <summary>The configuration of a text that has no fault.</summary>
    public static IsobarConfiguration Good(string text, params (string Name, string Value)[] environment)
    {
        ConfigurationResult result = Load(text, environment);
        Assert.Empty(result.Faults);
        return result.Configuration!;
    }
}
