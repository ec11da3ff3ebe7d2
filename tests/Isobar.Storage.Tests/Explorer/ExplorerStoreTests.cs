using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Storage.Explorer;
using Isobar.Storage.Tests.Measurements;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Explorer;

/// <summary>What the console asks, against a reference that goes through the rows one by one.</summary>
public sealed class ExplorerStoreTests : IDisposable
{
    private const long Hour = 3600, Day = 86_400;

    private static readonly ExplorerDimension[] s_dimensions = [.. Enum.GetValues<ExplorerDimension>().Where(dimension => dimension != ExplorerDimension.None)];

    private readonly TempFolder _temp = new();
    private readonly DataFolder _folder;
    private readonly List<MeasurementStoreTests.Row> _rows;
    private readonly IReadOnlyDictionary<CityNetworkId, CityNetwork> _names;
    private readonly NaiveExplorer _naive;

    /// <summary>Two days that are sealed and one that is hot, each with gaps of hours; one city-network has no name.</summary>
    public ExplorerStoreTests()
    {
        _folder = DataFolder.Open(_temp.Path, "test");
        MeasurementBatch[] batches = [.. Enumerable.Range(0, 9).Select(i => Measured.Windows(i, "shop", Tallies.Day + i * 28_800L, 15, 20 + i))];
        foreach (MeasurementBatch batch in batches)
        {
            // So that sums fit roll-ups.
            for (int row = 0; row < batch.Count; row++)
            {
                batch.BytesOut[row] /= 1_000_000;
            }
        }
        CityNetworkId[] ids = [.. batches.SelectMany(batch => batch.CityNetwork).Distinct()];
        _folder.Commit(new CommitContent
        {
            Measurements = [.. batches, Measured.Windows(91, "api", Tallies.Day, 3, 30)],
            Names = [.. ids.SkipLast(1).Select((id, index) => NameOf(id, index))],
        });
        _folder.RollOver(new DateOnly(2026, 11, 22));
        _rows = [.. batches.SelectMany(MeasurementStoreTests.RowsOf)];
        _names = _folder.CityNetworks(ids);
        _naive = new(_rows, [.. batches.SelectMany(MeasurementStoreTests.FamilyRowsOf)], _names);
    }

    [Fact]
    public void Charts_are_those_of_a_naive_reference()
    {
        int groups = 0, hourly = 0;
        Gen<ExplorerQuestion> questions =
            from scope in Scopes()
            from step in Gen.Elements(0, 0, 300, 900, 3600, 7200, 86_400)
            from groupBy in Gen.Elements(Enum.GetValues<ExplorerDimension>())
            from top in Gen.Elements(1, 2, 5, 100)
            select new ExplorerQuestion(scope) { StepSeconds = step, GroupBy = groupBy, Top = top };
        Prop.ForAll(questions.ToArbitrary(), question =>
        {
            ExplorerAnswer answer = _folder.Explorer.Ask(question);
            NaiveExplorer.AssertSame(_naive.Ask(question, answer), NaiveExplorer.Lines(answer));
            Assert.Equal(answer.Times, answer.Times.Distinct().Order());
            bool tellsFamilies = question.GroupBy == ExplorerDimension.AddressFamily || NaiveExplorer.TellsFamilies(question.Scope);
            Assert.Equal(tellsFamilies ? _naive.NotRecordedUntil(answer.From, answer.To) : null, answer.FamilyNotRecordedUntil);
            groups += answer.Groups.Count;
            hourly += answer.IsHourly ? 1 : 0;
        }).QuickCheckThrowOnFailure();
        Assert.InRange(groups, 50, 10_000);
        Assert.InRange(hourly, 5, 95);
    }

    [Fact]
    public void Values_with_a_prefix_are_those_of_a_naive_reference()
    {
        Gen<(ExplorerScope, ExplorerDimension, string, int)> questions =
            from scope in Scopes()
            from dimension in Gen.Elements(s_dimensions)
            from prefix in Gen.Elements("", "g", "ipv", "IPv6", "STATE 1", "1", "as", "network 7", "eu-", "a location with 'q", "n/a", "%", "x")
            from most in Gen.Elements(1, 3, 1000)
            select (scope, dimension, prefix, most);
        int found = 0;
        Prop.ForAll(questions.ToArbitrary(), question =>
        {
            (ExplorerScope scope, ExplorerDimension dimension, string prefix, int most) = question;
            (string Value, long Bytes)[] values = [.. _folder.Explorer.Values(scope, dimension, prefix, most).Select(value => (value.Value, value.Bytes))];
            Assert.Equal(_naive.Values(scope, dimension, prefix, most), values);
            found += values.Length;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400)); // Most scopes with a prefix hold nothing.
        Assert.InRange(found, 10, 100_000);
    }

    [Fact]
    public void Places_are_those_of_a_naive_reference()
    {
        Gen<(ExplorerScope, int)> questions =
            from scope in Scopes()
            from most in Gen.Elements(1, 4, 5000)
            select (scope, most);
        Prop.ForAll(questions.ToArbitrary(), question =>
        {
            (ExplorerScope scope, int most) = question;
            NaiveExplorer.AssertSame(_naive.Places(scope, most), NaiveExplorer.Lines(_folder.Explorer.Places(scope, most)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_step_without_traffic_is_a_gap()
    {
        ExplorerAnswer answer = _folder.Explorer.Ask(new(All(Tallies.Day, Tallies.Day + Day)));
        Assert.Equal((300, 288, false), (answer.StepSeconds, answer.Times.Count, answer.IsHourly));
        ExplorerSeries series = Assert.Single(answer.Groups).Series;
        Assert.Equal((45, 45), (series.BytesIn.Count(bytes => bytes is not null), series.Availability.Count(score => score is not null)));
        Assert.Null(series.RttP95Millis[150]);
    }

    [Fact]
    public void A_range_without_traffic_has_steps_and_no_groups()
    {
        ExplorerScope scope = All(Tallies.Day - 4 * Day, Tallies.Day - Day);
        ExplorerAnswer answer = _folder.Explorer.Ask(new(scope) { GroupBy = ExplorerDimension.City });
        Assert.Equal((3600, 72, true), (answer.StepSeconds, answer.Times.Count, answer.IsHourly));
        Assert.Empty(answer.Groups);
        Assert.Empty(_folder.Explorer.Values(scope, ExplorerDimension.Country, "", 10));
        Assert.Equal(0, _folder.Explorer.Places(scope, 10).Count);
        Assert.Empty(_folder.Explorer.Ask(new(All(Tallies.Day, Tallies.Day))).Times);
    }

    [Theory]
    [InlineData(24, 300)]
    [InlineData(48, 300)]
    [InlineData(49, 3600)]
    [InlineData(30 * 24, 3600)]
    [InlineData(62 * 24, 3600)]
    [InlineData(90 * 24, 7200)]
    [InlineData(365 * 24, 21_600)]
    public void A_step_that_is_not_asked_for_gives_at_most_1500_points(int hours, int seconds)
    {
        ExplorerAnswer answer = _folder.Explorer.Ask(new(All(Tallies.Day, Tallies.Day + hours * Hour)));
        Assert.Equal(seconds, answer.StepSeconds);
        Assert.InRange(answer.Times.Count, 24, 1500);
    }

    [Theory]
    [InlineData(299, 1)]
    [InlineData(1000, 1)]
    [InlineData(86_700, 1)]
    [InlineData(5400, 3)]
    [InlineData(300, 4_000)]
    public void A_step_that_is_not_allowed_is_refused(int seconds, int days) =>
        Assert.Throws<ArgumentException>(() => _folder.Explorer.Ask(new(All(Tallies.Day, Tallies.Day + days * Day)) { StepSeconds = seconds }));

    [Fact]
    public void A_network_is_labelled_with_its_name()
    {
        ExplorerValue value = _folder.Explorer.Values(All(Tallies.Day, Tallies.Day + Day), ExplorerDimension.Network, "network 3", 1).Single();
        Assert.Equal($"Network 3 (AS{value.Value})", value.Label);
    }

    [Fact]
    public void What_is_left_beside_the_top_is_other()
    {
        ExplorerAnswer answer = _folder.Explorer.Ask(new(All(Tallies.Day, Tallies.Day + 3 * Day)) { GroupBy = ExplorerDimension.City, Top = 2 });
        Assert.Equal([false, false, true], answer.Groups.Select(group => group.IsOther));
        Assert.Equal("Other", answer.Groups[2].Label);
        Assert.Equal(_rows.Sum(row => row.BytesOut), answer.Groups.Sum(group => group.Total.BytesOut));
    }

    [Fact]
    public void What_is_left_out_of_all_or_of_a_country_is_what_a_naive_reference_leaves_out()
    {
        CityNetwork place = _names.Values.First(name => name.Country == "Germany" && name.Subdivision != CityNetwork.NotAvailable);
        ExplorerFilter country = new(ExplorerDimension.Country, ["Germany"], []), otherCountry = new(ExplorerDimension.Country, [], ["Germany"]);
        ExplorerFilter[] leftOut =
        [
            new(ExplorerDimension.Network, [], [$"{place.Asn}"]), new(ExplorerDimension.City, [], [$"{place.City}, {place.Subdivision}, {place.Country}"]),
            new(ExplorerDimension.Subdivision, [], [$"{place.Subdivision}, {place.Country}"]), new(ExplorerDimension.Network, [], [.. _names.Values.Select(name => $"{name.Asn}")]),
        ];
        int groups = 0;
        foreach (ExplorerFilter one in leftOut)
        {
            foreach (ExplorerFilter[] filters in (ExplorerFilter[][])[[one], [one, country], [one, otherCountry], [one, leftOut[0], new(ExplorerDimension.AddressFamily, ["IPv4"], [])]])
            {
                foreach (ExplorerDimension groupBy in (ExplorerDimension[])[ExplorerDimension.None, ExplorerDimension.ServiceLocation, ExplorerDimension.Country, ExplorerDimension.City])
                {
                    ExplorerQuestion question = new(All(Tallies.Day - Hour, Tallies.Day + 3 * Day) with { Filters = filters }) { GroupBy = groupBy, Top = 2 };
                    ExplorerAnswer answer = _folder.Explorer.Ask(question);
                    NaiveExplorer.AssertSame(_naive.Ask(question, answer), NaiveExplorer.Lines(answer));
                    groups += answer.Groups.Count;
                }
            }
        }
        Assert.InRange(groups, 50, 1000);
    }

    [Fact]
    public void Families_add_up_to_the_whole_where_they_are_recorded_and_what_is_not_is_left()
    {
        ExplorerScope scope = All(Tallies.Day, Tallies.Day + 3 * Day);
        ExplorerAnswer answer = _folder.Explorer.Ask(new(scope) { GroupBy = ExplorerDimension.AddressFamily, Top = 1 });
        Assert.Equal(["IPv4", "IPv6", "Not recorded"], answer.Groups.Select(group => group.Label).Order(StringComparer.Ordinal));
        Assert.Equal([false, false, true], answer.Groups.Select(group => group.IsOther));
        foreach (ExplorerGroup group in answer.Groups.Where(group => !group.IsOther))
        {
            ExplorerScope one = scope with { Filters = [new(ExplorerDimension.AddressFamily, [group.Value], [])] };
            Assert.Equal(group.Total, Assert.Single(_folder.Explorer.Ask(new(one)).Groups).Total);
            ExplorerScope other = scope with { Filters = [new(ExplorerDimension.AddressFamily, [], [answer.Groups.First(each => each != group).Value])] };
            Assert.Equal(group.Total, Assert.Single(_folder.Explorer.Ask(new(other)).Groups).Total);
        }
        Assert.Empty(_folder.Explorer.Ask(new(scope with { Filters = [new(ExplorerDimension.AddressFamily, ["IPv5"], [])] })).Groups);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _folder.Dispose();
        _temp.Dispose();
    }

    private static ExplorerScope All(long from, long to) => new() { MonitorName = "shop", From = from, To = to };

    private static CityNetwork NameOf(CityNetworkId id, int index) => Tallies.Name(id.Value) with
    {
        Country = index % 4 == 0 ? CityNetwork.NotAvailable : index % 3 == 0 ? "Germany" : "Côte d'Ivoire",
        Subdivision = index % 5 == 0 ? CityNetwork.NotAvailable : $"State {index % 3}",
        Metro = index % 2 == 0 ? "Metro" : CityNetwork.NotAvailable,
        City = $"City {index % 6}",
        NetworkName = $"Network {index}",
    };

    private Gen<ExplorerScope> Scopes()
    {
        string[] values =
        [
            .. _names.Values.Take(3).SelectMany(name => (string[])[name.Country, $"{name.Asn}", $"{name.City}, {name.Subdivision}, {name.Country}", $"{name.Subdivision}, {name.Country}"]),
            Measured.Locations[2], Measured.Locations[0], "Metro", "nowhere",
        ];
        Gen<ExplorerFilter> filter =
            from dimension in Gen.Elements(s_dimensions.Where(dimension => dimension != ExplorerDimension.AddressFamily))
            from include in Gen.Elements(values).ListOf().Resize(3)
            from exclude in Gen.Elements(values).ListOf().Resize(2)
            select new ExplorerFilter(dimension, [.. include], [.. exclude]);
        Gen<ExplorerFilter> byFamily =
            from family in Gen.Elements("IPv4", "IPv6")
            from isExcluded in Gen.Elements(true, false)
            select new ExplorerFilter(ExplorerDimension.AddressFamily, isExcluded ? [] : [family], isExcluded ? [family] : []);
        filter = Gen.Frequency((3, filter), (1, byFamily));
        return
            from start in Gen.Choose(-12, 280)
            from length in Gen.Elements(0, 1, 5, 12, 40, 96, 200, 300)
            from odd in Gen.Elements(0, 0, 300, 1)
            from weight in Gen.Elements(TrafficWeight.Bytes, TrafficWeight.Connections)
            from filters in Gen.Frequency((1, Gen.Constant(new List<ExplorerFilter>())), (2, filter.ListOf().Resize(2).Select(some => some.ToList())))
            select new ExplorerScope
            {
                MonitorName = "shop", From = Tallies.Day + start * 900L + odd, To = Tallies.Day + (start + length) * 900L + odd, WeighedIn = weight, Filters = [.. filters],
            };
    }
}
