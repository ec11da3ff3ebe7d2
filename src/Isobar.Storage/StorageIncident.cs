namespace Isobar.Storage;

/// <summary>Something that was lost or set aside, to be told loudly: nothing of it stops the server.</summary>
/// <param name="File">The file it is about.</param>
/// <param name="Text">What happened, what it means, and where the remains are.</param>
public sealed record StorageIncident(string File, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}: {Text}";
}
