using Isobar.Core.Formats;

namespace Isobar.Core.Tests.Formats;

/// <summary>Formats by name.</summary>
internal static class TestFormats
{
    public static LogFormat Format(string name) =>
        LogFormats.TryFind(name, out LogFormat? format) ? format! : throw new ArgumentException($"There is no format '{name}'.", nameof(name));

    public static LineParser Parser(string name) => Format(name).CreateParser(ParserOptions.Default);
}
