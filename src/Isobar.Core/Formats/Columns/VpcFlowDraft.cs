namespace Isobar.Core.Formats.Columns;

/// <summary>The texts of one flow line.</summary>
internal ref struct VpcFlowDraft
{
    public ReadOnlySpan<byte> Source;
    public ReadOnlySpan<byte> Destination;
    public ReadOnlySpan<byte> PacketSource;
    public ReadOnlySpan<byte> PacketDestination;
    public ReadOnlySpan<byte> SourcePort;
    public ReadOnlySpan<byte> DestinationPort;
    public ReadOnlySpan<byte> Bytes;
    public ReadOnlySpan<byte> Start;
    public ReadOnlySpan<byte> End;
    public ReadOnlySpan<byte> Direction;

    /// <summary>Whether the line says that its traffic did not take place: rejected, or a window without data.</summary>
    public bool IsNoTraffic;

    /// <summary>Takes the text of one column.</summary>
    public void Take(VpcColumn column, ReadOnlySpan<byte> text)
    {
        switch (column)
        {
            case VpcColumn.Source:
                Source = text;
                break;
            case VpcColumn.Destination:
                Destination = text;
                break;
            case VpcColumn.PacketSource:
                PacketSource = text;
                break;
            case VpcColumn.PacketDestination:
                PacketDestination = text;
                break;
            case VpcColumn.SourcePort:
                SourcePort = text;
                break;
            case VpcColumn.DestinationPort:
                DestinationPort = text;
                break;
            case VpcColumn.Bytes:
                Bytes = text;
                break;
            case VpcColumn.Start:
                Start = text;
                break;
            case VpcColumn.End:
                End = text;
                break;
            case VpcColumn.Direction:
                Direction = text;
                break;
            case VpcColumn.Action:
                IsNoTraffic |= text.SequenceEqual("REJECT"u8);
                break;
            case VpcColumn.LogStatus:
                IsNoTraffic |= text.SequenceEqual("NODATA"u8) || text.SequenceEqual("SKIPDATA"u8);
                break;
        }
    }
}
