namespace Isobar.Storage.Measurements;

/// <summary>How a value is compared.</summary>
public enum ValueOperator
{
    /// <summary>It is one of the values.</summary>
    Equals,

    /// <summary>It is none of the values.</summary>
    NotEquals,

    /// <summary>It is greater than one of the values.</summary>
    GreaterThan,

    /// <summary>It is one of the values or greater.</summary>
    GreaterThanOrEqual,

    /// <summary>It is less than one of the values.</summary>
    LessThan,

    /// <summary>It is one of the values or less.</summary>
    LessThanOrEqual,

    /// <summary>One of the values is a part of it.</summary>
    Contains,

    /// <summary>None of the values is a part of it.</summary>
    NotContains,

    /// <summary>It begins with one of the values.</summary>
    StartsWith,

    /// <summary>It ends with one of the values.</summary>
    EndsWith,
}
