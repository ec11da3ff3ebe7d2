using Isobar.Tests;
using Isobar.Server.Configuration;

namespace Isobar.Server.Tests.Configuration;

public sealed class ConfigurationWatcherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("isobar-test-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly List<ConfigurationReload> _reloads = [];

    private string FilePath => Path.Combine(_folder, "isobar.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_harmless_change_is_taken_over_when_the_file_has_rested()
    {
        using ConfigurationWatcher watcher = Watch("""{ "grace": "90s" }""");
        File.WriteAllText(FilePath, """{ "grace": "30s" }""");
        watcher.Touch();
        _time.Advance(ConfigurationWatcher.Debounce / 2);
        watcher.Touch();
        _time.Advance(ConfigurationWatcher.Debounce / 2);
        Assert.Empty(_reloads);
        _time.Advance(ConfigurationWatcher.Debounce / 2);
        ConfigurationReload reload = Assert.Single(_reloads);
        Assert.Equal("grace", Assert.Single(reload.Applied).Path);
        Assert.Empty(reload.NeedRestart);
        Assert.Equal(TimeSpan.FromSeconds(30), watcher.Current.Grace);
    }

    [Fact]
    public void A_faulty_file_changes_nothing_and_is_told_once()
    {
        using ConfigurationWatcher watcher = Watch("""{ "grace": "90s" }""");
        IsobarConfiguration before = watcher.Current;
        Change(watcher, """{ "grace": "30s", "window": "7s" }""");
        Change(watcher, """{ "grace": "30s", "window": "7s" }""");
        Assert.Equal("window", Assert.Single(Assert.Single(_reloads).Faults).Path);
        Assert.Same(before, watcher.Current);
        Change(watcher, """{ "grace": "90s" }""");
        Assert.Equal(2, _reloads.Count);
        Assert.Empty(_reloads[1].Faults);
        Assert.Same(before, watcher.Current);
    }

    [Fact]
    public void What_needs_a_restart_is_told_and_the_rest_taken_over()
    {
        using ConfigurationWatcher watcher = Watch("{}");
        Change(watcher, """{ "window": "1m", "retention": "60d" }""");
        ConfigurationReload reload = Assert.Single(_reloads);
        Assert.Equal("retention", Assert.Single(reload.Applied).Path);
        Assert.Equal("window", Assert.Single(reload.NeedRestart).Path);
        Assert.Equal((60, TimeSpan.FromMinutes(5)), (watcher.Current.RetentionDays, watcher.Current.Window));
        Change(watcher, """{ "window": "1m", "retention": "60d" } // same""");
        Assert.Single(_reloads);
    }

    [Fact]
    public void A_file_that_vanishes_is_a_fault_and_comes_back()
    {
        using ConfigurationWatcher watcher = Watch("{}");
        File.Delete(FilePath);
        watcher.Touch();
        _time.Advance(ConfigurationWatcher.Debounce);
        Assert.Equal(ConfigurationFaultKind.Unreadable, Assert.Single(Assert.Single(_reloads).Faults).Kind);
        Change(watcher, """{ "grace": "1s" }""");
        Assert.Equal(TimeSpan.FromSeconds(1), watcher.Current.Grace);
    }

    [Fact]
    public void A_change_that_nobody_tells_of_is_found_by_polling()
    {
        using ConfigurationWatcher watcher = Watch("{}");
        File.WriteAllText(FilePath, """{ "grace": "1s" }""");
        _time.Advance(ConfigurationWatcher.PollInterval);
        Assert.Equal(TimeSpan.FromSeconds(1), watcher.Current.Grace);
        Assert.Single(_reloads);
    }

    [Fact]
    public void A_disposed_watcher_reads_no_more()
    {
        ConfigurationWatcher watcher = Watch("{}");
        watcher.Dispose();
        Change(watcher, """{ "grace": "1s" }""");
        _time.Advance(ConfigurationWatcher.PollInterval);
        Assert.Empty(_reloads);
    }

    [Fact]
    public async Task A_file_replaced_by_rename_sets_the_timer()
    {
        using ConfigurationWatcher watcher = Watch("{}", watchFolder: true);
        Assert.False(watcher.IsPollingOnly);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _time.TimerSet = () => told.TrySetResult();
        string next = FilePath + ".new";
        File.WriteAllText(next, """{ "grace": "1s" }""");
        File.Move(next, FilePath, overwrite: true);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
        _time.Advance(ConfigurationWatcher.Debounce);
        Assert.Equal(TimeSpan.FromSeconds(1), watcher.Current.Grace);
    }

    [Fact]
    public void A_folder_that_has_gone_is_polled()
    {
        string lost = Path.Combine(_folder, "lost", "isobar.json");
        IsobarConfiguration loaded = ConfigurationLoader.LoadText("{}"u8, lost, _folder, ConfigurationInputs.None).Configuration!;
        using ConfigurationWatcher watcher = new(lost, loaded, ConfigurationInputs.None, _time, _reloads.Add);
        Assert.True(watcher.IsPollingOnly);
        _time.Advance(ConfigurationWatcher.PollInterval);
        Assert.Equal(ConfigurationFaultKind.Unreadable, Assert.Single(Assert.Single(_reloads).Faults).Kind);
    }

    private ConfigurationWatcher Watch(string text, bool watchFolder = false)
    {
        File.WriteAllText(FilePath, text);
        IsobarConfiguration loaded = ConfigurationLoader.LoadFile(FilePath, ConfigurationInputs.None).Configuration!;
        return new(FilePath, loaded, ConfigurationInputs.None, _time, _reloads.Add, watchFolder);
    }

    private void Change(ConfigurationWatcher watcher, string text)
    {
        File.WriteAllText(FilePath, text);
        watcher.Touch();
        _time.Advance(ConfigurationWatcher.Debounce);
    }
}
