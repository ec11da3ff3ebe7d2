using System.Text;

namespace Isobar.Core.Traffic;

/// <summary>A node of a compiled <see cref="RecordFilter"/>.</summary>
internal abstract class FilterCondition
{
    public abstract bool Matches(in TrafficRecord record);

    /// <summary>True when every part is.</summary>
    public sealed class All(FilterCondition[] parts) : FilterCondition
    {
        public override bool Matches(in TrafficRecord record)
        {
            foreach (FilterCondition part in parts)
            {
                if (!part.Matches(record))
                {
                    return false;
                }
            }
            return true;
        }
    }

    /// <summary>True when at least one part is.</summary>
    public sealed class Any(FilterCondition[] parts) : FilterCondition
    {
        public override bool Matches(in TrafficRecord record)
        {
            foreach (FilterCondition part in parts)
            {
                if (part.Matches(record))
                {
                    return true;
                }
            }
            return false;
        }
    }

    /// <summary>True when the part is not.</summary>
    public sealed class Not(FilterCondition part) : FilterCondition
    {
        public override bool Matches(in TrafficRecord record) => !part.Matches(record);
    }

    /// <summary>True when the status lies in a range, both ends included.</summary>
    public sealed class StatusBetween(int from, int to) : FilterCondition
    {
        public override bool Matches(in TrafficRecord record) => record.Status >= from && record.Status <= to;
    }

    /// <summary>Compares a text of the record.</summary>
    public sealed class Text(FilterField field, TextTest test, string value) : FilterCondition
    {
        private readonly byte[] _value = Encoding.UTF8.GetBytes(value);

        public override bool Matches(in TrafficRecord record) => field switch
        {
            FilterField.Path => MatchesExactly(record.Path),
            FilterField.Host => MatchesAnyCase(record.Host),
            _ => MatchesAnyCase(record.UserAgent),
        };

        private bool MatchesExactly(ReadOnlySpan<byte> text) => test switch
        {
            TextTest.Equal => text.SequenceEqual(_value),
            TextTest.StartsWith => text.StartsWith(_value),
            TextTest.EndsWith => text.EndsWith(_value),
            _ => text.IndexOf(_value) >= 0,
        };

        /// <summary>Host names (RFC 9110, 4.2.3) and, by custom, user agents are the same in any case; only ASCII letters have two here.</summary>
        private bool MatchesAnyCase(ReadOnlySpan<byte> text) => test switch
        {
            TextTest.Equal => EqualsAnyCase(text, _value),
            TextTest.StartsWith => text.Length >= _value.Length && EqualsAnyCase(text[.._value.Length], _value),
            TextTest.EndsWith => text.Length >= _value.Length && EqualsAnyCase(text[^_value.Length..], _value),
            _ => ContainsAnyCase(text),
        };

        private bool ContainsAnyCase(ReadOnlySpan<byte> text)
        {
            for (; text.Length >= _value.Length; text = text[1..])
            {
                if (EqualsAnyCase(text[.._value.Length], _value))
                {
                    return true;
                }
            }
            return false;
        }

        /// <summary>Byte for byte, ASCII letters in any case. (The framework's `Ascii.EqualsIgnoreCase` never matches bytes beyond ASCII.)</summary>
        private static bool EqualsAnyCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        {
            if (left.Length != right.Length)
            {
                return false;
            }
            for (int i = 0; i < left.Length; i++)
            {
                if (left[i] != right[i] && ((left[i] ^ right[i]) != 0x20 || !char.IsAsciiLetter((char)left[i])))
                {
                    return false;
                }
            }
            return true;
        }
    }
}
