using System.Numerics;
using Isobar.Core.Sketches;

namespace Isobar.Core.Baselines;

/// <summary>The bytes of a <see cref="DaySummary"/>, as they lie in the store (docs/formats/day-summary.md).</summary>
public static class DaySummaryCodec
{
    private const byte FormatVersion = 1;

    /// <summary>No summary is longer: 24 hours of the longest numbers.</summary>
    private const int LongestBytes = 4096;

    /// <summary>Hours are kept to a quarter bucket.</summary>
    internal const int HourStep = TimeScale.Steps / 4;

    /// <summary>Writes a summary.</summary>
    public static byte[] Write(DaySummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        Span<byte> buffer = stackalloc byte[LongestBytes];
        buffer[0] = FormatVersion;
        int length = 1;
        length += Varint.Write(buffer[length..], (ulong)summary.Day.DayNumber);
        length += Varint.Write(buffer[length..], summary.Observed);
        length += WriteHours(buffer[length..], summary.Votes);
        length += WriteHours(buffer[length..], summary.NetworkFailedVotes);
        length += WriteHours(buffer[length..], summary.ServiceFailedVotes);
        length += WriteHours(buffer[length..], summary.ClientWindows);
        length += Varint.Write(buffer[length..], summary.FineHours);
        length += Varint.Write(buffer[length..], (ulong)summary.ClientScatter);
        length += WriteTimes(buffer[length..], summary.Rtt);
        length += WriteTimes(buffer[length..], summary.Ttfb);
        return buffer[..length].ToArray();
    }

    /// <summary>Reads a written summary into an existing one; false, with an undefined summary, when the bytes are not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> written, DaySummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        summary.Clear();
        if (written.IsEmpty || written[0] != FormatVersion)
        {
            return false;
        }
        ReadOnlySpan<byte> rest = written[1..];
        if (!Varint.TryRead(ref rest, out uint day) || day > (uint)DateOnly.MaxValue.DayNumber
            || !Varint.TryRead(ref rest, out uint observed) || observed > DaySummary.AllHours
            || !TryReadHours(ref rest, summary.Votes)
            || !TryReadHours(ref rest, summary.NetworkFailedVotes)
            || !TryReadHours(ref rest, summary.ServiceFailedVotes)
            || !TryReadHours(ref rest, summary.ClientWindows)
            || !Varint.TryRead(ref rest, out uint fine) || fine > DaySummary.AllHours
            || !Varint.TryRead(ref rest, out ulong scatter) || scatter > long.MaxValue
            || !TryReadTimes(ref rest, summary.Rtt) || !TryReadTimes(ref rest, summary.Ttfb))
        {
            return false;
        }
        summary.Day = DateOnly.FromDayNumber((int)day);
        summary.Observed = observed;
        summary.FineHours = fine;
        summary.ClientScatter = (long)scatter;
        return rest.IsEmpty;
    }

    /// <summary>A mask of the hours that are not zero, then their numbers.</summary>
    private static int WriteHours(Span<byte> buffer, int[] values)
    {
        uint mask = 0;
        for (int hour = 0; hour < values.Length; hour++)
        {
            mask |= values[hour] != 0 ? 1u << hour : 0;
        }
        int length = Varint.Write(buffer, mask);
        for (; mask != 0; mask &= mask - 1)
        {
            length += Varint.Write(buffer[length..], (ulong)values[BitOperations.TrailingZeroCount(mask)]);
        }
        return length;
    }

    private static bool TryReadHours(ref ReadOnlySpan<byte> rest, int[] values)
    {
        if (!Varint.TryRead(ref rest, out uint mask) || mask > DaySummary.AllHours)
        {
            return false;
        }
        for (; mask != 0; mask &= mask - 1)
        {
            if (!Varint.TryRead(ref rest, out uint value) || value is 0 or > int.MaxValue)
            {
                return false;
            }
            values[BitOperations.TrailingZeroCount(mask)] = (int)value;
        }
        return true;
    }

    private static int WriteTimes(Span<byte> buffer, DayTimes times)
    {
        int length = WriteHours(buffer, times.HourSamples);
        if (times.Samples == 0)
        {
            return length;
        }
        byte known = 0;
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            known |= (byte)(times.Quantiles[i] != 0 ? 1 << i : 0);
        }
        buffer[length++] = known;
        int previous = 0;
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            if (times.Quantiles[i] != 0)
            {
                length += Varint.Write(buffer[length..], (ulong)(times.Quantiles[i] - previous));
                previous = times.Quantiles[i];
            }
        }
        uint hours = 0;
        for (int hour = 0; hour < DaySummary.Hours; hour++)
        {
            hours |= times.HourP50[hour] != 0 ? 1u << hour : 0;
        }
        length += Varint.Write(buffer[length..], hours);
        int middle = times.Quantiles[DayQuantiles.P50] / HourStep;
        for (; hours != 0; hours &= hours - 1)
        {
            int hour = BitOperations.TrailingZeroCount(hours);
            int p50 = times.HourP50[hour] / HourStep, p90 = times.HourP90[hour] / HourStep;
            length += Varint.Write(buffer[length..], ZigZag(p50 - middle));
            length += Varint.Write(buffer[length..], (ulong)(p90 - p50));
        }
        return length;
    }

    private static bool TryReadTimes(ref ReadOnlySpan<byte> rest, DayTimes times)
    {
        if (!TryReadHours(ref rest, times.HourSamples))
        {
            return false;
        }
        foreach (int samples in times.HourSamples)
        {
            times.Samples += samples;
        }
        return times.Samples == 0 || (TryReadQuantiles(ref rest, times) && TryReadHourQuantiles(ref rest, times));
    }

    private static bool TryReadQuantiles(ref ReadOnlySpan<byte> rest, DayTimes times)
    {
        if (rest.IsEmpty)
        {
            return false;
        }
        byte known = rest[0];
        rest = rest[1..];
        long place = 0;
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            if ((known >> i & 1) != 0)
            {
                if (!Varint.TryRead(ref rest, out uint step) || (place += step) == 0 || place > TimeScale.Highest)
                {
                    return false;
                }
                times.Quantiles[i] = (ushort)place;
            }
        }
        return true;
    }

    private static bool TryReadHourQuantiles(ref ReadOnlySpan<byte> rest, DayTimes times)
    {
        if (!Varint.TryRead(ref rest, out uint hours) || hours > DaySummary.AllHours)
        {
            return false;
        }
        int middle = times.Quantiles[DayQuantiles.P50] / HourStep;
        for (; hours != 0; hours &= hours - 1)
        {
            int hour = BitOperations.TrailingZeroCount(hours);
            if (!Varint.TryRead(ref rest, out uint offset) || !Varint.TryRead(ref rest, out uint width))
            {
                return false;
            }
            long p50 = (middle + UnZigZag(offset)) * HourStep, p90 = p50 + (long)width * HourStep;
            if (p50 <= 0 || p90 > TimeScale.Highest)
            {
                return false;
            }
            times.HourP50[hour] = (ushort)p50;
            times.HourP90[hour] = (ushort)p90;
        }
        return true;
    }

    private static ulong ZigZag(int value) => unchecked((uint)((value << 1) ^ (value >> 31)));

    private static long UnZigZag(uint value) => (long)(value >> 1) ^ -(value & 1);
}
