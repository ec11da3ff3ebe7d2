using System.Collections.Immutable;
using Isobar.Server.Configuration.Schema;
using Isobar.Server.Configuration.Syntax;
using Isobar.Server.Configuration.Values;

namespace Isobar.Server.Configuration;

/// <summary>
/// Reads `isobar.json` in four steps: text to a tree with places, environment variables over it, keys bound and checked one by one, then what hangs together.
/// Every step adds to one list of faults, so all of them are told at once.
/// </summary>
public static class ConfigurationLoader
{
    // A configuration of thousands of sources is a few hundred kilobytes; more is not a configuration.
    private const int MaximumFileBytes = 8 * 1024 * 1024;

    /// <summary>Reads a file.</summary>
    public static ConfigurationResult LoadFile(string path, ConfigurationInputs inputs)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(inputs);
        byte[] text;
        try
        {
            if (new FileInfo(path).Length > MaximumFileBytes)
            {
                return Unreadable(path, $"is larger than {SizeText.Write(MaximumFileBytes)}", "name the configuration, not a log file");
            }
            text = File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            return Unreadable(path, "there is no such file", "write one, docs/isobar.example.json shows all keys");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Unreadable(path, error.Message, "check the path and its permissions");
        }
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? Path.GetFullPath(".");
        return LoadText(text, path, folder, inputs);
    }

    /// <summary>Reads a text. Relative paths in it start at <paramref name="baseFolder"/>; faults name it <paramref name="fileName"/>.</summary>
    public static ConfigurationResult LoadText(ReadOnlySpan<byte> utf8, string fileName, string baseFolder, ConfigurationInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var faults = new FaultList(fileName);
        ConfigurationNode? root = ConfigurationTreeReader.ReadFile(utf8.ToArray(), faults);
        if (root is not null)
        {
            new EnvironmentOverlay(faults).Apply(root, ConfigurationKeys.Root, inputs.Environment);
            if (ConfigurationKeys.Root.TryBind(root, "", faults, out RootEntry? entry))
            {
                IsobarConfiguration configuration = new ConfigurationAssembler(entry, root, baseFolder, inputs, faults).Assemble();
                if (faults.Count == 0)
                {
                    return new(configuration, []);
                }
            }
        }
        return new(null, faults.Sorted());
    }

    /// <summary>The configuration of an empty file: defaults and environment variables.</summary>
    public static ConfigurationResult LoadDefaults(string baseFolder, ConfigurationInputs inputs) =>
        LoadText("{}"u8, "(defaults)", baseFolder, inputs);

    /// <summary>The configuration of a file that a verb was given; of none, that of an empty file in the current folder.</summary>
    public static ConfigurationResult LoadNamedOrDefaults(string? file, ConfigurationInputs inputs) =>
        file is null ? LoadDefaults(Environment.CurrentDirectory, inputs) : LoadFile(file, inputs);

    private static ConfigurationResult Unreadable(string path, string message, string hint)
    {
        var fault = new ConfigurationFault(ConfigurationFaultKind.Unreadable, path, 0, 0, null, "", message, hint);
        return new(null, ImmutableArray.Create(fault));
    }
}
