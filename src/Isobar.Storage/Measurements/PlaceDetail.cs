namespace Isobar.Storage.Measurements;

/// <summary>How finely a question tells places apart, the coarsest first.</summary>
internal enum PlaceDetail
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By country.</summary>
    Country,

    /// <summary>By city-network.</summary>
    CityNetwork,
}
