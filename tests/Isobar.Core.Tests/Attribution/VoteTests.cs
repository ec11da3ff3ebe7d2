using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Attribution;

namespace Isobar.Core.Tests.Attribution;

public sealed class VoteTests
{
    [Theory]
    [InlineData(5, 0.77, 0.20)]
    [InlineData(6, 0.82, 0.29)]
    [InlineData(8, 0.89, 0.45)]
    [InlineData(10, 0.94, 0.60)]
    [InlineData(12, 0.96, 0.71)]
    [InlineData(15, 0.98, 0.83)]
    [InlineData(20, 0.99, 0.94)]
    public void Confidence_by_units_is_that_of_the_design(int units, double clean, double withExceptions)
    {
        Assert.Equal(clean, new VoteCount(units, units).Above(0.8) * new VoteCount(0, units).Below(0.2), 0.006);
        Assert.Equal(withExceptions, new VoteCount(units - 1, units).Above(0.8) * new VoteCount(1, units).Below(0.2), 0.006);
    }

    [Theory]
    [InlineData(5, 5, 0.87)]
    [InlineData(6, 7, 0.61)]
    public void Where_there_is_no_outside_the_inside_alone_decides(int bad, int all, double confidence) =>
        Assert.Equal(confidence, new VoteCount(bad, all).Above(0.8), 0.02);

    [Fact]
    public void A_pair_that_can_tell_has_one_vote()
    {
        VoteCollector votes = new(3);
        votes.Add(1, "DE", 8);
        votes.Add(1, "DE", -3);
        votes.Add(2, "FR", 3);
        Assert.Equal(new VoteCount(2, 3), votes.Count);
        Assert.Equal((2, 2), (votes.BadNetworks, votes.BadCountries));
    }

    [Fact]
    public void Thin_pairs_of_one_network_vote_together_and_those_of_others_do_not()
    {
        VoteCollector votes = new(3);
        votes.Add(1, "DE", 2);
        votes.Add(2, "DE", 2);
        Assert.Equal(new VoteCount(0, 0), votes.Count);
        votes.Add(1, "DE", 1.5);
        Assert.Equal(new VoteCount(1, 1), votes.Count);
        votes.Add(1, "DE", 2);
        Assert.Equal(new VoteCount(1, 1), votes.Count);
        votes.Add(2, "DE", -5);
        Assert.Equal(new VoteCount(1, 2), votes.Count);
    }

    [Fact]
    public void Evidence_is_never_counted_twice() =>
        Prop.ForAll<int[]>(nats =>
        {
            VoteCollector votes = new(3);
            foreach (int each in nats)
            {
                votes.Add(1, "DE", each % 5);
            }
            double sum = nats.Sum(each => Math.Abs(each % 5));
            return votes.Count.Total * 3 <= sum;
        }).QuickCheckThrowOnFailure();
}
