using System.Globalization;

namespace Isobar.Server.Tests.Crashes;

/// <summary>How often and when processes are killed: `ISOBAR_CRASH_KILLS` (20 in all by default) and `ISOBAR_CRASH_SEED`.</summary>
internal static class CrashPlan
{
    /// <summary>Kills of each of the two tests.</summary>
    public static int KillsEach { get; } = (Number("ISOBAR_CRASH_KILLS", 20) + 1) / 2;

    /// <summary>The seed of all randomness; a failure names it.</summary>
    public static int Seed { get; } = Number("ISOBAR_CRASH_SEED", 20_261_121);

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
