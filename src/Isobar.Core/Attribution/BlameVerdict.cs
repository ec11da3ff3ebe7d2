namespace Isobar.Core.Attribution;

/// <summary>What attribution came to. To be unsure is an answer.</summary>
public enum BlameVerdict : byte
{
    /// <summary>Too little evidence to name anybody.</summary>
    Insufficient,

    /// <summary>Two suspects explain the drop about equally well.</summary>
    Ambiguous,

    /// <summary>One element is named.</summary>
    Blamed,
}
