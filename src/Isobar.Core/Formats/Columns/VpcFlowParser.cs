using Isobar.Core.Traffic;

namespace Isobar.Core.Formats.Columns;

/// <summary>
/// Reads flow lines and decides which end is the client: with `flow-direction` the far end of it; else the end with a public address; where both are public
/// (IPv6 mostly) the end with the higher port, since services have the low ones; where both are private the source.
/// </summary>
internal sealed class VpcFlowParser(VpcPlan initial) : LineParser
{
    private VpcPlan _plan = initial;

    public override bool HasHeaders => true;

    public override string? HeaderFault => _plan.Fault;

    public override LineParser Fork() => new VpcFlowParser(_plan);

    public override bool NoteHeader(ReadOnlySpan<byte> line)
    {
        line = ColumnHeaders.WithoutMark(line).TrimEnd((byte)'\r');
        // Values never hold this name, and most lines begin with a digit (the version), so they are told apart at once.
        if (line.IsEmpty || line[0] is >= (byte)'0' and <= (byte)'9' || line.IndexOf("srcaddr"u8) < 0)
        {
            return false;
        }
        if (!line.SequenceEqual(_plan.Header))
        {
            _plan = VpcFlowFormat.Plan(VpcFlowFormat.Names(line), line);
        }
        return true;
    }

    public override ParseError Parse(ReadOnlySpan<byte> line, ref TrafficRecord record)
    {
        line = line.TrimEnd(" \t\r"u8);
        if (line.IsEmpty)
        {
            return ParseError.Blank;
        }
        if (NoteHeader(line))
        {
            return ParseError.Header;
        }
        if (line[0] == '#')
        {
            return ParseError.Comment;
        }
        VpcColumn[] columns = _plan.Columns;
        if (_plan.Fault is not null)
        {
            return ParseError.NoClient;
        }
        var draft = default(VpcFlowDraft);
        var fields = new FieldSplitter(line, ColumnSplit.Space);
        int column = 0;
        while (fields.TryNext(out ReadOnlySpan<byte> value))
        {
            if (column == columns.Length)
            {
                return ParseError.Mismatch;
            }
            if (columns[column++] is var kind and not VpcColumn.Ignored)
            {
                draft.Take(kind, value);
            }
        }
        if (column < columns.Length)
        {
            return ParseError.Truncated;
        }
        return draft.IsNoTraffic ? ParseError.NotTraffic : Finish(draft, ref record);
    }

    private static ParseError Finish(in VpcFlowDraft draft, ref TrafficRecord record)
    {
        ReadOnlySpan<byte> source = Quantity.IsAbsent(draft.PacketSource) ? draft.Source : draft.PacketSource;
        ReadOnlySpan<byte> destination = Quantity.IsAbsent(draft.PacketDestination) ? draft.Destination : draft.PacketDestination;
        if (Quantity.IsAbsent(source) || Quantity.IsAbsent(destination))
        {
            return ParseError.NoClient;
        }
        if (!IpAddress.TryParse(source, out IpAddress from) || !IpAddress.TryParse(destination, out IpAddress to))
        {
            return ParseError.BadAddress;
        }
        ReadOnlySpan<byte> time = Quantity.IsAbsent(draft.End) ? draft.Start : draft.End;
        if (!LogTime.TryRead(time, FieldUnit.Seconds, 0, out long micros))
        {
            return ParseError.BadTime;
        }
        if (!Quantity.TryReadCount(draft.Bytes, out long bytes))
        {
            if (!Quantity.IsAbsent(draft.Bytes))
            {
                return ParseError.BadNumber;
            }
            bytes = TrafficRecord.Unknown;
        }
        bool fromClient = IsFromClient(draft, from, to);
        record.Clear();
        record.Client = fromClient ? from : to;
        record.TimeMicros = micros;
        record.BytesIn = fromClient ? bytes : TrafficRecord.Unknown;
        record.BytesOut = fromClient ? TrafficRecord.Unknown : bytes;
        return ParseError.None;
    }

    private static bool IsFromClient(in VpcFlowDraft draft, IpAddress from, IpAddress to)
    {
        if (draft.Direction.SequenceEqual("ingress"u8))
        {
            return true;
        }
        if (draft.Direction.SequenceEqual("egress"u8))
        {
            return false;
        }
        bool fromInside = PrivateAddresses.Contains(from), toInside = PrivateAddresses.Contains(to);
        if (fromInside != toInside)
        {
            return toInside;
        }
        return fromInside
            || !Quantity.TryReadCount(draft.SourcePort, out long sourcePort)
            || !Quantity.TryReadCount(draft.DestinationPort, out long destinationPort)
            || sourcePort >= destinationPort;
    }
}
