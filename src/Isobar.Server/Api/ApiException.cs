namespace Isobar.Server.Api;

/// <summary>A request that ends with a modelled error; its message is for the caller.</summary>
internal sealed class ApiException(ErrorShape shape, string message) : Exception(message)
{
    /// <summary>What went wrong.</summary>
    public ErrorShape Shape => shape;

    /// <summary>The error of a value that is not allowed.</summary>
    public static ApiException Invalid(string message) => new(ErrorShape.Validation, message);

    /// <summary>The error of a thing that is not there.</summary>
    public static ApiException Missing(string what, string name) => new(ErrorShape.NotFound, $"{what} not found: {name}");
}
