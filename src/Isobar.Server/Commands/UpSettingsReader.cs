using System.Collections.Immutable;
using System.Net;
using Isobar.Core.Formats;
using Isobar.Core.Windows;
using Isobar.Server.Alarms;
using Isobar.Server.Configuration;
using Isobar.Server.Configuration.Values;
using Isobar.Server.Sources;

namespace Isobar.Server.Commands;

/// <summary>Puts command line, configuration file and environment together: what the command line says goes before the file.</summary>
internal sealed class UpSettingsReader(ConfigurationInputs inputs)
{
    /// <summary>Name of the source that `--log` makes; stored rows carry it.</summary>
    public const string LogSourceName = "log";

    private readonly List<string> _faults = [];

    /// <summary>Everything that is wrong, as sentences; empty when the settings are good.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The settings; null when there are faults.</summary>
    public UpSettings? Read(UpArguments arguments)
    {
        if (Load(arguments.ConfigurationFile) is not { } configuration)
        {
            return null;
        }
        IPEndPoint listen = Listen(arguments.Listen) ?? configuration.Listen;
        TimeSpan? grace = Grace(arguments.Grace);
        int window = arguments.WindowSeconds ?? (int)configuration.Window.TotalSeconds;
        if (!WindowClock.IsLegal(window))
        {
            _faults.Add("--window: 10 to 300 seconds are expected, a divisor of 300.");
        }
        if (arguments.NeedsNoAuth && !IPAddress.IsLoopback(listen.Address))
        {
            _faults.Add($"--no-auth: {listen} can be reached from elsewhere; without signatures the API is served on a loopback address only.");
        }
        bool namesLogs = arguments.Logs.Count > 0;
        List<LogSource> sources = namesLogs
            ? [OwnSource(arguments, configuration)]
            : [.. configuration.Sources.Values.Select(Source)];
        AlarmSettings alarms = AlarmSettings.Of(configuration);
        UpSettings settings = new()
        {
            Live = new()
            {
                Sources = sources,
                WindowSeconds = window,
                Region = configuration.Region,
                Account = configuration.Account,
                Webhooks = alarms,
                OpenTalliesBytes = configuration.Memory.OpenTalliesBytes,
                MaximumStrata = configuration.Limits.MaximumStrata,
            },
            DataFolder = arguments.DataFolder is string given ? Path.GetFullPath(given) : configuration.DataFolder,
            StoreMegabytes = (int)(configuration.Memory.DuckDbBytes / 1_000_000),
            Listen = listen,
            HostNames = arguments.HostNames,
            AtlasPath = arguments.AtlasPath,
            IsVerbose = arguments.IsVerbose,
            Configuration = configuration,
            NeedsNoAuth = arguments.NeedsNoAuth,
            Watched = arguments.ConfigurationFile is string file ? new(file, configuration, inputs) : null,
            GivenGrace = grace,
            Alarms = alarms,
            NamesLogs = namesLogs,
        };
        return _faults.Count > 0 ? null : settings with { Live = settings.LiveFor(configuration) };
    }

    private IsobarConfiguration? Load(string? file)
    {
        ConfigurationResult result = ConfigurationLoader.LoadNamedOrDefaults(file, inputs);
        _faults.AddRange(result.Faults.Select(fault => fault.ToString()));
        return result.Configuration;
    }

    private LogSource OwnSource(UpArguments arguments, IsobarConfiguration configuration)
    {
        ImmutableArray<string> files = [.. arguments.Logs.Select(Path.GetFullPath)];
        _faults.AddRange(files.Where(LogFiles.IsCompressed).Select(file => $"--log: {file} is compressed and cannot grow: read it with `isobar replay`."));
        _faults.AddRange(files.Where(Directory.Exists).Select(file => $"--log: {file} is a folder: name the logs in it, for instance '{Path.Combine(file, "access.log*")}'."));
        LogSource source = new()
        {
            Name = LogSourceName,
            Files = files,
            Format = Format("--format", arguments.Format),
            Location = arguments.Location,
            LongestLineBytes = configuration.Limits.MaximumLineLengthBytes,
        };
        if (FormatWatch.FaultOf(source) is string fault)
        {
            _faults.Add(fault);
        }
        return source;
    }

    private LogSource Source(SourceConfiguration source) => new()
    {
        Name = source.Name,
        Files = source.Files,
        Format = Format($"sources.{source.Name}.format", source.FormatText),
        Location = source.Location ?? "",
        Zone = source.Zone,
        LongestLineBytes = source.MaximumLineLengthBytes,
    };

    private LogFormat? Format(string where, string? text)
    {
        if (text is null)
        {
            return null;
        }
        LogFormat? format = InputFormat.TryParse(text, out string? fault);
        if (fault is not null)
        {
            _faults.Add($"{where}: {fault}");
        }
        return format;
    }

    private IPEndPoint? Listen(string? text)
    {
        if (text is not null && IPEndPoint.TryParse(text, out IPEndPoint? endPoint) && text.Contains(':', StringComparison.Ordinal))
        {
            return endPoint;
        }
        if (text is not null)
        {
            _faults.Add($"--listen: '{text}' is no address and port; expected for example 127.0.0.1:8610 or [::1]:8610.");
        }
        return null;
    }

    private TimeSpan? Grace(string? text)
    {
        if (text is not null && DurationText.TryRead(text, out TimeSpan grace) && grace <= TimeSpan.FromHours(1))
        {
            return grace;
        }
        if (text is not null)
        {
            _faults.Add($"--grace: '{text}' is no duration up to 1h; expected for example 90s or 5m.");
        }
        return null;
    }
}
