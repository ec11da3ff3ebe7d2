using Isobar.Server.Simulation;

namespace Isobar.Simulator.Tests.Gates;

/// <summary>The gates of section 12 of the statistical design that are about faults.</summary>
public sealed class FaultGateTests(FaultWorld world) : IClassFixture<FaultWorld>
{
    private ScorecardResult Found => world.WithPaths;

    private ScorecardResult Pathless => world.WithoutPaths;

    [Fact]
    public void Nineteen_of_twenty_clear_faults_are_found()
    {
        Assert.InRange(Found.ClearFaults, 20, int.MaxValue);
        Assert.InRange(Found.Recall, 0.95, 1);
    }

    [Fact]
    public void Nineteen_of_twenty_events_are_a_fault() => Assert.InRange(Found.Precision, 0.95, 1);

    [Fact]
    public void Great_drops_are_found_within_a_window_and_nine_in_ten_within_two()
    {
        Assert.InRange(Found.Ttd80.Count, 10, int.MaxValue);
        Assert.InRange(Found.Ttd80.P50, 0, 1);
        Assert.InRange(Found.Ttd80.P90, 0, 2);
    }

    [Fact]
    public void Middling_drops_are_found_within_three_windows_and_nine_in_ten_within_six()
    {
        Assert.InRange(Found.Ttd40.Count, 5, int.MaxValue);
        Assert.InRange(Found.Ttd40.P50, 0, 3);
        Assert.InRange(Found.Ttd40.P90, 0, 6);
    }

    [Fact]
    public void Nine_of_ten_wide_slight_rises_are_found_within_six_windows()
    {
        Assert.InRange(Found.WideSlight.Faults, 5, int.MaxValue);
        Assert.InRange(Found.WideSlight.Recall, 0.9, 1);
    }

    [Fact]
    public void With_known_paths_four_of_five_shared_faults_are_answered_and_the_answers_are_right()
    {
        Assert.InRange(Found.SharedFaults, 15, int.MaxValue);
        Assert.InRange(Found.AttributionAnswered, 0.8, 1);
        Assert.InRange(Found.AttributionTop1, 0.93, 1);
    }

    [Fact]
    public void Without_paths_four_of_five_shared_faults_of_other_kinds_are_answered_and_the_answers_are_right()
    {
        Assert.InRange(Pathless.SharedFaults, 10, int.MaxValue);
        Assert.InRange(Pathless.AttributionAnswered, 0.8, 1);
        Assert.InRange(Pathless.AttributionTop1, 0.93, 1);
    }

    [Fact]
    public void Without_paths_no_fault_of_a_transit_network_has_a_confident_wrong_name() => Assert.Equal(0, Pathless.ConfidentWrongTransit);

    [Fact]
    public void The_score_is_the_share_of_traffic_without_a_drop()
    {
        Assert.InRange(Found.ScoresCompared, 1_000, long.MaxValue);
        Assert.InRange(Found.ScoreMae, 0, 0.05);
    }
}
