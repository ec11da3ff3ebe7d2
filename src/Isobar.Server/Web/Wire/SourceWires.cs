namespace Isobar.Server.Web.Wire;

/// <summary>What comes in.</summary>
internal sealed record SourcesAnswer
{
    public required long Now { get; init; }

    public long? Watermark { get; init; }

    public required long Unlocated { get; init; }

    public required IReadOnlyList<FaultTextWire> Faults { get; init; }

    public required IReadOnlyList<SourceWire> Sources { get; init; }
}

/// <summary>Something that is wrong now.</summary>
internal sealed record FaultTextWire(string Kind, string Text);

/// <summary>A source.</summary>
internal sealed record SourceWire
{
    public required string Name { get; init; }

    public string? Format { get; init; }

    public required IReadOnlyList<string> Files { get; init; }

    public required IReadOnlyList<string> Compressed { get; init; }

    public required long Lines { get; init; }

    public required long Records { get; init; }

    public double? RecordsPerSecond { get; init; }

    public required long Late { get; init; }

    public required long Future { get; init; }

    public required long Skipped { get; init; }

    public required long Rotations { get; init; }

    public required long LostFiles { get; init; }

    public required long Bytes { get; init; }

    public required long LagBytes { get; init; }

    public required double LagSeconds { get; init; }

    public double? SilentSeconds { get; init; }

    public required IReadOnlyList<RejectedWire> Rejected { get; init; }
}

/// <summary>Lines that gave no record.</summary>
internal sealed record RejectedWire(string Reason, long Lines, IReadOnlyList<string> Samples);
