using Isobar.Core.Atlas;

namespace Isobar.Server.Atlases;

/// <summary>
/// The atlas to use where none is named: the one that the user built with `isobar atlas build`, else one from the default geo data, which is fetched and built when
/// it is first needed.
/// </summary>
public sealed class DefaultAtlas
{
    private const string Extension = ".isoatlas";

    private static readonly TimeSpan s_lockInterval = TimeSpan.FromMilliseconds(200);

    private readonly string _folder;
    private readonly GeoDownload _download;
    private readonly Func<GeoPackages> _packages;
    private readonly TimeProvider _time;

    /// <summary>Uses a data folder.</summary>
    /// <param name="home">The user's data folder, see <see cref="DataHome"/>.</param>
    /// <param name="download">How to fetch the default data.</param>
    /// <param name="packages">What to fetch; asked only when needed.</param>
    /// <param name="time">Times the wait for another process.</param>
    public DefaultAtlas(string home, GeoDownload download, Func<GeoPackages> packages, TimeProvider time)
    {
        _folder = Path.Combine(home, "atlas");
        _download = download;
        _packages = packages;
        _time = time;
    }

    /// <summary>Where `isobar atlas build` writes when it is not told otherwise.</summary>
    public string OwnPath => Path.Combine(_folder, $"own{Extension}");

    /// <summary>The default atlas for this process: its environment, npm, and the `geo` folder beside the program.</summary>
    public static DefaultAtlas ForThisProcess() =>
        new(DataHome.Find(), new GeoDownload(TimeProvider.System), GeoPackages.Load, TimeProvider.System);

    /// <summary>
    /// Opens a ready atlas, which the caller then holds. Two processes may ask at once: one builds, the other waits and uses the result. Opening checks the whole
    /// file, so it is done once.
    /// </summary>
    /// <exception cref="AtlasUnavailableException">The data cannot be fetched, or the atlas cannot be written or read.</exception>
    public async Task<MappedAtlas> OpenAsync(IProgress<AtlasBuildProgress>? progress, CancellationToken cancellation)
    {
        if (File.Exists(OwnPath))
        {
            return MappedAtlas.Open(OwnPath);
        }
        GeoPackages packages = _packages();
        string path = Path.Combine(_folder, packages.FileName + Extension);
        if (TryOpen(path) is { } ready)
        {
            return ready;
        }
        try
        {
            Directory.CreateDirectory(_folder);
            using FileStream held = await LockAsync(progress, cancellation).ConfigureAwait(false);
            if (TryOpen(path) is { } built)
            {
                return built;
            }
            RemoveLeftovers(path);
            await BuildAsync(packages, path, progress, cancellation).ConfigureAwait(false);
            return MappedAtlas.Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AtlasUnavailableException($"The data folder {_folder} cannot be used: {e.Message} Set ISOBAR_HOME to a folder that can be written.", e);
        }
    }

    private async Task BuildAsync(GeoPackages packages, string path, IProgress<AtlasBuildProgress>? progress, CancellationToken cancellation)
    {
        string geo = Path.Combine(_folder, "geo");
        try
        {
            await _download.InstallAsync(packages, geo, progress, cancellation).ConfigureAwait(false);
            AtlasBuild.Run(
                [.. packages.CityFiles.Select(file => Path.Combine(geo, file))],
                [.. packages.AsnFiles.Select(file => Path.Combine(geo, file))],
                path,
                new AtlasEdition(packages.Edition, GeoPackages.Attribution),
                progress,
                cancellation);
        }
        finally
        {
            // 200 MB that nobody reads again: everything that counts is in the atlas.
            if (Directory.Exists(geo))
            {
                Directory.Delete(geo, recursive: true);
            }
        }
    }

    /// <summary>The lock is held by the open file, so it ends with its process, however that ends.</summary>
    private async Task<FileStream> LockAsync(IProgress<AtlasBuildProgress>? progress, CancellationToken cancellation)
    {
        string path = Path.Combine(_folder, "build.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsHeld(e))
            {
                progress?.Report(new AtlasBuildProgress("waiting for another process that builds the atlas", 0));
            }
            await Task.Delay(s_lockInterval, _time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Whether another process has the file: EAGAIN of Linux or macOS, ERROR_SHARING_VIOLATION. A full disk is something else.</summary>
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x8007_0020);

    /// <summary>Removes what a killed build left and default atlases of other editions. A process that has one mapped keeps its memory.</summary>
    private void RemoveLeftovers(string path)
    {
        foreach (string file in Directory.EnumerateFiles(_folder, "default-*").Concat(Directory.EnumerateFiles(_folder, ".default-*")))
        {
            if (file != path)
            {
                File.Delete(file);
            }
        }
    }

    private static MappedAtlas? TryOpen(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        try
        {
            return MappedAtlas.Open(path);
        }
        catch (AtlasUnavailableException)
        {
            // Of another version or damaged: it is built again.
            return null;
        }
    }
}
