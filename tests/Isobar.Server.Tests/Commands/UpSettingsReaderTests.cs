using Isobar.Server.Commands;
using Isobar.Server.Configuration;
using Isobar.Server.Sources;
using Isobar.Tests;

namespace Isobar.Server.Tests.Commands;

public sealed class UpSettingsReaderTests : IDisposable
{
    private static readonly UpArguments s_nothing = new([], null, "local", null, null, null, [], null, null, null, false);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_command_line_makes_one_source_with_the_defaults()
    {
        UpSettings settings = Read(s_nothing with { Logs = [_folder["a.log"], _folder["b*.log"]] })!;
        LogSource source = Assert.Single(settings.Live.Sources);
        Assert.Equal("log", source.Name);
        Assert.Equal([_folder["a.log"], _folder["b*.log"]], source.Files.ToArray());
        Assert.Equal("local", source.Location);
        Assert.Null(source.Format);
        Assert.Equal(300, settings.Live.WindowSeconds);
        Assert.Equal(TimeSpan.FromSeconds(90), source.Grace);
        Assert.Null(settings.Watched);
        Assert.Equal(256_000_000, settings.Live.OpenTalliesBytes);
        Assert.Equal("127.0.0.1:8610", settings.Listen.ToString());
        Assert.Equal(Path.Combine(_folder.Path, "home", "data"), settings.DataFolder);
    }

    [Fact]
    public void The_command_line_goes_before_the_file()
    {
        string file = _folder.File("isobar.json", """
            {
              "window": "1m", "grace": "10s", "listen": "127.0.0.1:7000", "data": "store", "retention": "7d",
              "sources": {
                "web": { "files": ["web/*.log"], "format": "combined", "location": "eu-central-1", "grace": "3m" },
                "api": { "files": ["api.log"], "location": "eu-west-1" }
              }
            }
            """);
        UpSettings settings = Read(s_nothing with { ConfigurationFile = file })!;
        Assert.Equal(["api", "web"], settings.Live.Sources.Select(source => source.Name));
        Assert.Equal("combined", settings.Live.Sources[1].Format!.Name);
        Assert.Equal(60, settings.Live.WindowSeconds);
        Assert.Equal([TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(3)], settings.Live.Sources.Select(source => source.Grace));
        Assert.Equal(7, settings.Live.RetentionDays);
        Assert.Equal(_folder["store"], settings.DataFolder);

        settings = Read(s_nothing with { ConfigurationFile = file, WindowSeconds = 10, Grace = "0s", Listen = "[::1]:0", DataFolder = _folder["other"], Logs = [_folder["x.log"]] })!;
        Assert.Equal("log", Assert.Single(settings.Live.Sources).Name);
        Assert.Equal(10, settings.Live.WindowSeconds);
        Assert.Equal(TimeSpan.Zero, settings.Live.Sources[0].Grace);
        Assert.Equal("[::1]:0", settings.Listen.ToString());
        Assert.Equal(_folder["other"], settings.DataFolder);
    }

    [Fact]
    public void Where_no_data_folder_is_named_it_is_the_same_with_a_file_and_without()
    {
        UpArguments arguments = s_nothing with { Logs = [_folder["a.log"]] };
        string file = _folder.File("isobar.json", """{ "limits": { "maximumStrata": 7 } }""");
        UpSettings withFile = Read(arguments with { ConfigurationFile = file })!;
        Assert.Equal(Path.Combine(_folder.Path, "home", "data"), withFile.DataFolder);
        Assert.Equal(Read(arguments)!.DataFolder, withFile.DataFolder);
        Assert.Equal(7, withFile.Live.MaximumStrata);
        Assert.Equal(4096, Read(arguments)!.Live.MaximumStrata);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        string unknown = _folder.File("unknown.log", string.Concat(Enumerable.Repeat("what is this\n", 20)));
        UpSettingsReader reader = Reader();
        Assert.Null(reader.Read(s_nothing with
        {
            Logs = [unknown, _folder["old.log.gz"], _folder.Path], WindowSeconds = 7, Grace = "soon", Listen = "here",
        }));
        Assert.Equal(6, reader.Faults.Count);
        Assert.Contains(reader.Faults, fault => fault.Contains("isobar replay", StringComparison.Ordinal));
        Assert.Contains(reader.Faults, fault => fault.Contains("is a folder", StringComparison.Ordinal));
        Assert.Contains(reader.Faults, fault => fault.Contains("not recognised", StringComparison.Ordinal));
        Assert.Contains(reader.Faults, fault => fault.StartsWith("--window", StringComparison.Ordinal));
        Assert.Contains(reader.Faults, fault => fault.StartsWith("--grace", StringComparison.Ordinal));
        Assert.Contains(reader.Faults, fault => fault.StartsWith("--listen", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wrong_format_or_configuration_is_told()
    {
        UpSettingsReader reader = Reader();
        Assert.Null(reader.Read(s_nothing with { Logs = [_folder["a.log"]], Format = "nonsense" }));
        Assert.StartsWith("--format:", Assert.Single(reader.Faults), StringComparison.Ordinal);
        reader = Reader();
        Assert.Null(reader.Read(s_nothing with { ConfigurationFile = _folder["missing.json"] }));
        Assert.Contains("there is no such file", Assert.Single(reader.Faults), StringComparison.Ordinal);
    }

    private UpSettingsReader Reader() => new(new ConfigurationInputs(
        new Dictionary<string, string> { ["ISOBAR_HOME"] = _folder["home"], ["HOME"] = _folder.Path }, InputFormat.Check));

    private UpSettings? Read(UpArguments arguments)
    {
        UpSettingsReader reader = Reader();
        UpSettings? settings = reader.Read(arguments);
        Assert.Empty(reader.Faults);
        return settings;
    }
}
