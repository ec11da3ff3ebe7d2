using System.Buffers;
using System.Globalization;
using Isobar.Benchmarks.Inputs;
using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Windows;

namespace Isobar.Benchmarks.Verbs;

/// <summary>
/// `baselines N`: N strata with 30 days of history each (a hundred different ones in turn, read from bytes as a store gives them). Prints the processor seconds of deriving
/// their baselines, of asking for all expectations of an hour, of saving and of restoring, and the bytes of the state.
/// </summary>
internal static class BaselinesVerb
{
    private const int Kinds = 100;
    private const int Days = 30;
    private const int PairsInNetwork = 5;

    private static readonly DateOnly s_first = new(2026, 9, 7);

    public static void Run(int strata)
    {
        byte[][][] histories = [.. Enumerable.Range(0, Kinds).Select(Written)];
        Print("bytes of a day's summary", histories.Average(history => history.Average(day => day.Length)));
        BaselineTable table = new();
        HealthStratum stratum = new("fra", "", AddressFamily.IPv4, MeasurementMethod.ServerLog);
        for (int i = 0; i < strata; i++)
        {
            table.Add(new(new CityNetworkId((ulong)i + 1), stratum), 64512 + (uint)(i / PairsInNetwork), "DE", i % 360 - 180);
        }
        DateOnly today = s_first.AddDays(Days);
        DaySummary[] room = [.. Enumerable.Range(0, Days).Select(_ => new DaySummary())];
        Print("seconds to derive", Medians.ProcessorSeconds(1, () => table.Derive(today, Read(table, histories, room))));
        Print("seconds to expect an hour", Medians.ProcessorSeconds(3, () => ExpectAll(table, today)));
        ArrayBufferWriter<byte> saved = new();
        Print("seconds to save", Medians.ProcessorSeconds(1, () => table.Save(saved)));
        Print("seconds to restore", Medians.ProcessorSeconds(3, () =>
        {
            if (!BaselineTable.TryRestore(saved.WrittenSpan, null, out _))
            {
                throw new InvalidOperationException("The saved state cannot be restored.");
            }
        }));
        Print("megabytes in memory", table.MemoryBytes / 1e6);
        Print("megabytes saved", saved.WrittenCount / 1e6);
    }

    private static void Print(string what, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:F2}"));

    private static IEnumerable<StratumHistory> Read(BaselineTable table, byte[][][] histories, DaySummary[] room)
    {
        for (int number = 0; number < table.Count; number++)
        {
            byte[][] history = histories[number % Kinds];
            for (int day = 0; day < history.Length; day++)
            {
                DaySummaryCodec.TryRead(history[day], room[day]);
            }
            yield return new(table[number], room);
        }
    }

    private static void ExpectAll(BaselineTable table, DateOnly today)
    {
        long hour = new DateTimeOffset(today.ToDateTime(new TimeOnly(15, 0)), TimeSpan.Zero).ToUnixTimeSeconds();
        float sum = 0;
        for (int number = 0; number < table.Count; number++)
        {
            table.Expect(number, hour, out Expectation expectation);
            sum += expectation.Clients;
        }
        if (float.IsNaN(sum))
        {
            throw new InvalidOperationException("An expectation is not a number.");
        }
    }

    /// <summary>Days of a stratum with both streams, from a few to some hundred samples an hour.</summary>
    private static byte[][] Written(int kind)
    {
        RandomNumbers random = new((ulong)kind + 1);
        byte[][] days = new byte[Days][];
        for (int i = 0; i < Days; i++)
        {
            DaySummary day = new() { Day = s_first.AddDays(i), Observed = DaySummary.AllHours };
            for (int hour = 0; hour < DaySummary.Hours; hour++)
            {
                day.Votes[hour] = 3 + kind * 3 + (int)random.Next(10);
                day.NetworkFailedVotes[hour] = random.Next(4) == 0 ? 1 : 0;
                day.ClientWindows[hour] = day.Votes[hour] / 2;
            }
            Fill(day.Rtt, kind, random);
            Fill(day.Ttfb, kind, random);
            days[i] = DaySummaryCodec.Write(day);
        }
        return days;
    }

    private static void Fill(DayTimes times, int kind, RandomNumbers random)
    {
        int median = 18_000 + kind * 40 + (int)random.Next(200);
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            times.Quantiles[i] = (ushort)(median + (i - 3) * 400);
        }
        for (int hour = 0; hour < DaySummary.Hours; hour++)
        {
            times.HourSamples[hour] = 3 + kind * 3 + (int)random.Next(10);
            times.Samples += times.HourSamples[hour];
            if (times.HourSamples[hour] >= DayTimes.FewestHourSamples)
            {
                times.HourP50[hour] = (ushort)((median + random.Next(300)) / 16 * 16);
                times.HourP90[hour] = (ushort)(times.HourP50[hour] + 800);
            }
        }
    }
}
