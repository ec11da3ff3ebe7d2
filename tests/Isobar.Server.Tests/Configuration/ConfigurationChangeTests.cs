using System.Collections.Immutable;
using Isobar.Server.Configuration;
using Isobar.Server.Configuration.Schema;
using Isobar.Tests;
using static Isobar.Server.Tests.Configuration.ConfigurationTestText;

namespace Isobar.Server.Tests.Configuration;

public sealed class ConfigurationChangeTests
{
    private const string Old = """
        {
          "grace": "90s",
          "locations": { "bern": { "latitude": 46.95, "longitude": 7.45 }, "old": { "latitude": 1, "longitude": 1 } },
          "sources": { "web": { "files": ["/a"], "location": "bern" }, "gone": { "files": ["/b"], "location": "FRA" } }
        }
        """;

    private const string New = """
        {
          "grace": "60s", "retention": "31d", "window": "1m", "trustedProxies": [], "outcomes": [{ "status": 404, "outcome": "Ok" }],
          "locations": { "bern": { "latitude": 46.96, "longitude": 7.45, "place": "Bern" }, "new": { "latitude": 2, "longitude": 2 } },
          "sources": { "web": { "files": ["/a"], "location": "bern", "grace": "10s", "format": "combined" } }
        }
        """;

    [Fact]
    public void Equal_configurations_have_no_changes() => Assert.Empty(ConfigurationChange.Between(Good(Old), Good(Old)));

    [Fact]
    public void Changes_say_what_was_what_is_and_whether_it_reloads()
    {
        string[] changes = [.. ConfigurationChange.Between(Good(Old), Good(New)).Where(change => !change.Path.StartsWith("sources.gone", StringComparison.Ordinal) && !change.Path.StartsWith("resources", StringComparison.Ordinal)).Select(change => $"{(change.Reloadable ? "reload " : "restart")} {change.Path}: {change.Old ?? "-"} => {change.New ?? "-"}")];
        Assert.Equal(
            [
                "reload  grace: 90s => 1m",
                "reload  locations.bern.latitude: 46.95 => 46.96",
                "restart locations.bern.place: bern => Bern",
                "restart locations.new.latitude: - => 2",
                "restart locations.new.longitude: - => 2",
                "restart locations.new.place: - => new",
                "restart locations.new.zones: - => []",
                "restart locations.old.latitude: 1 => -",
                "restart locations.old.longitude: 1 => -",
                "restart locations.old.place: old => -",
                "restart locations.old.zones: [] => -",
                "reload  outcomes: [] => [status 404 -> Ok]",
                "reload  retention: 30d => 31d",
                "restart sources.web.format: (automatic) => combined",
                "reload  sources.web.grace: (automatic) => 10s",
                "reload  trustedProxies: [127.0.0.0/8, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, ::1/128, fc00::/7] => []",
                "restart window: 5m => 1m",
            ],
            changes);
    }

    [Fact]
    public void Taking_over_leaves_exactly_what_needs_a_restart()
    {
        IsobarConfiguration old = Good(Old), next = Good(New);
        ImmutableArray<ConfigurationChange> all = ConfigurationChange.Between(old, next);
        IsobarConfiguration taken = ConfigurationChange.TakeOver(old, next);
        Assert.Equal(all.Where(change => change.Reloadable), ConfigurationChange.Between(old, taken));
        Assert.Equal(all.Where(change => !change.Reloadable), ConfigurationChange.Between(taken, next));
    }

    [Fact]
    public void Every_key_is_compared()
    {
        IsobarConfiguration example = ConfigurationLoader.LoadFile(Repository.Path("docs/isobar.example.json"), ConfigurationInputs.None).Configuration!;
        IEnumerable<string> compared = ConfigurationListing.Of(example).Values.Select(entry => entry.KeyPath).Distinct();
        // Sections are compared by their keys, a rule and its keys as one text.
        string[] sections = ["$schema", "locations", "sources", "resources", "memory", "limits", "console", "console.openIdConnect", "webhooks", "buckets", "measurementLog", "outcomes[].format", "outcomes[].status", "outcomes[].termination", "outcomes[].sentNothing", "outcomes[].outcome"];
        Assert.Equal(ConfigurationKeys.All.Select(key => key.Path).Except(sections).Order(), compared.Order());
    }

    [Fact]
    public void What_reloads_is_harmless_and_nothing_else() =>
        Assert.Equal(
            [
                "buckets", "buckets.*.accessKey", "buckets.*.endpoint", "buckets.*.folder", "buckets.*.pathStyle", "buckets.*.region", "buckets.*.secretKey",
                "grace", "locations.*.latitude", "locations.*.longitude", "outcomes", "outcomes[].format", "outcomes[].outcome", "outcomes[].sentNothing", "outcomes[].status",
                "outcomes[].termination", "retention", "sources.*.grace", "trustedProxies", "webhooks", "webhooks.*.actions", "webhooks.*.headers", "webhooks.*.healthEvents",
                "webhooks.*.url",
            ],
            ConfigurationKeys.All.Select(key => key.Path).Where(ConfigurationKeys.IsReloadable).Order(StringComparer.Ordinal));
}
