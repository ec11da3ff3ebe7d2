using Isobar.Server.Api.Events;
using Isobar.Storage;

namespace Isobar.Server.Tests.Api.Events;

/// <summary>Pages are kept, and never longer than they are true.</summary>
public sealed class HealthEventPagesTests : IAsyncLifetime
{
    private const string Events = "/v20210603/Monitors/shop/HealthEvents";

    private ApiFixture _api = null!;

    public async Task InitializeAsync()
    {
        _api = await ApiFixture.StartAsync();
        await _api.CreateAsync("shop");
        _api.Folder.Commit([Samples.OverallEvent("shop", Samples.Midnight, null), Samples.OverallEvent("shop", Samples.Midnight - 7200, Samples.Midnight - 3600)]);
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task A_list_shows_what_was_committed_since_it_was_asked_for_last()
    {
        Assert.Equal(["RESOLVED", "ACTIVE"], await StatusesAsync(Events));
        Assert.Equal(["RESOLVED", "ACTIVE"], await StatusesAsync(Events));
        _api.Folder.Commit([Samples.OverallEvent("shop", Samples.Midnight, Samples.Midnight + 600)]);
        Assert.Equal(["RESOLVED", "RESOLVED"], await StatusesAsync(Events));
        _api.Folder.Commit([Samples.OverallEvent("shop", Samples.Midnight + 7200, null)]);
        Assert.Equal(["RESOLVED", "RESOLVED", "ACTIVE"], await StatusesAsync(Events));
        _api.Folder.ApplyRetention(new RetentionCutoffs { HealthEvents = Samples.Midnight });
        Assert.Equal(["RESOLVED", "ACTIVE"], await StatusesAsync(Events));
    }

    [Fact]
    public async Task Another_question_has_another_page()
    {
        Assert.Equal(["RESOLVED", "ACTIVE"], await StatusesAsync(Events));
        Assert.Equal(["RESOLVED"], await StatusesAsync(Events + "?MaxResults=1"));
        Assert.Equal(["ACTIVE"], await StatusesAsync(Events + "?EventStatus=ACTIVE"));
        Assert.Equal(["ACTIVE"], await StatusesAsync(Events + "?StartTime=2026-01-02T00:00:00Z"));
        Assert.NotNull((await _api.GetAsync(Events + "?IncludeEvidence=true")).Ok()["HealthEvents"]![0]!["Evidence"]);
        Assert.Null((await _api.GetAsync(Events)).Ok()["HealthEvents"]![0]!["Evidence"]);
        await _api.CreateAsync("api");
        Assert.Empty(await StatusesAsync("/v20210603/Monitors/api/HealthEvents"));
    }

    [Fact]
    public void A_page_is_written_once_until_an_event_changes()
    {
        HealthEventPages pages = new();
        int written = 0;
        byte[] Write() => [(byte)++written];
        Assert.Equal([1, 1, 2], (byte[])[Page(pages, "a", Write).Span[0], Page(pages, "a", Write).Span[0], Page(pages, "b", Write).Span[0]]);
        _api.Folder.Commit(new CommitContent());
        Assert.Equal(1, Page(pages, "a", Write).Span[0]);
        _api.Folder.Commit([Samples.OverallEvent("shop", Samples.Midnight, Samples.Midnight + 600)]);
        Assert.Equal([3, 4], (byte[])[Page(pages, "a", Write).Span[0], Page(pages, "b", Write).Span[0]]);
    }

    [Fact]
    public void Pages_are_forgotten_before_they_take_more_than_16_MB()
    {
        HealthEventPages pages = new();
        int written = 0;
        byte[] Write()
        {
            written++;
            return new byte[1024 * 1024];
        }
        for (int page = 0; page < 40; page++)
        {
            Page(pages, $"{page}", Write);
        }
        Page(pages, "39", Write);
        Assert.Equal(40, written);
        Page(pages, "0", Write);
        Assert.Equal(41, written);
    }

    private ReadOnlyMemory<byte> Page(HealthEventPages pages, string question, Func<byte[]> write) => pages.Of(_api.Folder.HealthEvents.Version, question, write);

    private async Task<List<string>> StatusesAsync(string target) =>
        [.. (await _api.GetAsync(target)).Ok()["HealthEvents"]!.AsArray().Select(one => one!["Status"]!.GetValue<string>())];
}
