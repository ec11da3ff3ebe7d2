using Isobar.Server.Replay;

namespace Isobar.Server.Tests.Replay;

public sealed class ReportTextTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.00 kB")]
    [InlineData(12_345, "12.3 kB")]
    [InlineData(999_499, "999 kB")]
    [InlineData(999_500, "1.00 MB")]
    [InlineData(9_996_000, "10.0 MB")]
    [InlineData(99_960_000, "100 MB")]
    [InlineData(long.MaxValue, "9.22 EB")]
    public void Bytes_have_three_digits(long bytes, string text) => Assert.Equal(text, ReportText.Bytes(bytes));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(1, "100 %")]
    [InlineData(0.0004, "< 0.1 %")]
    [InlineData(0.9996, "> 99.9 %")]
    [InlineData(0.1234, "12.3 %")]
    public void Shares_never_round_to_nothing_or_all(double share, string text) => Assert.Equal(text, ReportText.Percent(share));

    [Theory]
    [InlineData(0.25, "0.25 s")]
    [InlineData(300, "5 min")]
    [InlineData(3_661, "1 h 1 min")]
    [InlineData(2_559_600, "29 d 15 h")]
    public void Durations_have_two_units(double seconds, string text) => Assert.Equal(text, ReportText.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("a\u0000b\u001b[2J\u0085c", "a\ufffdb\ufffd[2J\ufffdc")]
    [InlineData("\u202egnp.exe\u200b\u2028", "\ufffdgnp.exe\ufffd\ufffd")]
    [InlineData("São Paulo 東京 🙂", "São Paulo 東京 🙂")]
    public void What_could_act_on_a_terminal_is_replaced(string text, string clean) => Assert.Equal(clean, ReportText.Clean(text));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("a\ufffdb", ReportText.Clean("a\ud800b"));

    [Theory]
    [InlineData("Tokyo", 5, "Tokyo")]
    [InlineData("Yokohama", 5, "Yoko…")]
    [InlineData("東京都港区", 7, "東京都…")]
    [InlineData("New York", 5, "New…")]
    public void Long_names_end_in_an_ellipsis_at_their_width(string text, int cells, string cut) => Assert.Equal(cut, ReportText.Fit(text, cells));

    [Fact]
    public void Lines_break_at_blanks_but_not_between_a_number_and_its_unit() =>
        Assert.Equal(["about", "12.3 % of", "extraordinary", "size"], ReportText.Wrap("about 12.3 % of extraordinary size", 9));
}
