using System.Globalization;
using Isobar.Storage.Columns;

namespace Isobar.Storage.Tests.Columns;

public sealed class CityNetworkPartsTests
{
    [Theory]
    [InlineData(0, 100, 1)]
    [InlineData(100, 100, 1)]
    [InlineData(101, 100, 2)]
    [InlineData(1_234, 100, 13)]
    public void Parts_follow_one_another_and_leave_no_id_out(long rows, int rowsPerPart, int parts)
    {
        List<(ulong First, ulong Last)> ranges = [.. CityNetworkParts.Of(rows, rowsPerPart).Select(condition =>
        {
            string[] words = condition.Split(' ');
            return (ulong.Parse(words[2], CultureInfo.InvariantCulture), ulong.Parse(words[4], CultureInfo.InvariantCulture));
        })];
        Assert.Equal(parts, ranges.Count);
        Assert.Equal(0ul, ranges[0].First);
        Assert.Equal(ulong.MaxValue, ranges[^1].Last);
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.Equal(pair.First.Last + 1, pair.Second.First));
    }
}
