using System.CommandLine;
using Isobar.Core.Atlas;
using Isobar.Server.Atlases;

namespace Isobar.Server.Commands;

/// <summary>`isobar atlas`: builds an atlas from geo files, and looks addresses up in one.</summary>
public static class AtlasCommand
{
    /// <summary>The command with its verbs `build` and `lookup`.</summary>
    public static Command Create() => new("atlas", "Which city and network an address belongs to: build the tables, look addresses up.")
    {
        CreateBuild(),
        CreateLookup(),
    };

    private static Command CreateBuild()
    {
        Option<string[]> city = new("--city") { Description = "City database: MMDB (GeoLite2, GeoIP2, DB-IP, ipinfo) or range CSV, also .gz. Repeatable.", AllowMultipleArgumentsPerToken = true, HelpName = "FILE", Required = true };
        Option<string[]> asn = new("--asn") { Description = "ASN database, in the same formats. Repeatable.", AllowMultipleArgumentsPerToken = true, HelpName = "FILE", DefaultValueFactory = static _ => [] };
        Option<string?> output = new("--output", "-o") { Description = "Where to write the atlas. Without it, the atlas becomes the one that Isobar uses.", HelpName = "FILE" };
        Option<string> attribution = new("--attribution") { Description = "What reports must print to meet the licence of the files.", HelpName = "TEXT", DefaultValueFactory = static _ => "" };
        Command build = new("build", "Compile city and ASN databases into one atlas. Where ranges overlap, the narrower wins.")
        {
            city,
            asn,
            output,
            attribution,
        };
        Examples.Add(
            build,
            "isobar atlas build --city GeoLite2-City.mmdb --asn GeoLite2-ASN.mmdb",
            "isobar atlas build --city dbip-v4.mmdb dbip-v6.mmdb --asn asn-v4.csv asn-v6.csv --output my.isoatlas");
        build.SetAction((arguments, cancellation) => Guarded(arguments, async () =>
        {
            string[] cities = arguments.GetRequiredValue(city), networks = arguments.GetRequiredValue(asn);
            string[] missing = [.. cities.Concat(networks).Where(static file => !File.Exists(file))];
            foreach (string file in missing)
            {
                await arguments.InvocationConfiguration.Error.WriteLineAsync($"isobar: there is no file {file}").ConfigureAwait(false);
            }
            if (missing.Length > 0)
            {
                return ExitCode.Usage;
            }
            string path = arguments.GetValue(output) ?? DefaultAtlas.ForThisProcess().OwnPath;
            AtlasEdition edition = new(string.Join(", ", cities.Concat(networks).Select(Path.GetFileName)), arguments.GetRequiredValue(attribution));
            MappedAtlas built = await AtlasProgress.ShowAsync(async progress =>
            {
                // Off the terminal's thread, so that the bar moves.
                await Task.Run(() => AtlasBuild.Run(cities, networks, path, edition, progress, cancellation), cancellation).ConfigureAwait(false);
                return MappedAtlas.Open(path);
            }).ConfigureAwait(false);
            await arguments.InvocationConfiguration.Output.WriteLineAsync(AtlasText.Summary(built.Atlas, path)).ConfigureAwait(false);
            built.Release();
            return ExitCode.Ok;
        }));
        return build;
    }

    private static Command CreateLookup()
    {
        Argument<string[]> addresses = new("ADDRESS") { Description = "IPv4 or IPv6 addresses.", Arity = ArgumentArity.OneOrMore };
        Option<bool> json = new("--json") { Description = "Print one JSON array." };
        Option<string?> file = new("--atlas") { Description = "The atlas to use in place of your own or the default one.", HelpName = "FILE" };
        Command lookup = new("lookup", "Print what is known of addresses. Fetches the default geo data on first use, unless you have built an atlas of your own.")
        {
            addresses,
            json,
            file,
        };
        Examples.Add(lookup, "isobar atlas lookup 192.0.2.1 2001:db8::1", "isobar atlas lookup --json 192.0.2.1");
        lookup.SetAction((arguments, cancellation) => Guarded(arguments, async () =>
        {
            TextWriter output = arguments.InvocationConfiguration.Output;
            if (!AtlasText.TryParse(arguments.GetRequiredValue(addresses), out var parsed, out string? fault))
            {
                await arguments.InvocationConfiguration.Error.WriteLineAsync($"isobar: {fault}").ConfigureAwait(false);
                return ExitCode.Usage;
            }
            MappedAtlas atlas = arguments.GetValue(file) is { } path
                ? MappedAtlas.Open(path)
                : await AtlasProgress.ShowAsync(progress => DefaultAtlas.ForThisProcess().OpenAsync(progress, cancellation)).ConfigureAwait(false);
            string text = arguments.GetValue(json) ? AtlasText.Json(atlas.Atlas, parsed) : AtlasText.Plain(atlas.Atlas, parsed);
            atlas.Release();
            await output.WriteLineAsync(text).ConfigureAwait(false);
            return ExitCode.Ok;
        }));
        return lookup;
    }

    /// <summary>Turns what the environment or the files may do wrong into a message and a status.</summary>
    private static async Task<int> Guarded(ParseResult arguments, Func<Task<int>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception e) when (e is AtlasUnavailableException or AtlasFormatException)
        {
            await arguments.InvocationConfiguration.Error.WriteLineAsync($"isobar: {e.Message}").ConfigureAwait(false);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await arguments.InvocationConfiguration.Error.WriteLineAsync("isobar: stopped").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }
}
