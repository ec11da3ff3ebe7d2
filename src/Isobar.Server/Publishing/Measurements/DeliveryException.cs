namespace Isobar.Server.Publishing.Measurements;

/// <summary>Measurements could not be delivered; they are tried again.</summary>
/// <param name="message">Why, and what to do.</param>
/// <param name="isOfOne">Whether it is about the objects of one monitor; otherwise those of others would fare no better.</param>
/// <param name="cause">What was thrown; null for nothing.</param>
internal sealed class DeliveryException(string message, bool isOfOne, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether it is about the objects of one monitor.</summary>
    public bool IsOfOne { get; } = isOfOne;
}
