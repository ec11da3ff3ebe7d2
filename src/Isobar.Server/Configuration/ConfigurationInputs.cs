using System.Collections;

namespace Isobar.Server.Configuration;

/// <summary>What the loader needs beside the file. It reads nothing of the process itself, so a test can give it any world.</summary>
/// <param name="Environment">Environment variables by name; those that begin with `ISOBAR__` override the file, ISOBAR_HOME, XDG_DATA_HOME and HOME place the data folder.</param>
/// <param name="CheckFormat">Compiles a format name or template and returns all reasons why it does not compile; without it formats are taken as they are.</param>
/// <param name="ReadSecret">Reads a file that holds a secret, or says with an <see cref="IOException"/> why not; without it secrets stay unread.</param>
public sealed record ConfigurationInputs(
    IReadOnlyDictionary<string, string> Environment, Func<string, IReadOnlyList<string>>? CheckFormat = null, Func<string, string>? ReadSecret = null)
{
    /// <summary>No variables, no format check.</summary>
    public static ConfigurationInputs None { get; } = new(new Dictionary<string, string>());

    /// <summary>The value of a variable; null when it is not set.</summary>
    public string? Variable(string name) => Environment.GetValueOrDefault(name);

    /// <summary>The variables of this process; HOME is that of the account where it is not set, as for a service that the system starts.</summary>
    public static ConfigurationInputs OfProcess(Func<string, IReadOnlyList<string>>? checkFormat = null)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }
        if (variables.GetValueOrDefault("HOME") is null or "")
        {
            variables["HOME"] = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);
        }
        return new(variables, checkFormat, SecretFile.Read);
    }
}
