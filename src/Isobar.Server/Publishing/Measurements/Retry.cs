namespace Isobar.Server.Publishing.Measurements;

/// <summary>When something that failed is tried again: after delays that double.</summary>
/// <param name="options">The delays.</param>
internal sealed class Retry(PublishingOptions options)
{
    private TimeSpan _delay = options.FirstDelay;

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>When the next attempt may be made.</summary>
    public DateTimeOffset NotBefore { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>An attempt went well.</summary>
    public void Succeeded()
    {
        (Fault, NotBefore, _delay) = (null, DateTimeOffset.MinValue, options.FirstDelay);
    }

    /// <summary>An attempt failed.</summary>
    public void Failed(string fault, DateTimeOffset now)
    {
        (Fault, NotBefore) = (fault, now + _delay);
        _delay = _delay * 2 < options.LongestDelay ? _delay * 2 : options.LongestDelay;
    }

    /// <summary>What made it fail may have been mended: the next attempt may be made at once.</summary>
    public void Hurry() => (NotBefore, _delay) = (DateTimeOffset.MinValue, options.FirstDelay);
}
