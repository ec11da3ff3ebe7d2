using Isobar.Server.Web.Access;
using Isobar.Server.Web.Explorer;
using Isobar.Server.Web.Wire;
using Isobar.Storage.Explorer;

namespace Isobar.Server.Web.Endpoints;

/// <summary>The historical explorer.</summary>
internal sealed class ExplorerEndpoints(ConsoleServices services, TrafficExplorer explorer, NoteEndpoints notes)
{
    private const int UsualTop = 8, MostTop = 50, UsualValues = 20, MostValues = 200;

    /// <summary>Adds the routes.</summary>
    public void Map(ConsoleRoutes routes)
    {
        routes.Get(
            "/explorer", "GetExplorer", ConsoleRole.Viewer, "Scores, traffic and times over time, all together or by a dimension.",
            (string? monitor, string? from, string? to, int? step, string? group, int? top, string[]? f, string? compare, CancellationToken stop) =>
                Explore(monitor, TimeRange.Read(from, to, services.Now), step, group, top, f, compare, stop));
        routes.Get(
            "/explorer/values", "ListExplorerValues", ConsoleRole.Viewer, "Values of a dimension, for filters.",
            (string? monitor, string? field, string? prefix, int? limit, string? from, string? to, CancellationToken stop) => Values(monitor, field, prefix, limit, TimeRange.Read(from, to, services.Now), stop));
    }

    private ExplorerWire Explore(string? monitor, TimeRange range, int? step, string? group, int? top, string[]? f, string? compare, CancellationToken stop)
    {
        if (compare is not (null or "previous"))
        {
            throw ConsoleFault.Invalid("compare", "previous is expected.");
        }
        if (top is < 1 or > MostTop)
        {
            throw ConsoleFault.Invalid("top", $"1 to {MostTop} is expected.");
        }
        ExplorerDimension dimension = string.IsNullOrEmpty(group) ? ExplorerDimension.None : FilterReader.Dimension("group", group);
        ExplorerScope scope = explorer.Scope(services.Api.OwnAccount, monitor ?? throw ConsoleFault.Invalid("monitor", "The name of a monitor is expected."), range.From, range.To, FilterReader.Read(f));
        int length = step is int asked ? range.Step(asked) : services.UsualStep(range);
        ExplorerAnswer answer = explorer.Ask(new ExplorerQuestion(scope) { GroupBy = dimension, Top = top ?? UsualTop, StepSeconds = length }, stop);
        long bytes = answer.Groups.Sum(one => one.Total.BytesIn + one.Total.BytesOut);
        return new()
        {
            Now = services.Now,
            From = answer.From,
            To = answer.To,
            StepSeconds = answer.StepSeconds,
            Resolution = answer.IsHourly ? "hourly" : "raw",
            WeighedIn = MonitorEndpoints.WeightName(scope.WeighedIn),
            Group = dimension == ExplorerDimension.None ? null : group,
            FamilyNotRecordedUntil = answer.FamilyNotRecordedUntil,
            Times = answer.Times,
            Groups = [.. answer.Groups.Select(one => Of(one, group, bytes))],
            Compare = compare is null ? null : Before(scope, answer, group, dimension, stop),
            Annotations = notes.Annotations(new(answer.From, answer.To), monitor),
            Maintenance = notes.Maintenance(new(answer.From, answer.To)),
        };
    }

    /// <summary>The same groups in the range before: which are the greatest there does not matter.</summary>
    private ExplorerCompareWire Before(ExplorerScope scope, ExplorerAnswer answer, string? group, ExplorerDimension dimension, CancellationToken stop)
    {
        TimeRange range = new TimeRange(answer.From, answer.To).Previous;
        ExplorerScope before = scope with { From = range.From, To = range.To };
        ExplorerAnswer Ask(IReadOnlyList<ExplorerFilter> filters, ExplorerDimension by, int top) =>
            explorer.Ask(new ExplorerQuestion(before with { Filters = filters }) { GroupBy = by, Top = top, StepSeconds = answer.StepSeconds }, stop);
        if (dimension == ExplorerDimension.None)
        {
            ExplorerAnswer all = Ask(scope.Filters, dimension, 1);
            return new(all.From, all.To, all.FamilyNotRecordedUntil, all.Times, [.. all.Groups.Select(one => Of(one, group, one.Total.BytesIn + one.Total.BytesOut))]);
        }
        if (dimension == ExplorerDimension.AddressFamily)
        {
            // What is left is no filter here: there is none for what was not recorded.
            ExplorerAnswer families = Ask(scope.Filters, dimension, 1);
            return Then(answer, families, families.Groups.FirstOrDefault(one => one.IsOther), group);
        }
        string[] values = [.. answer.Groups.Where(one => !one.IsOther).Select(one => one.Value)];
        ExplorerAnswer named = Ask(With(scope.Filters, dimension, values, isExcluded: false), dimension, Math.Max(1, values.Length));
        ExplorerAnswer? rest = answer.Groups.Any(one => one.IsOther) ? Ask(With(scope.Filters, dimension, values, isExcluded: true), ExplorerDimension.None, 1) : null;
        return Then(answer, named, rest?.Groups is [var left, ..] ? left : null, group);
    }

    /// <summary>The groups of an answer as they were in the range before.</summary>
    private static ExplorerCompareWire Then(ExplorerAnswer answer, ExplorerAnswer named, ExplorerGroup? left, string? group)
    {
        Dictionary<string, ExplorerGroup> known = named.Groups.Where(one => !one.IsOther).ToDictionary(one => one.Value, StringComparer.Ordinal);
        ExplorerGroup[] groups =
        [
            .. answer.Groups.Select(one => (one.IsOther ? left : known.GetValueOrDefault(one.Value)) is { } then
                ? then with { Value = one.Value, Label = one.Label, IsOther = one.IsOther }
                : one with { Series = Nothing(named.Times.Count), Total = new(null, null, 0, 0, null, null, null, null) }),
        ];
        long bytes = groups.Sum(one => one.Total.BytesIn + one.Total.BytesOut);
        return new(named.From, named.To, named.FamilyNotRecordedUntil, named.Times, [.. groups.Select(one => Of(one, group, bytes))]);
    }

    /// <summary>Filters with one field held to some values, or to all others.</summary>
    private static IReadOnlyList<ExplorerFilter> With(IReadOnlyList<ExplorerFilter> filters, ExplorerDimension dimension, string[] values, bool isExcluded)
    {
        ExplorerFilter old = filters.FirstOrDefault(filter => filter.Dimension == dimension) ?? new(dimension, [], []);
        // The values are those that the filter let pass, so they may take its place.
        ExplorerFilter held = isExcluded ? old with { Exclude = [.. old.Exclude.Union(values)] } : new(dimension, values, []);
        return [.. filters.Where(filter => filter.Dimension != dimension), held];
    }

    private static ExplorerSeries Nothing(int steps)
    {
        double?[] values = new double?[steps];
        long?[] bytes = new long?[steps];
        return new()
        {
            Availability = values, Performance = values, BytesIn = bytes, BytesOut = bytes, RttP50Millis = values, RttP90Millis = values, RttP95Millis = values, TtfbMillis = values,
        };
    }

    private static ExplorerGroupWire Of(ExplorerGroup one, string? group, long bytes) => new()
    {
        Key = one.Value,
        Label = one.Label,
        IsOther = one.IsOther,
        Filter = one.IsOther || string.IsNullOrEmpty(group) ? null : [$"{group}:{one.Value}"],
        Totals = new(
            one.Total.BytesIn, one.Total.BytesOut, Figures.Percent(one.Total.BytesIn + one.Total.BytesOut, bytes), Figures.Score(one.Total.Availability), Figures.Score(one.Total.Performance),
            Figures.Score(one.Total.RttP50Millis), Figures.Score(one.Total.RttP90Millis), Figures.Score(one.Total.RttP95Millis), Figures.Score(one.Total.TtfbMillis)),
        Availability = Rounded(one.Series.Availability),
        Performance = Rounded(one.Series.Performance),
        BytesIn = one.Series.BytesIn,
        BytesOut = one.Series.BytesOut,
        RttP50 = Rounded(one.Series.RttP50Millis),
        RttP90 = Rounded(one.Series.RttP90Millis),
        RttP95 = Rounded(one.Series.RttP95Millis),
        Ttfb = Rounded(one.Series.TtfbMillis),
    };

    /// <summary>Values rounded as answers show them.</summary>
    public static IReadOnlyList<double?> Rounded(IReadOnlyList<double?> values) => [.. values.Select(Figures.Score)];

    private ExplorerValuesWire Values(string? monitor, string? field, string? prefix, int? limit, TimeRange range, CancellationToken stop)
    {
        ExplorerScope scope = explorer.Scope(services.Api.OwnAccount, monitor ?? throw ConsoleFault.Invalid("monitor", "The name of a monitor is expected."), range.From, range.To, []);
        ExplorerDimension dimension = FilterReader.Dimension("field", field ?? "");
        IReadOnlyList<ExplorerValue> values = explorer.Store.Values(scope, dimension, prefix ?? "", Math.Clamp(limit ?? UsualValues, 1, MostValues), stop);
        return new(field!, [.. values.Select(value => new ExplorerValueWire(value.Value, value.Label, value.Bytes))]);
    }
}
