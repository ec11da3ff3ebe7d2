using System.Buffers;
using Isobar.Core.Traffic;

namespace Isobar.Core.Formats;

/// <summary>
/// Reads the text of one field into a draft, and turns a whole draft into a record. One for each parser: it remembers the last time stamp, since
/// neighbouring lines mostly have the same one and reading it costs more than comparing it.
/// </summary>
internal sealed class FieldReader
{
    /// <summary>Methods are tokens (RFC 9110, 9.1); all that are registered consist of letters and hyphens (IANA's list: `VERSION-CONTROL`).</summary>
    private static readonly SearchValues<byte> s_method = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-"u8);

    private readonly TrustedProxies _proxies;
    private readonly OutcomeRules _outcomes;
    private readonly long _utcOffsetMicros;
    private readonly byte[] _lastTimeText = new byte[32];
    private int _lastTimeLength;
    private long _lastTimeMicros;

    /// <param name="options">The options of the parser.</param>
    /// <param name="format">Name of the format, for the user's own outcome rules.</param>
    /// <param name="formatRules">The format's outcome rules.</param>
    public FieldReader(ParserOptions options, string format, IReadOnlyList<OutcomeRule> formatRules)
    {
        _proxies = options.Proxies;
        _outcomes = options.Outcomes.For(format, formatRules);
        _utcOffsetMicros = options.UtcOffset.Ticks / 10;
    }

    /// <summary>Reads one field. Absent values (a dash, nothing) leave the draft as it is.</summary>
    public ParseError Read(FieldBinding binding, ReadOnlySpan<byte> text, ref RecordDraft draft)
    {
        switch (binding.Field)
        {
            case RecordField.Ignored:
                return ParseError.None;
            case RecordField.PeerAddress:
                return ReadPeer(text, ref draft);
            case RecordField.ForwardedFor:
                draft.Forwarded = Quantity.IsAbsent(text) ? default : text;
                return ParseError.None;
            case RecordField.Time:
                draft.HasTime = ReadTime(text, binding.Unit, out draft.TimeMicros);
                return draft.HasTime ? ParseError.None : ParseError.BadTime;
            case RecordField.Date:
                draft.HasDate = LogTime.TryReadDate(text, out draft.DateMicros);
                return draft.HasDate ? ParseError.None : ParseError.BadTime;
            case RecordField.TimeOfDay:
                draft.HasTime = LogTime.TryReadTimeOfDay(text, out draft.TimeMicros);
                return draft.HasTime ? ParseError.None : ParseError.BadTime;
            case RecordField.Status:
                return ReadStatus(text, out draft.Status);
            case RecordField.BytesIn:
                return ReadCount(text, out draft.BytesIn);
            case RecordField.BytesOut:
                return ReadCount(text, out draft.BytesOut);
            case RecordField.BodyBytesOut:
                return ReadCount(text, out draft.BodyBytesOut);
            case RecordField.Rtt:
                return ReadDuration(text, binding.Unit, out draft.RttMicros);
            case RecordField.TimeToFirstByte:
                return ReadDuration(text, binding.Unit, out draft.TtfbMicros);
            case RecordField.TimeToFirstBytePart:
                return ReadPart(text, binding.Unit, ref draft.TtfbPartsMicros);
            case RecordField.ResponseTime:
                return ReadDuration(text, binding.Unit, out draft.ResponseMicros);
            case RecordField.RequestLine:
                draft.Path = PathOf(text);
                return ParseError.None;
            default:
                ReadText(binding.Field, Quantity.IsAbsent(text) ? default : text, ref draft);
                return ParseError.None;
        }
    }

    /// <summary>Makes the record of a draft, or says what it lacks.</summary>
    public ParseError Finish(in RecordDraft draft, ref TrafficRecord record)
    {
        if (!_proxies.TryFindClient(draft.HasPeer ? draft.Peer : null, draft.Forwarded, out record.Client))
        {
            return ParseError.NoClient;
        }
        if (!draft.HasTime)
        {
            return ParseError.BadTime;
        }
        record.TimeMicros = draft.TimeMicros + draft.DateMicros;
        record.BytesIn = draft.BytesIn;
        record.BytesOut = draft.BytesOut >= 0 ? draft.BytesOut : draft.BodyBytesOut;
        // No path on earth takes 0 microseconds: the clock was too coarse, or the writer did not measure (Cloudflare on HTTP/3, nginx on a Unix socket).
        record.RttMicros = draft.RttMicros == 0 ? TrafficRecord.Unknown : draft.RttMicros;
        record.TtfbMicros = draft.TtfbMicros >= 0 ? draft.TtfbMicros
            : draft.TtfbPartsMicros >= 0 ? draft.TtfbPartsMicros
            : draft.ResponseMicros;
        record.Status = Math.Max(draft.Status, 0);
        record.Outcome = _outcomes.Decide(draft.Status, draft.Termination, record.BytesOut);
        record.Host = draft.Host;
        record.Path = draft.Path;
        record.UserAgent = draft.UserAgent;
        record.EdgeLocation = draft.EdgeLocation;
        return ParseError.None;
    }

    private static ParseError ReadPeer(ReadOnlySpan<byte> text, ref RecordDraft draft)
    {
        draft.HasPeer = AddressText.TryRead(text, out draft.Peer);
        if (draft.HasPeer)
        {
            return ParseError.None;
        }
        return Quantity.IsAbsent(text) ? ParseError.None
            : AddressText.LooksLikeHostName(text) ? ParseError.HostName
            : ParseError.BadAddress;
    }

    private bool ReadTime(ReadOnlySpan<byte> text, FieldUnit unit, out long micros)
    {
        if (text.SequenceEqual(_lastTimeText.AsSpan(0, _lastTimeLength)) && _lastTimeLength > 0)
        {
            micros = _lastTimeMicros;
            return true;
        }
        if (!LogTime.TryRead(text, unit, _utcOffsetMicros, out micros))
        {
            return false;
        }
        if (text.Length <= _lastTimeText.Length)
        {
            text.CopyTo(_lastTimeText);
            _lastTimeLength = text.Length;
            _lastTimeMicros = micros;
        }
        return true;
    }

    private static ParseError ReadStatus(ReadOnlySpan<byte> text, out int status)
    {
        status = -1;
        if (text.Length == 3)
        {
            uint hundreds = unchecked((uint)text[0] - '0'), tens = unchecked((uint)text[1] - '0'), ones = unchecked((uint)text[2] - '0');
            if (hundreds <= 9 && tens <= 9 && ones <= 9)
            {
                status = (int)(hundreds * 100 + tens * 10 + ones);
                return ParseError.None;
            }
        }
        if (text.Length == 1 && text[0] == '0')
        {
            status = 0;
            return ParseError.None;
        }
        return Quantity.IsAbsent(text) || text.SequenceEqual("-1"u8) ? ParseError.None : ParseError.BadStatus;
    }

    private static ParseError ReadCount(ReadOnlySpan<byte> text, out long count)
    {
        if (Quantity.TryReadCount(text, out count))
        {
            return ParseError.None;
        }
        // HAProxy's `option logasap` marks a count that was still growing with a plus.
        if (text.Length > 1 && text[0] == '+' && Quantity.TryReadCount(text[1..], out count))
        {
            return ParseError.None;
        }
        count = TrafficRecord.Unknown;
        return Quantity.IsAbsent(text) || text.SequenceEqual("-1"u8) ? ParseError.None : ParseError.BadNumber;
    }

    private static ParseError ReadDuration(ReadOnlySpan<byte> text, FieldUnit unit, out long micros)
    {
        if (Quantity.TryReadMicros(text, unit, out micros))
        {
            return ParseError.None;
        }
        micros = TrafficRecord.Unknown;
        if (Quantity.IsAbsent(text))
        {
            return ParseError.None;
        }
        return TryReadTries(text, unit, out micros) ? ParseError.None : ParseError.BadNumber;
    }

    /// <summary>
    /// nginx lists the times of several tries, `0.001, 0.250 : 0.003` (commas between servers, colons between groups, a dash for a try without an answer):
    /// the client saw the last one behind the sum of the others, so they are added up.
    /// </summary>
    private static bool TryReadTries(ReadOnlySpan<byte> text, FieldUnit unit, out long micros)
    {
        micros = TrafficRecord.Unknown;
        while (!text.IsEmpty)
        {
            int end = text.IndexOfAny(", :"u8);
            ReadOnlySpan<byte> part = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (Quantity.IsAbsent(part))
            {
                continue;
            }
            if (!Quantity.TryReadMicros(part, unit, out long tryMicros) || micros > long.MaxValue - Math.Max(tryMicros, 0) - 1)
            {
                micros = TrafficRecord.Unknown;
                return false;
            }
            micros = Math.Max(micros, 0) + Math.Max(tryMicros, 0);
        }
        return true;
    }

    private static ParseError ReadPart(ReadOnlySpan<byte> text, FieldUnit unit, ref long sumMicros)
    {
        ParseError error = ReadDuration(text, unit, out long part);
        sumMicros = part < 0 || sumMicros == TrafficRecord.Unknown ? TrafficRecord.Unknown
            : sumMicros == RecordDraft.TtfbPartsAbsent ? part
            : sumMicros > long.MaxValue - part ? TrafficRecord.Unknown
            : sumMicros + part;
        return error;
    }

    /// <summary>The path of `GET /path HTTP/1.1`; a request line without a method (a probe's bytes) is taken whole.</summary>
    private static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> request)
    {
        int start = request.IndexOf((byte)' ');
        if (start < 0 || request[..start].ContainsAnyExcept(s_method))
        {
            return Quantity.IsAbsent(request) ? default : request;
        }
        ReadOnlySpan<byte> rest = request[(start + 1)..];
        int end = rest.LastIndexOf((byte)' ');
        return end < 0 ? rest : rest[..end];
    }

    private static void ReadText(RecordField field, ReadOnlySpan<byte> text, ref RecordDraft draft)
    {
        switch (field)
        {
            case RecordField.Path:
                draft.Path = text;
                break;
            case RecordField.Host:
                draft.Host = text;
                break;
            case RecordField.UserAgent:
                draft.UserAgent = text;
                break;
            case RecordField.EdgeLocation:
                draft.EdgeLocation = text;
                break;
            case RecordField.Termination:
                draft.Termination = text;
                break;
        }
    }
}
