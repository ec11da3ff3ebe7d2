using System.Buffers;
using System.Buffers.Text;

namespace Isobar.Core.Formats;

/// <summary>Numbers as logs write them, read without allocation and without rounding through binary fractions.</summary>
internal static class Quantity
{
    private static readonly SearchValues<byte> s_decimal = SearchValues.Create("0123456789."u8);

    /// <summary>Whether the text says that there is no value: empty, or a dash as nearly every format writes it.</summary>
    public static bool IsAbsent(ReadOnlySpan<byte> text) => text.IsEmpty || (text.Length == 1 && text[0] == '-');

    /// <summary>A count of up to 18 digits; false for anything else.</summary>
    public static bool TryReadCount(ReadOnlySpan<byte> text, out long count)
    {
        count = 0;
        if (text.Length is 0 or > 18)
        {
            return false;
        }
        foreach (byte c in text)
        {
            uint digit = unchecked((uint)c - '0');
            if (digit > 9)
            {
                return false;
            }
            count = count * 10 + digit;
        }
        return true;
    }

    /// <summary>
    /// A decimal number times a power of ten, cut off (not rounded) to an integer: `1.234567` seconds are 1,234,567 microseconds with a scale of 6.
    /// A sign and an exponent (JSON's `1.5e-05`) are understood. False when it is no number or does not fit.
    /// </summary>
    public static bool TryReadScaled(ReadOnlySpan<byte> text, int scale, out long value)
    {
        value = 0;
        bool negative = text.Length > 1 && text[0] == '-';
        ReadOnlySpan<byte> rest = negative ? text[1..] : text;
        long sum = 0;
        int digits = 0, afterPoint = 0;
        bool point = false;
        for (int i = 0; i < rest.Length; i++)
        {
            uint digit = unchecked((uint)rest[i] - '0');
            if (digit <= 9)
            {
                digits++;
                // Digits past the wanted precision are checked but not kept.
                if (point && afterPoint >= scale)
                {
                    continue;
                }
                if (sum > (long.MaxValue - 9) / 10)
                {
                    return false;
                }
                sum = sum * 10 + digit;
                afterPoint += point ? 1 : 0;
            }
            else if (rest[i] == '.' && !point)
            {
                point = true;
            }
            else
            {
                return digits > 0 && (rest[i] | 0x20) == 'e' && TryReadExponent(text, scale, out value);
            }
        }
        for (; afterPoint < scale; afterPoint++)
        {
            if (sum > long.MaxValue / 10)
            {
                return false;
            }
            sum *= 10;
        }
        value = negative ? -sum : sum;
        return digits > 0;
    }

    /// <summary>`1.5e-05`: the exponent only moves the decimal point, so the number is as exact as without one.</summary>
    private static bool TryReadExponent(ReadOnlySpan<byte> text, int scale, out long value)
    {
        value = 0;
        int e = text.IndexOfAny("eE"u8);
        ReadOnlySpan<byte> mantissa = text[..e];
        // Beyond ±40 no mantissa of 18 digits is left in range; a number that small is 0.
        if (!Utf8Parser.TryParse(text[(e + 1)..], out int exponent, out int used) || used != text.Length - e - 1 || exponent > 40)
        {
            return false;
        }
        int shifted = scale + Math.Max(exponent, -80);
        if (!TryReadScaled(mantissa, Math.Max(shifted, 0), out value))
        {
            return false;
        }
        for (; shifted < 0 && value != 0; shifted++)
        {
            value /= 10;
        }
        return true;
    }

    /// <summary>A duration in microseconds, in the given unit. Negative durations (HAProxy's and ALB's -1: "not reached") read as -1.</summary>
    public static bool TryReadMicros(ReadOnlySpan<byte> text, FieldUnit unit, out long micros)
    {
        bool read = unit switch
        {
            FieldUnit.Seconds => TryReadScaled(text, 6, out micros),
            FieldUnit.Milliseconds => TryReadScaled(text, 3, out micros),
            FieldUnit.Nanoseconds => TryReadNanos(text, out micros),
            FieldUnit.WithSuffix => TryReadWithSuffix(text, out micros),
            _ => TryReadScaled(text, 0, out micros),
        };
        micros = micros < 0 ? -1 : micros;
        return read;
    }

    private static bool TryReadNanos(ReadOnlySpan<byte> text, out long micros)
    {
        bool read = TryReadScaled(text, 0, out long nanos);
        micros = nanos < 0 ? -1 : nanos / 1000;
        return read;
    }

    /// <summary>Go's duration text: one or more numbers, each with its unit (`h`, `m`, `s`, `ms`, `us`, `µs`, `ns`).</summary>
    private static bool TryReadWithSuffix(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.IsEmpty)
        {
            return false;
        }
        while (!text.IsEmpty)
        {
            int length = text.IndexOfAnyExcept(s_decimal);
            if (length <= 0)
            {
                return false;
            }
            ReadOnlySpan<byte> number = text[..length];
            text = text[length..];
            int unitLength = text.IndexOfAnyInRange((byte)'0', (byte)'9');
            ReadOnlySpan<byte> unit = unitLength < 0 ? text : text[..unitLength];
            text = text[unit.Length..];
            if (!TryReadWithUnit(number, unit, out long part) || micros > long.MaxValue - part)
            {
                return false;
            }
            micros += part;
        }
        return true;
    }

    private static bool TryReadWithUnit(ReadOnlySpan<byte> number, ReadOnlySpan<byte> unit, out long micros)
    {
        // uWSGI writes `129 msecs` and `68 micros`.
        unit = unit.Trim((byte)' ');
        if (unit.SequenceEqual("ms"u8) || unit.SequenceEqual("msecs"u8))
        {
            return TryReadScaled(number, 3, out micros);
        }
        if (unit.SequenceEqual("us"u8) || unit.SequenceEqual("micros"u8) || unit.SequenceEqual("µs"u8) || unit.SequenceEqual("μs"u8))
        {
            return TryReadScaled(number, 0, out micros);
        }
        if (unit.SequenceEqual("ns"u8))
        {
            return TryReadNanos(number, out micros);
        }
        int factor = unit.SequenceEqual("s"u8) ? 1 : unit.SequenceEqual("m"u8) ? 60 : unit.SequenceEqual("h"u8) ? 3600 : 0;
        bool read = TryReadScaled(number, 6, out micros) && factor > 0 && micros < long.MaxValue / 3600;
        micros = read ? micros * factor : 0;
        return read;
    }
}
